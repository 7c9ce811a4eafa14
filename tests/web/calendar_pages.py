"""Samples of the calendar's page."""

from typing import Any

from ledger.registry.working_days import YearDays, built_in
from tests.support.holidays import SAMPLE_YEAR, sample_holidays, sample_workdays
from tests.web.samples import KEY, Page, at, frame
from web.calendar.flaws import flaws_in_words
from web.calendar.months import in_words, months
from web.messages_zh import CALENDAR_STATES, refusal

SYSTEM = frame("system_administrator", "赵建国", "呼和浩特市")
SECURITY = frame("security_administrator", "孟和", "呼和浩特市")
SAMPLE = YearDays(frozenset(sample_holidays()), frozenset(sample_workdays()))
Y2026 = built_in(2026)
assert Y2026 is not None
CALENDAR: dict[str, Any] = {
    "frame": SYSTEM,
    "key": KEY,
    "year": 2026,
    "earlier": "/calendar?year=2025",
    "later": "/calendar?year=2027",
    "known": True,
    "built_in": True,
    "previewed": False,
    "months": months(2026, Y2026),
    "lines": in_words(Y2026),
    "versions": [],
    "waiting": [],
    "typed": {"notice": "", "source": ""},
    "refusal": None,
    "flaws": [],
    "may_propose": True,
    "may_approve": False,
    "source_length_max": 300,
    "notice_length_max": 3600,
}
UNKNOWN = CALENDAR | {
    "year": SAMPLE_YEAR,
    "known": False,
    "built_in": False,
    "months": months(SAMPLE_YEAR, None),
    "lines": [],
}


def version(state: str, number: int = 1, *, decided: bool = False) -> dict[str, Any]:
    """A version of the sample year."""
    return {
        "version": number,
        "state": state,
        "state_words": CALENDAR_STATES[state],
        "lines": in_words(SAMPLE),
        "source": "样例通知〔0000〕0号 https://example.org/sample",
        "proposed_by": "赵*国",
        "proposed_at": at(18, 9),
        "decided_by": "孟*" if decided else "",
        "decided_at": at(18, 10) if decided else None,
        "own": False,
        "approve_key": KEY,
        "reject_key": KEY,
    }


CALENDAR_PAGES: dict[str, Page] = {
    "calendar": Page("calendar.html", CALENDAR),
    "calendar-wide": Page("calendar.html", CALENDAR, (1280, 800)),
    "calendar-unknown": Page("calendar.html", UNKNOWN),
    "calendar-refused": Page(
        "calendar.html",
        UNKNOWN
        | {
            "typed": {"notice": "2030-12-31 休", "source": "样例"},
            "refusal": refusal("calendar_notice_invalid"),
            "flaws": flaws_in_words(
                {"outside_year": ["2030-12-31"], "holidays": 0, "holidays_min": 13}
            ),
        },
    ),
    "calendar-preview": Page(
        "calendar.html",
        UNKNOWN
        | {
            "known": True,
            "previewed": True,
            "months": months(SAMPLE_YEAR, SAMPLE),
            "lines": in_words(SAMPLE),
            "typed": {"notice": "2031-01-01 休", "source": "样例通知"},
        },
    ),
    "calendar-waiting": Page(
        "calendar.html",
        UNKNOWN
        | {
            "frame": SECURITY,
            "may_propose": False,
            "may_approve": True,
            "waiting": [{"year": SAMPLE_YEAR, "version": 2}, {"year": 2030, "version": 1}],
            "versions": [version("proposed", 2), version("rejected", decided=True)],
        },
    ),
}
