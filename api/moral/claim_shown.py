"""Claims as doors and pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from api.moral.claim_finding import may_screen
from api.moral.homes import homes_of, own_homes
from api.moral.rule_titles import titles_of
from api.reach import today
from api.services import services
from projections.moral.claims.rows import ClaimRow, StepRow


def claims_shown(rows: Sequence[ClaimRow]) -> list[dict[str, Any]]:
    """Return claims with the numbers of their households and the titles of their items."""
    homes, titles, day = homes_of(it.household_id for it in rows), titles_of(rows), today()
    own = own_homes()
    return [
        asdict(row)
        | {
            "number": homes[row.household_id].number if row.household_id in homes else "",
            "group": homes[row.household_id].group if row.household_id in homes else "",
            "title": titles[row.unit_code, row.version, row.item_code],
            "may_screen": may_screen(row, own),
            "needs_warning": row.needs_warning(day),
        }
        for row in rows
    ]


def claim_shown(row: ClaimRow) -> dict[str, Any]:
    """Return a claim with its whole story; who took a step, only the ledger knows."""
    steps = services().views.claims.steps(row.claim_id)
    texts = services().texts.read(it for it in (row.text_id, *(s.text_id for s in steps)) if it)
    (shown,) = claims_shown([row])
    return shown | {"words": _read(texts, row.text_id), "steps": _steps(row, steps, texts)}


def stories_shown(rows: Mapping[UUID, ClaimRow]) -> dict[UUID, list[dict[str, Any]]]:
    """Return the steps of many claims with what was said at them, read at once."""
    stories = services().views.claims.steps_of(rows)
    said = (it.text_id for steps in stories.values() for it in steps)
    texts = services().texts.read(it for it in said if it)
    return {it: _steps(rows[it], steps, texts) for it, steps in stories.items()}


def _steps(row: ClaimRow, steps: Sequence[StepRow], texts: dict[UUID, str]) -> list[dict[str, Any]]:
    """Return steps; what was said with the proposal is shown above them, not among them.

    Each step knows of its act what belongs to it: the evidence, how the panel voted, for how many
    days it is on notice.
    """
    facts = {
        "photos": len(row.photo_ids),
        "evidence": row.evidence,
        "votes": (row.votes_for, row.votes_against, row.recused),
        "notice_days": row.notice_days,
        "is_deduction": row.is_deduction,
    }
    return [
        asdict(it) | {"words": _read(texts, it.text_id) if it.kind != "proposed" else None} | facts
        for it in steps
    ]


def _read(texts: dict[UUID, str], text_id: UUID | None) -> str | None:
    return texts.get(text_id) if text_id else None
