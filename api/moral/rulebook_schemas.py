"""Requests of rule books."""

from typing import Any

from marshmallow import fields, validate

from api.fields import QueryInt, text, whole
from api.reading import ReadQuery, RequestSchema
from ledger.moral.enacting import FILING_NUMBER_LENGTH_MAX, OPINIONS_MAX
from ledger.moral.item_rules import (
    FACE_VALUE_FEN_MAX,
    FACE_VALUE_FEN_MIN,
    ITEMS_MAX,
    LINKAGES_MAX,
    PLEDGE_LINE_LENGTH_MAX,
    PLEDGE_LINES,
    PLEDGE_TITLE_LENGTH_MAX,
)
from ledger.moral.items import (
    CAP_MAX,
    CODE_LENGTH_MAX,
    ITEM_TEXT_LENGTH_MAX,
    NOTICE_DAYS_LONG,
    NOTICE_DAYS_ROUTINE,
    POINTS_MAX,
    TITLE_LENGTH_MAX,
    Decider,
    EvidenceKind,
    ItemKind,
    LinkageKind,
    Per,
    Proposer,
)
from ledger.moral.meetings import ATTENDANTS_MAX, MeetingKind
from people.texts import TEXT_LENGTH_MAX

BUDGET_FEN_MAX = 100_000_000_000
EDIT_MAX = 1_000_000


def _one_of(kinds: type, **more: object) -> fields.String:
    return fields.String(validate=validate.OneOf([it.value for it in kinds]), **more)  # type: ignore[attr-defined, arg-type]


def _some_of(kinds: type) -> Any:
    each = _one_of(kinds)
    return fields.List(each, required=True, validate=validate.Length(min=1, max=len(list(kinds))))  # type: ignore[call-overload]


def _cap() -> fields.Integer:
    return whole(1, CAP_MAX, load_default=None, allow_none=True)


class RuleItemSchema(RequestSchema):
    """An item of a rule book."""

    code = text(CODE_LENGTH_MAX, required=True)
    title = text(TITLE_LENGTH_MAX, required=True)
    text = text(ITEM_TEXT_LENGTH_MAX, length_min=0, load_default="")
    kind = _one_of(ItemKind, required=True)
    points = whole(1, POINTS_MAX, required=True)
    is_deduction = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    per = _one_of(Per, load_default=Per.HOUSEHOLD.value)
    day_cap = _cap()
    month_cap = _cap()
    year_cap = _cap()
    evidence = _some_of(EvidenceKind)
    proposers = _some_of(Proposer)
    decider = _one_of(Decider, load_default=Decider.PANEL.value)
    notice_days = whole(NOTICE_DAYS_ROUTINE, NOTICE_DAYS_LONG, load_default=NOTICE_DAYS_ROUTINE)
    is_safety = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class RuleLinkageSchema(RequestSchema):
    """What points are good for."""

    code = text(CODE_LENGTH_MAX, required=True)
    kind = _one_of(LinkageKind, required=True)
    text = text(ITEM_TEXT_LENGTH_MAX, required=True)


class RulePledgeSchema(RequestSchema):
    """What households sign."""

    title = text(PLEDGE_TITLE_LENGTH_MAX, required=True)
    will_not = fields.List(
        text(PLEDGE_LINE_LENGTH_MAX), required=True, validate=validate.Length(equal=PLEDGE_LINES)
    )
    will_lead = fields.List(
        text(PLEDGE_LINE_LENGTH_MAX), required=True, validate=validate.Length(equal=PLEDGE_LINES)
    )


class RuleDraftSchema(RequestSchema):
    """POST /rulebooks/<unit>/versions: from the last version in force, or from the template."""

    from_template = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class RuleEditSchema(RequestSchema):
    """A change of a draft; ``edit`` is the one of the draft that was changed."""

    edit = whole(0, EDIT_MAX, required=True)


class PutRuleItemSchema(RuleEditSchema):
    """An item as it is to be."""

    item = fields.Nested(RuleItemSchema, required=True)


class PutRuleLinkageSchema(RuleEditSchema):
    """A linkage as it is to be."""

    linkage = fields.Nested(RuleLinkageSchema, required=True)


class RuleParametersSchema(RuleEditSchema):
    """Whether deductions are on, and what a point is worth."""

    deductions_on = fields.Boolean(required=True, truthy={True}, falsy={False})
    face_value_fen = whole(FACE_VALUE_FEN_MIN, FACE_VALUE_FEN_MAX, required=True)


class PutRulePledgeSchema(RuleEditSchema):
    """What households sign; null if nothing."""

    pledge = fields.Nested(RulePledgeSchema, required=True, allow_none=True)


class RuleConsultationSchema(RequestSchema):
    """How many opinions there were."""

    opinions = whole(0, OPINIONS_MAX, required=True)


class RuleReviewSchema(RequestSchema):
    """What the township says of a draft; words are needed to send it back."""

    passed = fields.Boolean(required=True, truthy={True}, falsy={False})
    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


def _count() -> fields.Integer:
    return whole(0, ATTENDANTS_MAX, required=True)


class RuleVoteSchema(RequestSchema):
    """How a meeting voted."""

    kind = _one_of(MeetingKind, required=True)
    held_on = fields.Date(required=True)
    eligible = _count()
    present = _count()
    votes_for = _count()
    votes_against = _count()
    abstained = _count()


class RuleFilingSchema(RequestSchema):
    """Under which number a version was filed, and when."""

    filing_number = text(FILING_NUMBER_LENGTH_MAX, required=True)
    filed_on = fields.Date(required=True)


class RuleEnactSchema(RequestSchema):
    """From which day a version is in force."""

    in_force_from = fields.Date(required=True)


class RuleTemplateSchema(RequestSchema):
    """POST /rule-templates/<county>: what its villages are offered."""

    items = fields.List(
        fields.Nested(RuleItemSchema), required=True, validate=validate.Length(min=1, max=ITEMS_MAX)
    )
    linkages = fields.List(
        fields.Nested(RuleLinkageSchema),
        load_default=list,
        validate=validate.Length(max=LINKAGES_MAX),
    )


class RuleTrialQuery(ReadQuery):
    """``?budget_fen=``: how long would it last."""

    budget_fen = QueryInt(load_default=None, validate=validate.Range(min=1, max=BUDGET_FEN_MAX))
