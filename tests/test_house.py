"""The house rules that a machine can check."""

import ast
import dataclasses
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from eventsourcing.domain import Aggregate

from ledger.catalogue import AGGREGATES
from ledger.kernel.commands import HANDLERS, Command
from ledger.kernel.errors import LedgerError
from ledger.registry import unit
from ledger.stations import station
from qr import poster_parts, posters
from tools.docs_events import event_classes
from tools.docs_refusals import ledger_refusals, people_refusals

ROOT = Path(__file__).parent.parent
PACKAGES = ("ledger", "qr", "people", "projections", "api", "web", "bootstrap")
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 60
PROGRAM = "bootstrap"
"""The roof: its command line is where printing is the job."""

SHARED_CODES = {"person_not_found", "not_found", "media_type_unsupported"}
"""Said by wings that do not know each other: one code, one family, one sentence."""

PERSONAL = {
    "address", "birthday", "birthdate", "born_on", "card_number", "email", "face", "full_name",
    "gender", "id_card", "id_number", "idcard", "mobile", "nickname", "openid", "password",
    "person_name", "phone", "phone_number", "photo", "real_name", "remark", "tel", "wechat",
}  # fmt: skip
THINGS = {"item", "shop", "station", "team", "team_name", "unit"}
"""Streams of things and places: their `name` is nobody's."""

EVENTS = [
    pytest.param(aggregate, it, id=it.TOPIC)
    for aggregate in AGGREGATES
    for it in event_classes(aggregate)
]


def _sources(*packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for it in cls.__subclasses__():
        yield it
        yield from _below(it)


def _ours(cls: type[Any]) -> list[type[Any]]:
    # A dataclass with slots is made twice; only the second one is to be found in its module.
    return [
        it
        for it in _below(cls)
        if it.__module__.partition(".")[0] in PACKAGES
        and getattr(sys.modules[it.__module__], it.__name__, None) is it
    ]


def test_imports_go_down_the_house() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("aggregate", "event_class"), EVENTS)
def test_topics_do_not_depend_on_where_the_code_lives(aggregate: Any, event_class: Any) -> None:
    assert event_class.TOPIC.startswith(f"{aggregate.TOPIC}.")
    assert f"{aggregate.TOPIC}.created" != event_class.TOPIC, "the base's topic is not its own"


def test_topics_are_unique() -> None:
    topics = Counter(it.TOPIC for aggregate in AGGREGATES for it in event_classes(aggregate))
    topics.update(it.TOPIC for it in AGGREGATES)
    assert [topic for topic, times in topics.items() if times > 1] == []


