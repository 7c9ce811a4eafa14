"""Scenes of reports: every kind of event of theirs, on one day in a village."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.reports.categories import Category
from ledger.reports.commands import (
    AcceptReport,
    AlertUnaccepted,
    BlowWhistle,
    FileReport,
    ForwardReport,
    MergeReport,
    RateReport,
    RedactPhoto,
    RejectReport,
    ReopenReport,
    ReplyToReport,
    ResolveReport,
    VerifyReport,
)
from ledger.reports.kinds import FiledAs, RejectReason

HERE = {"latitude_e4": 40_80_90, "longitude_e4": 111_70_20}


def play_reports(village: Any, unit_code: str, now: datetime) -> UUID:
    """Report a fire lane twice, handle it to the stars; let others be rejected and go overdue."""
    rider, neighbour, worker = village.riders[0], village.household, new_id()

    def file(who: UUID, filed_as: FiledAs, category: Category, photo: UUID, **more: Any) -> UUID:
        made: UUID = village.made(
            "report_id",
            FileReport,
            category=category,
            unit_code=unit_code,
            reporter_id=who,
            filed_as=filed_as,
            occurred_at=now,
            photo_ids=(photo,),
            **more,
        )
        return made

    seen, done = new_id(), new_id()
    lane = Category.BLOCKED_FIRE_LANE
    report = file(rider, FiledAs.RIDER, lane, seen, **HERE)
    file(neighbour, FiledAs.RESIDENT, lane, new_id(), **HERE)
    one = {"report_id": report}
    village.do(AcceptReport, **one, accepted_by=worker)
    village.do(VerifyReport, **one, verified_by=worker, is_major_hazard=True)
    village.do(ResolveReport, **one, resolved_by=worker, photo_ids=(done,))
    village.do(ReopenReport, **one, reopened_by=rider)
    village.do(ResolveReport, **one, resolved_by=worker, photo_ids=(new_id(),))
    village.do(ReplyToReport, **one, replied_by=worker, text_id=new_id())
    village.do(RateReport, **one, rated_by=rider, stars=4)
    village.do(RedactPhoto, **one, photo_id=seen, redacted_id=new_id(), redacted_by=worker)

    litter = file(rider, FiledAs.RIDER, Category.LITTER, new_id(), station_id=village.station)
    reason = RejectReason.NOT_FOUND
    village.do(RejectReport, report_id=litter, rejected_by=worker, reason=reason)

    words = {"place_text_id": new_id()}
    told = file(rider, FiledAs.RIDER, Category.PARKING, new_id(), **words)
    again = file(neighbour, FiledAs.RESIDENT, Category.PARKING, new_id(), **words)
    village.do(MergeReport, report_id=again, into_id=told, merged_by=worker)

    left = file(neighbour, FiledAs.RESIDENT, Category.ICE, new_id(), place_text_id=new_id())
    grid = unit_code + "01"
    village.do(ForwardReport, report_id=left, forwarded_by=worker, unit_code=grid)
    late = now + timedelta(days=10)
    village.do(AlertUnaccepted, at=late, report_id=left, told=(worker,))
    village.do(BlowWhistle, at=late, report_id=left, street_code=unit_code[:9], told=(worker,))
    return report
