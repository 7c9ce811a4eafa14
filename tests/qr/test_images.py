import random
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from qr.images import MODULE_PX_MAX, TEXT_BYTES_MAX, png, side, svg
from qr.tokens import Kind, TokenMaker, url
from tests.qr.support import HOST, NINE, OTHER, RING, STATION, picture, seen

MAKER = TokenMaker(RING)
SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = [url(HOST, MAKER.make(kind, STATION, at=NINE)) for kind in Kind]
ADDRESS = ADDRESSES[0]
VERSION_3_MODULES = 29
QUIET_MODULES = 4


def rastered(drawing: str, module_px: int) -> Image.Image:
    """Paint the path of a drawing by hand, so that its quiet zone and units are seen too."""
    root = ET.fromstring(drawing)
    size = int(root.attrib["viewBox"].split()[2])
    image = Image.new("L", (size * module_px, size * module_px), 255)
    painter = ImageDraw.Draw(image)
    path = root.find(f"{SVG}path")
    assert path is not None
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path.attrib["d"])
    assert "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in bars) == path.attrib["d"]
    for x, y, length in (map(int, bar) for bar in bars):
        end = ((x + length) * module_px - 1, (y + 1) * module_px - 1)
        painter.rectangle(((x * module_px, y * module_px), end), fill=0)
    return image


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_a_version_3_code(address: str) -> None:
    assert side(address) == VERSION_3_MODULES + 2 * QUIET_MODULES


def test_an_address_full_of_digits_is_still_a_version_3_code() -> None:
    """Runs of digits split off from the letters around them would need version 4."""
    address = url(HOST, "23456A" * 6)
    assert len(address) == 61
    assert side(address) == VERSION_3_MODULES + 2 * QUIET_MODULES


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_can_lose_a_seventh_of_itself(address: str) -> None:
    (code,) = zxingcpp.read_barcodes(picture(png(address)))
    assert code.ec_level == "M"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_png_reads_back(address: str) -> None:
    assert seen(picture(png(address))) == [address]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_svg_reads_back(address: str) -> None:
    assert seen(rastered(svg(address), 6)) == [address]


def test_svg_and_png_are_the_same_picture() -> None:
    assert rastered(svg(ADDRESS), 5).tobytes() == picture(png(ADDRESS, module_px=5)).tobytes()


@pytest.mark.parametrize("degrees", [7, -7, 97])
def test_a_code_photographed_askew_reads_back(degrees: int) -> None:
    for address in ADDRESSES:
        askew = picture(png(address)).rotate(
            degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255
        )
        assert seen(askew) == [address]


def test_a_code_scaled_down_to_three_pixels_a_module_reads_back() -> None:
    for address in ADDRESSES:
        small = picture(png(address)).resize((111, 111), Image.Resampling.LANCZOS)
        assert seen(small) == [address]


def test_a_small_askew_and_blurred_code_reads_back() -> None:
    for address in ADDRESSES:
        image = picture(png(address)).resize((185, 185), Image.Resampling.LANCZOS)
        image = image.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        assert seen(image.filter(ImageFilter.GaussianBlur(1.2))) == [address]


def test_the_one_mask_suits_a_hundred_other_tokens() -> None:
    rng = random.Random(3)
    for _ in range(100):
        token = MAKER.make(Kind.STATION, rng.randbytes(8), at=NINE)
        address = url(HOST, token)
        assert seen(picture(png(address, module_px=3))) == [address]


def test_the_quiet_zone_is_four_modules_of_white() -> None:
    image = picture(png(ADDRESS, module_px=1))
    inverted = image.point(lambda grey: 255 - grey)
    assert image.size == (37, 37)
    assert inverted.getbbox() == (4, 4, 33, 33)


@pytest.mark.parametrize("module_px", [1, 3, 10, MODULE_PX_MAX])
def test_a_png_is_as_large_as_asked(module_px: int) -> None:
    assert picture(png(ADDRESS, module_px=module_px)).size == (37 * module_px, 37 * module_px)


@pytest.mark.parametrize("module_px", [0, -1, MODULE_PX_MAX + 1])
def test_a_picture_beyond_the_limit_is_refused(module_px: int) -> None:
    with pytest.raises(ValueError, match="pixels wide"):
        png(ADDRESS, module_px=module_px)
    with pytest.raises(ValueError, match="pixels wide"):
        svg(ADDRESS, module_px=module_px)


def test_an_svg_fills_its_box_unless_given_a_size() -> None:
    root = ET.fromstring(svg(ADDRESS))
    assert root.attrib["viewBox"] == "0 0 37 37"
    assert "width" not in root.attrib
    sized = ET.fromstring(svg(ADDRESS, module_px=8))
    assert (sized.attrib["width"], sized.attrib["height"]) == ("296", "296")


def test_an_svg_is_one_named_image_with_one_path_and_no_style() -> None:
    drawing = svg(ADDRESS, title="驿站打卡码")
    root = ET.fromstring(drawing)
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "驿站打卡码"
    assert len(root.findall(f"{SVG}path")) == 1
    assert "style" not in drawing
    assert "script" not in drawing


def test_a_title_cannot_break_out_of_the_drawing() -> None:
    title = "</title><script>alert('蜂')</script>&\"\x00\x1b"
    root = ET.fromstring(svg(ADDRESS, title=title))
    assert root.findtext(f"{SVG}title") == title.rstrip("\x00\x1b")
    assert {child.tag for child in root} == {f"{SVG}title", f"{SVG}rect", f"{SVG}path"}


@pytest.mark.parametrize("text", ["红蜂账本", "https://a.cn/mixed?case=1", "1", "A" * 400])
def test_any_other_text_reads_back_too(text: str) -> None:
    assert seen(picture(png(text, module_px=4))) == [text]


def test_the_longest_text_fits_and_one_byte_more_is_refused() -> None:
    longest = "a" * TEXT_BYTES_MAX
    assert seen(picture(png(longest, module_px=3))) == [longest]
    for text in ("", longest + "a"):
        with pytest.raises(ValueError, match="a code holds 1 to 2331 bytes"):
            svg(text)


def test_a_new_token_is_a_new_picture() -> None:
    other = url(HOST, MAKER.make(Kind.STATION, OTHER, at=NINE))
    assert svg(other) != svg(ADDRESS)
    assert svg(ADDRESS) == svg(ADDRESS)


def test_pictures_need_no_imaging_library() -> None:
    """A server installs none: Pillow is for tests."""
    program = (
        "import sys; sys.modules['PIL'] = None; sys.modules['png'] = None\n"
        "from qr.images import png, svg\n"
        "print(len(png('A')) > 100, svg('A')[:4])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "True <svg\n"
