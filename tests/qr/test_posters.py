import io
import re
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from qr.icons import service_icon
from qr.lettering import fitted, width_em, wrapped
from qr.poster_parts import SERVICES_MAX
from qr.posters import (
    HOURS_LENGTH_MAX,
    NAME_LENGTH_MAX,
    SERVICE_LENGTH_MAX,
    UNIT_NAME_LENGTH_MAX,
    station_poster,
)
from qr.tokens import Kind, TokenMaker, TokenReader, url
from tests.qr.support import HOST, NINE, RING, STATION, seen

ADDRESS = url(HOST, TokenMaker(RING).make(Kind.PLATE, STATION))
NUMBER = "7GK 259"
OFFERED = (
    *("充电", "热饭", "热水", "歇脚", "药箱", "雨具"),
    *("工具箱", "取暖", "冰箱", "图书角", "厕所"),
)
SVG = "{http://www.w3.org/2000/svg}"
SERVICES = ["充电 6 口", "热饭 微波炉 2 台", "热水", "歇脚", "药箱", "雨具"]
NASTY = "</text><script>x</script>&\"'\x00"


def poster(
    name: str = "石羊桥东路站",
    unit_name: str = "玉泉区大召前街社区",
    services: list[str] = SERVICES,
    hours: str = "每天 07:00–21:00",
) -> str:
    return station_poster(
        name=name,
        number=NUMBER,
        unit_name=unit_name,
        url=ADDRESS,
        services=services,
        hours=hours,
    )


def lettering(drawing: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(drawing).iter(f"{SVG}text")]


def code_size_mm(drawing: str) -> float:
    """Measure the dark square: from the leftmost to the rightmost dark module."""
    path = next(p for p in ET.fromstring(drawing).iter(f"{SVG}path") if "transform" in p.attrib)
    scale = float(re.findall(r"scale\(([\d.]+)\)", path.attrib["transform"])[0])
    bars = re.findall(r"M(\d+) \d+h(\d+)", path.attrib["d"])
    return scale * (max(int(x) + int(n) for x, n in bars) - min(int(x) for x, _ in bars))


def test_a_poster_is_a4_and_needs_nothing_beside_it() -> None:
    drawing = poster()
    root = ET.fromstring(drawing)
    assert (root.attrib["width"], root.attrib["height"]) == ("210mm", "297mm")
    assert root.attrib["viewBox"] == "0 0 210 297"
    for foreign in ("href", "style", "<script", "<image", "url("):
        assert foreign not in drawing


def test_the_code_of_a_poster_is_at_least_105_millimetres_wide() -> None:
    assert code_size_mm(poster()) >= 105


def test_a_poster_says_where_what_how_and_what_a_scan_counts() -> None:
    said = lettering(poster())
    for words in (
        "红蜂驿站",
        "石羊桥东路站",
        "玉泉区大召前街社区",
        "每天 07:00–21:00",
        "没网也能打卡",
        "充电",
        "微波炉 2 台",
        "只记次数",
        "不记积分",
        "110　119　120",
        "本站码 7GK 259",
        ADDRESS,
    ):
        assert words in said
    assert "打开微信扫一扫，对准下面的码，就记上一次停靠。" in said


@pytest.mark.parametrize("field", ["name", "unit_name", "hours"])
def test_no_words_break_out_of_a_poster(field: str) -> None:
    drawing = poster(**{field: NASTY})  # type: ignore[arg-type]
    assert {tag.tag for tag in ET.fromstring(drawing).iter()} == {
        tag.tag for tag in ET.fromstring(poster()).iter()
    }
    assert NASTY.rstrip("\0") in lettering(drawing)


def test_every_service_of_the_house_has_a_drawing_of_its_own() -> None:
    shapes = {
        name: re.sub(r"translate\([^)]*\)", "", service_icon(name, x=0, y=0, size=9, stroke="red"))
        for name in OFFERED
    }
    assert len(set(shapes.values())) == len(OFFERED)
    unknown = service_icon("下棋", x=0, y=0, size=9, stroke="red")
    assert unknown not in shapes.values()


def test_no_service_breaks_out_of_a_poster() -> None:
    drawing = poster(services=["<b>热水</b> &nbsp;"])
    assert {"<b>热水</b>", "&nbsp;"} <= set(lettering(drawing))


@pytest.mark.parametrize("count", [0, 1, 6, 7, SERVICES_MAX])
def test_as_many_services_as_there_is_room_for_are_all_shown(count: int) -> None:
    services = [f"服务{at}" for at in range(count)]
    drawing = poster(services=services)
    assert [words for words in lettering(drawing) if words.startswith("服务")] == services


