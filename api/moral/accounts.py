"""Doors of public accounts: open to everybody."""

from dataclasses import asdict
from typing import Any

from flask import Response

from api.answers import pages_of
from api.doors import Doors
from api.live import live_response
from api.moral.account_finding import (
    account_versions,
    before_of,
    changes,
    donors_of,
    unit_of_account,
    version_of,
)
from api.moral.account_paper import printed_account
from api.moral.account_schemas import (
    AccountQuery,
    AccountsQuery,
    PublicAccountAnswer,
    PublicAccountLineAnswer,
)
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PAPERS, PUBLIC_LISTS
from api.services import services
from projections.moral.accounts.views import AccountRow

blp = Doors("accounts", "Public accounts of quarters")


@blp.get("/accounts")
@requires(Action.PUBLIC)
@blp.reads(AccountsQuery, pages_of(PublicAccountLineAnswer))
def list_accounts(asked: dict[str, Any]) -> Any:
    """List the quarters of which a village has published an account (公开账)."""
    count_address(services(), PUBLIC_LISTS)
    unit, limit = unit_of_account(asked["unit"]).code, asked["limit"]
    before = read_cursor(asked["cursor"], str) or ""
    found = services().views.accounts.lines(unit, limit, before)
    return page(found, found[-1].quarter if len(found) == limit else None)


@blp.get("/accounts/<unit>/<quarter>")
@requires(Action.PUBLIC)
@blp.reads(AccountQuery, PublicAccountAnswer)
def show_account(asked: dict[str, Any], unit: str, quarter: str) -> Response:
    """Show one quarter's account (一张公开账)."""
    count_address(services(), PUBLIC_LISTS)
    rows = account_versions(unit, quarter)
    row = version_of(rows, asked["version"])
    before = before_of(rows, row)
    shown = asdict(row) | {
        "statement": row.statement,
        "versions": [it.version for it in rows],
        "donors": donors_of(services(), row.statement),
        "changes": changes(before.statement, row.statement) if before else [],
    }
    return live_response(PublicAccountAnswer(), shown, public=True)


@blp.get("/accounts/<unit>/<quarter>/paper")
@requires(Action.PUBLIC)
@blp.prints()
def print_account(unit: str, quarter: str) -> Response:
    """Give anybody the sheet for the board, A4 in PDF: the latest version (张贴版)."""
    count_address(services(), PAPERS)
    return printed_account(services(), latest(unit, quarter))


def latest(unit: str, quarter: str) -> AccountRow:
    """Return the latest version of an account."""
    return account_versions(unit, quarter)[0]
