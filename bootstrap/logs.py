"""Log lines: one JSON object each, and nothing in them that people typed or are called."""

import json
import logging
import logging.config
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any

FRAMES_MAX = 40
"""Calls of one broken request that are told; the ones nearest to the fault."""
CAUSES_MAX = 5
"""Faults behind a fault that are told."""
OURS = ("api", "bootstrap", "ledger", "people", "projections", "qr", "web")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON.

    Of a fault only its kind and the way to it are written, never its words: databases and parsers
    quote in them what they were given.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: when, how bad, whose, the words, and the fields of a request."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _words(record),
            **getattr(record, "fields", {}),
        }
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            line["faults"] = [_fault(it) for it in _causes(fault)]
        return json.dumps(line, ensure_ascii=False, default=str)


def log_settings() -> dict[str, Any]:
    """Return what `logging.config` is told: our own lines from info on, those of others if bad."""
    shown = {"handlers": ["lines"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stdout",
            }
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": "INFO"} for name in OURS},
            "_granian": shown | {"level": "INFO"},
            # Its lines would hold addresses and query strings; ours take their place.
            "granian.access": shown | {"level": "CRITICAL"},
        },
    }


def configure_logs() -> None:
    """Write every log line of this process as JSON to standard output."""
    logging.config.dictConfig(log_settings())


def _words(record: logging.LogRecord) -> str:
    """Return the message; a fault among its arguments is named, not quoted."""
    if not isinstance(record.args, tuple) or not record.args:
        return record.getMessage()
    named = tuple(type(it).__name__ if isinstance(it, BaseException) else it for it in record.args)
    return str(record.msg) % named


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault and those it came from."""
    seen = 0
    cause: BaseException | None = fault
    while cause is not None and seen < CAUSES_MAX:
        yield cause
        seen += 1
        cause = cause.__cause__ or cause.__context__


def _fault(fault: BaseException) -> dict[str, Any]:
    kind = type(fault)
    way = extract_tb(fault.__traceback__)[-FRAMES_MAX:]
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "way": [f"{it.filename}:{it.lineno} {it.name}" for it in way],
    }
