from datetime import date, timedelta

from ledger.wallets.wallet import Wallet, WalletKind
from projections.wallets.fold import NOT_REMINDED
from projections.wallets.views import Balance, Lot, TrialBalance
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, Village


def balance_of(setting: Setting) -> Balance:
    balance = setting.project().balances.of(setting.village.household_wallet)
    assert balance is not None
    return balance


def test_a_new_wallet_holds_nothing(setting: Setting, village: Village) -> None:
    balance = balance_of(setting)
    assert (balance.owner_id, balance.kind) == (village.household, "household")
    assert balance.unit_code == COMMUNITY
    assert (balance.available, balance.held, balance.credited) == (0, 0, 0)


def test_an_unknown_wallet_has_no_balance(setting: Setting, village: Village) -> None:
    views = setting.project()
    assert views.balances.of(village.keeper) is None
    assert views.balances.of_owner(village.keeper) == []


def test_a_hold_moves_points_aside_and_a_capture_spends_them(
    setting: Setting, village: Village
) -> None:
    village.credit(village.household_wallet, 40)
    voucher = village.reserve(quantity=2)
    balance = balance_of(setting)
    assert (balance.available, balance.held, balance.redeemed) == (10, 30, 0)
    village.collect(voucher)
    balance = balance_of(setting)
    assert (balance.available, balance.held, balance.redeemed) == (10, 0, 30)


def test_a_cancelled_hold_gives_the_points_back(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 40)
    village.cancel(village.reserve())
    balance = balance_of(setting)
    assert (balance.available, balance.held, balance.credited) == (40, 0, 40)


def test_an_owner_has_one_balance_of_each_kind(setting: Setting, village: Village) -> None:
    balances = setting.project().balances.of_owner(village.volunteers[0])
    assert [it.kind for it in balances] == ["volunteer"]


def test_entries_tell_the_history_newest_first(setting: Setting, village: Village) -> None:
    wallet = village.household_wallet
    credit = village.credit(wallet, 40)
    voucher = village.reserve()
    village.collect(voucher)
    village.cancel(village.reserve())
    village.reverse(wallet, credit)
    entries = setting.project().entries.page(wallet)
    assert [(it.kind, it.amount, it.points, it.balance_after) for it in entries] == [
        ("reverse", -25, 25, 0),
        ("void", 15, 15, 25),
        ("hold", -15, 15, 10),
        ("capture", 0, 15, 25),
        ("hold", -15, 15, 25),
        ("credit", 40, 40, 40),
    ]
    assert entries[-1].entry_id == credit
    assert entries[0].source_id == credit
    assert entries[3].source_id == voucher
    assert [it.reason for it in entries] == [
        "posting_error",
        "cancellation",
        "redemption",
        "redemption",
        "redemption",
        "award",
    ]
    assert entries[0].occurred_at == village.now
    assert entries[0].recorded_at.utcoffset() == timedelta(0)


def test_entries_come_in_pages_without_gap_or_repeat(setting: Setting, village: Village) -> None:
    wallet = village.household_wallet
    for amount in range(1, 8):
        village.credit(wallet, amount)
    entries = setting.project().entries
    seen = []
    page = entries.page(wallet, limit=3)
    while page:
        seen += [it.amount for it in page]
        page = entries.page(wallet, limit=3, before_position=page[-1].position)
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_lots_follow_the_day_they_expire_on(setting: Setting, village: Village) -> None:
    wallet = village.household_wallet
    village.credit(wallet, 10)
    village.credit(wallet, 5)
    village.credit(wallet, 20, occurred_at=village.now - timedelta(days=365))
    village.reserve()
    assert setting.project().lots.of(wallet) == [
        Lot(wallet, date(2026, 12, 31), 5, NOT_REMINDED),
        Lot(wallet, date(2027, 12, 31), 15, NOT_REMINDED),
    ]


def test_overdue_lots_are_found_until_they_expire(setting: Setting, village: Village) -> None:
    wallet = village.household_wallet
    village.credit(wallet, 9, occurred_at=village.now - timedelta(days=365))
    lots = setting.project().lots
    assert lots.overdue(date(2026, 12, 31)) == []
    assert lots.overdue(date(2027, 1, 1)) == [(date(2026, 12, 31), wallet)]
    village.expire_lots(wallet, village.now + timedelta(days=42))
    setting.project()
    assert lots.overdue(date(2027, 1, 1)) == []
    balance = balance_of(setting)
    assert (balance.available, balance.expired) == (0, 9)


def test_trial_balances_add_up_over_the_tree(setting: Setting, village: Village) -> None:
    village.play_day()
    views = setting.project()
    city, district = (views.trial_balances.of(code) for code in (CITY, DISTRICT))
    assert city.difference == district.difference == 0
    # Riders' wallets are the city's own: the city has more by what they got.
    of_riders = sum(
        it.points
        for person_id in village.riders
        for it in views.entries.page(Wallet.create_id(person_id, WalletKind.RIDER))
        if it.kind == "credit"
    )
    assert of_riders > 0
    assert city.issued == district.issued + of_riders
    assert district.redeemed == 15 + 1  # a voucher, and what the scene of money hands out
    assert district.held == 15
    assert district.expired == 3
    assert views.trial_balances.of("9") == TrialBalance("9", 0, 0, 0, 0, 0, 0, 0)
