"""The words: complete, short, kind, and the same on the phone as on the server."""

import re
from pathlib import Path

import pytest

from web import messages_zh
from web.icons import names
from web.messages_zh import REFUSALS, Refusal, refusal
from web.refusals_zh import BUTTON_LENGTH_MAX, SENTENCE_LENGTH_MAX, TARGETS, _read

CODES = (Path(__file__).parent / "data" / "refusal-codes.txt").read_text("utf-8").split()
PHONE_MODULE = Path(messages_zh.__file__).parent / "static" / "app" / "messages.js"
every_refusal = pytest.mark.parametrize("no", REFUSALS.values(), ids=lambda no: no.code)


def test_every_code_has_exactly_one_sentence() -> None:
    assert len(CODES) == len(set(CODES))
    assert sorted(REFUSALS) == sorted(CODES)


@pytest.mark.parametrize("tables", [("{0}\n{0}",), ("{0}", "{0}")])
def test_a_code_that_is_written_twice_stops_the_start(tables: tuple[str, ...]) -> None:
    line = "activity_full | 名额刚满。可以候补，有人退出就通知您。 | 候补 | activities"
    assert list(_read(line)) == ["activity_full"]
    with pytest.raises(ValueError, match="activity_full"):
        _read(*(it.format(line) for it in tables))


def test_a_cancelled_activity_is_refused_in_words_for_sign_ups_and_for_kept_scans() -> None:
    assert refusal("activity_cancelled").headline == "活动取消了"
    assert "码已留着" in refusal("activity_cancelled").advice


@pytest.mark.parametrize(
    "code",
    ["evaluation_closed", "own_evaluation", "own_complaint", "activity_recorded", "nothing_held"],
)
def test_whoever_may_not_do_it_is_told_what_to_do(code: str) -> None:
    assert "请" in refusal(code).advice


def test_who_is_recused_need_not_be_kin_of_a_household() -> None:
    assert "户" not in refusal("reviewer_recused").sentence


@every_refusal
def test_a_refusal_fits_its_page(no: Refusal) -> None:
    assert 0 < len(no.sentence) <= SENTENCE_LENGTH_MAX
    assert 0 < len(no.button) <= BUTTON_LENGTH_MAX
    assert no.target in TARGETS


@pytest.mark.parametrize(
    ("code", "path"),
    [("item_cap_reached", "/rulebooks"), ("lives_in_other_household", "/desk/households")],
)
def test_a_button_leads_where_the_next_step_is(code: str, path: str) -> None:
    assert refusal(code).address == path


@every_refusal
def test_a_refusal_says_nothing_about_machines(no: Refusal) -> None:
    for word in ("系统错误", "异常", "操作", "失败", "暂无", "!", "！", "{", "_"):
        assert word not in no.sentence
    assert no.sentence.endswith("。")


@every_refusal
def test_headline_and_advice_make_up_the_sentence(no: Refusal) -> None:
    assert no.headline
    assert no.sentence.startswith(no.headline)
    assert no.sentence.endswith(no.advice)
    assert len(no.headline) + len(no.advice) + 1 == len(no.sentence)


def test_a_long_first_sentence_is_split_at_its_first_clause() -> None:
    assert refusal("visit_already_counted").headline == "4 小时内到过这站"
    assert refusal("visit_already_counted").advice == "这次不重复记，请进来歇歇。"


def test_a_code_without_words_reads_as_our_fault_and_keeps_its_code() -> None:
    unknown = refusal("meteor_strike")
    assert unknown.code == "meteor_strike"
    assert unknown.sentence == REFUSALS["internal_error"].sentence


def test_the_phone_says_what_the_catalogue_says() -> None:
    assert PHONE_MODULE.read_text("utf-8") == messages_zh.phone_module(), (
        "run `python -m web.messages_zh`"
    )


def test_every_icon_named_in_words_is_drawn() -> None:
    named = {icon for _, icon in messages_zh.REASONS.values()}
    named |= {icon for _, icon in messages_zh.SERVICES.values()}
    named |= {tab.icon for tabs in messages_zh.TABS.values() for tab in tabs}
    assert named <= names()


def test_every_role_has_words_and_all_but_screens_have_three_or_four_root_pages() -> None:
    assert set(messages_zh.TABS) == set(messages_zh.ROLES) - {"screen"}
    assert all(2 <= len(tabs) <= 4 for tabs in messages_zh.TABS.values())


def test_words_use_full_width_punctuation_between_characters() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,.!?;:][\u4e00-\u9fff]")
    assert not [no.code for no in REFUSALS.values() if half.search(no.sentence)]


def test_a_service_in_a_stations_own_words_gets_a_fitting_drawing() -> None:
    assert messages_zh.service("water") == ("热水", "cup")
    assert messages_zh.service("休息座椅") == ("休息座椅", "chair")
    assert messages_zh.service("下棋") == ("下棋", "check")
