"""Setting a paper: one compiler a process, for the fonts take longer to read than a page to set."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
DATA = "data"
"""Name under which a template finds what it is given."""

_lock = Lock()


def set_paper(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template of this folder with its data; texts are never read as markup."""
    written = json.dumps(data, ensure_ascii=False, default=str)
    # One at a time: the compiler is shared, and keeps no more than the paper set last.
    with _lock:
        try:
            pdf = _compiler().compile(
                input=str(FOLDER / template), format="pdf", sys_inputs={DATA: written}
            )
        finally:
            _compiler().compile(input=b"", format="pdf", sys_inputs={})
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(FOLDER), font_paths=fonts, ignore_system_fonts=True)
