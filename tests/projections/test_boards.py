from datetime import timedelta

from projections.boards.board import ALL_TIME, Board, Standing
from projections.wallets.views import Balances
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

NOVEMBER = "2026-11"


def test_minutes_rank_volunteers_in_every_unit_above(setting: Setting, village: Village) -> None:
    first, second = map(str, village.volunteers)
    village.serve(village.volunteers[0], 60)
    village.serve(village.volunteers[1], 90)
    boards = setting.project().boards
    expected = [Standing(1, second, 90), Standing(2, first, 60)]
    for scope in (CITY, DISTRICT, STREET, COMMUNITY):
        for period in (ALL_TIME, NOVEMBER):
            assert boards.top(Board.MINUTES, scope, period) == expected
    assert boards.top(Board.MINUTES, "150105", ALL_TIME) == []
    assert boards.top(Board.MINUTES, CITY, "2026-10") == []


def test_the_earlier_of_two_equals_stands_above(setting: Setting, village: Village) -> None:
    first, second = village.volunteers
    village.serve(second, 60)
    village.serve(first, 60)
    boards = setting.project().boards
    assert [it.member_id for it in boards.top(Board.MINUTES, CITY, ALL_TIME)] == [
        str(second),
        str(first),
    ]
    place = boards.place_of(Board.MINUTES, CITY, ALL_TIME, str(first))
    assert place == Standing(2, str(first), 60)


def test_months_are_those_of_hohhot(setting: Setting, village: Village) -> None:
    village.now += timedelta(days=10, hours=15, minutes=30)  # 1 December, half past midnight
    village.visit(village.riders[0])
    boards = setting.project().boards
    station = str(village.station)
    assert boards.top(Board.STATIONS, CITY, "2026-12") == [Standing(1, station, 1)]
    assert boards.top(Board.STATIONS, CITY, NOVEMBER) == []


def test_points_count_what_was_earned_not_what_is_left(setting: Setting, village: Village) -> None:
    wallet = village.wallet_of(village.volunteers[0])
    village.credit(wallet, 30)
    village.reserve(wallet)
    boards = setting.project().boards
    member = str(village.volunteers[0])
    assert boards.place_of(Board.POINTS, CITY, ALL_TIME, member) == Standing(1, member, 30)


def test_a_reversed_credit_leaves_the_board(setting: Setting, village: Village) -> None:
    wallet = village.wallet_of(village.volunteers[0])
    credit = village.credit(wallet, 30)
    member = str(village.volunteers[0])
    boards = setting.project().boards
    assert boards.place_of(Board.POINTS, CITY, NOVEMBER, member) is not None
    village.reserve(wallet)  # half of it is held, so only the rest can be taken back
    village.reverse(wallet, credit)
    assert setting.project().boards.top(Board.POINTS, CITY, NOVEMBER) == []
    assert boards.place_of(Board.POINTS, CITY, NOVEMBER, member) is None
    balance = Balances(setting.store).of(wallet)
    assert balance is not None
    assert balance.held == 15


def test_households_are_on_no_board_of_volunteers(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 30)
    assert setting.project().boards.top(Board.POINTS, CITY, ALL_TIME) == []


def test_riders_and_stations_rank_by_visits_where_they_happen(
    setting: Setting, village: Village
) -> None:
    rider = village.riders[0]
    village.visit(rider)
    village.visit(rider, village.other_station)
    village.now += timedelta(days=1)
    village.visit(rider)
    boards = setting.project().boards
    # One point a day, whatever the stations; on the board of the station's community.
    assert boards.top(Board.RIDERS, COMMUNITY, ALL_TIME) == [Standing(1, str(rider), 2)]
    assert boards.top(Board.STATIONS, COMMUNITY, ALL_TIME) == [
        Standing(1, str(village.station), 2),
        Standing(2, str(village.other_station), 1),
    ]


def test_communities_rank_by_the_minutes_served_there(setting: Setting, village: Village) -> None:
    village.serve(village.volunteers[0], 60)
    village.serve(village.volunteers[1], 30)
    boards = setting.project().boards
    assert boards.top(Board.UNITS, DISTRICT, NOVEMBER) == [Standing(1, COMMUNITY, 90)]


def test_boards_are_paged_by_rank(setting: Setting, village: Village) -> None:
    village.serve(village.volunteers[0], 60)
    village.serve(village.volunteers[1], 30)
    boards = setting.project().boards
    whole = boards.top(Board.MINUTES, CITY, ALL_TIME)
    assert boards.top(Board.MINUTES, CITY, ALL_TIME, limit=1) == whole[:1]
    assert boards.top(Board.MINUTES, CITY, ALL_TIME, limit=1, offset=1) == whole[1:]
