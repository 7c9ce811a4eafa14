"""Doors of spot checks for civil affairs."""

import hmac
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer, pages_of
from api.auditing import entry_of, note
from api.auth import asked_unit, caller
from api.csv_files import csv_text
from api.doors import Doors
from api.execution import carry_out
from api.fields import unit_code, whole
from api.idempotency import Stamp, stamp, without_key
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import ReadQuery, RequestSchema, settled, wait_for
from api.refusals import PurposeRequiredError, RequestInvalidError
from api.services import services
from api.volunteering.sampling import PERIOD_DAYS_MAX, Sample, sample_of, shown
from api.volunteering.schemas import UnitQuery
from api.words_zh import GRADES, RECORDERS
from ledger.kernel.receipts import Recorded
from ledger.volunteering.file_commands import DrawSpotCheck
from ledger.volunteering.spot_check import RECORDS_MAX, RECORDS_MIN, SEED_MAX
from ledger.volunteering.team_errors import SpotCheckNotFoundError
from people.audit import AuditAction
from people.audit_tables import PURPOSE_LENGTH_MAX
from people.purposes import Purpose
from projections.volunteering.files.spot_checks import SpotCheckRow

blp = Doors("spot-checks", "Random checks of service records")

CSV = "text/csv"
HEAD = (
    "记录号",
    "姓名",
    "活动",
    "日期",
    "分钟",
    "认定方式",
    "由谁记录",
    "补录",
    "逾期",
    "更正过",
)


class DrawSchema(RequestSchema):
    """POST /spot-checks."""

    unit_code = unit_code(load_default=None)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    records = whole(RECORDS_MIN, RECORDS_MAX, required=True)
    seed = whole(
        0,
        SEED_MAX,
        load_default=None,
        allow_none=True,
        metadata={"description": "To draw again; chosen by the server if not said."},
    )


class NamesSchema(RequestSchema):
    """POST /spot-checks/{check_id}/reading."""

    purpose = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=PURPOSE_LENGTH_MAX)
    )


class SpotCheckAnswer(Schema):
    """A draw."""

    check_id = fields.UUID()
    unit_code = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    seed = fields.Integer()
    records = fields.Integer()
    drawn_from = fields.Integer()
    digest = fields.String(metadata={"description": "The same records have the same digest."})
    read_to = fields.Integer(metadata={"description": "Position of the log at the draw."})
    drawn_at = fields.AwareDateTime()


class SampleAnswer(Schema):
    """One drawn record."""

    attendance_id = fields.UUID()
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    title = fields.String()
    served_on = fields.Date(allow_none=True)
    came_at = fields.AwareDateTime(allow_none=True)
    left_at = fields.AwareDateTime(allow_none=True)
    unit_code = fields.String()
    minutes = fields.Integer()
    evidence = fields.String(allow_none=True)
    recorded_by = fields.String(metadata={"description": "The role, not the person."})
    is_supplementary = fields.Boolean()
    is_late = fields.Boolean()
    is_correction = fields.Boolean()


class SpotCheckPageAnswer(SpotCheckAnswer):
    """A draw and its records, drawn again now."""

    same = fields.Boolean(
        metadata={"description": "Drawn again now, these are the records drawn then."}
    )
    drawn_from_now = fields.Integer()
    items = fields.List(fields.Nested(SampleAnswer))


class SpotCheckDrawn(CommandAnswer):
    """The draw, and the seed that repeats it."""

    check_id = fields.UUID()
    seed = fields.Integer()


@blp.post("/spot-checks")
@requires(Action.SPOT_CHECK)
@blp.commands(DrawSchema, SpotCheckDrawn)
def draw_spot_check(loaded: dict[str, Any]) -> Any:
    """Draw random service records of a unit and period; the draw is written down (抽查)."""
    recorded = draw_with(loaded, stamp())
    return {**recorded.answer, "position": recorded.position}


