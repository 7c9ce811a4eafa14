"""Doors of public notices: open to everybody, published and delivered by staff."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.live import live_response
from api.moral import notice_checks
from api.moral.homes import adult_homes
from api.moral.notice_acting import hand_over, notice_of, publish, read_own
from api.moral.notice_desk import drafts_of
from api.moral.notice_paper import printed_notice
from api.moral.notice_schemas import (
    DraftsQuery,
    NoticeDeliveredAnswer,
    NoticeDeliverySchema,
    NoticeDraftAnswer,
    NoticePublishedAnswer,
    OnePublicNoticeAnswer,
    PublishNoticeSchema,
    VillagePublicNoticesAnswer,
    VillageQuery,
)
from api.moral.notice_shown import deductions_of_month, lines_shown, next_list_on, public_facts
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PAPERS, PUBLIC_LISTS
from api.reading import EmptySchema, ReadQuery
from api.services import services
from ledger.kernel.clock import local_date

blp = Doors("notices", "Public notices of moral points")
PERIOD_CHECKS = (notice_checks.POSTED,)
"""What closing a month looks at besides its own sums."""


@blp.get("/notices")
@requires(Action.PUBLIC)
@blp.reads(VillageQuery, VillagePublicNoticesAnswer)
def list_public_notices(asked: dict[str, Any]) -> Response:
    """List the notices of a village on which something waits yet (村里公示)."""
    count_address(services(), PUBLIC_LISTS)
    unit, now = asked["unit"], services().clock()
    shown = {
        "items": [public_facts(it) for it in services().views.notices.running(unit)],
        "deductions": deductions_of_month(unit, local_date(now)),
        "next_list_on": next_list_on(now),
    }
    return live_response(VillagePublicNoticesAnswer(), shown, public=True)


@blp.get("/notices/<uuid:notice_id>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, OnePublicNoticeAnswer)
def show_public_notice(_asked: dict[str, Any], notice_id: UUID) -> Response:
    """Show a notice, masked; of deductions only counts by type (一张公示)."""
    count_address(services(), PUBLIC_LISTS)
    row, now = notice_of(notice_id), services().clock()
    shown: Mapping[str, Any] = public_facts(row) | {
        "lines": lines_shown(row, None, now),
        "deductions": deductions_of_month(row.unit_code, local_date(row.published_at)),
    }
    return live_response(OnePublicNoticeAnswer(), shown, public=True)


@blp.get("/notices/<uuid:notice_id>/paper")
@requires(Action.PUBLIC)
@blp.prints()
def print_public_notice(notice_id: UUID) -> Response:
    """Give anybody the sheet for the board, A4 in PDF (张贴版)."""
    count_address(services(), PAPERS)
    return printed_notice(services(), notice_of(notice_id))


@blp.get("/notice-drafts")
@requires(Action.PUBLISH_NOTICE)
@blp.reads(DraftsQuery, pages_of(NoticeDraftAnswer))
def list_drafts(asked: dict[str, Any]) -> Any:
    """List what the panel of the caller's village has passed and no notice shows (待公示)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.notices.ready(caller().grant.unit_code, limit, after)
    return page(drafts_of(found), found[-1].position if len(found) == limit else None)


@blp.post("/notices")
@requires(Action.PUBLISH_NOTICE)
@blp.commands(PublishNoticeSchema, NoticePublishedAnswer)
def publish_notice(loaded: dict[str, Any]) -> Response:
    """Publish reviewed acts of one kind on one notice (发布公示)."""
    unit = caller().grant.unit_code
    return told(publish(stamp(), unit, loaded["claim_ids"], loaded["month"]), 201)


@blp.post("/claims/<uuid:claim_id>/delivery")
@requires(Action.DELIVER_NOTICE)
@blp.commands(NoticeDeliverySchema, NoticeDeliveredAnswer)
def deliver_notice(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Write down that the household's notice was handed over: its days begin (送达)."""
    return told(hand_over(stamp(), claim_id, loaded["on"]), 201)


@blp.get("/household/deductions")
@requires(Action.READ_OWN_NOTICE)
@blp.reads(ReadQuery, pages_of(NoticeDraftAnswer))
def list_own_deductions(_asked: dict[str, Any]) -> Any:
    """List the deductions of the own household that are or were on notice (我家的扣分通知)."""
    return page(own_deductions(), None)


@blp.post("/household/deductions/<uuid:claim_id>/reading")
@requires(Action.READ_OWN_NOTICE)
@blp.commands(EmptySchema, NoticeDeliveredAnswer)
def read_notice(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Open the notice of the own household: its days begin (打开通知)."""
    return told(read_own(stamp(), claim_id), 201)


def own_deductions() -> list[dict[str, Any]]:
    """Return the deductions of the caller's own household."""
    return drafts_of(services().views.notices.deductions_of(adult_homes()))
