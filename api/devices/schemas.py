"""Requests and answers of devices."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.devices.places import PLACE_KINDS
from api.fields import text
from api.reading import RequestSchema
from people.schema import LABEL_LENGTH_MAX

CODE_TYPED_MAX = 20


class OrderDeviceSchema(RequestSchema):
    """POST /devices/codes."""

    place_kind = fields.String(required=True, validate=validate.OneOf(PLACE_KINDS))
    place_id = fields.UUID(required=True)
    label = text(LABEL_LENGTH_MAX, required=True)
    replaces = fields.UUID(load_default=None, allow_none=True)


class DeviceCodeAnswer(Schema):
    """A code to type, and the address of its picture."""

    code = fields.String()
    url = fields.String(metadata={"description": "What the QR code holds."})
    place_name = fields.String()
    expires_at = fields.AwareDateTime()


class EnrolDeviceSchema(RequestSchema):
    """POST /devices/enrolment."""

    code = text(CODE_TYPED_MAX, required=True)


class DeviceSecretAnswer(Schema):
    """The access token of a device, told once."""

    device_id = fields.UUID()
    place_kind = fields.String()
    place_id = fields.UUID()
    unit_code = fields.String()
    access_token = fields.String()
    expires_at = fields.AwareDateTime()


class DeviceAnswer(Schema):
    """A device as its place lists it."""

    device_id = fields.UUID()
    place_kind = fields.String()
    place_id = fields.UUID()
    unit_code = fields.String()
    label = fields.String()
    ordered_by = fields.UUID()
    enrolled_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()
    revoked_at = fields.AwareDateTime(allow_none=True)
    clock_off_s = fields.Integer(
        allow_none=True,
        metadata={"description": "How far its clock is ahead; null if it never said."},
    )
    troubles = fields.List(
        fields.String(),
        metadata={
            "description": "clock_off, two_places, silent, used_while_silent, heard_after_end"
        },
    )


class DevicesAnswer(Schema):
    """The newest devices, at most 200."""

    items = fields.List(fields.Nested(DeviceAnswer))


class DeviceRevoked(CommandAnswer):
    """The device that ended."""

    device_id = fields.UUID()
