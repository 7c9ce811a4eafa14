"""下载我的数据: the same copies as through the API, from a page."""

from flask import Response

from api.permissions import Action, requires
from api.rates.quotas import EXPORTS
from api.rights.export_doors import json_copy, paper_copy
from web.blueprints import Pages
from web.rendering import page

pages = Pages("export")


@pages.get("/me/export")
@requires(Action.OWN_DATA)
def export() -> Response:
    """Tell what the copy holds, and offer it (下载我的数据)."""
    return page("export.html")


@pages.get("/me/export/data.json")
@requires(Action.OWN_DATA, quota=EXPORTS)
def data() -> Response:
    """Download the copy as JSON."""
    return json_copy()


@pages.get("/me/export/data.pdf")
@requires(Action.OWN_DATA, quota=EXPORTS)
def paper() -> Response:
    """Download the copy as a paper."""
    return paper_copy()
