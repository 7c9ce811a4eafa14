"""Old balances of the caller's village: the same for doors and pages."""

from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.opening_files import digest_of, read_openings
from api.services import services
from ledger.kernel.receipts import Recorded
from ledger.moral.opening_errors import OpeningImportNotFoundError
from ledger.moral.opening_handlers import ApproveOpenings, DropOpenings, ImportOpenings
from ledger.moral.opening_rows import Platform
from projections.moral.openings.views import OpeningFileRow


def hand_in(stamp: Stamp, platform: Platform, raw: bytes) -> Recorded:
    """Hand a file of the own village in."""
    command = ImportOpenings(
        **stamp,
        unit_code=caller().grant.unit_code,
        platform=platform,
        digest=digest_of(raw),
        rows=read_openings(raw),
        imported_by=caller().person_id,
    )
    return carry_out(services(), command)


def file_of(book_id: UUID, number: int) -> OpeningFileRow:
    """Return a file of the caller's own unit or below, or refuse."""
    file = services().views.openings.of(book_id, number)
    if file is None:
        raise OpeningImportNotFoundError(number=number)
    caller().require_unit(file.unit_code)
    return file


def approve(stamp: Stamp, file: OpeningFileRow) -> Recorded:
    """Let the points come in."""
    command = ApproveOpenings(
        **stamp,
        unit_code=file.unit_code,
        platform=Platform(file.platform),
        number=file.number,
        approved_by=caller().person_id,
    )
    return carry_out(services(), command)


def drop(stamp: Stamp, file: OpeningFileRow) -> Recorded:
    """Let the file come to nothing."""
    command = DropOpenings(
        **stamp,
        unit_code=file.unit_code,
        platform=Platform(file.platform),
        number=file.number,
        dropped_by=caller().person_id,
    )
    return carry_out(services(), command)
