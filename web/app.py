"""Putting the pages onto a Flask app."""

from pathlib import Path
from typing import Final

from flask import Flask
from jinja2 import FileSystemLoader

from api.services import Services, install
from web.account.pages import pages as account
from web.account.sessions import pages as sessions
from web.account.sign_in import pages as sign_in
from web.account.sso import pages as sso
from web.assignments.pages import pages as assignments
from web.audit.pages import pages as audit
from web.boards.pages import pages as boards
from web.calendar.pages import pages as calendar
from web.cards.own import pages as proxies
from web.cards.pages import pages as cards
from web.certificates.desk import pages as certificate_desk
from web.certificates.pages import pages as certificates
from web.check_ins.reviews import pages as check_ins
from web.check_ins.telling import pages as purposes
from web.consents.desk import pages as guardians
from web.consents.pages import pages as consents
from web.desk.pages import pages as desk
from web.devices.enrolling import pages as enrolling
from web.devices.pages import pages as devices
from web.errors import register_page_errors
from web.feedback.answers import pages as answering
from web.feedback.messages import pages as messages
from web.feedback.own import pages as speaking
from web.flags.pages import pages as flags
from web.funds.pages import pages as budget
from web.hats.pages import pages as hats
from web.home.pages import pages as home
from web.households.deciding import pages as household_changes
from web.households.desk import pages as households
from web.households.own import pages as own_household
from web.households.roster_page import pages as household_roster
from web.moral.account_pages import pages as accounts
from web.moral.adjustment_desk import pages as adjustment_desk
from web.moral.adjustment_pages import pages as adjustments
from web.moral.alarm_pages import pages as alarms
from web.moral.appeal_pages import pages as appeals
from web.moral.claim_desk import pages as claim_desk
from web.moral.claim_import import pages as claim_import
from web.moral.claim_pages import pages as claims
from web.moral.close_pages import pages as close
from web.moral.deliveries import pages as deliveries
from web.moral.lots_page import pages as lots
from web.moral.notice_desk import pages as notice_desk
from web.moral.notice_pages import pages as notices
from web.moral.objecting import pages as objecting
from web.moral.objection_pages import pages as objections
from web.moral.opening_pages import pages as openings
from web.moral.panel_pages import pages as panel
from web.moral.period_pages import pages as periods
from web.moral.pledges import pages as pledges
from web.moral.reopening_pages import pages as reopenings
from web.moral.round_pages import pages as rounds
from web.moral.rule_templates import pages as rule_templates
from web.moral.rulebook_desk import pages as rulebook_desk
from web.moral.rulebook_pages import pages as rulebooks
from web.moral.rulebook_reviews import pages as rulebook_reviews
from web.moral.rulebook_trial import pages as rulebook_trial
from web.moral.score_page import pages as score
from web.moral.task_pages import pages as tasks
from web.notifying.pages import pages as notifications
from web.overview.pages import pages as overview
from web.overview.street import pages as street
from web.paperwork.pages import pages as paperwork
from web.persons.pages import pages as persons
from web.presence.attendances import pages as attendances
from web.presence.making_up import pages as making_up
from web.presence.reviews import pages as reviews
from web.presence.roll import pages as roll
from web.public.pages import pages as public
from web.registry.pages import pages as registry
from web.reports.desk import pages as report_desk
from web.reports.desk_one import pages as report_desk_one
from web.reports.pages import pages as reports
from web.reports.public import pages as public_reports
from web.reports.redacting import pages as report_redacting
from web.reports.street import pages as report_street
from web.riders.grid_desk import pages as grid_desk
from web.riders.grid_own import pages as grid_own
from web.riders.statement_pages import pages as statements
from web.rights.erasing import pages as erasing
from web.rights.export import pages as export
from web.rights.reads import pages as reads
from web.scans.pages import pages as scans
from web.session import configure
from web.shop.baskets import pages as baskets
from web.shop.counter import pages as counter
from web.shop.counter_handing import pages as counter_handing
from web.shop.counter_market import pages as counter_market
from web.shop.hand_overs import pages as hand_overs
from web.shop.pages import pages as shop
from web.shop.reminders import pages as reminders
from web.shop.shelf import pages as shelf
from web.shop.slip_check import pages as slip_check
from web.shop.stock_desk import pages as stock_desk
from web.shop.stock_item import pages as stock_item
from web.staff.accounts import pages as staff_accounts
from web.staff.security import pages as security
from web.staff.setting_up import pages as setting_up
from web.staff.signing_in import pages as staff
from web.stations.keeper import pages as station_keeper
from web.stations.pages import pages as stations
from web.stations.purposes import pages as station_purposes
from web.stations.screen import pages as station_screen
from web.templating import dress
from web.volunteering.file_pages import pages as service_files
from web.volunteering.led import pages as led
from web.volunteering.membership_pages import pages as memberships
from web.volunteering.national_pages import pages as national
from web.volunteering.pages import pages as volunteering
from web.volunteering.publishing import pages as publishing
from web.volunteering.signing import pages as signing
from web.volunteering.spot_check_pages import pages as spot_checks
from web.volunteering.star_pages import pages as stars
from web.volunteering.team_pages import pages as teams
from web.wallets.pages import pages as wallets

TEMPLATES: Final = Path(__file__).parent / "templates"
BLUEPRINTS: Final = (
    home,
    account,
    sign_in,
    sessions,
    desk,
    sso,
    scans,
    check_ins,
    purposes,
    volunteering,
    publishing,
    led,
    registry,
    signing,
    wallets,
    shop,
    stock_desk,
    stock_item,
    shelf,
    slip_check,
    baskets,
    reminders,
    counter,
    counter_handing,
    hand_overs,
    counter_market,
    stations,
    station_screen,
    station_keeper,
    station_purposes,
    grid_own,
    statements,
    notifications,
    street,
    grid_desk,
    devices,
    enrolling,
    cards,
    proxies,
    boards,
    public,
    consents,
    guardians,
    staff,
    security,
    setting_up,
    staff_accounts,
    hats,
    assignments,
    overview,
    persons,
    reads,
    erasing,
    export,
    audit,
    calendar,
    flags,
    alarms,
    rounds,
    openings,
    paperwork,
    speaking,
    answering,
    rulebooks,
    rulebook_desk,
    rulebook_trial,
    rulebook_reviews,
    rule_templates,
    pledges,
    messages,
    teams,
    memberships,
    service_files,
    stars,
    national,
    spot_checks,
    roll,
    making_up,
    reviews,
    attendances,
    certificates,
    certificate_desk,
    accounts,
    notices,
    objecting,
    deliveries,
    objections,
    notice_desk,
    claims,
    tasks,
    panel,
    claim_desk,
    appeals,
    adjustments,
    adjustment_desk,
    score,
    close,
    lots,
    periods,
    reopenings,
    own_household,
    households,
    household_changes,
    household_roster,
    claim_import,
    budget,
    reports,
    report_desk,
    report_desk_one,
    report_redacting,
    report_street,
    public_reports,
)


def register(app: Flask, services: Services, *, secure_cookies: bool) -> None:
    """Put all pages on an app that has the API already; cookies need TLS if ``secure_cookies``.

    Raises RuntimeError if any page declares no permission.
    """
    install(app, services)
    configure(app, secure_cookies=secure_cookies)
    app.jinja_loader = FileSystemLoader(TEMPLATES)
    dress(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_page_errors(app)
