"""Small secret files: read within a limit, replaced whole."""

import contextlib
import os
import tempfile
from pathlib import Path


def read_text(path: Path, *, bytes_max: int) -> str:
    """Return a file's UTF-8 text; ValueError if it is longer than agreed or not text."""
    with path.open("rb") as file:
        raw = file.read(bytes_max + 1)
    if len(raw) > bytes_max:
        raise ValueError(f"longer than {bytes_max} bytes")
    return raw.decode()


def replace_text(path: Path, text: str) -> None:
    """Replace a file, readable by its owner only; a crash leaves the old one or the new one."""
    # mkstemp makes mode 0600 from the first byte, and beside the target a rename is atomic.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
