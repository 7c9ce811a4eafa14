"""What a spreadsheet as a whole is refused with; faults of single lines are `cells.Fault`."""

from api.refusals import InputError
from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class SheetUnreadableError(InputError):
    """The file is damaged, or its letters are in no known encoding."""

    code = "sheet_unreadable"


class SheetTypeUnsupportedError(InputError):
    """The file is neither CSV nor XLSX, or it has a password."""

    code = "sheet_type_unsupported"


class SheetTooLargeError(InputError):
    """The file has more bytes, or unpacks to more, than a spreadsheet may."""

    code = "sheet_too_large"


class SheetMissingError(InputError):
    """A spreadsheet is needed here, and none was sent."""

    code = "sheet_required"


class SheetTooLongError(RuleError):
    """The spreadsheet has more lines than are imported at once; `lines_max` says how many."""

    code = "sheet_too_long"


class SheetEmptyError(RuleError):
    """There is no line below the names of the columns."""

    code = "sheet_empty"


class SheetColumnsMissingError(RuleError):
    """Columns that are needed are not there; `columns` names them."""

    code = "sheet_columns_missing"


class SheetColumnTwiceError(RuleError):
    """Two columns have names that mean the same; `columns` names it."""

    code = "sheet_column_twice"


class SheetHasErrorsError(RuleError):
    """Some lines have errors, and nobody said that the good ones are to go alone."""

    code = "sheet_has_errors"


class SheetChangedError(ConflictError):
    """The file is not the one that was shown."""

    code = "sheet_changed"


class SheetNotFoundError(NotFoundError):
    """The file was shown too long ago, or to somebody else: send it again."""

    code = "sheet_not_found"