def test_every_aggregate_is_in_the_catalogue() -> None:
    for path in _sources("ledger"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        __import__(module.removesuffix(".__init__"))
    assert {it.__name__ for it in _ours(Aggregate)} == {it.__name__ for it in AGGREGATES}


def test_every_command_has_exactly_one_handler() -> None:
    assert _ours(Command)
    assert [it.__name__ for it in _ours(Command) if it not in HANDLERS] == []
    handlers = Counter(HANDLERS[it].handler for it in _ours(Command))
    assert [it.__name__ for it, times in handlers.items() if times > 1] == []


def test_commands_are_plain_frozen_values() -> None:
    for command in _ours(Command):
        assert dataclasses.is_dataclass(command)
        assert command.__dataclass_params__.frozen, command.__name__  # type: ignore[attr-defined]
        assert command.__doc__, command.__name__


def test_a_refusal_code_has_one_meaning() -> None:
    families: dict[str, set[type[Any]]] = {}
    for it in [*ledger_refusals(), *people_refusals()]:
        families.setdefault(it.code, set()).add(it.__bases__[0])  # type: ignore[attr-defined]
    times = Counter(it.code for it in [*ledger_refusals(), *people_refusals()])  # type: ignore[attr-defined]
    assert {code for code, n in times.items() if n > 1} <= SHARED_CODES
    assert [code for code, bases in families.items() if len(bases) > 1] == []


def test_every_refusal_says_when_it_is_given() -> None:
    refusals = ledger_refusals()
    assert len(refusals) > 20
    assert [it.__name__ for it in refusals if not vars(it).get("__doc__")] == []
    assert [it.__name__ for it in _ours(LedgerError) if not it.__name__.endswith("Error")] == []


@pytest.mark.parametrize(("aggregate", "event_class"), EVENTS)
def test_no_event_holds_what_would_have_to_be_erased(aggregate: Any, event_class: Any) -> None:
    names = set(get_type_hints(event_class))
    assert names & PERSONAL == set()
    if aggregate.TOPIC not in THINGS:
        assert "name" not in names


def test_no_file_is_too_long_to_read() -> None:
    lengths = {_shown(it): len(it.read_text().splitlines()) for it in _sources()}
    assert {path: n for path, n in lengths.items() if n > FILE_LINES_MAX} == {}


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{_shown(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES_MAX
    ]
    assert long == []


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _is_naive(name: str, call: ast.Call) -> bool:
    last = name.rpartition(".")[2]
    if last in {"utcnow", "utcfromtimestamp"} or name in {"date.today", "datetime.today"}:
        return True
    if name in {"datetime.now", "datetime.datetime.now"}:
        return not call.args and not call.keywords
    if name.endswith("datetime.fromtimestamp"):
        return len(call.args) + len(call.keywords) < 2
    return False


def test_no_time_is_without_a_zone() -> None:
    naive = [
        f"{_shown(path)}:{call.lineno}"
        for path in _sources()
        for name, call in _calls(path)
        if _is_naive(name, call)
    ]
    assert naive == []


@pytest.mark.parametrize(
    ("text", "naive"),
    [
        ("datetime.now()", True),
        ("datetime.now(UTC)", False),
        ("datetime.now(tz=UTC)", False),
        ("datetime.utcnow()", True),
        ("date.today()", True),
        ("datetime.fromtimestamp(1)", True),
        ("datetime.fromtimestamp(1, UTC)", False),
        ("clock.now()", False),
    ],
)
def test_the_rule_about_zones_knows_what_it_looks_for(text: str, *, naive: bool) -> None:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    assert _is_naive(ast.unparse(call.func), call) is naive


def test_only_the_command_line_prints() -> None:
    printing = {
        path.relative_to(ROOT).parts[0]
        for path in _sources()
        for name, _ in _calls(path)
        if name in {"print", "pprint"}
    }
    assert printing == {PROGRAM}


def test_the_ledger_never_reads_a_clock_inside_a_decision() -> None:
    reading = {
        _shown(path)
        for path in _sources("ledger")
        for name, _ in _calls(path)
        if name.endswith((".now", "utc_now")) or name in {"time.time", "utc_now"}
    }
    assert reading == {"ledger/kernel/clock.py"}


def test_whatever_station_the_ledger_takes_has_a_poster() -> None:
    """The ground floor's rooms do not know each other, so only a test can hold their limits."""
    assert posters.NAME_LENGTH_MAX >= station.STATION_NAME_LENGTH_MAX
    assert posters.HOURS_LENGTH_MAX >= station.HOURS_LENGTH_MAX
    assert posters.UNIT_NAME_LENGTH_MAX >= unit.UNIT_NAME_LENGTH_MAX
    assert poster_parts.SERVICES_MAX >= station.SERVICES_MAX


def _waits_for_a_promise(call: ast.Call) -> bool:
    """Whether a browser is asked to wait for what is true at once: any promise is."""
    said = ast.unparse(call.args[0]) if call.args else ""
    return any(word in said for word in ("async ", ".then(", "new Promise"))


def test_no_test_waits_for_a_promise_as_if_it_were_its_answer() -> None:
    """`wait_for_function` does not await: `tests/support/waiting.py` asks again instead."""
    hasty = [
        f"{_shown(path)}:{call.lineno}"
        for path in _sources("tests", "bench")
        for name, call in _calls(path)
        if name.endswith(".wait_for_function") and _waits_for_a_promise(call)
    ]
    assert hasty == []
