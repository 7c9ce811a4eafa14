"""The sheet of an account for the board of the village: A4, one page, with a code of its page."""

from typing import Any

from flask import Response

from api.moral.account_words import account_shown
from api.papers.setting import set_paper
from api.services import Services
from ledger.kernel.clock import SHANGHAI, local_date
from projections.moral.accounts.views import AccountRow
from qr import images

GOODS_SHOWN = 6
"""Lines of stock that the sheet has room for; the rest is added up in one more."""
DONORS_SHOWN = 5


def printed_account(given: Services, row: AccountRow) -> Response:
    """Answer with the sheet; everybody may keep it for a minute."""
    response = Response(account_paper(given, row), mimetype="application/pdf")
    name = f"account-{row.unit_code}-{row.quarter}-{row.version}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def account_paper(given: Services, row: AccountRow) -> bytes:
    """Return the PDF; whoever holds it may hold it against the page its code leads to."""
    shown = account_shown(given, row, GOODS_SHOWN)
    address = account_address(given.public_host, row)
    published = local_date(row.published_at)
    shorter: dict[str, Any] = {
        "published_on": f"{published.month} 月 {published.day} 日公布",
        "published_at": f"{row.published_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "donors": shown["donors"][:DONORS_SHOWN],
        "donors_left": max(0, len(shown["donors"]) - DONORS_SHOWN),
        "page": address,
        "code": images.svg(address, title="公开账"),
    }
    return set_paper("account.typ", shown | shorter)


def account_address(host: str, row: AccountRow) -> str:
    """Return the address of one version's page."""
    return f"https://{host}/accounts/{row.unit_code}/{row.quarter}?version={row.version}"
