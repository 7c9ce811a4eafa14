"""Idempotency keys: what makes a command happen once, however often a phone sends it."""

import json
import re
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any, TypedDict, TypeVar

from flask import request

from api.auth import Caller, caller
from api.bodies import read_json
from api.limits import KEY_LENGTH_MAX, KEY_LENGTH_MIN
from api.refusals import IdempotencyKeyMissingError
from api.services import services

KEY_HEADER = "Idempotency-Key"
DUPLICATE_HEADER = "Duplicate"
FINGERPRINT_BYTES = 16
KEY_PATTERN = re.compile(rf"[A-Za-z0-9_.:\-]{{{KEY_LENGTH_MIN},{KEY_LENGTH_MAX}}}")


View = TypeVar("View")


class Stamp(TypedDict):
    """What every command carries: ``Command(**stamp())``."""

    key: str
    at: datetime
    fingerprint: bytes


def without_key(view: View) -> View:
    """Mark a POST that records nothing in the ledger, and so needs no key: a step of a sign-in."""
    view.keyless = True  # type: ignore[attr-defined]
    return view


def stamp(*, leaving_out: Collection[str] = ()) -> Stamp:
    """Make the stamp of this request's command.

    What is left out of the fingerprint may differ when the same is sent again: what tells of the
    sending, not of what is sent.
    """
    key = request.headers.get(KEY_HEADER, "")
    if not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    return stamp_of(
        caller(),
        key,
        at=services().clock(),
        fingerprint=fingerprint_of(request.method, request.path, _without(leaving_out)),
    )


def _without(leaving_out: Collection[str]) -> Any:
    sent = read_json(request)
    if not leaving_out or not isinstance(sent, dict):
        return sent
    return {name: value for name, value in sent.items() if name not in leaving_out}


def stamp_of(who: Caller, key: str, *, at: datetime, fingerprint: bytes) -> Stamp:
    """Make a stamp from its parts. Two callers never share a key, even if they chose the same."""
    return Stamp(key=f"{who.name_space}:{key}", at=at, fingerprint=fingerprint)


def fingerprint_of(method: str, path: str, body: Any) -> bytes:
    """Digest what a client sent, however its JSON was spaced and ordered."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{method} {path} {canonical}".encode()).digest()[:FINGERPRINT_BYTES]
