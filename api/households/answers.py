"""Answers of households."""

from marshmallow import Schema, fields

from api.answers import CommandAnswer


class HouseholdAnswer(Schema):
    """A household."""

    household_id = fields.UUID()
    unit_code = fields.String()
    group = fields.String()
    number = fields.String()
    head_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    members = fields.Integer()
    in_scheme = fields.Boolean()
    publishes = fields.Boolean()
    state = fields.String()
    merged_into = fields.UUID(allow_none=True)
    split_from = fields.UUID(allow_none=True)


class HouseholdMemberAnswer(Schema):
    """Somebody of a household."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    relation = fields.String()
    is_head = fields.Boolean()
    joined_on = fields.Date()


class HouseholdPageAnswer(HouseholdAnswer):
    """One household with its members."""

    people = fields.List(fields.Nested(HouseholdMemberAnswer))
    generation = fields.Integer(metadata={"description": "Which plate at the gate opens."})
    available = fields.Integer(metadata={"description": "Points that can be spent."})


class HouseholdHistoryAnswer(Schema):
    """One step in the life of a household."""

    position = fields.Integer()
    kind = fields.String()
    detail = fields.String()
    person_id = fields.UUID(allow_none=True)
    other_id = fields.UUID(allow_none=True)
    points = fields.Integer()
    occurred_at = fields.AwareDateTime()


class HouseholdRegistered(CommandAnswer):
    """The household that stands now."""

    household_id = fields.UUID()
    number = fields.String()


class HouseholdChanged(CommandAnswer):
    """What was changed."""

    household_id = fields.UUID()
    person_id = fields.UUID()
    publishes = fields.Boolean()
    generation = fields.Integer()
    number = fields.Integer()
    points = fields.Integer()


class HouseholdChangeAnswer(Schema):
    """A merge or a split."""

    household_id = fields.UUID()
    number = fields.Integer()
    household_number = fields.String()
    unit_code = fields.String()
    kind = fields.String()
    state = fields.String()
    other_id = fields.UUID()
    other_number = fields.String()
    members = fields.List(fields.UUID())
    stays = fields.Integer()
    leaves = fields.Integer()
    reason = fields.String()
    words = fields.String(allow_none=True)
    photo_id = fields.UUID(allow_none=True)
    proposed_at = fields.AwareDateTime()
    is_own = fields.Boolean(metadata={"description": "Whether the caller proposed it."})
    points = fields.Integer(allow_none=True)


class HouseholdRequestAnswer(Schema):
    """What a member asked for."""

    person_id = fields.UUID()
    number = fields.Integer()
    household_id = fields.UUID()
    household_number = fields.String()
    kind = fields.String()
    state = fields.String()
    words = fields.String(allow_none=True)
    answer = fields.String(allow_none=True)
    made_at = fields.AwareDateTime()


class RosterLineAnswer(Schema):
    """One line of a roster, and what is wrong with it."""

    line = fields.Integer()
    number = fields.String()
    flaw = fields.String(metadata={"description": "Empty if nothing is."})


class RosterAnswer(Schema):
    """What a roster would register; nothing is recorded."""

    households = fields.Integer()
    members = fields.Integer()
    lines = fields.List(fields.Nested(RosterLineAnswer), metadata={"description": "Bad ones."})


class RosterImported(CommandAnswer):
    """What a roster registered."""

    households = fields.Integer()
    members = fields.Integer()
