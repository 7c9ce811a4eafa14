"""What a counter takes along for a market day: vouchers it may hand out without a network.

Meanwhile no other counter hands them out, so that nothing leaves the shop twice. Points and pieces
were set aside when the voucher was reserved; offline nothing else can be had.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import pbkdf2_hmac
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.services import Services, services
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import subject_of
from ledger.shop.voucher import AT_COUNTER_HOURS_MAX
from ledger.shop.voucher_commands import GiveVoucherBack, TakeVoucherAlong
from people.masks import mask_name
from projections.reader import PAGE_MAX
from projections.shop.views import VoucherRow
from qr.kinds import Kind

AT_COUNTER_MAX = 1_000
"""Vouchers that one counter takes along."""
DIGITS_ROUNDS = 5_000
"""Rounds of PBKDF2 over four digits: what a tablet does in a blink costs 10,000 blinks to guess.

Four digits are few, whatever the rounds: this slows somebody with the tablet down, once for each
voucher, and stops nobody (decision 0074).
"""


def take_along(own_stamp: Stamp, shop_id: UUID, counter_id: UUID) -> dict[str, Any]:
    """Bind what waits in a shop to one counter, and return what it needs to hand that out.

    What another counter has along, and what is of the keeper's own household, stays here.
    """
    given, keeper_id = services(), caller().person_id
    until = own_stamp["at"] + timedelta(hours=AT_COUNTER_HOURS_MAX)
    own = given.views.households.of_person(keeper_id)
    owners = {keeper_id, own.household_id if own else keeper_id}
    taken, position = [], None
    for voucher in open_vouchers(given, shop_id):
        if voucher.owner_id in owners:
            continue
        command = TakeVoucherAlong(
            **_each(own_stamp, voucher),
            voucher_id=voucher.voucher_id,
            shop_id=shop_id,
            counter_id=counter_id,
            until=until,
            taken_by=keeper_id,
        )
        try:
            position = carry_out(given, command).position or position
        except LedgerError:
            continue  # handed out, run out or taken along elsewhere a moment ago
        taken.append(voucher)
    return {
        "counter_id": counter_id,
        "until": until,
        "digits_rounds": DIGITS_ROUNDS,
        "position": position,
        "vouchers": list(_told(given, counter_id, taken)),
    }


def give_back(own_stamp: Stamp, shop_id: UUID, counter_id: UUID) -> dict[str, Any]:
    """Let any counter hand out again what this one has along."""
    given, count, position = services(), 0, None
    for voucher in open_vouchers(given, shop_id):
        if voucher.counter_id != counter_id:
            continue
        command = GiveVoucherBack(
            **_each(own_stamp, voucher),
            voucher_id=voucher.voucher_id,
            shop_id=shop_id,
            counter_id=counter_id,
            given_by=caller().person_id,
        )
        position = carry_out(given, command).position or position
        count += 1
    return {"given_back": count, "position": position}


def open_vouchers(given: Services, shop_id: UUID) -> list[VoucherRow]:
    """Return what waits in a shop, longest first, AT_COUNTER_MAX at most."""
    found: list[VoucherRow] = []
    while len(found) < AT_COUNTER_MAX:
        last = found[-1].voucher_id if found else None
        some = given.views.vouchers.open_in_shop(shop_id, PAGE_MAX, last)
        found += some
        if len(some) < PAGE_MAX:
            break
    return found


def owners_named(given: Services, ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return masked names and household numbers of whose vouchers they are."""
    wanted = list(dict.fromkeys(ids))
    pages = [wanted[n : n + PAGE_MAX] for n in range(0, len(wanted), PAGE_MAX)]
    homes = {it: row for page in pages for it, row in given.views.households.by_ids(page).items()}
    heads = [it.head_id for it in homes.values() if it.head_id]
    names = given.directory.names([*wanted, *heads])
    named = {}
    for it in wanted:
        home = homes.get(it)
        head = names.get(home.head_id) if home and home.head_id else None
        own = f"{mask_name(head)} 家" if head else mask_name(names[it]) if it in names else "*"
        named[it] = (own, home.number if home else "")
    return named


def digits_hash(given: Services, counter_id: UUID, voucher_id: UUID) -> str:
    """Return what the digits of a voucher hash to at one counter, slowly (PBKDF2)."""
    digits = given.maker.pickup(Kind.VOUCHER, subject_of(voucher_id))
    salt = f"{counter_id}/{voucher_id}".encode()
    return pbkdf2_hmac("sha256", digits.encode(), salt, DIGITS_ROUNDS).hex()


def _told(
    given: Services, counter_id: UUID, vouchers: Sequence[VoucherRow]
) -> Iterable[dict[str, Any]]:
    named = owners_named(given, (it.owner_id for it in vouchers))
    for it in vouchers:
        name, number = named[it.owner_id]
        short = it.voucher_id.hex[:8].upper()
        yield {
            "voucher_id": it.voucher_id,
            "number": f"{short[:4]}-{short[4:]}",
            "owner_id": it.owner_id,
            "masked_name": name,
            "household_number": number,
            "amount": it.amount,
            "collect_by": it.collect_by,
            "digits_hash": digits_hash(given, counter_id, it.voucher_id),
            "lines": [
                {
                    "name": line.name,
                    "measure": line.measure,
                    "quantity": line.quantity,
                    "points": line.points,
                }
                for line in it.lines
            ],
        }


def _each(own_stamp: Stamp, voucher: VoucherRow) -> Stamp:
    """Return the stamp of one voucher's command in a request about many."""
    short = voucher.voucher_id.hex[:16]
    return Stamp(
        key=f"{own_stamp['key']}:{short}",
        at=own_stamp["at"],
        fingerprint=own_stamp["fingerprint"],
    )
