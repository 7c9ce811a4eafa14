"""Doors of service files: one's own five groups, and what staff enter."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.permissions import Action, requires
from api.persons.reading import person_in_reach
from api.reading import EmptySchema, ReadQuery
from api.services import services
from api.texts import with_text
from api.volunteering.file_reading import file_of, titled
from api.volunteering.file_schemas import (
    HonourSchema,
    PersonFileAnswer,
    RecordEntered,
    ServiceFileAnswer,
    SkillsDeclared,
    SkillsSchema,
    TrainingSchema,
)
from ledger.volunteering.file_commands import (
    DeclareSkills,
    RecordHonour,
    RecordTraining,
    WithdrawRecord,
)
from people.masks import mask_name

blp = Doors("files", "Service files: the five record groups of Order 67")


@blp.get("/me/service-file")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, ServiceFileAnswer)
def see_my_file(_asked: dict[str, Any]) -> Any:
    """Show the five record groups of one's service (我的服务档案)."""
    return file_of(services(), caller().person_id)


@blp.post("/me/skills")
@requires(Action.JOIN_TEAM)
@blp.commands(SkillsSchema, SkillsDeclared)
def declare_skills(loaded: dict[str, Any]) -> Response:
    """Say what one is good at, and what one would like to do (技能和意愿)."""
    codes = {name: tuple(loaded[name]) for name in ("skills", "categories")}
    return execute(DeclareSkills(**stamp(), person_id=caller().person_id, **codes), 201)


@blp.get("/persons/<uuid:person_id>/service-file")
@requires(Action.KEEP_FILES)
@blp.reads(ReadQuery, PersonFileAnswer)
def see_file(_asked: dict[str, Any], person_id: UUID) -> Any:
    """Show what was entered into somebody's file, the name masked (培训和荣誉)."""
    person, files = person_in_reach(person_id), services().views.service_files
    return {
        "person_id": person_id,
        "display_name": mask_name(person.display_name),
        "trainings": titled(services(), files.trainings(person_id)),
        "honours": titled(services(), files.honours(person_id)),
    }


@blp.post("/persons/<uuid:person_id>/trainings")
@requires(Action.KEEP_FILES)
@blp.commands(TrainingSchema, RecordEntered)
def record_training(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Enter a training into somebody's file; never one's own (记培训)."""
    return _record(RecordTraining, loaded, person_id)


@blp.post("/persons/<uuid:person_id>/honours")
@requires(Action.KEEP_FILES)
@blp.commands(HonourSchema, RecordEntered)
def record_honour(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Enter an honour into somebody's file; never one's own (记荣誉)."""
    return _record(RecordHonour, loaded, person_id)


@blp.post("/persons/<uuid:person_id>/file-records/<uuid:record_id>/withdrawal")
@requires(Action.KEEP_FILES)
@blp.commands(EmptySchema, RecordEntered)
def withdraw_record(_loaded: dict[str, Any], person_id: UUID, record_id: UUID) -> Response:
    """Take back what was entered by mistake; it stays to be read, struck out (撤下)."""
    person_in_reach(person_id)
    command = WithdrawRecord(
        **stamp(),
        person_id=person_id,
        record_id=record_id,
        withdrawn_by=caller().grant.person_id,
    )
    return execute(command, 201)


def _record(
    kind: type[RecordTraining | RecordHonour], loaded: dict[str, Any], person_id: UUID
) -> Response:
    own_stamp = stamp()
    values = record_values(loaded, person_id)
    title = values.pop("title")
    return with_text(
        own_stamp["key"],
        title,
        person_id,
        lambda text_id: execute(kind(**own_stamp, **values, text_id=text_id), 201),
    )


def record_values(loaded: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Return what a record says of somebody within reach; of the caller's unit unless told."""
    person_in_reach(person_id)
    unit_code, by = asked_unit(loaded["unit_code"]), caller().grant.person_id
    more = {"person_id": person_id, "unit_code": unit_code, "recorded_by": by}
    return loaded | more
