"""What waits for people is counted as it is listed, and not beyond a page."""

from datetime import timedelta

import pytest

from ledger.kernel.ids import new_id
from ledger.volunteering.commands import CloseAttendance, ProposeSupplement, ScanActivity
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.feedback_commands import Complain, RequestCorrection
from ledger.volunteering.supplement import SupplementReason
from projections.catalogue import Views
from tests.projections.setting import Setting
from tests.support.village import CITY, Village

ELSEWHERE = "150105"


def listed(views: Views, unit: str = CITY) -> tuple[int, ...]:
    found = (
        views.supplements.waiting(unit),
        views.doubtful_scans.waiting(unit),
        views.attendances.held(unit),
        views.attendances.wanting(unit),
        views.corrections.waiting(unit),
        views.complaints.waiting(unit),
    )
    return tuple(map(len, found))


def counted(views: Views, unit: str = CITY) -> tuple[int, ...]:
    return (
        views.supplements.count_waiting(unit),
        views.doubtful_scans.count_waiting(unit),
        views.waiting_attendances.count_held(unit),
        views.waiting_attendances.count_wanting(unit),
        views.corrections.count_waiting(unit),
        views.complaints.count_waiting(unit),
    )


def leave_open(village: Village) -> None:
    """One to make up for, one made up, one doubtful scan, one over the cap, one word of each kind.

    The one who is made up for was closed as well, but waits for the second person only.
    """
    first, second = village.volunteers
    short, long = village.publish("清洁家园"), village.publish("长班", hours=10)
    over = village.now + timedelta(hours=5)
    for person in (first, second):
        village.scan_activity(short, person, village.now)
        village.do(CloseAttendance, at=over, activity_id=short, person_id=person)
    made_up = {"minutes": 60, "reason": SupplementReason.NO_PHONE, "recorded_by": village.keeper}
    village.do(ProposeSupplement, at=over, activity_id=short, person_id=second, **made_up)
    village.serve(second, 600, long)
    late = {"at": village.now + timedelta(hours=90), "evidence": Evidence.OWN_SCAN}
    village.do(ScanActivity, activity_id=long, person_id=first, occurred_at=village.now, **late)
    here = {"activity_id": village.activity, "person_id": first, "text_id": new_id()}
    village.serve(first, 60, village.activity)
    village.do(
        RequestCorrection,
        at=village.now + timedelta(days=1),
        reason=CorrectionReason.LEFT_LATER,
        wants_minutes=90,
        **here,
    )
    village.do(Complain, kind=ComplaintKind.OTHER, **here)


def test_what_waits_is_counted_as_it_is_listed(setting: Setting, village: Village) -> None:
    leave_open(village)
    views = setting.project()
    assert counted(views) == listed(views) == (1, 1, 1, 1, 1, 1)
    assert counted(views, ELSEWHERE) == (0, 0, 0, 0, 0, 0)


def test_no_more_than_a_page_is_counted(
    setting: Setting, village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        village.serve(village.volunteers[0], 600, village.publish("长班", hours=10))
        village.now += timedelta(days=1)
    views = setting.project()
    assert views.waiting_attendances.count_held(CITY) == 3
    monkeypatch.setattr("projections.reader.PAGE_MAX", 2)
    assert views.waiting_attendances.count_held(CITY) == 2
