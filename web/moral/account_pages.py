"""Public accounts for everybody: the quarters of a village, one account, its sheet (公开账)."""

from flask import Response, request

from api.auth import Caller
from api.boards.schemas import CITY
from api.limits import PAGE_ITEMS_MAX
from api.moral.account_finding import (
    account_versions,
    before_of,
    changes,
    unit_of_account,
    version_of,
)
from api.moral.account_paper import printed_account
from api.moral.account_schemas import VERSION_MAX
from api.moral.account_words import account_shown, changed, quarter_words
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PAPERS, PUBLIC_LISTS
from api.reach import today
from api.refusals import RequestInvalidError
from api.services import services
from projections.moral.accounts.views import AccountRow
from projections.registry.units import UnitRow
from web.blueprints import Pages, fresh
from web.moral.notice_pages import kept_a_while
from web.moral.notice_words import with_query
from web.rendering import Context, page
from web.session import short_unit_name, visitor

pages = Pages("accounts")

SHOWN = 40
"""Quarters a page lists: ten years."""


@pages.get("/accounts")
@requires(Action.PUBLIC)
@fresh
def accounts() -> Response:
    """List the quarters of which a village published an account (公开账)."""
    count_address(services(), PUBLIC_LISTS)
    who, views = visitor(), services().views
    unit = unit_of_account(request.args.get("unit") or _own_unit(who))
    below = views.units.children(unit.code, PAGE_ITEMS_MAX, as_of=today())
    above = views.units.of(unit.parent_code, today()) if unit.code != CITY else None
    return kept_a_while(
        page(
            "accounts.html",
            unit_name=short_unit_name(unit.name),
            above=_place(above) if above else None,
            below=[_place(it) for it in below],
            accounts=[
                {
                    "words": quarter_words(it.quarter),
                    "version": it.version,
                    "published_at": it.published_at,
                    "address": f"/accounts/{unit.code}/{it.quarter}",
                }
                for it in views.accounts.lines(unit.code, SHOWN)
            ],
        ),
        who,
    )


@pages.get("/accounts/<unit>/<quarter>")
@requires(Action.PUBLIC)
@fresh
def account(unit: str, quarter: str) -> Response:
    """Show one account; the code on its sheet leads here (一张公开账)."""
    count_address(services(), PUBLIC_LISTS)
    rows = account_versions(unit, quarter)
    row = version_of(rows, _asked_version())
    before, address = before_of(rows, row), f"/accounts/{unit}/{quarter}"
    return kept_a_while(
        page(
            "account.html",
            account=account_shown(services(), row),
            back=with_query("/accounts", unit=unit),
            paper=with_query(f"{address}/print", version=str(row.version)),
            versions=[
                {
                    "version": it.version,
                    "address": with_query(address, version=str(it.version)),
                    "is_shown": it.version == row.version,
                }
                for it in rows
            ],
            changes=changed(changes(before.statement, row.statement)) if before else [],
        ),
        visitor(),
    )


@pages.get("/accounts/<unit>/<quarter>/print")
@requires(Action.PUBLIC)
@fresh
def account_sheet(unit: str, quarter: str) -> Response:
    """Give anybody the sheet for the board (张贴版)."""
    count_address(services(), PAPERS)
    return printed_account(services(), _row(unit, quarter))


def _row(unit: str, quarter: str) -> AccountRow:
    return version_of(account_versions(unit, quarter), _asked_version())


def _asked_version() -> int | None:
    given = request.args.get("version", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 0 < int(given[:9]) <= VERSION_MAX):
        raise RequestInvalidError({"version": ["Not a version."]})
    return int(given)


def _own_unit(who: Caller | None) -> str:
    return CITY if who is None else who.grant.unit_code


def _place(unit: UnitRow) -> Context:
    address = with_query("/accounts", unit=unit.code)
    return {"name": short_unit_name(unit.name), "address": address}
