"""How reports of months are kept: one row a version, and nothing of an older one is changed."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ledger.moral.period import VillagePeriod
from projections.moral.periods.tables import BESIDE, BROUGHT, MOVEMENTS, SUMS
from projections.rows import Record, Rows

DRAWN_UP, LOCKED, REOPENED = "drawn_up", "locked", "reopened"


class ClosingRows:
    """The rows of closings that a batch changes."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self._rows = rows["closings"]

    def load(self, events: Iterable[Any]) -> None:
        """Read the versions that are touched."""
        told = (it for it in events if isinstance(it, VillagePeriod.Event))
        self._rows.load(_key(it) for it in told if hasattr(it, "version"))

    def draw_up(self, event: Any, sums: Record | None) -> None:
        """Keep what the clerk signed; drawn up again before it is locked, it is that one."""
        self._rows.put(
            {
                "unit_code": event.unit_code,
                "period": event.period,
                "version": event.version,
                "state": DRAWN_UP,
                **msgspec.structs.asdict(event.figures),
                BROUGHT: sums[BROUGHT] if sums else 0,
                "position": event.position,
                "report_hash": event.report_hash,
                "drawn_up_by": event.drawn_up_by,
                "drawn_up_at": event.occurred_at,
                "locked_by": None,
                "locked_at": None,
                "is_asked": False,
                "reopening_by": None,
                "reopening_at": None,
                "reopening_text_id": None,
                "reopened_by": None,
                "reopened_at": None,
                "agrees": True,
            }
        )

    def lock(self, event: Any, sums: Record | None) -> None:
        """Close it, and tell whether the sums kept here say the same."""
        row = self._rows.change(_key(event))
        row["state"] = LOCKED
        row["locked_by"], row["locked_at"] = event.locked_by, event.occurred_at
        kept = sums or dict.fromkeys(SUMS, 0)
        row[BROUGHT] = kept[BROUGHT]
        row["agrees"] = all(kept[it] == row[it] for it in (*MOVEMENTS, *BESIDE))

    def ask_reopening(self, event: Any) -> None:
        """Remember who asked, when and why; the latest ask counts."""
        row = self._rows.change(_key(event))
        row["is_asked"] = True
        row["reopening_by"], row["reopening_at"] = event.requested_by, event.occurred_at
        row["reopening_text_id"] = event.text_id

    def reopen(self, event: Any) -> None:
        """Leave the version as it was signed, and say that another one follows."""
        row = self._rows.change(_key(event))
        row["state"], row["is_asked"] = REOPENED, False
        row["reopened_by"], row["reopened_at"] = event.approved_by, event.occurred_at


def _key(event: Any) -> tuple[str, str, int]:
    return event.unit_code, event.period, event.version
