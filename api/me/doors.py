"""Doors to what people see of themselves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.consents.ages import age_of
from api.consents.deciding import decide_for_oneself
from api.doors import Doors
from api.households.owning import points_owner
from api.me.schemas import (
    ListedSchema,
    MeAnswer,
    ServiceRecordAnswer,
    VisitDaysAnswer,
    VisitDaysQuery,
)
from api.me.visit_places import told_entries, told_visits
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.secrets import SecretAnswer, secret_response
from api.services import services
from api.shop.schemas import VoucherRowAnswer
from api.stations.schemas import VisitAnswer
from api.wallets.schemas import AccountsAnswer, EntriesQuery, EntryAnswer
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import AgeBand, Purpose
from ledger.stations.visit_detail import VISIT_DETAIL_DAYS
from ledger.wallets.errors import WalletNotFoundError
from qr.kinds import Kind

blp = Doors("me", "What people see of themselves")


@blp.get("/me")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, MeAnswer)
def see_me(_asked: dict[str, Any]) -> Any:
    """Tell who is calling (我)."""
    return _me()


@blp.patch("/me")
@requires(Action.SEE_SELF)
@blp.commands(ListedSchema, MeAnswer, status=200)
def set_listed(loaded: dict[str, Any]) -> Any:
    """Agree, or no longer agree, to be shown on leaderboards under a masked name (上排行榜)."""
    decide_for_oneself(Purpose.RANKING, given=loaded["listed"])
    return _me()


@blp.get("/me/accounts")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, AccountsAnswer)
def list_my_accounts(_asked: dict[str, Any]) -> Any:
    """List one's points accounts with their lots (积分账户)."""
    views = services().views
    accounts = views.balances.of_owner(points_owner(services(), caller()))
    return {
        "items": [
            {name: getattr(it, name) for name in it.__slots__}
            | {"lots": views.lots.of(it.wallet_id)}
            for it in accounts
        ]
    }


@blp.get("/me/entries")
@requires(Action.SEE_SELF)
@blp.reads(EntriesQuery, pages_of(EntryAnswer))
def list_my_entries(asked: dict[str, Any]) -> Any:
    """List the history of one's account, newest first (积分明细)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    wallet_id = _own_wallet(asked["wallet_id"])
    if wallet_id is None:
        return page([], None)
    found = services().views.entries.page(wallet_id, limit, before)
    rows = told_entries(services(), caller().person_id, found)
    return page(rows, found[-1].position if len(found) == limit else None)


@blp.get("/me/service-record")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, ServiceRecordAnswer)
def see_my_service_record(asked: dict[str, Any]) -> Any:
    """Show one's counted minutes and the attendances they come from (服务记录)."""
    views, person_id = services().views, caller().person_id
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    total = views.totals.of(person_id)
    found = views.attendances.of_person(person_id, limit, after)
    more = found[-1].attendance_id if len(found) == limit else None
    sums = {
        "minutes": total.minutes,
        "verified_minutes": total.verified_minutes,
        "supplementary_minutes": total.supplementary_minutes,
        "held_minutes": total.held_minutes,
        "by_evidence": views.totals.by_evidence(person_id),
        "sessions": total.sessions,
    }
    return {**sums, **page(found, more)}


@blp.get("/me/visits")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(VisitAnswer))
def list_my_visits(asked: dict[str, Any]) -> Any:
    """List one's visits to stations of the last 90 days, latest first (到站记录)."""
    given, limit, before = services(), asked["limit"], read_cursor(asked["cursor"], int)
    found = given.views.visits.of_rider(caller().person_id, limit, before)
    first = local_date(given.clock()) - timedelta(days=VISIT_DETAIL_DAYS)
    near = [it for it in found if local_date(it.occurred_at) >= first]
    more = len(found) == limit and bool(near)
    rows = told_visits(given, caller().person_id, near)
    return page(rows, found[-1].position if more else None)


@blp.get("/me/visit-days")
@requires(Action.SEE_SELF)
@blp.reads(VisitDaysQuery, VisitDaysAnswer)
def count_my_visit_days(asked: dict[str, Any]) -> Any:
    """Count one's visits by day, also those older than 90 days (到站天数)."""
    last = asked["last"] or local_date(services().clock())
    first = asked["first"] or last - timedelta(days=VISIT_DETAIL_DAYS)
    return {"items": services().views.riders.days(caller().person_id, first, last)}


@blp.get("/me/vouchers")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(VoucherRowAnswer))
def list_my_vouchers(asked: dict[str, Any]) -> Any:
    """List one's vouchers, newest first (兑换券)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    owner_id = points_owner(services(), caller())
    found = services().views.vouchers.of_owner(owner_id, limit, after)
    return page(found, found[-1].voucher_id if len(found) == limit else None)


@blp.get("/me/code")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, SecretAnswer)
def see_my_code(_asked: dict[str, Any]) -> Response:
    """Give one's phone what it needs to show one's own code, offline too (个人码)."""
    return secret_response(Kind.PERSON, caller().person_id)


def _me() -> dict[str, Any]:
    grant, person = caller().grant, services().directory.find(caller().person_id)
    return {
        "person_id": grant.person_id,
        "display_name": person.display_name if person else None,
        "role": grant.role.value,
        "role_name": grant.role.chinese,
        "unit_code": grant.unit_code,
        "place_id": grant.place_id,
        "listed": bool(person and person.listed) and _of_age(),
        "expires_at": grant.expires_at,
    }


def _of_age() -> bool:
    given = services()
    return age_of(given, caller().person_id, local_date(given.clock())) is AgeBand.ADULT


def _own_wallet(asked: UUID | None) -> UUID | None:
    """Return the wallet asked for if it is the caller's, the only one if none is asked for."""
    owner_id = points_owner(services(), caller())
    own = [it.wallet_id for it in services().views.balances.of_owner(owner_id)]
    if asked is None:
        return own[0] if own else None
    if asked not in own:
        raise WalletNotFoundError(wallet_id=asked)
    return asked
