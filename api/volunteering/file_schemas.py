"""Requests and answers of service files and stars."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code, whole
from api.reading import RequestSchema
from api.volunteering.schemas import AttendanceAnswer
from ledger.volunteering.service_lists import (
    CATEGORIES,
    HONOUR_LEVELS,
    SKILLS,
    TRAINING_MINUTES_MAX,
)
from ledger.volunteering.stars import STAR_MINUTES, StarDecline

RECORD_TITLE_LENGTH_MAX = 60


def _codes(listed: tuple[str, ...]) -> "fields.List[str]":
    each = fields.String(validate=validate.OneOf(listed))
    return fields.List(each, required=True, validate=validate.Length(max=len(listed)))


class SkillsSchema(RequestSchema):
    """POST /me/skills."""

    skills = _codes(SKILLS)
    categories = _codes(CATEGORIES)


class TrainingSchema(RequestSchema):
    """POST /persons/{person_id}/trainings."""

    title = text(RECORD_TITLE_LENGTH_MAX, required=True)
    minutes = whole(1, TRAINING_MINUTES_MAX, required=True)
    unit_code = unit_code(load_default=None)
    held_on = fields.Date(required=True)


class HonourSchema(RequestSchema):
    """POST /persons/{person_id}/honours."""

    title = text(RECORD_TITLE_LENGTH_MAX, required=True)
    level = fields.String(required=True, validate=validate.OneOf(HONOUR_LEVELS))
    unit_code = unit_code(load_default=None)
    granted_on = fields.Date(required=True)


class StarSchema(RequestSchema):
    """POST /me/stars."""

    level = whole(1, len(STAR_MINUTES), required=True)


class StarDeclineSchema(RequestSchema):
    """POST /stars/{application_id}/decline."""

    reason = fields.String(required=True, validate=validate.OneOf([it.value for it in StarDecline]))


class FileRecordAnswer(Schema):
    """A training or an honour."""

    record_id = fields.UUID()
    title = fields.String()
    minutes = fields.Integer(metadata={"description": "Learning time; 0 of an honour."})
    level = fields.String(metadata={"description": "Of an honour; empty of a training."})
    unit_code = fields.String()
    unit_name = fields.String()
    on_day = fields.Date()
    is_withdrawn = fields.Boolean()


class BasicAnswer(Schema):
    """The first group of Order 67: who the volunteer is."""

    display_name = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    national_number = fields.String()
    sex = fields.String(
        allow_none=True,
        validate=validate.OneOf(("male", "female")),
        metadata={"description": "As the ID number says; null where none is kept."},
    )
    born_on = fields.Date(allow_none=True)
    id_number = fields.String(allow_none=True, metadata={"description": "Masked."})
    phone = fields.String(allow_none=True, metadata={"description": "Masked."})
    unit_code = fields.String()
    unit_name = fields.String()
    skills = fields.List(fields.String())
    categories = fields.List(fields.String())


class ServiceGroupAnswer(Schema):
    """The second group: what the minutes add up to, and the latest times."""

    minutes = fields.Integer()
    supplementary_minutes = fields.Integer()
    held_minutes = fields.Integer()
    sessions = fields.Integer()
    items = fields.List(fields.Nested(AttendanceAnswer))


class FileEvaluationAnswer(Schema):
    """How a leader valued one time of service."""

    title = fields.String(metadata={"description": "Of the activity."})
    stars = fields.Integer(metadata={"description": "One to five."})
    given_at = fields.AwareDateTime()


class ServiceFileAnswer(Schema):
    """The five record groups of Order 67, articles 4 to 10."""

    basic = fields.Nested(BasicAnswer)
    service = fields.Nested(ServiceGroupAnswer)
    trainings = fields.List(fields.Nested(FileRecordAnswer))
    honours = fields.List(fields.Nested(FileRecordAnswer))
    evaluations = fields.List(fields.Nested(FileEvaluationAnswer))
    star_level = fields.Integer()


class PersonFileAnswer(Schema):
    """What staff see of somebody's file: trainings and honours, the name masked."""

    person_id = fields.UUID()
    display_name = fields.String()
    trainings = fields.List(fields.Nested(FileRecordAnswer))
    honours = fields.List(fields.Nested(FileRecordAnswer))


class StarAnswer(Schema):
    """An application for a star."""

    application_id = fields.UUID()
    level = fields.Integer()
    minutes = fields.Integer()
    state = fields.String()
    reason = fields.String(metadata={"description": "Why not; empty unless declined."})
    applied_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)


class StarWaitingAnswer(StarAnswer):
    """An application that waits, with whoever applies."""

    person_id = fields.UUID()
    number = fields.String()
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})


class OwnStarsAnswer(Schema):
    """The caller's stars, and how far the next one is."""

    level = fields.Integer()
    minutes = fields.Integer()
    reached = fields.Integer(metadata={"description": "Stars that the minutes allow."})
    next_minutes = fields.Integer(allow_none=True)
    missing_minutes = fields.Integer(allow_none=True)
    applications = fields.List(fields.Nested(StarAnswer))


class SkillsDeclared(CommandAnswer):
    """Whose skills they are."""

    person_id = fields.UUID()


class RecordEntered(CommandAnswer):
    """The record that stands now, or that stands no more."""

    record_id = fields.UUID()


class StarAnswered(CommandAnswer):
    """The application, and the star: the one applied for, or the highest that is held."""

    application_id = fields.UUID()
    level = fields.Integer()
