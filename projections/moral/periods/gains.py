"""Which class of acts the points of a month were earned by: a row for each household and class.

A gain counts in the same month as the credit it is part of: both follow the same closings. A row
whose entries all went on to the next month stays, at nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ledger.moral.claim import Claim
from ledger.moral.score_year import ScoreYear
from ledger.wallets.kinds import Reason
from ledger.wallets.wallet import Wallet
from projections.moral.periods.tables import BROUGHT, GAIN, OTHER
from projections.rows import Record, Rows


class GainRows:
    """The rows of gains that a batch changes."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self._acts, self._gains, self._homes = rows["acts"], rows["gains"], rows["homes"]
        self._new: dict[Any, str] = {}

    def load(self, events: Iterable[Any], months: Iterable[str]) -> None:
        """Read of which classes acts are, and what households earned by them in some months."""
        held = list(events)
        proposed = (it for it in held if isinstance(it, Claim.Proposed))
        self._new = {it.originator_id: it.kind for it in proposed}
        self._acts.load(it.claim_id for it in held if getattr(it, "claim_id", None) is not None)
        found = [it for event in held if (it := self.entry_of(event)) is not None]
        self._gains.load(_key(it, month) for it in found for month in set(months))

    def load_moved(self, entries: Iterable[Record], months: Iterable[str]) -> None:
        """Read the rows between which some entries move."""
        gains = [it for it in entries if it["field"] == GAIN]
        self._gains.load(_key(it, month) for it in gains for month in months)

    def know(self, event: Any) -> None:
        """Remember of which class an act is."""
        if not event.is_deduction:
            self._acts.put({"claim_id": event.originator_id, "kind": event.kind})

    def drop(self, claim_id: Any) -> None:
        """Forget an act that came to nothing."""
        self._acts.remove(claim_id)

    def entry_of(self, event: Any) -> Record | None:
        """Return what an event says of how points were earned, if it does."""
        if isinstance(event, ScoreYear.Added):
            kind = self._kind_of(event.claim_id)
            return _entry(event.unit_code, kind, event.household_id, event.points)
        if isinstance(event, Wallet.Credited) and event.reason != Reason.DEED:
            home = self._homes.get(event.originator_id)
            kind = BROUGHT if event.reason == Reason.OPENING else OTHER
            unit = home["unit_code"] if home else None
            return _entry(unit, kind, event.originator_id, event.amount) if unit else None
        return None

    def _kind_of(self, claim_id: Any) -> str:
        known = self._acts.get(claim_id) if claim_id is not None else None
        return str(known["kind"]) if known else self._new.get(claim_id, OTHER)

    def add(self, entry: Record, period: str, sign: int) -> None:
        """Count an entry in a month, or take it out of it again."""
        start = {name: entry[name] for name in ("unit_code", "kind", "home_id")}
        self._gains.add(start | {"period": period}, entries=sign, points=sign * entry["amount"])


def _entry(unit_code: str, kind: str, home_id: Any, points: int) -> Record:
    facts = {"unit_code": unit_code, "kind": kind, "home_id": home_id, "amount": points}
    return facts | {"field": GAIN, "uncollected": 0}


def _key(entry: Record, period: str) -> tuple[Any, ...]:
    return entry["unit_code"], period, entry["kind"], entry["home_id"]
