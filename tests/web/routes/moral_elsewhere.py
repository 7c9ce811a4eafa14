"""Acts, notices and objections of another village, and requests that reach for them."""

from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.moral.notice_commands import ObjectToClaim, PublishNotice
from ledger.moral.notice_kinds import ObjectionMethod
from tests.api.house import House
from tests.support.claims import put, reviewed


def settle_notices(house: House, unit_code: str) -> tuple[UUID, UUID, UUID]:
    """Publish two acts, object to one; return the other act, the notice and the objection."""
    first, second = (reviewed(unit_code=unit_code) for _ in range(2))
    put(house.ledger, first, second)
    notice_id = house.village.made(
        "notice_id",
        PublishNotice,
        unit_code=unit_code,
        claim_ids=(first.id, second.id),
        published_by=new_id(),
        number_from=1,
    )
    objection_id = house.village.made(
        "objection_id",
        ObjectToClaim,
        claim_id=second.id,
        objected_by=new_id(),
        method=ObjectionMethod.PHONE_PAGE,
        text_id=new_id(),
    )
    return first.id, notice_id, objection_id
