"""The story of the village, in the order in which it happened."""

from datetime import date, datetime, timedelta

from bootstrap.background import Jobs
from bootstrap.container import House
from bootstrap.demo.rooms import Account
from bootstrap.demo.village import (
    accounts,
    books,
    current,
    deductions,
    households,
    months,
    people,
    rules,
    shop,
)
from bootstrap.demo.village.acts import Acts, declare_kinship
from bootstrap.demo.village.telling import Village, at
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.working_days import WorkingDays, YearDays

STATUTORY = ((1, 1), *((5, it) for it in range(1, 6)), *((10, it) for it in range(1, 8)))
"""Days off that a made-up year has, where nobody has announced it yet."""


def play(house: House, now: datetime) -> list[Account]:
    """Play the village from its first roster to now; return who can sign in."""
    living = people.homes()
    village = Village(house=house, now=now, homes=living, officials=people.officials(living))
    entered = accounts.let_in(village)
    _know_the_years(village)
    _begin(village)
    _play_months(village)
    village.catch_up()
    Jobs(house).run_due()
    village.catch_up()
    return entered


def _begin(village: Village) -> None:
    first = village.month(2)
    households.register(village, at(first - timedelta(days=60)))
    begin = months.first_closed(village)
    shop.found(village, at(village.month(begin)))
    months.close_before(village, begin)
    rules.make_rules(village)
    declare_kinship(village)
    rules.sign_pledges(village, at(first))
    books.bring_along(village, at(first + timedelta(days=1)))


def _play_months(village: Village) -> None:
    acts = Acts(village)
    months.play(village, acts, 2)
    shop.serve(village, 2, shop.market(village.month(2)))
    months.lock(village, 2, months.sign(village, 2))
    months.conclude(village, 2)
    posted = months.play(village, acts, 1)
    shop.serve(village, 1, shop.market(village.month(1)))
    households.change(village)
    deductions.play(village, acts)
    village.post_due(village.now)
    months.sign(village, 1)
    current.play(village, acts, posted)
    households.ask(village)
    rules.propose_changes(village)
    books.leave_a_file(village)
    shop.serve(village, 0, village.ago(hours=22))
    shop.keep_up(village)


def _know_the_years(village: Village) -> None:
    """Give years that nobody has announced days off of their own, so that the demo can count."""
    last = village.today + timedelta(days=62)
    years = {village.month(2).year, village.today.year, last.year}
    unknown = sorted(it for it in years if not village.calendar.knows(it))
    proposer, approver = (it.person_id for it in village.officials[:2])
    made_up = {year: tuple(date(year, month, day) for month, day in STATUTORY) for year in unknown}
    for year, off in made_up.items():
        of = {"year": year, "holidays": off, "workdays": (), "source": "演示用，不是放假通知"}
        told = village.tell(ProposeHolidays, at=village.now, **of, proposed_by=proposer)
        approved = {"year": year, "version": told["version"], "approved_by": approver}
        village.tell(ApproveHolidays, at=village.now, **approved)
    village.calendar = WorkingDays(
        {year: YearDays(frozenset(off), frozenset()) for year, off in made_up.items()}
    )
