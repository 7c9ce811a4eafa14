"""Refusals of opening balances."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class OpeningImportNotFoundError(NotFoundError):
    """No file of this village and platform has this number."""

    code = "opening_import_not_found"


class OpeningImportSettledError(ConflictError):
    """The file was approved or dropped, or a later one took its place."""

    code = "opening_import_settled"


class OpeningFileKnownError(ConflictError):
    """The very same file waits already, or was approved."""

    code = "opening_file_known"


class OpeningFileInvalidError(RuleError):
    """The file has no line that can be read, or too many; ``lines_max`` says how many go."""

    code = "opening_file_invalid"
