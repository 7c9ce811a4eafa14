"""Files in requests: only where a door takes them, and no more than it says."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from api.limits import REQUEST_BYTES_MAX

View = TypeVar("View", bound=Callable[..., Any])

MULTIPART = "multipart/form-data"
FIELDS_BYTES_MAX = 64 << 10
"""What a form with files may hold beside them."""


def takes_files(bytes_max: int, too_large: Callable[[], Exception]) -> Callable[[View], View]:
    """Let a view take a form with files of so many bytes; `too_large` makes what is raised beyond.

    All other requests, and other bodies to this view, end at REQUEST_BYTES_MAX.
    """

    def tag(view: View) -> View:
        view.files_limit = (bytes_max + FIELDS_BYTES_MAX, too_large)  # type: ignore[attr-defined]
        return view

    return tag


def refuse_too_large() -> None:
    """Refuse what says it is too large, before any of it is read.

    A form with files must say how large it is, as browsers do; what else does not say is cut off.
    """
    limit, refusal = _limit()
    if limit > REQUEST_BYTES_MAX and request.content_length is None:
        raise LengthRequired
    if (request.content_length or 0) > limit:
        raise refusal
    request.max_content_length = limit


def sent_file(name: str) -> FileStorage | None:
    """Return the file of a form field, or None when none was chosen."""
    found = request.files.get(name)
    # A browser sends an empty part without a name when nothing was chosen.
    return found if found is not None and (found.filename or found.content_length) else None


def read_file(sent: FileStorage, bytes_max: int) -> bytes:
    """Return a file, no more than a byte beyond what is taken."""
    return sent.stream.read(bytes_max + 1)


def _limit() -> tuple[int, Exception]:
    """Return what this request may hold, and what is raised when it holds more."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype == MULTIPART and hasattr(view, "files_limit"):
        bytes_max, too_large = view.files_limit  # type: ignore[union-attr]
        return bytes_max, too_large()
    configured = current_app.config["MAX_CONTENT_LENGTH"] or REQUEST_BYTES_MAX
    return min(configured, REQUEST_BYTES_MAX), RequestEntityTooLarge()