def test_nothing_is_drawn_off_the_sheet() -> None:
    drawing = poster(
        name="蜂" * NAME_LENGTH_MAX,
        unit_name="社" * UNIT_NAME_LENGTH_MAX,
        hours="时" * HOURS_LENGTH_MAX,
        services=["饭" * SERVICE_LENGTH_MAX] * SERVICES_MAX,
    )
    for text in ET.fromstring(drawing).iter(f"{SVG}text"):
        x, size = float(text.attrib["x"]), float(text.attrib["font-size"])
        width = width_em(text.text or "") * size
        right = {"end": x, "middle": x + width / 2}.get(text.get("text-anchor", ""), x + width)
        assert 0 <= right <= 197, text.text
        assert size <= float(text.attrib["y"]) <= 297


def test_a_long_name_goes_on_two_lines_and_loses_nothing() -> None:
    name = "昭君路街道石羊桥东路第二十三号便民服务中心红蜂驿站"
    said = lettering(poster(name=name))
    at = next(at for at, words in enumerate(said) if words.startswith("昭君路"))
    assert said[at] + said[at + 1] == name


def test_a_name_of_nothing_but_commas_is_drawn_all_the_same() -> None:
    assert "，" * NAME_LENGTH_MAX in lettering(poster(name="，" * NAME_LENGTH_MAX))


@pytest.mark.parametrize(
    "too_long",
    [
        {"name": "蜂" * (NAME_LENGTH_MAX + 1)},
        {"unit_name": "社" * (UNIT_NAME_LENGTH_MAX + 1)},
        {"hours": "时" * (HOURS_LENGTH_MAX + 1)},
        {"services": ["饭" * (SERVICE_LENGTH_MAX + 1)]},
        {"services": ["热水"] * (SERVICES_MAX + 1)},
        {"name": "  "},
    ],
)
def test_what_has_no_room_on_a_poster_is_refused(too_long: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a poster"):
        poster(**too_long)  # type: ignore[arg-type]


def test_lines_break_within_their_width_and_a_comma_never_starts_one() -> None:
    text = "要记积分，请扫屋里屏幕上的码，每天首次 1 分。"
    lines = wrapped(text, ems=4)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_em(line) <= 5 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_words_are_fitted_to_their_room() -> None:
    assert fitted("红蜂", width=100, size_max=10) == 10
    assert fitted("红蜂驿站", width=20, size_max=10) == 5
    assert fitted("", width=20, size_max=10) == 10


@pytest.mark.browser
def test_a_poster_on_paper_is_one_sheet_and_reads_back(chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(f"<!doctype html><body style='margin:0;line-height:0'>{poster()}")
        printed = page.pdf(format="A4", print_background=True)
        browser.close()
    sheets = pypdfium2.PdfDocument(printed)
    assert len(sheets) == 1
    paper = sheets[0].render(scale=150 / 72).to_pil()
    assert seen(paper) == [ADDRESS]
    assert TokenReader(RING).read(seen(paper)[0], at=NINE).kind is Kind.PLATE
    assert "本站码 7GK 259" in sheets[0].get_textpage().get_text_range()


@pytest.mark.browser
def test_a_printed_poster_reads_back_across_the_room(chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 794, "height": 1123})
        page.set_content(f"<!doctype html><body style='margin:0'>{poster()}")
        sheet = Image.open(io.BytesIO(page.screenshot())).convert("L")
        browser.close()
    assert sheet.getpixel((10, 10)) != 255  # the masthead reaches the edge of the sheet
    for width in (794, 320):
        height = round(width * 297 / 210)
        far = sheet.resize((width, height), Image.Resampling.LANCZOS)
        askew = far.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        assert seen(far) == [ADDRESS]
        assert seen(askew) == [ADDRESS]
    assert TokenReader(RING).read(seen(sheet)[0], at=NINE).kind is Kind.PLATE


def test_a_poster_says_what_such_places_are_called() -> None:
    told = {
        "name": "大召",
        "number": NUMBER,
        "unit_name": "玉泉区",
        "url": ADDRESS,
        "services": [],
        "hours": "全天",
    }
    drawn = station_poster(**told, kind_name="流动党员服务站")
    assert "流动党员服务站" in lettering(drawn)
    assert "红蜂驿站" not in lettering(drawn)
    with pytest.raises(ValueError, match="at most"):
        station_poster(**told, kind_name="很" * 9)
