"""Putting the API onto a Flask app."""

from flask import Flask, Response, request
from flask_smorest import Api  # type: ignore[import-untyped]

from api.assignments.doors import blp as assignments
from api.audits.doors import blp as audits
from api.boards.doors import blp as boards
from api.calendar.doors import blp as calendar
from api.cards.doors import blp as cards
from api.certificates.doors import blp as certificates
from api.check_ins.doors import blp as check_ins
from api.consents.desk import blp as consent_desk
from api.consents.doors import blp as consents
from api.devices.doors import blp as devices
from api.errors import API, Elsewhere, is_api, register_errors
from api.feedback.corrections import blp as corrections
from api.feedback.doors import blp as feedback
from api.flags.doors import blp as flags
from api.households.agreements import blp as household_agreements
from api.households.changes import blp as household_changes
from api.households.doors import blp as households
from api.households.requests import blp as household_requests
from api.households.roster_doors import blp as household_rosters
from api.limits import REQUEST_BYTES_MAX
from api.me.doors import blp as me
from api.moral.accounts import blp as accounts
from api.moral.adjustments import blp as adjustments
from api.moral.alarms import blp as alarms
from api.moral.appeals import blp as appeals
from api.moral.claims import blp as claims
from api.moral.notices import blp as notices
from api.moral.objections import blp as objections
from api.moral.periods import blp as periods
from api.moral.pledges import blp as pledges
from api.moral.reviews import blp as reviews
from api.moral.rounds import blp as rounds
from api.moral.rulebook_steps import blp as rulebook_steps
from api.moral.rulebooks import blp as rulebooks
from api.notifying.doors import blp as notifications
from api.openapi import add_document
from api.operations.doors import blp as operations
from api.operations.doors import log
from api.overview.doors import blp as overview
from api.paperwork.doors import blp as paperwork
from api.permissions import refuse_undeclared
from api.persons.doors import blp as persons
from api.photos.doors import blp as photos
from api.registry.changes import blp as units
from api.registry.doors import blp as registry
from api.registry.levels import blp as levels
from api.registry.offices import blp as offices
from api.reports.desk import blp as report_desk
from api.reports.doors import blp as reports
from api.reports.figures import blp as report_figures
from api.reports.public import blp as public_reports
from api.request_log import begin_request, finish_request, known_method, known_route, took_s
from api.riders.grid_doors import blp as grid_work
from api.riders.statement_doors import blp as statements
from api.rights.doors import blp as rights
from api.rights.erasure_doors import blp as erasures
from api.rights.export_doors import blp as exports
from api.scans.doors import blp as scans
from api.services import Services, install, services
from api.shop.counters import blp as counters
from api.shop.funds import blp as funds
from api.shop.hand_overs import blp as hand_overs
from api.shop.shops import blp as shops
from api.shop.stock import blp as stock
from api.shop.vouchers import blp as vouchers
from api.signin.desk import blp as desk
from api.signin.doors import blp as sign_in
from api.staff.doors import blp as staff
from api.staff.own import blp as security
from api.stations.doors import blp as stations
from api.stations.keeping import blp as station_keeping
from api.uploads import refuse_too_large
from api.volunteering.activities import blp as activities
from api.volunteering.memberships import blp as memberships
from api.volunteering.national_doors import blp as national
from api.volunteering.people import blp as volunteers
from api.volunteering.planning import blp as planning
from api.volunteering.presence import blp as presence
from api.volunteering.rates import blp as point_rates
from api.volunteering.service_file import blp as service_files
from api.volunteering.sign_ups import blp as sign_ups
from api.volunteering.spot_checks import blp as spot_checks
from api.volunteering.stars import blp as stars
from api.volunteering.teams import blp as teams
from api.wallets.doors import blp as wallets

TITLE = "红蜂账本 Red Bee Ledger"
VERSION = "1"
BLUEPRINTS = (
    scans,
    check_ins,
    me,
    sign_in,
    desk,
    volunteers,
    activities,
    planning,
    sign_ups,
    point_rates,
    stations,
    reports,
    report_desk,
    report_figures,
    public_reports,
    station_keeping,
    grid_work,
    statements,
    notifications,
    shops,
    stock,
    vouchers,
    counters,
    hand_overs,
    funds,
    wallets,
    boards,
    registry,
    offices,
    units,
    staff,
    security,
    levels,
    overview,
    assignments,
    devices,
    cards,
    persons,
    rights,
    erasures,
    exports,
    audits,
    log,
    consents,
    consent_desk,
    calendar,
    flags,
    paperwork,
    corrections,
    feedback,
    teams,
    memberships,
    service_files,
    stars,
    national,
    spot_checks,
    certificates,
    presence,
    accounts,
    notices,
    periods,
    alarms,
    rounds,
    objections,
    claims,
    appeals,
    adjustments,
    reviews,
    rulebooks,
    rulebook_steps,
    photos,
    households,
    household_agreements,
    household_changes,
    household_requests,
    household_rosters,
    pledges,
)

DATA_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of the API's answers in JSON: opened as a page they may load nothing, nor be read elsewhere."""


class LedgerApi(Api):  # type: ignore[misc]
    """The library's API without its own error pages: every refusal of ours is a problem."""

    def _register_error_handlers(self) -> None:
        """Leave errors to `register_errors`."""


def register(app: Flask, given: Services, *, elsewhere: Elsewhere | None = None) -> None:
    """Put all doors on an app, with their errors, numbers and description.

    ``elsewhere`` answers errors of paths that are not the API's. Raises RuntimeError if any
    route of the API declares no permission.
    """
    install(app, given)
    if app.config["MAX_CONTENT_LENGTH"] is None:
        app.config["MAX_CONTENT_LENGTH"] = REQUEST_BYTES_MAX
    app.config.update(API_TITLE=TITLE, API_VERSION=VERSION, OPENAPI_VERSION="3.1.0")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Chinese as it is
    api = LedgerApi(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.register_blueprint(operations)
    add_document(app, api)
    register_errors(app, elsewhere)
    app.before_request(begin_request)
    app.before_request(refuse_too_large)
    app.after_request(_finish)
    refuse_undeclared(app, under=API)


def _finish(response: Response) -> Response:
    """Count and log the request, and keep answers about people out of every cache."""
    latency = services().metrics.latency
    latency.labels(known_route(), known_method(), str(response.status_code)).observe(took_s())
    if is_api(request.path):
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.is_json:
            response.headers.update(DATA_HEADERS)
    finish_request(response)
    return response
