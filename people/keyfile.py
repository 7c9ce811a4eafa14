"""The master key in a file of mode 0600, and its exchange for a new one."""

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from people.errors import MasterKeyError
from people.keys import LocalMasterKey, MasterKeyring

MASTER_KEYS_MAX = 2
"""One, and while they are exchanged the one before it."""
KEY_FILE_BYTES_MAX = 10_000
_FORMAT = 1


class KeyFile:
    """Master keys of one file. A key not yet known is looked for in the file again.

    So a running process follows a rotation that another one carries out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ring: MasterKeyring | None = None

    def exists(self) -> bool:
        """Tell whether there is a file."""
        return self._path.exists()

    def create(self) -> bool:
        """Make a file with a new key, unless there is one; say whether it was made."""
        if self.exists():
            return False
        draft = self._draft(MasterKeyring([LocalMasterKey.generate()]))
        try:
            os.link(draft, self._path)  # unlike a rename it never replaces
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        _sync_folder(self._path.parent)
        return True

    @property
    def newest(self) -> LocalMasterKey:
        """The key to wrap with."""
        return self._loaded().newest

    def find(self, key_id: str) -> LocalMasterKey:
        """Return the key of this name, or raise MasterKeyError."""
        with contextlib.suppress(MasterKeyError):
            return self._loaded().find(key_id)
        self._ring = None
        return self._loaded().find(key_id)

    @contextmanager
    def rotating(self) -> Iterator[LocalMasterKey]:
        """Lend a new key, kept beside the old one until the work is done; then the old one goes.

        When the work fails both stay, and the next rotation goes on with the same new key.
        Only one rotation runs at a time.
        """
        with self._alone():
            self._ring = None
            ring = self._loaded()
            if len(ring.keys) < MASTER_KEYS_MAX:
                ring = MasterKeyring([*ring.keys, LocalMasterKey.generate()])
                self._replace(ring)
            yield ring.newest
            self._replace(MasterKeyring([ring.newest]))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # The folder, not the file: the file is replaced meanwhile.
        handle = os.open(self._path.parent, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise MasterKeyError("the master key is being rotated already") from None
            yield
        finally:
            os.close(handle)

    def _loaded(self) -> MasterKeyring:
        if self._ring is None:
            self._ring = _read(self._path)
        return self._ring

    def _replace(self, ring: MasterKeyring) -> None:
        self._draft(ring).replace(self._path)
        _sync_folder(self._path.parent)
        self._ring = ring

    def _draft(self, ring: MasterKeyring) -> Path:
        """Write the keys beside the file; mkstemp makes mode 0600 from the first byte."""
        record = {"format": _FORMAT, "keys": [key.secret.hex() for key in ring.keys]}
        folder, prefix = self._path.parent, f".{self._path.name}."
        try:
            handle, draft = tempfile.mkstemp(dir=folder, prefix=prefix)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(record, indent=2) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise MasterKeyError(f"no master key can be written in {folder}: {error}") from error
        return Path(draft)


def _read(path: Path) -> MasterKeyring:
    """Read a file of keys, or raise MasterKeyError; the sentence never quotes a secret."""
    try:
        with path.open("rb") as file:
            raw = file.read(KEY_FILE_BYTES_MAX + 1)
    except FileNotFoundError:
        raise MasterKeyError(f"there is no master key at {path}") from None
    except OSError as error:
        raise MasterKeyError(f"the master key at {path} cannot be read: {error}") from error
    try:
        record = json.loads(raw)
        known = record["format"] == _FORMAT and len(raw) <= KEY_FILE_BYTES_MAX
        keys = [LocalMasterKey(bytes.fromhex(text)) for text in record["keys"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise MasterKeyError(f"the master key at {path} is damaged") from None
    if not known or not 1 <= len(keys) <= MASTER_KEYS_MAX:
        raise MasterKeyError(f"the master key at {path} is damaged or of another version")
    return MasterKeyring(keys)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
