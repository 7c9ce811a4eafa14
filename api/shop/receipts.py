"""The slip of a hand-over: on a roll of 58 mm or on A4, with a fingerprint of what it says."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from api.papers.setting import set_paper
from api.persons.names import names_for
from api.services import Services
from api.shop.taking_along import owners_named
from api.words_zh import RELATIONS
from ledger.kernel.clock import SHANGHAI, local_date
from ledger.shop.errors import VoucherNotCollectedError
from ledger.shop.voucher import State
from projections.shop.views import LineRow, VoucherRow
from qr.images import svg

PAPERS = ("58mm", "a4")
FINGERPRINT_GROUPS = 4
"""Groups of four hexadecimal digits: 64 bits, short enough to compare by eye."""
_GROUP = 4
_GONE = frozenset({State.COLLECTED.value, State.UNDONE.value})
ERASED = "已注销"


def fingerprint_of(voucher: VoucherRow) -> str:
    """Return what the facts of a hand-over hash to, or nothing while nothing left the shop.

    It stays the same when the hand-over is taken back: the paper in the drawer is of that entry.
    """
    if voucher.state not in _GONE:
        return ""
    ids = (voucher.voucher_id, voucher.shop_id, voucher.owner_id, voucher.keeper_id)
    facts = {
        "ids": [str(it) for it in ids],
        "position": voucher.position,
        "amount": voucher.amount,
        "relation": voucher.relation,
        "confirmation": voucher.confirmation,
        "lines": sorted([str(it.item_id), it.handed] for it in voucher.lines),
    }
    written = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(written).hexdigest()
    return " ".join(digest[n * _GROUP : (n + 1) * _GROUP] for n in range(FINGERPRINT_GROUPS))


def receipt_pdf(given: Services, voucher: VoucherRow, *, paper: str, address: str) -> bytes:
    """Set the slip of a hand-over; ``address`` is what its code holds.

    Points that are left are those of the moment of printing. Refuse what was not handed out.
    """
    if voucher.state not in _GONE:
        raise VoucherNotCollectedError(state=voucher.state)
    shop = given.views.shops.of(voucher.shop_id)
    keepers = names_for([voucher.keeper_id] if voucher.keeper_id else [])
    name, household = owners_named(given, [voucher.owner_id])[voucher.owner_id]
    balance = given.views.balances.of(voucher.wallet_id)
    is_undone = voucher.state == State.UNDONE
    ended = _moment(voucher.ended_at)
    said = {
        "paper": paper,
        "shop": shop.name if shop else "",
        "household": household,
        "owner": name,
        "relation": RELATIONS.get(voucher.relation, RELATIONS["self"]),
        "keeper": next(iter(keepers.values()), ERASED),
        "handed_at": "" if is_undone else ended,
        "undone_at": ended if is_undone else "",
        "lines": [_line(it) for it in voucher.lines if it.handed],
        "amount": f"{voucher.amount:,}",
        "left": f"{balance.available:,}" if balance else "—",
        "ending": f"{_ending(given, voucher.wallet_id):,}",
        "number": number_of(voucher.voucher_id),
        "position": f"{voucher.position:,}",
        "fingerprint": fingerprint_of(voucher),
        "code": svg(address, title="兑换小票"),
    }
    return set_paper("receipt.typ", said)


def number_of(voucher_id: UUID) -> str:
    """Return the number by which people name a voucher: 8842-0113."""
    text = voucher_id.hex[:8].upper()
    return f"{text[:4]}-{text[4:]}"


def _line(line: LineRow) -> dict[str, str]:
    points = line.points // line.quantity * line.handed
    return {"name": line.name, "quantity": f"{line.handed:,}", "points": f"{points:,}"}


def _ending(given: Services, wallet_id: UUID) -> int:
    """Return the points that end this year."""
    year = local_date(given.clock()).year
    return sum(it.amount for it in given.views.lots.of(wallet_id) if it.expires_on.year == year)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""
