"""Claims as doors and pages show them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from api.moral.claim_finding import may_screen
from api.moral.homes import homes_of, own_homes
from api.moral.rule_titles import titles_of
from api.reach import today
from api.services import services
from projections.moral.claims.rows import ClaimRow


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
    given = services()
    steps = given.views.claims.steps(row.claim_id)
    texts = given.texts.read(it for it in (row.text_id, *(s.text_id for s in steps)) if it)
    (shown,) = claims_shown([row])
    return shown | {
        "words": _read(texts, row.text_id),
        "steps": [
            asdict(it) | {"words": _read(texts, it.text_id) if it.kind != "proposed" else None}
            for it in steps
        ],
    }


def _read(texts: dict[UUID, str], text_id: UUID | None) -> str | None:
    return texts.get(text_id) if text_id else None
