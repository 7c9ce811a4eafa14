"""The door of a rider's month."""

from dataclasses import asdict
from typing import Any

from flask import Response
from marshmallow import Schema, fields

from api.auth import caller
from api.doors import Doors
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.refusals import RequestInvalidError
from api.riders.statement_paper import statement_paper
from api.riders.statements import Statement, is_month, statement_of
from api.services import services
from api.wallets.schemas import EntryAnswer

blp = Doors("statements", "A rider's month in points")


class SourceAnswer(Schema):
    """Points of one reason."""

    reason = fields.String()
    times = fields.Integer()
    amount = fields.Integer()


class OwnReportsAnswer(Schema):
    """What became of one's own reports, each on the day it happened."""

    filed = fields.Integer()
    accepted = fields.Integer()
    resolved = fields.Integer(metadata={"description": "Each report once, also if reopened."})
    points = fields.Integer()


class StatementAnswer(Schema):
    """A month: ``opening + gained + spent = closing``."""

    month = fields.String()
    is_settled = fields.Boolean(metadata={"description": "Nothing of it can come any more."})
    opening = fields.Integer()
    gained = fields.Integer()
    spent = fields.Integer(metadata={"description": "Zero or below."})
    closing = fields.Integer()
    sources = fields.List(fields.Nested(SourceAnswer))
    spending = fields.List(fields.Nested(EntryAnswer))
    reports = fields.Nested(OwnReportsAnswer)


@blp.get("/me/statements/<string:month>")
@requires(Action.OWN_STATEMENTS)
@blp.reads(ReadQuery, StatementAnswer)
def see_my_statement(_asked: dict[str, Any], month: str) -> Any:
    """Show one's month: what was there, came and went (月账单)."""
    return asdict(own_statement(month))


@blp.get("/me/statements/<string:month>.pdf")
@requires(Action.OWN_STATEMENTS)
@blp.prints()
def print_my_statement(month: str) -> Response:
    """Print one's month on A4 (打印月账单)."""
    return statement_response(own_statement(month))


def own_statement(month: str) -> Statement:
    """Return the caller's month, or refuse what is none."""
    if not is_month(month):
        raise RequestInvalidError({"month": ["Not a month, such as 2026-11."]})
    return statement_of(services(), caller().person_id, month)


def statement_response(statement: Statement) -> Response:
    """Answer with the paper of a month."""
    given = services()
    rider = given.views.riders.of(caller().person_id)
    person = given.directory.find(caller().person_id)
    paper = statement_paper(
        statement,
        name=person.display_name if person else "",
        number=rider.number if rider else "",
        made_at=given.clock(),
    )
    response = Response(paper, mimetype="application/pdf")
    response.headers["Cache-Control"] = "no-store"
    name = f"statement-{statement.month}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
