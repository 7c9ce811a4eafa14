"""Opening balances: two people, one opening a household and platform, sums that add up."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.moral.opening import OpeningBook
from ledger.moral.opening_errors import (
    OpeningFileInvalidError,
    OpeningFileKnownError,
    OpeningImportNotFoundError,
    OpeningImportSettledError,
)
from ledger.moral.opening_handlers import ApproveOpenings, DropOpenings, ImportOpenings
from ledger.moral.opening_rows import Differs, OpeningRow, Platform
from ledger.registry.errors import OwnProposalError
from ledger.wallets.kinds import Reason
from ledger.wallets.wallet import Wallet, WalletKind
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.homes import Home, register
from tests.support.ledgers import UNIT, read_log

CLERK, SUPERVISOR = new_id(), new_id()
BOOK = OpeningBook.create_id(UNIT, Platform.HELIN)


def hand_in(setting: Setting, *rows: OpeningRow, **more: Any) -> dict[str, Any]:
    """Hand a file in."""
    said = {"unit_code": UNIT, "platform": Platform.HELIN, "digest": repr(rows), "rows": rows}
    return dict(setting.village.do(ImportOpenings, **(said | {"imported_by": CLERK} | more)))


def approve(setting: Setting, number: int, by: UUID = SUPERVISOR, **more: Any) -> dict[str, Any]:
    """Approve one."""
    said = {"unit_code": UNIT, "platform": Platform.HELIN, "number": number, "approved_by": by}
    return dict(setting.village.do(ApproveOpenings, **(said | more)))


def homes(setting: Setting, *numbers: str) -> list[Home]:
    return [register(setting.village.do, UNIT, it) for it in numbers]


def wallet(setting: Setting, home: Home) -> Wallet:
    found: Wallet = setting.ledger.repository.get(Wallet.create_id(home.id, WalletKind.HOUSEHOLD))
    return found


def test_points_come_in_as_lots_when_a_second_person_approves(setting: Setting) -> None:
    one, two = homes(setting, "0001", "0002")
    early = date(2027, 3, 31)
    told = hand_in(setting, OpeningRow(2, "1", 120), OpeningRow(3, "0002", 80, early))
    assert (told["number"], told["taken"], told["points"]) == (1, 2, 200)
    balance = setting.project().balances.of(one.wallet_id)
    assert balance is not None
    assert balance.available == 0, "nothing moves yet"
    with pytest.raises(OwnProposalError):
        approve(setting, 1, CLERK)
    assert approve(setting, 1) == {"number": 1, "households": 2, "points": 200}
    assert wallet(setting, one).open_lots == {date(2027, 12, 31): 120}
    assert wallet(setting, two).open_lots == {early: 80}
    far = hand_in(setting, OpeningRow(2, "2", 5, date(2031, 1, 1)), platform=Platform.DUOPING)
    approve(setting, far["number"], platform=Platform.DUOPING)
    assert wallet(setting, two).open_lots == {early: 80, date(2027, 12, 31): 5}
    entries = setting.project().entries.page(two.wallet_id, 5)
    assert {it.reason for it in entries} == {Reason.OPENING}
    assert find_differences(setting.ledger, setting.store) == []


def test_the_file_is_what_was_taken_over_and_the_listed_differences(setting: Setting) -> None:
    homes(setting, "0001", "0002")
    rows = [
        OpeningRow(2, "0001", 10),
        OpeningRow(3, "0001", 20),
        OpeningRow(4, "0099", 30),
        OpeningRow(5, "0002", 40, unit_code="150104003006"),
        OpeningRow(6, "0002", None),
        OpeningRow(7, "0002", -50),
        OpeningRow(8, "0002", 60, setting.village.now.date() - timedelta(days=2)),
        OpeningRow(9, "0002", 1_000_000),
    ]
    hand_in(setting, *rows)
    views = setting.project()
    (file,) = views.openings.files(UNIT)
    assert file.total_points == sum(it.points or 0 for it in rows)
    assert (file.taken_points, file.remaining, file.state) == (10, 7, "waiting")
    lines = views.openings.lines(file.book_id, file.number)
    assert [(-it.place, it.reason) for it in lines if it.reason] == [
        (3, Differs.TWICE),
        (4, Differs.UNKNOWN_HOUSEHOLD),
        (5, Differs.OTHER_VILLAGE),
        (6, Differs.UNREADABLE),
        (7, Differs.NO_POINTS),
        (8, Differs.EXPIRED),
        (9, Differs.TOO_MANY),
    ]
    assert [(it.household, it.points) for it in lines if not it.reason] == [("0001", 10)]


def test_what_stands_in_place_of_a_number_stays_out_of_the_log(setting: Setting) -> None:
    typed = ("张三", "13800138000", "15010219900101123X", "99")
    rows = [OpeningRow(n, it, 10) for n, it in enumerate(typed, 2)]
    hand_in(setting, *rows, digest="d" * 64)
    (told,) = [it for it in read_log(setting.ledger) if isinstance(it, OpeningBook.Imported)]
    assert told.left_numbers == ["", "", "", "0099"]
    assert told.left_lines == [2, 3, 4, 5], "the line of the file is found all the same"


def test_a_corrected_file_doubles_nothing(setting: Setting) -> None:
    one, two = homes(setting, "0001", "0002")
    hand_in(setting, OpeningRow(2, "0001", 100), OpeningRow(3, "0003", 50))
    corrected = [OpeningRow(2, "0001", 90), OpeningRow(3, "0002", 50)]
    hand_in(setting, *corrected)
    with pytest.raises(OpeningImportSettledError):
        approve(setting, 1)
    with pytest.raises(OpeningFileKnownError):
        hand_in(setting, *corrected)
    approve(setting, 2)
    with pytest.raises(OpeningImportSettledError):
        approve(setting, 2)
    with pytest.raises(OpeningFileKnownError):
        hand_in(setting, *corrected)
    third = hand_in(setting, OpeningRow(2, "0001", 95), OpeningRow(3, "0002", 50))
    assert (third["taken"], third["left"]) == (0, 2)
    approve(setting, 3)
    assert (wallet(setting, one).open_lots, wallet(setting, two).open_lots) == (
        {date(2027, 12, 31): 90},
        {date(2027, 12, 31): 50},
    )
    states = [it.state for it in setting.project().openings.files(UNIT)]
    assert states == ["approved", "approved", "replaced"]
    assert find_differences(setting.ledger, setting.store) == []


def test_a_dropped_file_can_come_again(setting: Setting) -> None:
    homes(setting, "0001")
    rows = [OpeningRow(2, "0001", 100)]
    hand_in(setting, *rows)
    said = {"unit_code": UNIT, "platform": Platform.HELIN, "dropped_by": CLERK}
    setting.village.do(DropOpenings, number=1, **said)
    with pytest.raises(OpeningImportSettledError):
        setting.village.do(DropOpenings, number=1, **said)
    assert hand_in(setting, *rows)["number"] == 2
    with pytest.raises(OpeningImportNotFoundError):
        approve(setting, 3)


def test_an_empty_file_and_one_that_is_too_long_are_refused(setting: Setting) -> None:
    with pytest.raises(OpeningFileInvalidError):
        hand_in(setting)
    with pytest.raises(OpeningFileInvalidError):
        hand_in(setting, *(OpeningRow(n, f"{n:04d}", 1) for n in range(1_001)))
    with pytest.raises(OpeningImportNotFoundError):
        approve(setting, 1)


def test_a_whole_village_comes_in_at_once(setting: Setting) -> None:
    registered = homes(setting, *(f"{n:04d}" for n in range(1, 325)))
    told = hand_in(
        setting, *(OpeningRow(n + 1, it.number, n) for n, it in enumerate(registered, 1))
    )
    assert told["points"] == sum(range(1, 325))
    assert approve(setting, 1)["households"] == 324
    setting.project()
    assert find_differences(setting.ledger, setting.store) == []
