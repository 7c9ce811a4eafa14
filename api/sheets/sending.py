"""A spreadsheet of a request: sent, shown, and found again when it is to be imported."""

from functools import partial
from uuid import UUID

from api.auth import caller
from api.services import services
from api.sheets.errors import SheetMissingError, SheetNotFoundError, SheetTooLargeError
from api.sheets.reading import SHEET_BYTES_MAX
from api.uploads import read_file, sent_file, takes_files

SHEET_FIELD = "sheet"

takes_sheet = takes_files(SHEET_BYTES_MAX, partial(SheetTooLargeError, bytes_max=SHEET_BYTES_MAX))
"""Tag of a view that takes a spreadsheet in a form."""


def sent_sheet(name: str = SHEET_FIELD) -> bytes:
    """Return the spreadsheet of this request's form, or refuse none and one that is too large."""
    sent = sent_file(name)
    if sent is None:
        raise SheetMissingError
    raw = read_file(sent, SHEET_BYTES_MAX)
    if len(raw) > SHEET_BYTES_MAX:
        raise SheetTooLargeError(bytes_max=SHEET_BYTES_MAX)
    return raw


def keep_sheet(raw: bytes) -> UUID:
    """Keep a spreadsheet that was shown to the caller, for a day."""
    return services().sheets.keep(raw, by=caller().person_id, now=services().clock())


def shown_sheet(sheet_id: UUID) -> bytes:
    """Return a spreadsheet that was shown to the caller, or refuse: it is gone."""
    raw = services().sheets.read(sheet_id, by=caller().person_id)
    if raw is None:
        raise SheetNotFoundError
    return raw


def drop_sheet(sheet_id: UUID) -> None:
    """Destroy a spreadsheet of the caller: it was imported, or is not wanted."""
    services().sheets.drop(sheet_id, by=caller().person_id)
