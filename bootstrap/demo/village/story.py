"""The story of the village, in the order in which it happened."""

from datetime import date, timedelta

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
)
from bootstrap.demo.village.acts import Acts, declare_kinship
from bootstrap.demo.village.telling import Village, at
from ledger.kernel.clock import utc_now
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.shop.item import Item

STATUTORY = ((1, 1), *((5, it) for it in range(1, 6)), *((10, it) for it in range(1, 8)))
"""Days off that a made-up year has, where nobody has announced it yet."""


def play(house: House) -> list[Account]:
    """Play the village from its first roster to today; return who can sign in."""
    living = people.homes()
    village = Village(house=house, now=utc_now(), homes=living, officials=people.officials(living))
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
    rules.make_rules(village)
    declare_kinship(village)
    rules.sign_pledges(village, at(first))
    books.bring_along(village, at(first + timedelta(days=1)))


def _play_months(village: Village) -> None:
    acts = Acts(village)
    shop_id = books.open_shop(village, at(village.month(2)))
    months.play(village, acts, 2)
    months.lock(village, 2, months.sign(village, 2))
    months.conclude(village, 2)
    posted = months.play(village, acts, 1)
    households.change(village)
    deductions.play(village, acts)
    village.post_due(village.now)
    months.sign(village, 1)
    current.play(village, acts, posted)
    households.ask(village)
    rules.propose_changes(village)
    books.leave_a_file(village)
    items = {it.name: Item.create_id(shop_id, it.name) for it in books.GOODS}
    books.redeem(village, shop_id, items)


def _know_the_years(village: Village) -> None:
    """Give years that nobody has announced days off of their own, so that the demo can count."""
    village.catch_up()
    last = village.today + timedelta(days=62)
    for year in sorted({village.month(2).year, village.today.year, last.year}):
        if not village.calendar.knows(year):
            off = tuple(date(year, month, day) for month, day in STATUTORY)
            of = {"year": year, "holidays": off, "workdays": (), "source": "演示用，不是放假通知"}
            proposer, approver = village.officials[0].person_id, village.officials[1].person_id
            told = village.tell(ProposeHolidays, at=village.now, **of, proposed_by=proposer)
            of = {"year": year, "version": told["version"], "approved_by": approver}
            village.tell(ApproveHolidays, at=village.now, **of)
    village.catch_up()
