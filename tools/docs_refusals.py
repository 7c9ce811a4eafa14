"""Write docs/refusals.md from the refusal classes: `python -m tools.docs_refusals`."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.errors import HTTP_CODES, status_of
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError, SignInRefusedError
from qr.flaws import Flaw
from web.refusals_zh import REFUSALS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "refusals.md"
ROOMS = ("ledger", "people", "qr", "projections", "api")
SIGN_IN = {
    "sign_in_failed": (401, "The login or the passcode is wrong; which of them is not told."),
    "login_locked": (429, "Too many wrong passcodes; the answer says when to try again."),
}
FLAWS = {
    "qr_invalid": "The code is not one of ours: it cannot be read, or its proof does not hold.",
    "qr_revoked": "The code was made under a key that was withdrawn.",
    "qr_kind_mismatch": "The code is good, but not of the kind wanted here.",
    "qr_expired": "The code's time is over, or has not begun.",
}
HTTP = {
    404: "No page or door has this address.",
    405: "The door does not take this method; `Allow` names those it takes.",
    413: "The body is larger than the door takes.",
    415: "The body is not JSON.",
    500: "A fault of ours. The same command may be sent again with the same key.",
    503: "Too much is asked for at once.",
}
HEAD = """# Refusal codes

Every "no" of the service. Written by `python -m tools.docs_refusals`; do not edit.

The API answers with problem details (RFC 9457): `type`, `title`, `status`, `detail`, `code`, and
the facts of the refusal beside them. Programs rely on `code`: it is never renamed and never
reused. People read the sentence. A refused command records nothing, except that a refused scan is
kept with its code so that somebody may ask why.

| status | family | what to do |
|---|---|---|
| 400 | the request cannot be understood | mend the program |
| 401 | nobody is signed in | sign in |
| 403 | not for this person | ask whose task it is |
| 404 | it does not exist | look again |
| 409 | it clashes with what is recorded | look at what is recorded |
| 422 | a rule forbids it | read the facts |
| 429 | too many attempts | wait `retry_after_s` |
| 503 | not now | send again, same key, after `Retry-After` |

| code | status | meaning | what the person is told |
|---|---|---|---|
"""


def ledger_refusals() -> list[type[LedgerError]]:
    """Return every refusal class with a code of its own, of the ledger and all above it."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    return [it for it in _below(LedgerError) if _is_ours(it) and "code" in vars(it)]


def people_refusals() -> list[type[PeopleError]]:
    """Return every refusal class with a code of its own, of the room of people."""
    ours = [it for it in _below(PeopleError) if _is_ours(it) and "code" in vars(it)]
    return [it for it in ours if it is not SignInRefusedError]


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for it in cls.__subclasses__():
        yield it
        yield from _below(it)


def _is_ours(cls: type[Any]) -> bool:
    return cls.__module__.partition(".")[0] in ROOMS


def entries() -> dict[str, tuple[int, str]]:
    """Return status and meaning by code."""
    found: dict[str, tuple[int, str]] = {}
    for status, code in HTTP_CODES.items():
        found[code] = (status, HTTP[status])
    classes: list[Any] = [*ledger_refusals(), *people_refusals()]
    for cls in classes:
        meaning = (inspect.getdoc(cls) or "").splitlines()[0].replace("``", "`")
        _, known = found.get(cls.code, (0, ""))
        if known and cls.code not in HTTP_CODES.values():
            meaning = f"{known} Or: {meaning}"
        found[cls.code] = (status_of(cls.__new__(cls)), meaning)
    found |= SIGN_IN
    found |= {flaw.code: (422, FLAWS[flaw.code]) for flaw in Flaw}
    return dict(sorted(found.items()))


def page() -> str:
    """Write the whole page."""
    rows = []
    for code, (status, meaning) in entries().items():
        said = REFUSALS[code].sentence if code in REFUSALS else "(a program's mistake, not shown)"
        rows.append(f"| `{code}` | {status} | {meaning} | {said} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