@blp.get("/spot-checks")
@requires(Action.SPOT_CHECK)
@blp.reads(UnitQuery, pages_of(SpotCheckAnswer))
def list_spot_checks(asked: dict[str, Any]) -> Any:
    """List what was drawn in the caller's unit, the latest first (历次抽查)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = services().views.spot_checks.page(scope_of(unit), limit, after)
    return page(found, found[-1].check_id if len(found) == limit else None)


@blp.get("/spot-checks/<uuid:check_id>")
@requires(Action.SPOT_CHECK)
@blp.reads(ReadQuery, SpotCheckPageAnswer)
def see_spot_check(_asked: dict[str, Any], check_id: UUID) -> Any:
    """Show a draw with its records, drawn again from the log of now (抽查结果)."""
    check = check_of(check_id)
    sample = again(check)
    return {
        **asdict(check),
        "same": sample.digest == check.digest,
        "drawn_from_now": sample.drawn_from,
        "items": shown(services(), sample.ids),
    }


@blp.post("/spot-checks/<uuid:check_id>/reading")
@requires(Action.SPOT_CHECK)
@without_key
@blp.packs(NamesSchema, CSV)
def read_spot_check(loaded: dict[str, Any], check_id: UUID) -> Response:
    """Give the records as CSV: names in full for a stated purpose, else masked (抽查表)."""
    return sheet(check_of(check_id), loaded["purpose"])


def draw_with(loaded: dict[str, Any], own_stamp: Stamp) -> Recorded:
    """Draw, and write down what was drawn, from how many, with which seed, by whom."""
    given, unit = services(), asked_unit(loaded["unit_code"])
    first, last, records = (loaded[it] for it in ("first_day", "last_day", "records"))
    if not timedelta(0) <= last - first < timedelta(days=PERIOD_DAYS_MAX):
        raise RequestInvalidError({"last_day": ["Not after the first, or too long after it."]})
    seed = loaded["seed"] if loaded["seed"] is not None else _seed(own_stamp)
    read_to = given.ledger.recorder.max_notification_id() or 0
    wait_for(given, read_to)
    sample = sample_of(given, unit, first, last, seed=seed, records=records)
    command = DrawSpotCheck(
        **own_stamp,
        unit_code=unit,
        first_day=first,
        last_day=last,
        seed=seed,
        records=len(sample.ids),
        drawn_from=sample.drawn_from,
        digest=sample.digest,
        read_to=read_to,
        drawn_by=caller().grant.person_id,
    )
    recorded = carry_out(given, command)
    note(AuditAction.SPOT_CHECK_DRAWN, unit_code=unit, purpose=Purpose.SPOT_CHECK.value)
    return recorded


def check_of(check_id: UUID) -> SpotCheckRow:
    """Return a draw of the caller's unit; others seem not to be there."""
    check = settled(services(), lambda: services().views.spot_checks.of(check_id))
    if check is None or not caller().reaches(check.unit_code):
        raise SpotCheckNotFoundError
    return check


def again(check: SpotCheckRow) -> Sample:
    """Draw with the same seed from the same unit and days."""
    return sample_of(
        services(),
        check.unit_code,
        check.first_day,
        check.last_day,
        seed=check.seed,
        records=check.records,
    )


def sheet(check: SpotCheckRow, purpose: str | None) -> Response:
    """Write a draw as CSV; reading names in full is written down for each person first."""
    given, sample = services(), again(check)
    names = None
    if purpose is not None:
        if purpose != Purpose.SPOT_CHECK:
            raise PurposeRequiredError
        ids = {it.person_id for it in given.views.samples.rows(sample.ids)}
        unit = caller().grant.unit_code
        read = {"unit_code": unit, "purpose": purpose}
        given.audit.append(
            *(entry_of(AuditAction.PERSON_READ, target_id=it, **read) for it in ids)  # type: ignore[arg-type]
        )
        names = given.directory.names(ids)
    rows = [_cells(it) for it in shown(given, sample.ids, names)]
    response = Response(csv_text(HEAD, rows), mimetype=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="spot-check-{check.seed}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _cells(row: dict[str, Any]) -> list[object]:
    names = ("attendance_id", "display_name", "title", "served_on", "minutes")
    flags = ("is_supplementary", "is_late", "is_correction")
    marks = ["是" if row[it] else "" for it in flags]
    known = GRADES.get(row["evidence"], ""), RECORDERS.get(row["recorded_by"], "")
    return [*(row[it] for it in names), *known, *marks]


def _seed(own_stamp: Stamp) -> int:
    """Choose a seed that follows from the request, and that nobody outside can foresee."""
    told = own_stamp["key"].encode() + own_stamp["fingerprint"]
    return int.from_bytes(hmac.digest(services().secret_key, told, "sha256")[:8]) % (SEED_MAX + 1)
