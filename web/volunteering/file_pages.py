"""Pages of service files: one's own five groups, and what staff enter for others."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import Schema, ValidationError

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, may, requires
from api.persons.reading import person_in_reach
from api.reach import today
from api.services import services
from api.texts import with_text
from api.volunteering.file_reading import file_of, titled
from api.volunteering.file_schemas import (
    RECORD_TITLE_LENGTH_MAX,
    HonourSchema,
    SkillsSchema,
    TrainingSchema,
)
from api.volunteering.service_file import record_values
from api.words_zh import INTENTIONS, LEVELS, SKILLS, said
from ledger.kernel.errors import LedgerError
from ledger.volunteering.file_commands import (
    DeclareSkills,
    RecordHonour,
    RecordTraining,
    WithdrawRecord,
)
from ledger.volunteering.service_lists import HONOUR_LEVELS
from people.errors import PeopleError, TextMissingError
from people.masks import mask_name
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.session import short_unit_name
from web.volunteering.presence import record_rows
from web.volunteering.team_words import SEX, star_name

pages = Pages("files")

TIMES_SHOWN = 5
_training, _honour, _skills = TrainingSchema(), HonourSchema(), SkillsSchema()


@pages.get("/me/service-file")
@requires(Action.SEE_SELF)
@fresh
def my_file() -> Response:
    """Show the five groups of one's service on one page (我的服务档案)."""
    given, who = services(), caller()
    file = file_of(given, who.person_id)
    basic = file["basic"]
    return page(
        "service_file.html",
        basic={
            **basic,
            "unit_name": short_unit_name(basic["unit_name"]),
            "sex": SEX.get(basic["sex"] or "", ""),
            "skills": said(basic["skills"], SKILLS),
            "categories": said(basic["categories"], INTENTIONS),
        },
        star=star_name(file["star_level"]),
        service=file["service"],
        times=record_rows(file["service"]["items"][:TIMES_SHOWN]),
        trainings=_rows(file["trainings"]),
        honours=_rows(file["honours"]),
        evaluations=file["evaluations"],
        declares=may(who.role, Action.JOIN_TEAM),
    )


@pages.get("/me/skills")
@requires(Action.JOIN_TEAM)
@fresh
def skills() -> Response:
    """Ask what one is good at and would like to do (技能和意愿)."""
    declared = services().views.service_files.declared(caller().person_id)
    return page(
        "skills.html",
        skills=[(code, words, code in declared.skills) for code, words in SKILLS.items()],
        categories=[
            (code, words, code in declared.categories) for code, words in INTENTIONS.items()
        ],
        key=fresh_key(),
    )


@pages.post("/me/skills")
@requires(Action.JOIN_TEAM)
def declare() -> Response:
    """Keep what was ticked (保存)."""
    own_stamp = form_stamp()
    sent = {name: request.form.getlist(name) for name in ("skills", "categories")}
    loaded = {name: tuple(it) for name, it in _load(_skills, sent).items()}
    command = DeclareSkills(**own_stamp, person_id=caller().person_id, **loaded)
    return see(".my_file", after=carry_out(services(), command).position)


@pages.get("/persons/<uuid:person_id>/service-file")
@requires(Action.KEEP_FILES)
@fresh
def file(person_id: UUID) -> Response:
    """Show somebody's trainings and honours, and forms to enter more (培训和荣誉)."""
    return _file(person_id)


@pages.post("/persons/<uuid:person_id>/trainings")
@requires(Action.KEEP_FILES)
def train(person_id: UUID) -> Response:
    """Enter a training (记培训)."""
    return _record(person_id, "training", RecordTraining, _training, ("title", "held_on"))


@pages.post("/persons/<uuid:person_id>/honours")
@requires(Action.KEEP_FILES)
def honour(person_id: UUID) -> Response:
    """Enter an honour (记荣誉)."""
    return _record(person_id, "honour", RecordHonour, _honour, ("title", "level", "granted_on"))


@pages.post("/persons/<uuid:person_id>/file-records/<uuid:record_id>/withdrawal")
@requires(Action.KEEP_FILES)
def withdraw(person_id: UUID, record_id: UUID) -> Response:
    """Take back what was entered by mistake (撤下)."""
    person_in_reach(person_id)
    command = WithdrawRecord(
        **form_stamp(),
        person_id=person_id,
        record_id=record_id,
        withdrawn_by=caller().person_id,
    )
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _file(person_id, no=no)
    return see(".file", person_id=person_id, after=recorded.position)


def _record(
    person_id: UUID,
    kind: str,
    command: type[RecordTraining | RecordHonour],
    schema: Schema,
    names: tuple[str, ...],
) -> Response:
    own_stamp = form_stamp()
    typed: Context = {name: request.form.get(name, "").strip() for name in names}
    if kind == "training":
        minutes = request.form.get("minutes", "").strip()
        typed["minutes"] = int(minutes) if minutes.isdecimal() else minutes
    try:
        values = record_values(_load(schema, typed), person_id)
        title = values.pop("title")

        def record(text_id: UUID) -> int | None:
            done = command(**own_stamp, **values, text_id=text_id)
            return carry_out(services(), done).position

        position = with_text(own_stamp["key"], title, person_id, record)
    except (LedgerError, PeopleError) as no:
        return _file(person_id, typed=typed, kind=kind, no=no)
    return see(".file", person_id=person_id, after=position)


def _load(schema: Schema, sent: dict[str, Any]) -> dict[str, Any]:
    """Read what was typed as the API reads its JSON."""
    try:
        return schema.load(sent)  # type: ignore[no-any-return]
    except ValidationError:
        raise TextMissingError("what was typed does not fit") from None


def _file(
    person_id: UUID,
    *,
    typed: Context | None = None,
    kind: str = "",
    no: LedgerError | PeopleError | None = None,
) -> Response:
    person, files = person_in_reach(person_id), services().views.service_files
    nothing = {"title": "", "minutes": "", "level": "", "held_on": "", "granted_on": ""}
    return page(
        "person_file.html",
        status_of_page(no),
        person={"person_id": person_id, "masked_name": mask_name(person.display_name)},
        own=person_id == caller().person_id,
        trainings=_rows(titled(services(), files.trainings(person_id))),
        honours=_rows(titled(services(), files.honours(person_id))),
        levels=[(it, LEVELS[it]) for it in HONOUR_LEVELS],
        typed=nothing | (typed or {}),
        kind=kind,
        today=today().isoformat(),
        refusal=None if no is None else refusal(no.code),
        title_length_max=RECORD_TITLE_LENGTH_MAX,
        key=fresh_key(),
    )


def _rows(records: list[dict[str, Any]]) -> list[Context]:
    return [
        {
            "record_id": it["record_id"],
            "title": it["title"] or "（已删除）",
            "minutes": it["minutes"],
            "level": LEVELS.get(it["level"], ""),
            "unit_name": short_unit_name(it["unit_name"]),
            "on_day": _day(it["on_day"]),
            "is_withdrawn": it["is_withdrawn"],
        }
        for it in records
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
