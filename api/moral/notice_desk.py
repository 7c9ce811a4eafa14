"""What the clerk and the committee see of acts on notice: whose they are."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.moral.homes import homes_of
from api.moral.rule_titles import titles_of
from api.persons.names import names_for
from api.services import services
from ledger.moral.items import LONG_NOTICE_POINTS, NOTICE_DAYS_LONG
from ledger.moral.notice_kinds import NoticeKind
from projections.moral.notices.rows import EntryRow, ObjectionRow


def drafts_of(rows: Sequence[EntryRow]) -> list[dict[str, Any]]:
    """Return acts with the numbers of their households, and on which kind of notice they go."""
    homes, titles = homes_of(it.household_id for it in rows), titles_of(rows)
    return [
        asdict(row)
        | {
            "number": homes[row.household_id].number if row.household_id in homes else "",
            "group": homes[row.household_id].group if row.household_id in homes else "",
            "title": titles[row.unit_code, row.version, row.item_code],
            "kind": kind_of_row(row).value,
        }
        for row in rows
    ]


def kind_of_row(row: EntryRow) -> NoticeKind:
    """Tell on which kind of notice an act goes, as `ledger.moral.notice_kinds.kind_of` does."""
    if row.is_deduction:
        return NoticeKind.DEDUCTIONS
    long = row.points >= LONG_NOTICE_POINTS or row.notice_days >= NOTICE_DAYS_LONG
    return NoticeKind.LARGE_GAINS if long else NoticeKind.GAINS


def objections_shown(rows: Sequence[ObjectionRow]) -> list[dict[str, Any]]:
    """Return objections for the committee: the words, who said them, and about whose act."""
    given = services()
    entries = given.views.notices.entries(it.claim_id for it in rows)
    of_claim = {it["claim_id"]: it for it in drafts_of([*entries.values()])}
    words = given.texts.read(it.text_id for it in rows if it.text_id)
    names = names_for(it.objected_by for it in rows if it.objected_by)
    shown = []
    for row in rows:
        act = of_claim[row.claim_id]
        shown.append(
            asdict(row)
            | {name: act[name] for name in ("title", "points", "is_deduction", "notice_id", "line")}
            | {
                "household_number": act["number"],
                "words": words.get(row.text_id) if row.text_id else None,
                "display_name": names.get(row.objected_by) if row.objected_by else None,
            }
        )
    return shown
