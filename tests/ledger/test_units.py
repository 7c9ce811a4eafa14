"""How the tree of units may change, and what is refused."""

from datetime import date

import pytest

from ledger.kernel.errors import LedgerError
from ledger.registry.commands import (
    CloseUnit,
    Heir,
    MergeUnit,
    MoveUnit,
    RegisterUnit,
    RenameUnit,
    SplitUnit,
)
from ledger.registry.errors import (
    UnitChangeTooEarlyError,
    UnitClosedError,
    UnitCycleError,
    UnitExistsError,
    UnitNotBelowError,
    UnitNotFoundError,
    UnitOutsideParentError,
)
from ledger.registry.unit import Unit
from tests.support.ledgers import Village, accepted, at_once, read_log, refusals

FOUNDED, DECEMBER, JANUARY = date(2026, 1, 1), date(2026, 12, 1), date(2027, 1, 1)
CITY, WEST, EAST, STREET, COMMUNITY = "1501", "150104", "150105", "150104003", "150104003005"
HEIRS = (Heir(code="150104010", name="甲"), Heir(code="150104011", name="乙"))


@pytest.fixture
def tree(village: Village) -> Village:
    """A city of two districts; the western one has a street with one community."""
    parents = {CITY: "", WEST: CITY, EAST: CITY, STREET: WEST, COMMUNITY: STREET}
    for code, parent in parents.items():
        register(village, code, parent)
    return village


def register(village: Village, code: str, parent: str, valid_from: date = FOUNDED) -> None:
    village.tell(
        RegisterUnit,
        code=code,
        name=f"单位{code}",
        level="township",
        parent_code=parent,
        valid_from=valid_from,
    )


def move(village: Village, code: str, parent: str, valid_from: date = DECEMBER) -> None:
    village.tell(MoveUnit, code=code, parent_code=parent, valid_from=valid_from)


def unit(village: Village, code: str) -> Unit:
    loaded: Unit = village.load(Unit.create_id(code))
    return loaded


def test_a_moved_unit_lies_under_its_old_parent_until_the_day(tree: Village) -> None:
    move(tree, STREET, EAST)
    street = unit(tree, STREET)
    assert street.parent_on(date(2026, 11, 30)) == WEST
    assert street.parent_on(DECEMBER) == EAST


def test_the_same_name_and_the_same_parent_record_nothing(tree: Village) -> None:
    before = len(read_log(tree.ledger))
    tree.tell(RenameUnit, code=STREET, name=f"单位{STREET}", valid_from=DECEMBER)
    move(tree, STREET, WEST)
    assert len(read_log(tree.ledger)) == before


@pytest.mark.parametrize("parent", [STREET, COMMUNITY])
def test_a_unit_never_lies_below_itself(tree: Village, parent: str) -> None:
    with pytest.raises(UnitCycleError):
        move(tree, STREET, parent)
    with pytest.raises(UnitCycleError):
        tree.tell(MergeUnit, code=STREET, into=parent, children=(), valid_from=DECEMBER)


def test_a_cycle_that_would_close_later_is_refused_now(tree: Village) -> None:
    move(tree, EAST, WEST, JANUARY)
    with pytest.raises(UnitCycleError):
        move(tree, WEST, EAST, DECEMBER)


def test_a_cycle_that_would_only_last_a_month_is_refused(tree: Village) -> None:
    move(tree, EAST, WEST, DECEMBER)
    move(tree, EAST, CITY, JANUARY)
    with pytest.raises(UnitCycleError):
        move(tree, WEST, EAST, DECEMBER)
    move(tree, WEST, EAST, JANUARY)


def test_two_that_move_under_each_other_at_once_do_not_both_succeed(
    tree: Village, elsewhere_tree: Village
) -> None:
    def under(where: Village, code: str, parent: str) -> object:
        return lambda: where.tell(MoveUnit, code=code, parent_code=parent, valid_from=DECEMBER)

    outcomes = at_once([under(tree, WEST, EAST), under(elsewhere_tree, EAST, WEST)])  # type: ignore[list-item]
    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["unit_cycle"]


