"""Pages of the national system: the package to give, and the numbers to take back."""

from dataclasses import asdict
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.rates.quotas import EXPORTS
from api.services import services
from api.volunteering.national_doors import package_file
from api.volunteering.national_numbers import (
    GOOD,
    IMPORT_LENGTH_MAX,
    IMPORT_LINES_MAX,
    read_lines,
    to_set,
)
from api.volunteering.national_package import PACKAGE_PEOPLE_MAX
from ledger.kernel.errors import LedgerError
from ledger.volunteering.team_commands import SetNationalNumbers
from ledger.volunteering.team_errors import ImportTooLongError, ImportUnreadableError
from people.purposes import Purpose
from web.blueprints import Pages
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.volunteering.team_words import LINE_STATES

pages = Pages("national")


@pages.get("/national")
@requires(Action.EXPORT_NATIONAL)
def national() -> Response:
    """Offer the package and ask for the numbers (全国系统)."""
    done = request.args.get("done", type=int)
    return _page({"done": done if done is not None and done >= 0 else None})


@pages.post("/national/package")
@requires(Action.EXPORT_NATIONAL, step_up=True, quota=EXPORTS)
def package() -> Response:
    """Hand the package out (下载报送包)."""
    agreed = request.form.get("purpose") == Purpose.NATIONAL_SYNC
    return package_file(
        {
            "unit_code": caller().grant.unit_code,
            "purpose": Purpose.NATIONAL_SYNC.value if agreed else None,
            "after": request.form.get("after", type=UUID),
        }
    )


@pages.post("/national/numbers")
@requires(Action.IMPORT_NUMBERS)
def preview() -> Response:
    """Show line by line what would become of a table; nothing is recorded (试读)."""
    try:
        text = _text()
        lines = read_lines(text)
    except LedgerError as no:
        return _page({"refusal": refusal(no.code)}, status_of_page(no))
    shown = [{**asdict(it), "words": LINE_STATES[it.state]} for it in lines]
    return _page({"lines": shown, "good": sum(it.state in GOOD for it in lines), "csv": text})


@pages.post("/national/numbers/set")
@requires(Action.IMPORT_NUMBERS)
def set_numbers() -> Response:
    """Set the numbers of the good lines (导入)."""
    own_stamp = form_stamp()
    try:
        numbers = to_set(read_lines(_text()))
        command = SetNationalNumbers(**own_stamp, numbers=numbers, set_by=caller().person_id)
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _page({"refusal": refusal(no.code)}, status_of_page(no))
    return see(".national", done=recorded.answer["changed"])


def _text() -> str:
    """Return the table that was chosen as a file, or pasted."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        text = request.form.get("csv", "")
    else:
        raw = chosen.read(4 * IMPORT_LENGTH_MAX + 1)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030", errors="replace")
    if len(text) > IMPORT_LENGTH_MAX:
        raise ImportTooLongError(lines_max=IMPORT_LINES_MAX)
    if not text.strip():
        raise ImportUnreadableError
    return text


def _page(shown: Context, status: int = 200) -> Response:
    nothing = {"lines": [], "good": 0, "csv": "", "refusal": None, "done": None}
    return page(
        "national.html",
        status,
        **nothing | shown,
        people_max=PACKAGE_PEOPLE_MAX,
        lines_max=IMPORT_LINES_MAX,
        key=fresh_key(),
    )
