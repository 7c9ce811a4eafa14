"""Problem details (RFC 9457): how every refusal is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from typing import Any

from flask import Response

from api.execution import json_response
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from qr.flaws import Flaw

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:redbee:problem:"

FLAW_TITLES = {
    "qr_invalid": "The code is forged, damaged or not one of ours.",
    "qr_revoked": "The code was withdrawn.",
    "qr_kind_mismatch": "The code is genuine, but not of a kind that is wanted here.",
    "qr_expired": "The code is out of its time; scan the screen again.",
}
OTHER_TITLES = {
    "method_not_allowed": "This address does not know the method; see Allow.",
    "request_too_large": "The request is larger than the door.",
    "internal_error": "Something broke on our side; the same request may be sent again.",
    "sign_in_failed": "Login and passcode do not belong together.",
    "login_locked": "Too many failures; wait before the next try.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal on its way out."""

    status: int
    code: str
    detail: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Return the members of the problem; facts never hide the standard ones."""
        title = titles().get(self.code, self.code)
        standard = {
            "type": TYPE_PREFIX + self.code,
            "title": title,
            "status": self.status,
            "detail": self.detail or title,
            "code": self.code,
        }
        return {**{name: plain(value) for name, value in self.facts.items()}, **standard}

    def response(self) -> Response:
        """Write the problem."""
        response = json_response(self.body(), self.status)
        response.mimetype = PROBLEM_JSON
        response.headers.extend(dict(self.headers))
        return response


def titles() -> dict[str, str]:
    """Return every code this service can refuse with, and what it means, from the classes."""
    if not _TITLES:
        for cls in (*_below(LedgerError), *_below(PeopleError)):
            if isinstance(cls.__dict__.get("code"), str):
                _TITLES[cls.code] = _first_sentence(cls)
        _TITLES.update({flaw.code: FLAW_TITLES[flaw.code] for flaw in Flaw})
        _TITLES.update(OTHER_TITLES)
        _TITLES.update(_SHARED)
    return _TITLES


_SHARED = {"person_not_found": "Nobody with this ID is registered here."}
"""Two wings refuse with this code; the public sentence is one."""
_TITLES: dict[str, str] = {}


def plain(value: Any) -> Any:
    """Return a fact as JSON can hold it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dict():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case _:
            return str(value)


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for inner in cls.__subclasses__():
        yield inner
        yield from _below(inner)


def _first_sentence(cls: type[Any]) -> str:
    return (getdoc(cls) or cls.__name__).split("\n\n")[0].replace("\n", " ").strip()