@pytest.fixture
def elsewhere_tree(tree: Village, request: pytest.FixtureRequest) -> Village:
    """The same tree in another process."""
    return tree.via(request.getfixturevalue("elsewhere"))


def test_nothing_is_put_under_what_is_not_there(tree: Village) -> None:
    register(tree, "150106", CITY, JANUARY)
    tree.tell(CloseUnit, code=EAST, valid_from=DECEMBER)
    for parent, refusal in (
        ("150199", UnitNotFoundError),
        ("150106", UnitChangeTooEarlyError),
        (EAST, UnitClosedError),
    ):
        with pytest.raises(refusal):
            move(tree, STREET, parent)


def test_a_closed_unit_takes_no_changes(tree: Village) -> None:
    tree.tell(CloseUnit, code=COMMUNITY, valid_from=DECEMBER)
    for command, values in (
        (RenameUnit, {"name": "新"}),
        (MoveUnit, {"parent_code": WEST}),
        (CloseUnit, {}),
        (SplitUnit, {"heirs": HEIRS}),
        (MergeUnit, {"into": WEST, "children": ()}),
    ):
        with pytest.raises(UnitClosedError):
            tree.tell(command, code=COMMUNITY, valid_from=JANUARY, **values)
    with pytest.raises(UnitClosedError):
        register(tree, COMMUNITY, STREET)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 11, 30)])
def test_no_change_begins_before_the_one_before(tree: Village, day: date) -> None:
    tree.tell(RenameUnit, code=STREET, name="新街道", valid_from=DECEMBER)
    with pytest.raises(UnitChangeTooEarlyError) as told:
        tree.tell(CloseUnit, code=STREET, valid_from=day)
    assert told.value.facts == {"code": STREET, "since": "2026-12-01"}
    tree.tell(CloseUnit, code=STREET, valid_from=DECEMBER)


def test_a_split_registers_its_parts_and_hands_on_what_lay_below(tree: Village) -> None:
    first, second = HEIRS
    heir = Heir(code=first.code, name=first.name, children=(COMMUNITY,))
    told = tree.tell(SplitUnit, code=STREET, heirs=(heir, second), valid_from=DECEMBER)
    assert told.answer == {"unit_code": STREET, "into": ["150104010", "150104011"]}
    assert unit(tree, STREET).is_closed
    assert unit(tree, COMMUNITY).parent_code == "150104010"
    assert unit(tree, "150104011").parent_on(DECEMBER) == WEST


@pytest.mark.parametrize(
    ("heir", "refusal"),
    [
        (Heir(code=EAST, name="有"), UnitExistsError),
        (Heir(code="150105001", name="外"), UnitOutsideParentError),
        (Heir(code="150104012", name="丙", children=(EAST,)), UnitNotBelowError),
        (Heir(code="150104012", name="丙", children=("150199",)), UnitNotFoundError),
        (HEIRS[0], UnitExistsError),
    ],
)
def test_a_split_that_does_not_fit_leaves_no_trace(
    tree: Village, heir: Heir, refusal: type[LedgerError]
) -> None:
    before = len(read_log(tree.ledger))
    with pytest.raises(refusal):
        tree.tell(SplitUnit, code=STREET, heirs=(*HEIRS, heir), valid_from=DECEMBER)
    assert len(read_log(tree.ledger)) == before
    assert not unit(tree, STREET).is_closed


def test_a_merger_hands_on_what_lay_below(tree: Village) -> None:
    tree.tell(MergeUnit, code=STREET, into=EAST, children=(COMMUNITY,), valid_from=DECEMBER)
    assert unit(tree, COMMUNITY).parent_on(DECEMBER) == EAST
    assert unit(tree, STREET).is_closed


def test_no_unit_is_registered_below_itself(tree: Village) -> None:
    with pytest.raises(UnitOutsideParentError):
        register(tree, "150106", "150106")
