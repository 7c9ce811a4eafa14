"""Photos in forms and previews of spreadsheets: on a phone, at a desk, with and without scripts."""

import io
import json
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from flask import Flask, render_template_string, request
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.sheets.cells import Fault, FaultCode, Line
from api.sheets.columns import Column
from api.sheets.importing import Imported
from api.sheets.previewing import Preview
from tests.support.pictures import encoded, jpeg, phone_photo, scene
from tests.web.conftest import PHONE, Running
from tests.web.samples import KEY, frame
from web.sheet_words import imported_context, preview_context

pytestmark = pytest.mark.browser
ID = UUID("0d6f2f1c-7f55-8a8a-9c7e-0d9c3a5b7e11")

FORM = """{% extends "base.html" %}{% import "_photo.html" as photo with context %}
{% block title %}申报{% endblock %}
{% block modules %}<script type="module" src="{{ asset('app/photo.js') }}"></script>{% endblock %}
{% block main %}<h1>申报</h1><form method="post" enctype="multipart/form-data">
{{ photo.field(note="拍干净的楼道，不要拍人。") }}
<button class="weui-btn rb-btn" type="submit">提交</button></form>{% endblock %}"""
DESK = """{% extends "console_base.html" %}{% import "_sheet_preview.html" as sheets with context %}
{% block title %}导入户{% endblock %}{% block nav %}<p>户</p>{% endblock %}
{% block main %}<div class="bar"><h1>导入户</h1></div><section class="card"><div class="pad">
{{ sheets.choose("/import", frame, template="/template") }}
{{ sheets.preview(seen, frame, key, {"import": "/go", "errors": "/bad", "again": "/again"}) }}
{{ sheets.imported(done) }}</div></section>{% endblock %}"""

COLUMNS = (Column("number", "户号"), Column("head", "户主"))
BAD = (Fault(FaultCode.CELL_EMPTY, "head"), Fault(FaultCode.MERGED))


def put_pages(app: Flask) -> None:
    resident, clerk = frame("resident", "张三"), frame("clerk", "云秀珍")
    line = Line(2, {"number": "0147", "head": "张三"})
    seen = Preview("d" * 64, COLUMNS, ("序号",), 1, 1, [line], [(Line(3, {"number": "1"}), BAD)])
    done = Imported(1, 2, [(line, Fault("household_not_found"))])
    shown = {
        "frame": clerk,
        "key": KEY,
        "seen": preview_context(seen, ID),
        "done": imported_context(done),
    }

    def receive() -> str:
        raw = request.files["photo"].read()
        size = Image.open(io.BytesIO(raw)).size if raw.startswith(b"\xff\xd8") else None
        return json.dumps({"size": size, "bytes": len(raw), "exif": b"Exif" in raw})

    app.add_url_rule("/form", "form", lambda: render_template_string(FORM, frame=resident))
    app.add_url_rule("/form", "sent", receive, methods=["POST"])
    app.add_url_rule("/desk", "desk", lambda: render_template_string(DESK, **shown))


@pytest.fixture
def pages(running: Running) -> str:
    """The address of a house with the two pages."""
    put_pages(running.house.app)
    return running.address


def choose(tab: Page, raw: bytes, name: str = "IMG_1.jpg") -> None:
    file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": raw}
    tab.locator("input[type=file]").set_input_files(file)


def sent(tab: Page) -> dict[str, Any]:
    tab.get_by_role("button", name="提交").click()
    tab.wait_for_function("document.body.innerText.startsWith('{')")
    found: dict[str, Any] = json.loads(tab.locator("body").inner_text())
    return found


def test_a_photo_is_shown_made_small_and_upright_before_it_is_sent(
    phone: BrowserContext, pages: str
) -> None:
    tab = phone.new_page()
    tab.goto(f"{pages}/form")
    choose(tab, encoded(scene(3, (3000, 2000)), quality=95))
    expect(tab.get_by_role("status").filter(has_text="照片选好了")).to_be_visible()
    expect(tab.get_by_alt_text("要交的照片")).to_be_visible()
    found = sent(tab)
    assert found["size"] == [1600, 1067]


def test_a_photo_taken_sideways_loses_its_place_on_the_phone_already(
    phone: BrowserContext, pages: str
) -> None:
    tab = phone.new_page()
    tab.goto(f"{pages}/form")
    large = Image.open(io.BytesIO(phone_photo())).resize((2400, 1800))
    exif = Image.Exif()
    exif[0x0112] = 6
    choose(tab, encoded(large, exif=exif, quality=95))
    expect(tab.get_by_alt_text("要交的照片")).to_be_visible()
    found = sent(tab)
    assert (found["size"], found["exif"]) == ([1200, 1600], False)


def test_a_photo_is_taken_back_before_it_is_sent(phone: BrowserContext, pages: str) -> None:
    tab = phone.new_page()
    tab.goto(f"{pages}/form")
    choose(tab, jpeg())
    tab.get_by_role("button", name="去掉这张照片").click()
    expect(tab.get_by_alt_text("要交的照片")).to_be_hidden()
    assert tab.locator("input[type=file]").evaluate("it => it.files.length") == 0
    expect(tab.get_by_text("照片去掉了")).to_be_visible()


def test_what_the_browser_cannot_show_is_sent_as_it_is(phone: BrowserContext, pages: str) -> None:
    tab = phone.new_page()
    tab.goto(f"{pages}/form")
    choose(tab, bytes(4) + b"ftypheic" + bytes(500_000), "IMG_2.heic")
    expect(tab.get_by_text("这个浏览器看不了")).to_be_visible()
    assert sent(tab) == {"size": None, "bytes": 500_012, "exif": False}


def test_the_form_works_without_scripts(browser: Browser, pages: str) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{pages}/form")
    raw = jpeg(size=(2000, 1000))
    choose(tab, raw)
    tab.get_by_role("button", name="提交").click()
    assert json.loads(tab.locator("body").inner_text())["bytes"] == len(raw)
    context.close()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("path", ["/form", "/desk"])
def test_the_pages_are_for_everybody_and_no_wider_than_the_phone(
    browser: Browser, pages: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, locale="zh-CN")
    tab = context.new_page()
    tab.goto(pages + path)
    if path == "/form":
        choose(tab, jpeg())
        expect(tab.get_by_alt_text("要交的照片")).to_be_visible()
    found: Any = Axe().run(tab)
    assert [(it["id"], it["nodes"][0]["html"]) for it in found.response["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_preview_says_what_is_wrong_and_offers_the_good_lines(
    browser: Browser, pages: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    tab = context.new_page()
    tab.goto(f"{pages}/desk")
    expect(tab.get_by_text("户主：这一格要填，不能空着。")).to_be_visible()
    expect(tab.get_by_text("没有用到的列：序号")).to_be_visible()
    expect(tab.get_by_role("button", name="导入 1 行")).to_be_visible()
    expect(tab.get_by_label("只导入对的 1 行")).not_to_be_checked()
    context.close()
