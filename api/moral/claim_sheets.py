"""Paper sheets of claims, typed into a spreadsheet by the clerk: one line an act (纸单补录)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from api.services import services
from api.sheets.cells import Fault, Line
from api.sheets.columns import Column
from api.sheets.previewing import Importer, content_key, line_stamp
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive
from ledger.kernel.receipts import Recorded
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import ProposeClaim
from ledger.moral.claim_kinds import Source
from ledger.moral.claim_proposal import check_day
from ledger.moral.items import EvidenceKind, Item, Proposer
from ledger.moral.rulebook_errors import DeductionsOffError, RuleItemNotFoundError
from ledger.moral.versions import Version, item_of
from projections.households.views import HouseholdRow

KIND: Final = "claims"
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?")


@dataclass
class ClaimSheet(Importer[ProposeClaim]):
    """Files an act for every line; a line sent again is the same act.

    Whoever wrote the paper is the household, by its head; the clerk only typed it in.
    """

    unit_code: str
    clerk: UUID
    at: datetime
    witnesses: dict[str, str] = field(default_factory=dict)
    """What goes with commands by their keys: names are sealed, and never in the log."""

    columns = (
        Column("number", "户号", also=("户编号", "门牌号")),
        Column("item", "事项", also=("条文", "细则", "事项编号")),
        Column("day", "日期", also=("发生日期", "哪一天")),
        Column("points", "分值", also=("积分", "分数"), is_required=False),
        Column("witness", "证人", also=("证明人",), is_required=False),
        Column("note", "说明", also=("备注",), is_required=False),
    )
    lines_max = 2_000

    def __post_init__(self) -> None:
        """Look up nothing yet."""
        self._homes: dict[str, HouseholdRow | None] = {}
        self._versions: dict[date, Version | None] = {}

    def prepare(self, lines: Sequence[Line]) -> None:
        """Look up the households of some lines."""
        unknown = {it["number"] for it in lines} - self._homes.keys()
        found = services().views.households.by_numbers(self.unit_code, unknown)
        self._homes |= {number: found.get(number) for number in unknown}

    def key(self, line: Line) -> str:
        """Return what makes it the same act: village, household, item and day."""
        day, item = day_of(line["day"]), self._item(line)
        code = item.code if isinstance(item, Item) else line["item"]
        return content_key(self.unit_code, line["number"], code, str(day or line["day"]))

    def check(self, line: Line) -> ProposeClaim | Fault:
        """Return the command of a line, or what is wrong with it."""
        home, day, item = self._homes.get(line["number"]), day_of(line["day"]), self._item(line)
        if home is None or not home.is_open:
            return Fault("household_not_found", "number")
        if not home.in_scheme:
            return Fault("household_not_in_scheme", "number")
        if day is None:
            return Fault("claim_day_invalid", "day")
        if isinstance(item, Fault):
            return item
        return self._day_fault(day) or self._filed(line, home, item, day)

    def carry_out(self, execute: Callable[[ProposeClaim], Recorded]) -> Callable[..., Recorded]:
        """Return what carries a command out, with what was written beside it kept first."""

        def carry(command: ProposeClaim) -> Recorded:
            words = self.witnesses.get(command.key)
            if words is None or command.text_id is None:
                return execute(command)
            texts = services().texts
            was_there = texts.has(command.text_id)
            texts.keep(words, about=None, by=self.clerk, now=self.at, text_id=command.text_id)
            try:
                return execute(command)
            except LedgerError:
                if not was_there:
                    texts.drop(command.text_id)
                raise

        return carry

    def _day_fault(self, day: date) -> Fault | None:
        try:
            check_day(day, Source.IMPORT, self.at)
        except LedgerError as no:
            return Fault(no.code, "day")
        return None

    def _item(self, line: Line) -> Item | Fault:
        """Find an item by its code or its title, in the version of the day."""
        version = self._version(day_of(line["day"]) or local_date(self.at))
        if version is None:
            return Fault("rulebook_not_in_force", "day")
        said = line["item"].removeprefix("第").removesuffix("条").strip()
        codes = [it.code for it in version.items.values() if said in (it.code, it.title)]
        try:
            return item_of(version, codes[0] if codes else said)
        except (RuleItemNotFoundError, DeductionsOffError) as no:
            return Fault(no.code, "item")

    def _version(self, day: date) -> Version | None:
        if day not in self._versions:
            row = services().views.rulebooks.in_force_on(self.unit_code, day)
            self._versions[day] = row.version if row else None
        return self._versions[day]

    def _filed(self, line: Line, home: HouseholdRow, item: Item, day: date) -> ProposeClaim | Fault:
        points = line["points"].removeprefix("+") or str(item.points)
        if not points.isdecimal() or not 1 <= int(points) <= item.points:
            return Fault("claim_points_invalid", "points")
        given = {EvidenceKind.RECORD} | ({EvidenceKind.WITNESS} if line["witness"] else set())
        if not given & set(item.evidence) and EvidenceKind.NONE not in item.evidence:
            return Fault("evidence_required", "witness")
        by, role = self._proposer(home, item)
        if role not in item.proposers:
            return Fault("proposer_not_allowed", "item")
        stamp = line_stamp(KIND, self.key(line), self.at)
        if self._is_filed_otherwise(home, item, day, stamp["key"]):
            return Fault("claim_already_filed")
        words = self._words(line)
        if words:
            self.witnesses[stamp["key"]] = words
        return ProposeClaim(
            **stamp,
            household_id=home.household_id,
            item_code=item.code,
            points=int(points),
            occurred_on=day,
            proposed_by=by,
            proposer_role=role,
            entered_by=self.clerk,
            source=Source.IMPORT,
            text_id=derive("text", stamp["key"]) if words else None,
            evidence=tuple(it for it in EvidenceKind if it in given),
        )

    def _proposer(self, home: HouseholdRow, item: Item) -> tuple[UUID, Proposer]:
        if Proposer.HOUSEHOLD in item.proposers and home.head_id is not None:
            return home.head_id, Proposer.HOUSEHOLD
        return self.clerk, Proposer.CLERK

    def _is_filed_otherwise(self, home: HouseholdRow, item: Item, day: date, key: str) -> bool:
        """Tell whether the act came in by another way; by this one it is just known already."""
        own = Claim.create_id(home.household_id, item.code, day, key)
        known = services().views.claims.same_acts(home.household_id, item.code, day)
        return bool(known) and own not in known

    @staticmethod
    def _words(line: Line) -> str:
        witness = f"证人：{line['witness']}。" if line["witness"] else ""
        return f"{witness}{line['note']}"


def day_of(typed: str) -> date | None:
    """Read a day as people and spreadsheets write it; None if it is none."""
    found = _DAY.fullmatch(typed)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
