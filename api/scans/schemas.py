"""What a phone sends when it has read a code, and what it is told."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Moment, text, whole
from api.limits import BULK_SCANS_MAX, TOKEN_LENGTH_MAX
from api.reading import RequestSchema
from ledger.stations.phone_log import NUMBER_MAX
from qr.digits import DIGITS


class PlaceSchema(RequestSchema):
    """Where a staff member scans somebody's code."""

    kind = fields.String(required=True, validate=validate.OneOf(("station", "activity")))
    id = fields.UUID(required=True)


class ScanSchema(RequestSchema):
    """POST /scans."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=TOKEN_LENGTH_MAX))
    occurred_at = Moment(load_default=None)
    device_id = fields.UUID(load_default=None, allow_none=True)
    place = fields.Nested(PlaceSchema, load_default=None, allow_none=True)
    device_time = Moment(
        load_default=None,
        metadata={
            "description": "What the phone's clock shows while it sends: `occurred_at` is set "
            "right by how far it is off (A23). More than 15 minutes wait for people."
        },
    )
    sequence = whole(
        1,
        NUMBER_MAX,
        load_default=None,
        allow_none=True,
        metadata={
            "description": "The phone's own running number of a scan it kept, from 1 on; what is "
            "left out is a gap that people see."
        },
    )
    companion = text(
        TOKEN_LENGTH_MAX,
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Number or card of the adult who stays with a minor; of leaders only."
        },
    )


class TypedCodeSchema(RequestSchema):
    """POST /scans/typed."""

    digits = fields.String(required=True, validate=validate.Regexp(rf"^[0-9]{{{DIGITS}}}$"))
    activity_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "If not said: among those of the own unit that run now."},
    )
    device_id = fields.UUID(load_default=None, allow_none=True)


class UndoSchema(RequestSchema):
    """POST /scans/<key>/undo: the key of the scan says which."""

    occurred_at = Moment(
        load_default=None,
        metadata={"description": "When a rider took a visit back, if that was kept; else now."},
    )
    device_time = Moment(
        load_default=None,
        metadata={"description": "As in POST /scans: it sets `occurred_at` right."},
    )


class BulkSchema(RequestSchema):
    """POST /scans/bulk: each scan is looked at alone, so that a bad one spoils no other."""

    device_time = Moment(
        load_default=None,
        metadata={"description": "As in POST /scans, for every scan that does not say its own."},
    )
    scans = fields.List(
        fields.Raw(required=True),
        required=True,
        validate=validate.Length(min=1, max=BULK_SCANS_MAX),
        metadata={
            "description": "Scans like the body of POST /scans, each with a `key` of its own "
            "(8 to 64 characters) that makes it count once."
        },
    )


class PlaceAnswer(Schema):
    """The place that was scanned."""

    kind = fields.String()
    id = fields.UUID()
    name = fields.String()


class FoundVoucherAnswer(Schema):
    """A voucher as the keeper who scanned it sees it."""

    voucher_id = fields.UUID()
    lines = fields.List(fields.Dict())
    quantity = fields.Integer()
    amount = fields.Integer()
    state = fields.String()
    collect_by = fields.Date()
    owner_name = fields.String(metadata={"description": "Masked."})


class FoundHouseholdAnswer(Schema):
    """A household as whoever may open its gate sees it: no names."""

    household_id = fields.UUID()
    number = fields.String()
    group = fields.String()
    unit_code = fields.String()


class ScanAnswer(Schema):
    """What a scan came to."""

    kind = fields.String(metadata={"description": "The kind of the scanned code."})
    result = fields.String(
        validate=validate.OneOf(
            (
                *("checked_in", "checked_out", "visit_counted", "visit_declared"),
                *("voucher_found", "scan_undone", "gate_opened"),
            )
        )
    )
    code = fields.String(allow_none=True)
    place = fields.Nested(PlaceAnswer)
    occurred_at = Moment(metadata={"description": "As the phone said, if it said."})
    minutes = fields.Integer()
    held_minutes = fields.Integer()
    undo_until = fields.AwareDateTime(
        metadata={"description": "So long whoever scanned may take it back, under its key."}
    )
    points = fields.Integer()
    visits_today = fields.Integer()
    attendance_id = fields.UUID()
    voucher = fields.Nested(FoundVoucherAnswer)
    household = fields.Nested(FoundHouseholdAnswer)
    position = fields.Integer(allow_none=True)


class UndoneAnswer(CommandAnswer):
    """A scan that was taken back, and what the attendance, or the rider's day, is without it."""

    result = fields.String(metadata={"description": "scan_undone"})
    attendance_id = fields.UUID()
    minutes = fields.Integer()
    points = fields.Integer(metadata={"description": "-1 where the point of the day went too."})
    visits_today = fields.Integer()


class BulkItemAnswer(Schema):
    """What one scan of many came to: the status and body it would have had alone."""

    key = fields.String(allow_none=True)
    status = fields.Integer()
    duplicate = fields.Boolean()
    body = fields.Dict()


class BulkAnswer(Schema):
    """The answers in the order of the scans."""

    answers = fields.List(fields.Nested(BulkItemAnswer))
