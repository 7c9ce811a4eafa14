"""Answers of rule books."""

from marshmallow import Schema, fields

from api.answers import CommandAnswer
from api.moral.rulebook_schemas import RuleItemSchema, RuleLinkageSchema, RulePledgeSchema


class RuleMeetingAnswer(Schema):
    """How a meeting voted."""

    kind = fields.String()
    held_on = fields.Date()
    eligible = fields.Integer()
    present = fields.Integer()
    votes_for = fields.Integer()
    votes_against = fields.Integer()
    abstained = fields.Integer()


class RulebookVersionAnswer(Schema):
    """A version of a rule book."""

    unit_code = fields.String()
    version = fields.Integer(attribute="number")
    stage = fields.String()
    edit = fields.Integer()
    items = fields.List(fields.Nested(RuleItemSchema))
    linkages = fields.List(fields.Nested(RuleLinkageSchema))
    deductions_on = fields.Boolean()
    face_value_fen = fields.Integer()
    pledge = fields.Nested(RulePledgeSchema, allow_none=True)
    meeting = fields.Nested(RuleMeetingAnswer, allow_none=True)
    filing_number = fields.String()
    filed_on = fields.Date(allow_none=True)
    in_force_from = fields.Date(allow_none=True)


class RulebookVersionLine(Schema):
    """A version among others."""

    version = fields.Integer(attribute="number")
    stage = fields.String()
    in_force_from = fields.Date(allow_none=True)


class RulebookAnswer(Schema):
    """A village's rule book: what is in force today, and all versions."""

    unit_code = fields.String()
    in_force = fields.Nested(RulebookVersionAnswer, allow_none=True)
    versions = fields.List(fields.Nested(RulebookVersionLine))


class RuleTemplateAnswer(Schema):
    """What a county's villages are offered; number 0 is what comes with the house."""

    county_code = fields.String()
    number = fields.Integer()
    items = fields.List(fields.Nested(RuleItemSchema))
    linkages = fields.List(fields.Nested(RuleLinkageSchema))


class RuleTrialChange(Schema):
    """A household's year before and after."""

    household_id = fields.UUID()
    before = fields.Integer()
    after = fields.Integer()


class RuleTrialAnswer(Schema):
    """What a draft would have given last year."""

    first = fields.Date()
    last = fields.Date()
    entries = fields.Integer()
    unknown_entries = fields.Integer()
    winners = fields.Integer()
    losers = fields.Integer()
    unchanged = fields.Integer()
    before_points = fields.Integer()
    after_points = fields.Integer()
    before_cost_fen = fields.Integer()
    after_cost_fen = fields.Integer()
    runway_days = fields.Integer(allow_none=True)
    largest = fields.List(fields.Nested(RuleTrialChange))


class RulebookRecorded(CommandAnswer):
    """Which version, and how far it has come."""

    unit_code = fields.String()
    version = fields.Integer()
    stage = fields.String()


class RuleDraftRecorded(CommandAnswer):
    """Which version begins, and from what."""

    unit_code = fields.String()
    version = fields.Integer()
    base = fields.String()


class RuleEditRecorded(RulebookRecorded):
    """And which change of the draft it was."""

    edit = fields.Integer()


class RuleVoteRecorded(RulebookRecorded):
    """And whether it was passed."""

    passed = fields.Boolean()


class RuleTemplateRecorded(CommandAnswer):
    """Which template of which county."""

    county_code = fields.String()
    template_version = fields.Integer()
