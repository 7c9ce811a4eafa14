"""A ZIP of tables, written one after the other, each with its digest."""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from api.csv_files import csv_lines, csv_text

MEMORY_BYTES_MAX = 4 << 20
"""Beyond it a package is written to a file of the system instead."""
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a package."""

    name: str
    rows: int
    sha256: str


class Package:
    """A ZIP under way; rows go in as they are read, so that no more of them is in memory."""

    def __init__(self) -> None:
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=MEMORY_BYTES_MAX)  # noqa: SIM115 - the answer closes it
        self._zip = ZipFile(self.file, "w", ZIP_DEFLATED)
        self.packed: list[Packed] = []

    def add(self, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a table."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(name, "w") as member:

            def write(text: str) -> None:
                raw = text.encode()
                digest.update(raw)
                member.write(raw)

            write(csv_text(head, ()))
            for batch in _batches(rows):
                write(csv_lines(batch))
                count += len(batch)
        self.packed.append(Packed(name, count, digest.hexdigest()))

    def close(self, manifest: dict[str, Any]) -> IO[bytes]:
        """Write what is in it, and return the file from its beginning."""
        told = manifest | {"files": [asdict(it) for it in self.packed]}
        self._zip.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=1))
        self._zip.close()
        self.file.seek(0, io.SEEK_SET)
        return self.file


def _batches(rows: Iterable[Sequence[object]]) -> Iterable[list[Sequence[object]]]:
    batch: list[Sequence[object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
