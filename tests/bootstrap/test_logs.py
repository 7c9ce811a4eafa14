"""Log lines are JSON, and no fault quotes what it was given."""

import json
import logging
import sys
from typing import Any

from bootstrap.logs import CAUSES_MAX, FRAMES_MAX, JsonLines, log_settings

NAME = "欧阳娜娜"


def line(message: str, *args: Any, fault: BaseException | None = None, **more: Any) -> Any:
    exc_info = None if fault is None else (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord("api", logging.ERROR, __file__, 1, message, args, exc_info)
    record.__dict__.update(more)
    written = JsonLines().format(record)
    assert "\n" not in written
    assert NAME not in written
    return json.loads(written)


def test_a_line_tells_when_how_bad_and_its_fields() -> None:
    told = line("answered", fields={"status": 200})
    assert told.pop("at").endswith("+00:00")
    assert told == {"level": "error", "logger": "api", "message": "answered", "status": 200}


def test_a_fault_among_the_arguments_is_named_and_not_quoted() -> None:
    told = line("store does not answer: %s", OSError(f"row of {NAME}"))
    assert told["message"] == "store does not answer: OSError"


def test_a_fault_is_told_by_its_kind_and_its_way_without_its_words() -> None:
    try:
        try:
            int(NAME)
        except ValueError as inner:
            raise KeyError(NAME) from inner
    except KeyError:
        fault = sys.exc_info()[1]
    told = line("broke", fault=fault)
    assert [it["kind"] for it in told["faults"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert "test_a_fault_is_told" in told["faults"][0]["way"][-1]


def test_a_fault_that_caused_itself_and_an_endless_way_are_cut() -> None:
    def dig(depth: int) -> None:
        if depth == 0:
            raise ValueError(NAME)
        dig(depth - 1)

    try:
        dig(3 * FRAMES_MAX)
    except ValueError as error:
        other = KeyError(NAME)
        error.__context__, other.__context__ = other, error
        told = line("broke", fault=error)
    assert len(told["faults"]) == CAUSES_MAX
    assert len(told["faults"][0]["way"]) == FRAMES_MAX


def test_the_servers_own_access_lines_stay_off_for_they_hold_query_strings() -> None:
    loggers = log_settings()["loggers"]
    assert loggers["granian.access"]["level"] == "CRITICAL"
    assert loggers["api"]["level"] == "INFO"
