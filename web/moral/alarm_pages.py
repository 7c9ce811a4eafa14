"""Alarms for the supervision committee, and what came of them for everybody (异常提醒)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.moral.alarm_acting import alarm_of, sign, write
from api.moral.alarms import DRAFTS_MAX
from api.moral.homes import homes_of
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from api.words_zh import RELATIONS
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.moral.alarm_review import Conclusion
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.alarms.views import AlarmReviewRow, AlarmRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.alarm_words import CONCLUSIONS, line_of, numbers_of, title_of, when_of
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("alarms")

SHOWN = 50
ERASED = "已注销"


@pages.get("/desk/alarms")
@requires(Action.SEE_ALARMS)
@fresh
def alarms() -> Response:
    """List what is over its line in the own unit and below (异常提醒)."""
    asked, after = request.args.get("conclusion", ""), request.args.get("after_id", type=UUID)
    conclusion = Conclusion(asked) if asked in set(Conclusion) else None
    views, today = services().views.alarms, local_date(services().clock())
    scope = scope_of(caller().grant.unit_code)
    found = views.page(scope, today, conclusion, SHOWN, after)
    running = [] if conclusion or after else views.running(scope, today)
    full = len(found) == SHOWN
    more: Context = {"conclusion": asked} if conclusion else {}
    next_id = found[-1].alarm_id if full else None
    return page(
        "alarms.html",
        conclusion=conclusion.value if conclusion else "",
        tabs=[{"value": it.value, "words": CONCLUSIONS[it][2]} for it in Conclusion],
        open_count=views.count_open(scope, today),
        rows=_rows(found),
        running=_rows(running),
        next_address=url_for(".alarms", after_id=next_id, **more) if full else "",
    )


@pages.get("/desk/alarms/<uuid:alarm_id>")
@requires(Action.SEE_ALARMS)
@fresh
def alarm(alarm_id: UUID) -> Response:
    """Show one with what it rests on (一条提醒)."""
    return _drawn(alarm_of(alarm_id))


@pages.post("/desk/alarms/<uuid:alarm_id>/conclusions")
@requires(Action.CONCLUDE_ALARM)
def write_conclusion(alarm_id: UUID) -> Response:
    """Write what was found (写结论)."""
    found, asked = alarm_of(alarm_id), request.form.get("conclusion", "")
    seen = request.form.get("seen_position", type=int)
    words = request.form.get("words", "").strip()
    if asked not in set(Conclusion) or not 0 < (seen or 0) <= POSITION_MAX or not words:
        raise RequestInvalidError({"conclusion": ["Not a conclusion with its words."]})
    try:
        said: Any = {"conclusion": Conclusion(asked), "seen_position": seen, "words": words}
        recorded = write(form_stamp(), found, **said)
    except (LedgerError, PeopleError) as no:
        return _drawn(found, no)
    return see(".alarm", after=recorded.position, alarm_id=alarm_id)


@pages.post("/desk/alarms/<uuid:alarm_id>/signatures")
@requires(Action.CONCLUDE_ALARM)
def sign_conclusion(alarm_id: UUID) -> Response:
    """Sign what another wrote (签字)."""
    found, draft = alarm_of(alarm_id), request.form.get("draft", type=int)
    if draft is None or not 0 < draft <= DRAFTS_MAX:
        raise RequestInvalidError({"draft": ["Not a conclusion."]})
    try:
        recorded = sign(form_stamp(), found, draft)
    except (LedgerError, PeopleError) as no:
        return _drawn(found, no)
    return see(".alarm", after=recorded.position, alarm_id=alarm_id)


@pages.get("/village/alarms")
@requires(Action.READ_CONCLUSIONS)
@fresh
def concluded() -> Response:
    """Show villagers what two of the committee have signed; nobody is named (监督结论)."""
    views, today = services().views.alarms, local_date(services().clock())
    unit_code = caller().grant.unit_code
    found = [it for each in Conclusion for it in views.page(unit_code, today, each, SHOWN)]
    found.sort(key=lambda it: (it.ends_on, it.alarm_id), reverse=True)
    signed = [_last_signed(it) for it in found[:SHOWN]]
    texts = services().texts.read(it.text_id for it in signed if it)
    rows = [
        {
            "title": title_of(it),
            "when": when_of(it),
            "words": CONCLUSIONS[Conclusion(it.conclusion)],
        }
        | {"text": texts.get(review.text_id, "") if review else ""}
        for it, review in zip(found, signed, strict=False)
    ]
    return page("alarms_public.html", unit_name=unit_name(unit_code), rows=rows)


def _last_signed(alarm: AlarmRow) -> AlarmReviewRow | None:
    reviews = services().views.alarms.reviews(alarm.alarm_id)
    return next((it for it in reviews if it.signed_by is not None), None)


def _drawn(found: AlarmRow, no: LedgerError | PeopleError | None = None) -> Response:
    views, me = services().views.alarms, caller()
    after = request.args.get("after_id", type=UUID)
    claims = views.claims(found, SHOWN, after)
    handed = views.hand_overs(found, SHOWN, after)
    reviews = views.reviews(found.alarm_id)
    people = {it.proposed_by for it in claims} | {it.keeper_id for it in handed}
    names = names_for(people | _hands(reviews))
    homes = homes_of([*(it.household_id for it in claims), *(it.owner_id for it in handed)])
    watches = may(me.role, Action.SEE_HAND_OVERS)
    pictures = services().photos.of(it.photo_id for it in handed if it.photo_id and watches)
    waiting = next((it for it in reviews[:1] if it.signed_by is None), None)
    full, concludes = SHOWN in (len(claims), len(handed)), may(me.role, Action.CONCLUDE_ALARM)
    last = [*(it.claim_id for it in claims), *(it.voucher_id for it in handed)]
    next_id = last[-1] if full else None
    return page(
        "alarm.html",
        status_of_page(no),
        alarm=_rows([found])[0],
        claims=[
            {
                "number": homes[it.household_id].number if it.household_id in homes else "",
                "item_code": it.item_code,
                "by": names.get(it.proposed_by, ERASED),
                "at": it.proposed_at,
                "gained": it.gained,
            }
            for it in claims
        ],
        hand_overs=[
            {
                "number": homes[it.owner_id].number if it.owner_id in homes else "",
                "relation": RELATIONS.get(it.relation, ""),
                "keeper": names.get(it.keeper_id, ERASED),
                "at": it.handed_at,
                "photo_id": it.photo_id if it.photo_id in pictures else None,
            }
            for it in handed
        ],
        next_address=url_for(".alarm", alarm_id=found.alarm_id, after_id=next_id) if full else "",
        reviews=_reviews(reviews, names),
        waiting_draft=waiting.draft if waiting else 0,
        signs_it=concludes and waiting is not None and waiting.drafted_by != me.person_id,
        writes_it=concludes and found.is_open and not _is_running(found),
        recused=me.person_id in views.involved(found),
        conclusions=[{"value": it.value, "words": CONCLUSIONS[it]} for it in Conclusion],
        typed={name: request.form.get(name, "") for name in ("conclusion", "words")},
        length_max=TEXT_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _is_running(found: AlarmRow) -> bool:
    return found.is_running(local_date(services().clock()))


def _hands(reviews: Sequence[AlarmReviewRow]) -> set[UUID]:
    drafted = {it.drafted_by for it in reviews}
    return drafted | {it.signed_by for it in reviews if it.signed_by is not None}


def _reviews(reviews: Sequence[AlarmReviewRow], names: dict[UUID, str]) -> list[Context]:
    texts = services().texts.read(it.text_id for it in reviews)
    return [
        {
            "words": CONCLUSIONS[Conclusion(it.conclusion)],
            "text": texts.get(it.text_id, ""),
            "by": names.get(it.drafted_by, ERASED),
            "at": it.drafted_at,
            "signed_by": names.get(it.signed_by, ERASED) if it.signed_by else "",
            "signed_at": it.signed_at,
        }
        for it in reviews
    ]


def _rows(found: Sequence[AlarmRow]) -> list[Context]:
    names = names_for(it.person_id for it in found if it.person_id)
    return [
        {
            "alarm_id": it.alarm_id,
            "title": title_of(it),
            "line": line_of(it),
            "numbers": numbers_of(it, names.get(it.person_id, "") if it.person_id else ""),
            "when": when_of(it),
            "unit_name": unit_name(it.unit_code),
            "is_open": it.is_open,
            "again": it.is_open and bool(it.conclusion),
            "running": _is_running(it),
            "position": it.grown_position,
        }
        for it in found
    ]
