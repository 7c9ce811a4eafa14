"""Answers about reports. None of them says who filed one (domain.md 8.2)."""

from marshmallow import Schema, fields

from api.answers import CommandAnswer


class ReportFiledAnswer(CommandAnswer):
    """What it became: a report of its own, or one more who saw the same."""

    result = fields.String(metadata={"description": "`report_filed` or `report_joined`."})
    report_id = fields.UUID()
    state = fields.String()
    confirmers = fields.Integer()
    accept_due_at = fields.AwareDateTime()
    resolve_due_at = fields.AwareDateTime()


class ReportStateAnswer(CommandAnswer):
    """Where the report stands now, and what the step earned."""

    report_id = fields.UUID()
    state = fields.String()
    points = fields.Integer()
    unpaid = fields.String(
        metadata={"description": "Why an acceptance earned nothing: `not_a_rider`, `day_limit`."}
    )
    unit_code = fields.String()


class ReportMergedAnswer(CommandAnswer):
    """Where the report went that was joined to another one."""

    report_id = fields.UUID()
    state = fields.String()
    into_id = fields.UUID()
    confirmers = fields.Integer()


class ReporterAnswer(Schema):
    """Whom to ring: name and number of the first finder, and no ID."""

    report_id = fields.UUID()
    purpose = fields.String()
    display_name = fields.String()
    phone = fields.String(allow_none=True)


class RedactedAnswer(CommandAnswer):
    """The picture that is public from now on."""

    report_id = fields.UUID()
    state = fields.String()
    photo_id = fields.UUID()
    redacted_id = fields.UUID()


class ReportPositionAnswer(Schema):
    """A position as it is kept, rounded to 0.0001 degrees."""

    latitude = fields.Float()
    longitude = fields.Float()


class ReportPhotoAnswer(Schema):
    """A photo: what it shows (`seen`, `confirmed`, `resolved`), and what is public of it."""

    photo_id = fields.UUID(allow_none=True)
    shows = fields.String()
    redacted_id = fields.UUID(allow_none=True)


class ReportAnswer(Schema):
    """A report in a list."""

    report_id = fields.UUID()
    unit_code = fields.String()
    unit_name = fields.String()
    category = fields.String()
    category_name = fields.String()
    hazard = fields.String()
    is_emergency = fields.Boolean()
    is_major_hazard = fields.Boolean()
    state = fields.String()
    is_open = fields.Boolean()
    occurred_at = fields.AwareDateTime()
    filed_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    is_overdue = fields.Boolean()
    is_alerted = fields.Boolean()
    is_whistled = fields.Boolean()
    is_reopened = fields.Boolean()
    merged_into = fields.UUID(
        allow_none=True, metadata={"description": "What is handled instead, if it was joined."}
    )
    reason = fields.String()
    stars = fields.Integer()
    confirmers = fields.Integer()
    replies = fields.Integer()
    station_id = fields.UUID(allow_none=True)
    station_name = fields.String()
    place = fields.String()


class AlikeAnswer(Schema):
    """Reports that may be the same: open, filed before, of the same unit and category."""

    items = fields.List(fields.Nested(ReportAnswer))


class OwnReportAnswer(ReportAnswer):
    """One of one's own: as the first finder, or as one who confirmed it (与别人同一件)."""

    is_first = fields.Boolean()
    points = fields.Integer()
    unpaid = fields.String()


class ReportStepAnswer(Schema):
    """A step with its moment; who took it, only the ledger knows."""

    kind = fields.String()
    detail = fields.String()
    words = fields.String(allow_none=True)
    points = fields.Integer()
    occurred_at = fields.AwareDateTime()


class OneReportAnswer(OwnReportAnswer):
    """A report with its whole story, as whoever asks may see it."""

    position = fields.Nested(ReportPositionAnswer, allow_none=True)
    words = fields.String(allow_none=True)
    photos = fields.List(fields.Nested(ReportPhotoAnswer))
    steps = fields.List(fields.Nested(ReportStepAnswer))
    may_rate = fields.Boolean()
    may_reopen = fields.Boolean()
    may_handle = fields.Boolean()


class TotalsAnswer(Schema):
    """What happened on some days; `in_time` are of those resolved, `stars` the sum of ratings."""

    filed = fields.Integer()
    joined = fields.Integer()
    merged = fields.Integer()
    accepted = fields.Integer()
    rejected = fields.Integer()
    resolved = fields.Integer()
    in_time = fields.Integer()
    alerted = fields.Integer()
    whistled = fields.Integer()
    reopened = fields.Integer()
    ratings = fields.Integer()
    stars = fields.Integer()
    points = fields.Integer()


class UnitTotalsAnswer(TotalsAnswer):
    """The same, of one unit."""

    unit_code = fields.String()
    unit_name = fields.String()


class AllTotalsAnswer(Schema):
    """Totals of a unit and of each unit below it in which anything happened."""

    totals = fields.Nested(TotalsAnswer)
    units = fields.List(fields.Nested(UnitTotalsAnswer))


class HourAnswer(Schema):
    """How many reports of a category were seen in an hour of the day."""

    category = fields.String()
    hour = fields.Integer()
    reports = fields.Integer()


class HoursAnswer(Schema):
    """Heat by hour; hours in which nothing was seen are left out."""

    items = fields.List(fields.Nested(HourAnswer))


class TemplatesAnswer(Schema):
    """Sentences to answer with; whoever writes may change them."""

    items = fields.List(fields.String())


class PublicPhotoAnswer(Schema):
    """A redacted picture, by the ID its door takes."""

    shows = fields.String()
    redacted_id = fields.UUID()


class PublicReportAnswer(Schema):
    """A report as everybody may see it: no place, no words, and redacted pictures only."""

    report_id = fields.UUID()
    unit_code = fields.String()
    unit_name = fields.String()
    category = fields.String()
    category_name = fields.String()
    state = fields.String()
    day = fields.Date()
    changed_on = fields.Date()
    confirmers = fields.Integer()
    photos = fields.List(fields.Nested(PublicPhotoAnswer))


class CategoryAnswer(Schema):
    """A category: how grave it can be, and whom to call first in an emergency."""

    category = fields.String()
    name = fields.String()
    hazard = fields.String()
    may_be_major = fields.Boolean()
    call = fields.List(fields.String())


class CategoriesAnswer(Schema):
    """Every category, in the order pages show them."""

    items = fields.List(fields.Nested(CategoryAnswer))
