"""Write people/data/breached-passwords.bin: `python -m tools.breached_passwords LISTS`.

LISTS is `frequency_lists.py` of the package zxcvbn (see people/data/README.md). Nothing is run from
it: the list of passwords is read out of its text.
"""

import ast
import sys
from pathlib import Path
from typing import TypeGuard

from people.breached import FILE, STEM_LENGTH_MIN, digest_of

OURS = FILE.with_name("chinese-favourites.txt")
LIST_NAME = "passwords"


def common(lists: Path) -> list[str]:
    """Return the passwords of the package's list, most frequent first."""
    (statement,) = ast.parse(lists.read_text(encoding="utf-8")).body
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Dict)
    for name, words in zip(statement.value.keys, statement.value.values, strict=True):
        if isinstance(name, ast.Constant) and name.value == LIST_NAME:
            # A long text, split at commas.
            (text,) = (it for it in ast.walk(words) if _is_long(it))
            return str(ast.literal_eval(text)).split(",")
    raise SystemExit(f"no list {LIST_NAME} in {lists}")


def ours() -> list[str]:
    """Return the passwords of our own list."""
    lines = OURS.read_text(encoding="utf-8").splitlines()
    return [it for it in lines if it and not it.startswith("#")]


def packed(words: list[str]) -> bytes:
    """Return the digests, sorted, each once."""
    folded = {it.casefold() for it in words}
    return b"".join(sorted({digest_of(it) for it in folded if len(it) >= STEM_LENGTH_MIN}))


def _is_long(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and len(str(node.value)) > 1


if __name__ == "__main__":
    FILE.write_bytes(packed(common(Path(sys.argv[1])) + ours()))
