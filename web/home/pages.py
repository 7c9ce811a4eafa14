"""The first page: by the role of whoever is signed in, or the public start page."""

from collections.abc import Callable
from typing import Any

from flask import Response, url_for

from api.auth import Caller
from api.devices.cookie import is_device
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from api.terms import require_running
from ledger.kernel.clock import local_date
from ledger.stations.visit_day import VISIT_GAP
from people.roles import Role
from web.blueprints import Pages, fresh
from web.feedback.messages import news_count
from web.home.notice_rows import own_notice
from web.home.resident import resident_home
from web.home.staff import STAFF
from web.home.today import next_shift, today_of
from web.rendering import moved, page
from web.session import visitor
from web.stations.shown import cards_of, stations_near
from web.volunteering.finding import rows_of
from web.wallets.points import available_of, expiring_soon, lines_of, own_balance

pages = Pages("home")

ROWS_MAX = 5


@pages.get("/")
@requires(Action.PUBLIC)
@fresh
def home() -> Response:
    """Show the one thing most people of this role come for (首页)."""
    who = visitor()
    if who is None:
        return page("start.html")
    require_running(services(), who.grant)
    draw = _HOMES.get(who.role)
    return draw(who) if draw else page("home_staff.html", **STAFF[who.role](who))


def _volunteer(who: Caller) -> Response:
    given = services()
    now, views = given.clock(), given.views
    wallet = own_balance(who)
    entries = views.entries.page(wallet.wallet_id, ROWS_MAX) if wallet else []
    waiting = [it for it in views.vouchers.of_owner(who.person_id) if it.state == "reserved"]
    return page(
        "home_volunteer.html",
        today=today_of(who, now),
        minutes=views.totals.of(who.person_id).minutes,
        available=available_of(wallet),
        expiring=expiring_soon(wallet, now),
        upcoming=rows_of(views.activities.upcoming(scope_of(who.grant.unit_code), now, ROWS_MAX)),
        shift=next_shift(who, now),
        entries=lines_of(entries, who, with_balance=False),
        vouchers_waiting=len(waiting),
        news=news_count(who.person_id),
        has_notice=own_notice(who),
        reads_conclusions=may(who.role, Action.READ_CONCLUSIONS),
    )


def _rider(who: Caller) -> Response:
    given = services()
    now, views = given.clock(), given.views
    today = local_date(now)
    days = views.riders.days(who.person_id, today, today)
    return page(
        "home_rider.html",
        visits_today=days[0].visits if days else 0,
        points_today=days[0].points if days else 0,
        available=available_of(own_balance(who)),
        vouchers_waiting=len(
            [it for it in views.vouchers.of_owner(who.person_id) if it.state == "reserved"]
        ),
        last_visit=_last_visit(who),
        stations=cards_of(stations_near(ROWS_MAX)),
    )


def _last_visit(who: Caller) -> dict[str, Any] | None:
    """Return the last visit of today, and from when the same station counts again."""
    views, now = services().views, services().clock()
    found = views.visits.of_rider(who.person_id, 1)
    if not found or local_date(found[0].occurred_at) != local_date(now):
        return None
    station = views.stations.of(found[0].station_id)
    return {
        "station_name": station.name if station else "",
        "occurred_at": found[0].occurred_at,
        "again_at": found[0].occurred_at + VISIT_GAP,
    }


def _screen(who: Caller) -> Response:
    """Lead a device to what it shows; the screen of a program to its station."""
    if is_device(who.grant) or who.grant.place_id is None:
        return moved(url_for("pages_enrolling.own"))
    return moved(url_for("pages_station_screen.station_screen", station_id=who.grant.place_id))


_HOMES: dict[Role, Callable[[Caller], Response]] = {
    Role.VOLUNTEER: _volunteer,
    Role.RESIDENT: resident_home,
    Role.RIDER: _rider,
    Role.SCREEN: _screen,
}
