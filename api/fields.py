"""Fields of requests: strict about types, and bounded."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

from marshmallow import fields, validate

from api.limits import POSITION_MAX
from ledger.registry.unit import UNIT_CODE_LENGTH_MAX


class JsonInt(fields.Integer):
    """A whole number as JSON Schema means it: 3 and 3.0, never 2.5, true or "5".

    The library's own field would cut 2.59e-42 down to 0, and points would be lost in silence.
    """

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.make_error("invalid", input=value)
        if isinstance(value, float):
            if not value.is_integer():
                raise self.make_error("invalid", input=value)
            value = int(value)
        return super()._validated(value)


class QueryInt(fields.Integer):
    """A whole number in an address: digits only."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, str) and not (value.isascii() and value.isdigit()):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class Text(fields.String):
    """A text that can be stored and shown: no control characters, no blank ends."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
            raise self.make_error("invalid")
        return text.strip()


class Moment(fields.AwareDateTime):
    """An ISO 8601 moment with its zone; kept as UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str):
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            return moment.astimezone(UTC)
        except OverflowError:  # the first and last day of the calendar
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from None


def text(length_max: int, *, length_min: int = 1, **kwargs: Any) -> Text:
    """Make a field for a text of bounded length."""
    return Text(validate=validate.Length(min=length_min, max=length_max), **kwargs)


def whole(value_min: int, value_max: int, **kwargs: Any) -> JsonInt:
    """Make a field for a whole number within bounds."""
    return JsonInt(validate=validate.Range(min=value_min, max=value_max), **kwargs)


def unit_code(**kwargs: Any) -> Text:
    """Make a field for the code of a unit."""
    digits = validate.Regexp(rf"^[0-9]{{2,{UNIT_CODE_LENGTH_MAX}}}$", error="Not a unit code.")
    return Text(validate=digits, **kwargs)


def position(**kwargs: Any) -> QueryInt:
    """Make a query field for a position of the log."""
    return QueryInt(validate=validate.Range(min=0, max=POSITION_MAX), **kwargs)
