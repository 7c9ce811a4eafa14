"""Requests and answers of teams and memberships."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.reading import RequestSchema
from ledger.volunteering.team import TEAM_NAME_LENGTH_MAX, TeamKind
from ledger.volunteering.volunteer import DeclineReason

_KINDS = validate.OneOf([it.value for it in TeamKind])


class FormTeamSchema(RequestSchema):
    """POST /teams."""

    unit_code = unit_code(required=True)
    name = text(TEAM_NAME_LENGTH_MAX, required=True)
    kind = fields.String(
        load_default=TeamKind.TEAM.value,
        validate=_KINDS,
        metadata={"description": "corps 志愿服务团, team 志愿服务队, squad 小分队."},
    )
    parent_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "A larger team, of this unit or of one above it."},
    )


class TeamNameSchema(RequestSchema):
    """POST /teams/{team_id}/renaming."""

    name = text(TEAM_NAME_LENGTH_MAX, required=True)


class TeamParentSchema(RequestSchema):
    """POST /teams/{team_id}/parent."""

    parent_id = fields.UUID(required=True, allow_none=True)


class DeclineSchema(RequestSchema):
    """POST /teams/{team_id}/requests/{person_id}/decline."""

    reason = fields.String(
        required=True, validate=validate.OneOf([it.value for it in DeclineReason])
    )


class TeamAnswer(Schema):
    """A volunteer team."""

    team_id = fields.UUID()
    unit_code = fields.String()
    name = fields.String()
    kind = fields.String(validate=_KINDS)
    parent_id = fields.UUID(allow_none=True)
    members = fields.Integer()
    is_dissolved = fields.Boolean()


class TeamPageAnswer(TeamAnswer):
    """A team with what stands above and right below it."""

    above = fields.List(fields.Nested(TeamAnswer), metadata={"description": "Largest first."})
    below = fields.List(fields.Nested(TeamAnswer))
    leaders = fields.List(fields.String(), metadata={"description": "Of the team's unit, masked."})


class RequestAnswer(Schema):
    """Somebody who asked to be taken in."""

    request_id = fields.UUID()
    person_id = fields.UUID()
    team_id = fields.UUID()
    team_name = fields.String()
    state = fields.String()
    reason = fields.String(metadata={"description": "Why not; empty unless declined."})
    asked_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)


class WaitingAnswer(RequestAnswer):
    """A request that waits, with whoever asks."""

    number = fields.String()
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})


class OwnTeamsAnswer(Schema):
    """The caller's teams, and what was asked for."""

    teams = fields.List(fields.Nested(TeamAnswer))
    requests = fields.List(fields.Nested(RequestAnswer))
    teams_max = fields.Integer()


class TeamFormed(CommandAnswer):
    """The team that stands now."""

    team_id = fields.UUID()


class MembershipRequested(CommandAnswer):
    """The request that waits now."""

    team_id = fields.UUID()
    request_id = fields.UUID()


class MembershipAnswered(CommandAnswer):
    """Who was answered."""

    team_id = fields.UUID()
    person_id = fields.UUID()
