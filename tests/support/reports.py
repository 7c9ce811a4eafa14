"""Reports said the short way: filed by riders and neighbours, handled by one grid worker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
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
from ledger.reports.places import METRES_PER_E4, Position
from ledger.reports.report import Report
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.ledgers import Village, hohhot

GRID = "15010400300501"
THURSDAY = hohhot("2026-03-05 14:10")
EAST_GATE = Position(40_80_90, 111_70_20)
"""Somewhere in the south of the city."""


def north_of(place: Position, metres: float) -> Position:
    """Return a position so many metres north."""
    return Position(place.latitude_e4 + round(metres / METRES_PER_E4), place.longitude_e4)


class Street:
    """A grid with its worker, and whoever passes."""

    def __init__(self, village: Village, at: datetime = THURSDAY) -> None:
        self.village = village
        self.at = at
        self.worker = new_id()

    def via(self, village: Village) -> "Street":
        """Stand in the same street, speaking to another process."""
        other = Street(village, self.at)
        other.worker = self.worker
        return other

    def file(
        self,
        reporter_id: UUID,
        *,
        at: datetime | None = None,
        seen: datetime | None = None,
        place: Position | None = EAST_GATE,
        category: Category = Category.BLOCKED_FIRE_LANE,
        filed_as: FiledAs = FiledAs.RIDER,
        photo_ids: tuple[UUID, ...] | None = None,
        **more: Any,
    ) -> Recorded:
        """Report something with one photo, at the east gate unless another place is said."""
        moment = at or self.at
        return self.village.tell(
            FileReport,
            at=moment,
            category=category,
            unit_code=GRID,
            reporter_id=reporter_id,
            filed_as=filed_as,
            occurred_at=seen or moment,
            latitude_e4=place.latitude_e4 if place else None,
            longitude_e4=place.longitude_e4 if place else None,
            photo_ids=(new_id(),) if photo_ids is None else photo_ids,
            **more,
        )

    def filed(self, reporter_id: UUID, **more: Any) -> UUID:
        """Report something; return the report it became, or joined."""
        return UUID(self.file(reporter_id, **more).answer["report_id"])

    def accept(self, report_id: UUID, **more: Any) -> Recorded:
        """Take it on."""
        by = more.pop("by", self.worker)
        return self._do(AcceptReport, report_id, accepted_by=by, **more)

    def reject(
        self, report_id: UUID, reason: RejectReason = RejectReason.NOT_FOUND, **more: Any
    ) -> Recorded:
        """Say why nothing is done."""
        by = more.pop("by", self.worker)
        return self._do(RejectReport, report_id, rejected_by=by, reason=reason, **more)

    def forward(self, report_id: UUID, unit_code: str, **more: Any) -> Recorded:
        """Hand it to another unit."""
        to = {"forwarded_by": self.worker, "unit_code": unit_code}
        return self._do(ForwardReport, report_id, **to, **more)

    def merge(self, report_id: UUID, into_id: UUID, **more: Any) -> Recorded:
        """Say that it is the same as an earlier one."""
        by = more.pop("by", self.worker)
        return self._do(MergeReport, report_id, into_id=into_id, merged_by=by, **more)

    def verify(self, report_id: UUID, *, is_major_hazard: bool = False, **more: Any) -> Recorded:
        """Go and look."""
        by = more.pop("by", self.worker)
        found = {"is_major_hazard": is_major_hazard}
        return self._do(VerifyReport, report_id, verified_by=by, **found, **more)

    def resolve(self, report_id: UUID, **more: Any) -> Recorded:
        """Put it right, with a photo."""
        by, photos = more.pop("by", self.worker), more.pop("photo_ids", (new_id(),))
        return self._do(ResolveReport, report_id, resolved_by=by, photo_ids=photos, **more)

    def reply(self, report_id: UUID, **more: Any) -> Recorded:
        """Write to the reporter."""
        by = more.pop("by", self.worker)
        return self._do(ReplyToReport, report_id, replied_by=by, text_id=new_id(), **more)

    def rate(self, report_id: UUID, by: UUID, stars: int = 5, **more: Any) -> Recorded:
        """Give stars."""
        return self._do(RateReport, report_id, rated_by=by, stars=stars, **more)

    def reopen(self, report_id: UUID, by: UUID, **more: Any) -> Recorded:
        """Say that it is not resolved."""
        return self._do(ReopenReport, report_id, reopened_by=by, **more)

    def redact(self, report_id: UUID, photo_id: UUID, **more: Any) -> UUID:
        """Let a redacted picture stand for a photo; return its ID."""
        by, redacted_id = more.pop("by", self.worker), new_id()
        ids = {"photo_id": photo_id, "redacted_id": redacted_id}
        self._do(RedactPhoto, report_id, redacted_by=by, **ids, **more)
        return redacted_id

    def alert(self, report_id: UUID, *told: UUID, **more: Any) -> bool:
        """Do what the job does when nobody accepted it."""
        return bool(self._do(AlertUnaccepted, report_id, told=told, **more).answer["alerted"])

    def whistle(self, report_id: UUID, *told: UUID, **more: Any) -> bool:
        """Do what the job does when it is not resolved."""
        street = {"street_code": GRID[:9], "told": told}
        return bool(self._do(BlowWhistle, report_id, **street, **more).answer["whistled"])

    def through(self, report_id: UUID, **more: Any) -> None:
        """Accept, verify and resolve."""
        self.accept(report_id, **more)
        self.verify(report_id, **more)
        self.resolve(report_id, **more)

    def report(self, report_id: UUID) -> Report:
        """Replay a report."""
        found: Report = self.village.load(report_id)
        return found

    def points(self, rider_id: UUID) -> int:
        """Return the points of a rider."""
        wallet: Wallet = self.village.load(Wallet.create_id(rider_id, WalletKind.RIDER))
        return sum(wallet.open_lots.values())

    def _do(self, command: Any, report_id: UUID, **more: Any) -> Recorded:
        at = more.pop("at", self.at)
        return self.village.tell(command, at=at, report_id=report_id, **more)
