"""The calendar that pages count with."""

from datetime import date

import pytest

from ledger.kernel.ids import new_id
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.errors import CalendarYearMissingError
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.holidays import SAMPLE_YEAR, sample_holidays, sample_workdays


def propose(setting: Setting, workdays: tuple[date, ...]) -> None:
    setting.village.do(
        ProposeHolidays,
        year=SAMPLE_YEAR,
        holidays=sample_holidays(),
        workdays=workdays,
        source="样例通知",
        proposed_by=new_id(),
    )


def approve(setting: Setting, version: int) -> None:
    setting.village.do(ApproveHolidays, year=SAMPLE_YEAR, version=version, approved_by=new_id())


def test_a_year_counts_on_pages_once_it_was_approved(setting: Setting) -> None:
    (saturday,) = sample_workdays()
    propose(setting, ())
    propose(setting, (saturday,))
    views = setting.project()
    calendar = views.calendar
    assert [(it.version, it.state) for it in calendar.versions(SAMPLE_YEAR)] == [
        (2, "proposed"),
        (1, "replaced"),
    ]
    assert [it.version for it in calendar.waiting()] == [2]
    with pytest.raises(CalendarYearMissingError):
        calendar.working_days().is_workday(saturday)

    approve(setting, 2)
    setting.project()
    calendar.forget()
    assert calendar.working_days().is_workday(saturday)
    assert calendar.waiting() == []
    assert calendar.versions(SAMPLE_YEAR)[0].days.holidays == frozenset(sample_holidays())

    propose(setting, ())
    approve(setting, 3)
    setting.project()
    calendar.forget()
    assert not calendar.working_days().is_workday(saturday), "the last approved version counts"
    assert find_differences(setting.ledger, setting.store) == []


def test_a_calendar_is_not_read_again_at_every_question(setting: Setting) -> None:
    calendar = setting.project().calendar
    assert calendar.working_days() is calendar.working_days()
