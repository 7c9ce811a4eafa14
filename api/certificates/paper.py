"""A certificate as a paper: what its snapshot says, in the words of the statutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.papers.setting import set_paper
from api.words_zh import CATEGORIES, GRADES
from ledger.kernel.clock import local_date
from ledger.volunteering.evidence import is_verified
from ledger.volunteering.minutes import tenths_of_hours
from people.formats import mask_id_number
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.certificates.views import CertificateRow, LineRow
from qr import images

BASIS = {
    1: "依据《志愿服务条例》第十九条和《志愿服务记录与证明出具办法（试行）》（民政部令第67号）"
    "第十四条、第二十六条出具，不收费。谁记录，谁证明，谁负责。",
}
"""By the version a certificate carries: a new statute is a new version, never a new text."""
NOT_GIVEN = "未提供"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that stands on a certificate."""

    row: CertificateRow
    lines: Sequence[LineRow]
    name: str
    id_number: str | None
    operator_name: str
    unit_names: dict[str, str]
    in_charge: str
    """Who answers for the unit (VH-11); "" leaves a line to sign."""
    telephone: str
    activities: dict[UUID, ActivityRow]
    address: str
    """What the code holds."""
    page: str
    """Where the number can be typed in."""


def certificate_paper(held: Held) -> bytes:
    """Return the PDF; the same certificate gives the same paper as long as the name is."""
    row = held.row
    return set_paper(
        "certificate.typ",
        {
            "number": row.number,
            "issued_on": _day(local_date(row.issued_at)),
            "name": held.name,
            "id_number": mask_id_number(held.id_number) if held.id_number else NOT_GIVEN,
            "volunteer_number": row.volunteer_number,
            "first": _day(row.from_day),
            "last": _day(row.to_day),
            "sums": [_sum(it) for it in _sums(row)],
            "grades": _grades(held.lines),
            "lines": [_line(held, it) for it in held.lines],
            "unit": held.unit_names.get(row.unit_code, row.unit_code),
            "in_charge": held.in_charge,
            "telephone": held.telephone,
            "handler": held.operator_name or "本人自助出具",
            "basis": BASIS[row.basis_version],
            "position": f"{row.read_position:,}",
            "code": images.svg(held.address, title="查验证明"),
            "page": held.page,
        },
    )


def hours(minutes: int) -> str:
    """Write minutes as hours, floored once to 0.1 (VH-3)."""
    tenths = tenths_of_hours(minutes)
    return f"{tenths // 10:,}.{tenths % 10}"


def _sums(row: CertificateRow) -> tuple[int, int, int]:
    return row.minutes, row.verified_minutes, row.supplementary_minutes


def _sum(minutes: int) -> dict[str, str]:
    return {"hours": hours(minutes), "minutes": f"{minutes:,}"}


def _grades(lines: Sequence[LineRow]) -> list[dict[str, Any]]:
    """Return the subtotals of the grades there are, the strongest evidence first."""
    found = []
    for grade, words in GRADES.items():
        some = [it.minutes for it in lines if it.evidence == grade]
        if some:
            part = "扫码核实" if is_verified(grade) else "补录、见证"
            found.append(
                {"words": words, "part": part, "times": f"{len(some):,}"} | _sum(sum(some))
            )
    return found


def _line(held: Held, line: LineRow) -> list[str]:
    about = held.activities.get(line.activity_id)
    category = CATEGORIES.get(about.category, "") if about else ""
    return [
        f"{line.served_on:%Y-%m-%d}",
        about.title if about else "志愿服务",
        category,
        held.unit_names.get(line.unit_code, line.unit_code),
        f"{line.minutes:,}",
        GRADES[line.evidence],
    ]


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
