"""Doors of giving files to the national system, and of taking its numbers back."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.fields import unit_code
from api.idempotency import stamp, without_key
from api.permissions import Action, requires
from api.rates.quotas import EXPORTS
from api.reading import RequestSchema, wait_for
from api.refusals import PurposeRequiredError
from api.services import services
from api.volunteering.national_numbers import (
    IMPORT_LENGTH_MAX,
    IMPORT_LINES_MAX,
    LINE_STATES,
    read_lines,
    to_set,
)
from api.volunteering.national_package import choose, note_package, pack
from ledger.volunteering.team_commands import SetNationalNumbers
from people.audit_tables import PURPOSE_LENGTH_MAX
from people.purposes import Purpose

blp = Doors("national", "The national system: files given, numbers taken back")

ZIP = "application/zip"
CHUNK_BYTES = 1 << 16


class PackageSchema(RequestSchema):
    """POST /national-package."""

    unit_code = unit_code(load_default=None)
    purpose = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=PURPOSE_LENGTH_MAX),
        metadata={"description": "`national_sync`. Without it: `purpose_required`."},
    )
    after = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "`next` of the manifest of the package before."},
    )


class NumbersSchema(RequestSchema):
    """POST /national-numbers, and its preview."""

    csv = fields.String(
        required=True,
        validate=validate.Length(min=1, max=IMPORT_LENGTH_MAX),
        metadata={
            "description": f"With the columns 本地编号 and 全国编号; {IMPORT_LINES_MAX} lines."
        },
    )


class NumberLineAnswer(Schema):
    """What would become of a line."""

    line = fields.Integer()
    number = fields.String()
    national_number = fields.String()
    state = fields.String(validate=validate.OneOf(LINE_STATES))


class PreviewAnswer(Schema):
    """Every line, and how many of them would be set."""

    lines = fields.List(fields.Nested(NumberLineAnswer))
    good = fields.Integer()


class NumbersSet(CommandAnswer):
    """How many numbers are new, and how many stood already."""

    changed = fields.Integer()
    unchanged = fields.Integer()


@blp.post("/national-package")
@requires(Action.EXPORT_NATIONAL, step_up=True, quota=EXPORTS)
@without_key
@blp.packs(PackageSchema, ZIP)
def give_package(loaded: dict[str, Any]) -> Response:
    """Pack the five groups of those who agreed to it, as a ZIP with its manifest (报送包)."""
    return package_file(loaded)


@blp.post("/national-numbers/preview")
@requires(Action.IMPORT_NUMBERS)
@without_key
@blp.commands(NumbersSchema, PreviewAnswer, status=200)
def preview_numbers(loaded: dict[str, Any]) -> Any:
    """Say of each line what would become of it; nothing is recorded (试读)."""
    lines = read_lines(loaded["csv"])
    return {"lines": [asdict(it) for it in lines], "good": len(to_set(lines))}


@blp.post("/national-numbers")
@requires(Action.IMPORT_NUMBERS)
@blp.commands(NumbersSchema, NumbersSet)
def set_numbers(loaded: dict[str, Any]) -> Response:
    """Set the numbers of all good lines; again, nothing changes (导入全国编号)."""
    own_stamp, lines = stamp(), read_lines(loaded["csv"])
    command = SetNationalNumbers(
        **own_stamp, numbers=to_set(lines), set_by=caller().grant.person_id
    )
    return execute(command, 201)


def package_file(loaded: dict[str, Any]) -> Response:
    """Answer with a package; whose files are in it is in the audit log by then."""
    given, unit = services(), asked_unit(loaded["unit_code"])
    if loaded["purpose"] != Purpose.NATIONAL_SYNC:
        raise PurposeRequiredError
    position = given.ledger.recorder.max_notification_id() or 0
    wait_for(given, position)  # a consent withdrawn a moment ago holds
    chosen = choose(given, unit, loaded["after"])
    note_package(given, chosen.people)
    file = pack(given, unit, chosen, position)
    name = f"national-{unit}-{given.clock():%Y%m%d%H%M}.zip"
    response = Response(_chunks(file), mimetype=ZIP)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Hand a file over piece by piece, and let go of it however that ends."""
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
