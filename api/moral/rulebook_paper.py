"""A rule book as a paper: what everybody may read, for the wall and the file."""

import json
from functools import lru_cache
from typing import Any

from flask import Response

from api.papers.setting import set_paper
from api.services import services
from projections.moral.rulebooks.views import RulebookRow
from qr import images

PAPERS_REMEMBERED_MAX = 32
"""A version does not change any more once it can be printed, so its paper is set once."""


def rulebook_paper(row: RulebookRow, shown: dict[str, Any], unit_name: str) -> Response:
    """Answer with the paper of a version; ``shown`` is it in words."""
    address = f"https://{services().public_host}/rulebooks/{row.unit_code}/versions/{row.number}"
    data = {
        **shown,
        "unit": unit_name,
        "position": f"{row.position:,}",
        "code": images.svg(address, title="积分细则"),
        "page": address,
    }
    return paper_response("rulebook.typ", data, f"rulebook-{row.unit_code}-{row.number}")


def paper_response(template: str, data: dict[str, Any], name: str) -> Response:
    """Answer with a template's paper; the same data are set once."""
    pdf = _set(template, json.dumps(data, ensure_ascii=False, default=str))
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=PAPERS_REMEMBERED_MAX)
def _set(template: str, written: str) -> bytes:
    return set_paper(template, json.loads(written))
