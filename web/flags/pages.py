"""Flags for the supervising units: what looks odd, what it rests on, what came of it (核查)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import answer_of, carry_out
from api.flags.reviewing import GROUNDS_SHOWN, flag_of, involved_in, review
from api.limits import POSITION_MAX
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.volunteering.flag_review import FlagKind, Outcome
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.volunteering.flags.growing import FlagState
from projections.volunteering.flags.views import FlagRow, GroundRow
from projections.volunteering.presence.views import AttendanceRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.flags.words import KINDS, OUTCOMES, facts_in_words, when_in_words
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("flags")

SHOWN = 50
ERASED = "已注销"


@pages.get("/flags")
@requires(Action.SEE_FLAGS)
@fresh
def flags() -> Response:
    """List what looks odd in the own unit and below (核查提示)."""
    asked, which = request.args.get("state", ""), request.args.get("kind", "")
    state = FlagState.REVIEWED if asked == FlagState.REVIEWED else FlagState.OPEN
    kind = FlagKind(which) if which in set(FlagKind) else None
    views, after = services().views, request.args.get("after_id", type=UUID)
    scope = scope_of(caller().grant.unit_code)
    found = views.flags.page(scope, state, kind, SHOWN, after)
    names = names_for(it.person_id for it in found if it.person_id)
    more: Context = {"state": state.value, "kind": kind.value if kind else None}
    full = len(found) == SHOWN
    return page(
        "flags.html",
        state=state.value,
        kind=kind.value if kind else "",
        kinds=[{"value": it.value, "words": KINDS[it][0]} for it in FlagKind],
        open_count=views.flags.count_open(scope),
        rows=_rows(found, names),
        next_address=url_for(".flags", after_id=found[-1].flag_id, **more) if full else "",
    )


@pages.get("/flags/<uuid:flag_id>")
@requires(Action.SEE_FLAGS)
@fresh
def flag(flag_id: UUID) -> Response:
    """Show one with what it rests on (一条提示)."""
    return _drawn(flag_of(flag_id))


@pages.post("/flags/<uuid:flag_id>/reviews")
@requires(Action.REVIEW_FLAG)
def settle(flag_id: UUID) -> Response:
    """Say what was found out (核查结论)."""
    found = flag_of(flag_id)
    try:
        recorded = review(
            form_stamp(),
            found,
            outcome=_asked_outcome(),
            seen_position=_seen_position(),
            words=request.form.get("words", "").strip(),
            carry_out=lambda command: carry_out(services(), command),
        )
    except (LedgerError, PeopleError) as no:
        return _drawn(found, no)
    return see(".flag", after=answer_of(recorded)["position"], flag_id=flag_id)


def _asked_outcome() -> Outcome:
    asked = request.form.get("outcome", "")
    if asked not in set(Outcome):
        raise RequestInvalidError({"outcome": ["Not an outcome."]})
    return Outcome(asked)


def _seen_position() -> int:
    given = request.form.get("seen_position", type=int)
    if given is None or not 0 < given <= POSITION_MAX:
        raise RequestInvalidError({"seen_position": ["Not a position."]})
    return given


def _drawn(found: FlagRow, no: LedgerError | PeopleError | None = None) -> Response:
    views, after = services().views.flags, request.args.get("after_id", type=UUID)
    grounds = views.grounds(found.flag_id, GROUNDS_SHOWN, after)
    reviews = views.reviews(found.flag_id)
    texts = services().texts.read(it.text_id for it in reviews if it.text_id)
    people = {it.person_id for it in grounds} | {it.reviewed_by for it in reviews}
    names = names_for(people | ({found.person_id} if found.person_id else set()))
    full = len(grounds) == GROUNDS_SHOWN
    more: Context = {"flag_id": found.flag_id, "after_id": grounds[-1].ground_id if full else None}
    recused = caller().person_id in involved_in(found)
    return page(
        "flag.html",
        status_of_page(no),
        flag=_rows([found], names)[0],
        grounds=_grounds(grounds, names),
        next_address=url_for(".flag", **more) if full else "",
        reviews=[
            {
                "words": OUTCOMES[Outcome(it.outcome)],
                "by": names.get(it.reviewed_by, ERASED),
                "at": it.occurred_at,
                "text": texts.get(it.text_id, "") if it.text_id else "",
            }
            for it in reviews
        ],
        recused=recused,
        reviews_it=may(caller().role, Action.REVIEW_FLAG) and found.state == FlagState.OPEN,
        outcomes=[{"value": it.value, "words": OUTCOMES[it]} for it in Outcome],
        typed={name: request.form.get(name, "") for name in ("outcome", "words")},
        length_max=TEXT_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _rows(found: Sequence[FlagRow], names: dict[UUID, str]) -> list[Context]:
    titles = _titles(found)
    return [_row(it, names, titles.get(it.activity_id, "")) for it in found]


def _row(it: FlagRow, names: dict[UUID, str], title: str) -> Context:
    name = names.get(it.person_id, "") if it.person_id else ""
    words, icon = KINDS[FlagKind(it.kind)]
    return {
        "flag_id": it.flag_id,
        "kind_words": words,
        "icon": icon,
        "sentence": facts_in_words(it, name, title),
        "when": when_in_words(it),
        "unit_name": unit_name(it.unit_code),
        "state": it.state,
        "again": it.state == FlagState.OPEN and it.seen_position > 0,
        "name": name,
        "person_address": _person_address(it.person_id, name),
        "position": it.grown_position,
    }


def _grounds(found: Sequence[GroundRow], names: dict[UUID, str]) -> list[Context]:
    titles = _titles(found)
    ids = (it.attendance_id for it in found if it.attendance_id is not None)
    stays = services().views.attendances.several(ids)
    return [_ground(it, names, _place(it, titles), stays) for it in found]


def _ground(
    it: GroundRow, names: dict[UUID, str], place: str, stays: dict[UUID, AttendanceRow]
) -> Context:
    stay = stays.get(it.attendance_id) if it.attendance_id else None
    address = ""
    if stay is not None and caller().reaches(stay.unit_code):
        address = url_for("pages_attendances.attendance", attendance_id=it.attendance_id)
    return {
        "name": names.get(it.person_id, ERASED),
        "place": place,
        "unit_name": unit_name(it.unit_code),
        "at": it.occurred_at,
        "minutes": it.minutes,
        "address": address,
    }


def _titles(found: Iterable[FlagRow | GroundRow]) -> dict[UUID | None, str]:
    """Return the titles of the activities of flags, or of what they rest on."""
    activities = services().views.activities.several(
        it.activity_id for it in found if it.activity_id is not None
    )
    return {it: activity.title for it, activity in activities.items()}


def _place(it: GroundRow, titles: dict[UUID | None, str]) -> str:
    """Name the activity or the station."""
    if it.activity_id is not None or it.station_id is None:
        return titles.get(it.activity_id, "")
    station = services().views.stations.of(it.station_id)
    return station.name if station else ""


def _person_address(person_id: UUID | None, name: str) -> str:
    """Return where a full name can be asked for with a purpose, if the caller may ask."""
    person: Any = services().directory.find(person_id) if person_id and name else None
    reached = person is not None and caller().reaches(person.unit_code)
    asks = reached and may(caller().role, Action.READ_PERSON)
    return url_for("pages_persons.person", person_id=person_id) if asks else ""
