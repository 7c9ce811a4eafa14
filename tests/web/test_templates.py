"""Templates: all have samples, render strictly, and hold nothing inline."""

import re
from pathlib import Path

import pytest
from flask import render_template

from tests.web.house import build
from tests.web.pages import PAGES
from tests.web.samples import Page, frame
from web.templating import Frame

FOLDER = Path(__file__).parents[2] / "web" / "templates"
FRAMES = {
    "_shop.html",
    "_purposes.html",
    "_counter.html",
    "_counter_offline.html",
    "counter_base.html",
    "base.html",
    "screen_base.html",
    "_parts.html",
    "_consents.html",
    "_roll.html",
} | {
    "_after.html",
    "_correction.html",
    "console_base.html",
    "_teams.html",
    "_gate_form.html",
    "_gates.html",
    "_photo.html",
    "_claim.html",
    "_adjustment_effect.html",
    "_notice_counts.html",
    "_notice_lines.html",
    "_sheet_preview.html",
    "_sketch.html",
}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
PLACEHOLDERS = re.compile(r"\bNone\b|Undefined|\{\{|\}\}|TODO")


def drawn(page: Page) -> str:
    app = build().app
    with app.test_request_context("/"):
        return render_template(page.template, **page.context)


def test_every_template_has_a_sample() -> None:
    assert {path.name for path in FOLDER.glob("*.html")} - FRAMES == {
        page.template for page in PAGES.values()
    }


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.name)
def test_every_template_says_what_it_is_given(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("{#")
    assert "#}" in text
    if path.name not in FRAMES - {"base.html"}:
        assert re.search(r"^   \w+.*:", text.partition("#}")[0], re.MULTILINE)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son\w+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"(?:src|href)=[\"']https?:", text)


@every_page
def test_a_page_is_drawn_whole(page: Page) -> None:
    html = drawn(page)
    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="zh-CN"' in html
    assert html.rstrip().endswith("</html>")
    assert not PLACEHOLDERS.search(re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL))


@every_page
def test_a_page_asks_for_nothing_from_elsewhere(page: Page) -> None:
    assert re.findall(r"(?:src|href|action)=\"https?://[^\"]*\"", drawn(page)) == []


@every_page
def test_every_form_that_posts_carries_the_csrf_token(page: Page) -> None:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", drawn(page), re.DOTALL)
    assert all('name="csrf_token" value="ttt' in form for form in forms)


def test_what_people_typed_is_escaped() -> None:
    nasty = PAGES["home-staff"].context | {"frame": frame(name="<script>alert(1)</script>")}
    html = drawn(Page("home_staff.html", nasty))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_commands_that_move_points_carry_an_idempotency_key() -> None:
    for name, address in (("item", "/vouchers"), ("voucher", "/cancellation")):
        form = re.search(rf"<form[^>]*{address}\".*?</form>", drawn(PAGES[name]), re.DOTALL)
        assert form
        assert 'name="idempotency_key"' in form[0]
    handed = re.search(
        r"<form[^>]*/collection\".*?</form>", drawn(PAGES["counter-voucher"]), re.DOTALL
    )
    assert handed
    assert 'name="idempotency_key"' in handed[0]


def test_a_voucher_that_was_collected_shows_no_code() -> None:
    assert 'class="rb-qr' in drawn(PAGES["voucher"])
    assert 'class="rb-qr' not in drawn(PAGES["voucher-collected"])


def test_a_deduction_that_counts_leads_to_its_story_and_to_an_appeal() -> None:
    assert 'href="/household/score"' in drawn(PAGES["deduction-over"])
    assert 'href="/household/score"' not in drawn(PAGES["deduction"]), "an objection comes first"


def test_a_stranger_sees_no_tab_bar() -> None:
    assert "rb-tabbar" not in drawn(PAGES["help"])
    assert Frame().tabs == ()


def test_large_type_and_theme_are_attributes() -> None:
    assert 'data-size="large"' in drawn(PAGES["me-large"])
    assert 'data-weui-theme="dark"' in drawn(PAGES["home-rider-dark"])
