"""Tables of claims, their steps and votes, counts, and reviewers' kinship."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "claims"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "claims": _claims(metadata, suffix),
        "steps": _steps(metadata, suffix),
        "votes": Table(
            f"{NAME}_votes{suffix}",
            metadata,
            identifier("claim_id", key=True),
            identifier("reviewer_id", key=True),
            text("vote"),
            moment("occurred_at"),
        ),
        "photos": Table(
            f"{NAME}_photos{suffix}",
            metadata,
            identifier("photo_id", key=True),
            identifier("claim_id", key=True),
        ),
        "counts": Table(
            f"{NAME}_counts{suffix}",
            metadata,
            text("unit_code", key=True),
            text("state", key=True),
            number("claims"),
        ),
        "kin": Table(
            f"{NAME}_kin{suffix}",
            metadata,
            identifier("person_id", key=True),
            identifier("household_id", key=True),
            moment("declared_at"),
        ),
    }


def _claims(metadata: MetaData, suffix: str) -> Table:
    """``position`` is that of the proposal; ``changed_at`` that of the last step."""
    name = f"{NAME}_claims{suffix}"
    table = Table(
        name,
        metadata,
        identifier("claim_id", key=True),
        number("position"),
        text("unit_code"),
        identifier("household_id"),
        text("item_code"),
        number("version"),
        text("kind"),
        number("proposed_points"),
        number("points"),
        flag("is_deduction"),
        flag("is_safety"),
        number("notice_days"),
        day("occurred_on"),
        identifier("person_id", optional=True),
        identifier("proposed_by"),
        text("proposer_role"),
        identifier("entered_by", optional=True),
        text("source"),
        identifier("text_id", optional=True),
        words("photo_ids"),
        words("photo_hashes"),
        words("evidence"),
        moment("filed_at"),
        text("state"),
        moment("changed_at"),
        identifier("screened_by", optional=True),
        identifier("warned_by", optional=True),
        day("put_right_until", optional=True),
        flag("is_panel_short"),
        number("votes_for"),
        number("votes_against"),
        number("recused"),
        text("reason"),
        identifier("reason_text_id", optional=True),
        identifier("notice_id", optional=True),
        moment("closes_at", optional=True),
        moment("posted_at", optional=True),
        number("taken"),
    )
    Index(f"{name}_household", table.c.household_id, table.c.position)
    Index(f"{name}_proposer", table.c.proposed_by, table.c.position)
    Index(f"{name}_state", table.c.unit_code, table.c.state, table.c.position)
    Index(f"{name}_day", table.c.unit_code, table.c.state, table.c.occurred_on, table.c.position)
    Index(f"{name}_short", table.c.is_panel_short, table.c.unit_code, table.c.position)
    return table


def _steps(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_steps{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("claim_id"),
        text("kind"),
        text("detail"),
        identifier("by", optional=True),
        identifier("text_id", optional=True),
        number("points"),
        moment("until", optional=True),
        moment("occurred_at"),
    )
    Index(f"{name}_claim", table.c.claim_id, table.c.position)
    return table
