"""Parts of a packed file, unpacked piece by piece and never beyond a limit."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from api.sheets.errors import SheetTooLargeError, SheetUnreadableError

UNPACKED_BYTES_MAX: Final = 256 << 20
"""Of all parts that are read; counted while unpacking, whatever the file says of itself."""
PARTS_MAX: Final = 2_000
_CHUNK: Final = 1 << 16
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    expat.ExpatError,
)


class Packed:
    """A packed file that may be hostile."""

    def __init__(self, raw: bytes) -> None:
        self._left = UNPACKED_BYTES_MAX
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN:
            raise SheetUnreadableError from None
        if len(self._zip.namelist()) > PARTS_MAX:
            raise SheetTooLargeError(parts_max=PARTS_MAX)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._zip.NameToInfo

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece."""
        try:
            info = self._zip.getinfo(name)
            if info.compress_type not in _PACKINGS:
                raise SheetUnreadableError
            with self._zip.open(info) as part:
                while piece := part.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise SheetTooLargeError(bytes_max=UNPACKED_BYTES_MAX)
                    yield piece
        except _BROKEN:
            raise SheetUnreadableError from None

    def parse(self, name: str, handler: Any) -> Iterator[None]:
        """Have a part of XML told to a handler; yield after every piece."""
        parser = _parser(handler)
        try:
            for piece in self.pieces(name):
                parser.Parse(piece, False)  # noqa: FBT003 - expat's own way
                yield
            parser.Parse(b"", True)  # noqa: FBT003
        except _BROKEN:
            raise SheetUnreadableError from None
        yield

    def parse_all(self, name: str, handler: Any) -> None:
        """Have a whole part told to a handler."""
        for _ in self.parse(name, handler):
            pass


def _parser(handler: Any) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, has: handler.begin(name.rpartition(" ")[2], has)
    parser.EndElementHandler = lambda name: handler.end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = handler.text
    return parser


def _refuse(*_: object) -> None:
    raise SheetUnreadableError
