"""What is given to the national system: five groups of those who agreed, and of nobody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from api.auditing import entry_of
from api.auth import caller
from api.consents.effects import is_live
from api.reach import scope_of
from api.services import Services
from api.volunteering.file_reading import UnitNames, evaluations_of, sex_of, titled
from api.volunteering.packing import Package
from api.words_zh import GRADES, INTENTIONS, LEVELS, SKILLS, said
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import Purpose
from people.audit import AuditAction
from people.purposes import Purpose as Reading
from projections.reader import PAGE_MAX
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.volunteers import VolunteerRow

PACKAGE_PEOPLE_MAX = 1_000
"""People of one package; the next one goes on after the last of them."""
PACKAGE_PAGES_MAX = 250
"""Pages of 200 volunteers that are looked through for those who agreed, for one package."""
PERSON_PAGES_MAX = 25
"""Pages of 200 service records of one person."""

Row = list[object]
_SEX = {"male": "男", "female": "女", None: ""}
BASIC = (
    "全国编号",
    "本地编号",
    "姓名",
    "性别",
    "出生日期",
    "证件类型",
    "证件号码",
    "居住区域",
    "联系方式",
    "服务技能",
    "服务技能名称",
    "意向类别",
    "意向类别名称",
    "星级",
)
SERVICE = (
    "全国编号",
    "本地编号",
    "活动名称",
    "服务日期",
    "服务地点",
    "服务时长（分钟）",
    "认定方式",
    "认定方式名称",
    "组织单位",
    "负责人",
)
TRAINING = ("全国编号", "本地编号", "培训名称", "学习时长（分钟）", "组织单位", "培训日期")
HONOUR = ("全国编号", "本地编号", "荣誉名称", "级别", "级别名称", "授予单位", "授予日期")
EVALUATION = ("全国编号", "本地编号", "活动名称", "服务质量（1 到 5）", "评价日期")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who goes into a package, and after whom the next one begins; None after the last."""

    people: list[VolunteerRow]
    after: UUID | None


def choose(given: Services, unit_code: str, after: UUID | None) -> Chosen:
    """Choose volunteers of a unit who agree to be told to the national system today."""
    scope, day = scope_of(unit_code), local_date(given.clock())
    people: list[VolunteerRow] = []
    for _ in range(PACKAGE_PAGES_MAX):
        page = given.views.volunteers.page(scope, PAGE_MAX, after)
        ids = [it.person_id for it in page]
        agreed = given.views.consents.given_among(Purpose.NATIONAL_SYNC.value, ids)
        for it in page:
            if len(people) == PACKAGE_PEOPLE_MAX:
                return Chosen(people, after)
            after = it.person_id
            if is_live(agreed.get(it.person_id), day):
                people.append(it)
        if len(page) < PAGE_MAX:
            return Chosen(people, None)
    return Chosen(people, after)


def note_package(given: Services, people: list[VolunteerRow]) -> None:
    """Write down whose files leave, before they do."""
    unit = caller().grant.unit_code
    given.audit.append(
        *(
            entry_of(
                AuditAction.NATIONAL_EXPORTED,
                target_id=it.person_id,
                unit_code=unit,
                purpose=Reading.NATIONAL_SYNC.value,
            )
            for it in people
        )
    )


class _Telling:
    """Keeps for one package what many of its rows say: units, and who led."""

    def __init__(self, given: Services) -> None:
        self.given = given
        self.units = UnitNames(given)
        self._leaders: dict[UUID, str] = {}

    def leaders(self, activities: Iterable[ActivityRow]) -> dict[UUID, str]:
        """Return the names of those who led, each looked up once; of who was forgotten none."""
        led_by = {it.led_by for it in activities if it.led_by}
        if wanted := led_by - self._leaders.keys():
            found = self.given.directory.names(wanted)
            self._leaders |= {it: found.get(it, "") for it in wanted}
        return self._leaders


def pack(given: Services, unit_code: str, chosen: Chosen, position: int) -> IO[bytes]:
    """Write the package of the chosen."""
    people, package, told = chosen.people, Package(), _Telling(given)
    package.add("1-基本信息.csv", BASIC, (_basic(told, it) for it in people))
    package.add("2-服务记录.csv", SERVICE, _each(people, told, _served))
    package.add("3-培训记录.csv", TRAINING, _each(people, told, _trained))
    package.add("4-表彰奖励.csv", HONOUR, _each(people, told, _honoured))
    package.add("5-服务评价.csv", EVALUATION, _each(people, told, _valued))
    return package.close(
        {
            "made_at": given.clock().isoformat(),
            "unit_code": unit_code,
            "unit_name": told.units.of(unit_code),
            "purpose": Reading.NATIONAL_SYNC.value,
            "position": position,
            "people": len(people),
            "next": None if chosen.after is None else str(chosen.after),
        }
    )


def _each(people: list[VolunteerRow], told: _Telling, rows: Any) -> Iterator[Row]:
    for it in people:
        for row in rows(told, it.person_id):
            yield [it.national_number, it.number, *row]


def _basic(told: _Telling, it: VolunteerRow) -> Row:
    given = told.given
    person = given.directory.find(it.person_id)
    declared = given.views.service_files.declared(it.person_id)
    id_number = person.id_number if person else None
    return [
        it.national_number,
        it.number,
        person.display_name if person else "",
        _SEX[sex_of(id_number)],
        person.born_on if person else None,
        "居民身份证" if id_number else "",
        id_number,
        told.units.of(it.unit_code),
        person.phone if person else None,
        ";".join(declared.skills),
        ";".join(said(declared.skills, SKILLS)),
        ";".join(declared.categories),
        ";".join(said(declared.categories, INTENTIONS)),
        given.views.stars.level_of(it.person_id),
    ]


def _served(told: _Telling, person_id: UUID) -> Iterator[Row]:
    views, after = told.given.views, None
    for _ in range(PERSON_PAGES_MAX):
        page = views.attendances.of_person(person_id, PAGE_MAX, after)
        activities = views.activities.several(it.activity_id for it in page if it.minutes)
        leaders = told.leaders(activities.values())
        for it in page:
            if not it.minutes:
                continue
            activity = activities.get(it.activity_id)
            led_by = activity.led_by if activity else None
            yield [
                activity.title if activity else "",
                it.served_on,
                activity.place if activity else "",
                it.minutes,
                it.evidence,
                GRADES.get(it.evidence or "", ""),
                told.units.of(it.unit_code),
                leaders[led_by] if led_by else "",
            ]
        if len(page) < PAGE_MAX:
            return
        after = page[-1].attendance_id


def _trained(told: _Telling, person_id: UUID) -> Iterator[Row]:
    given = told.given
    for it in titled(given, given.views.service_files.trainings(person_id), told.units):
        if not it["is_withdrawn"]:
            yield [it["title"], it["minutes"], it["unit_name"], it["on_day"]]


def _honoured(told: _Telling, person_id: UUID) -> Iterator[Row]:
    given = told.given
    for it in titled(given, given.views.service_files.honours(person_id), told.units):
        if not it["is_withdrawn"]:
            level = it["level"]
            yield [it["title"], level, LEVELS.get(level, ""), it["unit_name"], it["on_day"]]


def _valued(told: _Telling, person_id: UUID) -> Iterator[Row]:
    for it in evaluations_of(told.given, person_id):
        yield [it["title"], it["stars"], local_date(it["given_at"])]
