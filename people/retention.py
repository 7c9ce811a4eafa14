"""What this room forgets by itself, and when: rows whose term is over, in batches.

Each rule names its basis. Rows are found by what they say themselves, so running twice, or again
after being cut off, changes nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    tuple_,
)

from people.attempts import LOCK_AGE_MAX
from people.batches import BATCH_MAX
from people.device_report_tables import device_reports, ended_devices_heard
from people.device_tables import device_codes, devices
from people.phone_tables import (
    desk_notices,
    phone_rebindings,
    sign_in_codes,
    sign_in_steps,
)
from people.photo_tables import photo_hashes, photos
from people.reading_tables import standing_reads
from people.schema import access_tokens, persons, sign_in_attempts
from people.setup_codes import KEPT_AFTER_END
from people.sheet_tables import shown_sheets
from people.staff_tables import setup_codes, tickets
from people.store import People
from people.text_tables import texts

BATCHES_AT_ONCE_MAX = 200
"""Of BATCH_MAX rows, in one run of one rule; the next run takes the rest."""
ENDED_TOKENS_DAYS = 30
"""So long somebody may still ask where they were signed in."""
DEVICE_CODES_DAYS = 1
DEVICE_REPORTS_DAYS = 30
SIGN_IN_CODES_DAYS = 1
NOTICES_DAYS = 90
STANDING_READS_DAYS = 2
"""The entries themselves stay in the audit log; this only keeps a day from being noted twice."""
INACTIVE_YEARS = 10
PHOTOS_UNUSED_DAYS = 7
"""So long a photo waits for what it is to prove: a phone without a network sends both later."""
PHOTOS_YEARS = 1
SHOWN_SHEETS_DAYS = 1
PHOTO_MARKS_YEARS = 10

Which = Callable[[datetime], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class TableRule:
    """Rows of a table whose term is over."""

    name: str
    chinese: str
    basis: str
    table: Table
    which: Which


def _ended_tokens(now: datetime) -> ColumnElement[bool]:
    tokens, before = access_tokens.c, now - timedelta(days=ENDED_TOKENS_DAYS)
    # A device stays listed with its place after it was revoked.
    of_device = exists().where(devices.c.device_id == tokens.token_id)
    return and_(or_(tokens.expires_at < before, tokens.revoked_at < before), not_(of_device))


def _old_photos(now: datetime) -> ColumnElement[bool]:
    over = photos.c.term_from < years_before(now, PHOTOS_YEARS)
    return and_(photos.c.recorded_at.is_not(None), not_(photos.c.held), over)


def _unused_photos(now: datetime) -> ColumnElement[bool]:
    before = now - timedelta(days=PHOTOS_UNUSED_DAYS)
    return and_(photos.c.recorded_at.is_(None), not_(photos.c.held), photos.c.sent_at < before)


def _photo_marks(now: datetime) -> ColumnElement[bool]:
    marks, there = photo_hashes.c, exists().where(photos.c.photo_id == photo_hashes.c.photo_id)
    unused = and_(
        not_(marks.recorded), marks.kept_at < now - timedelta(days=PHOTOS_UNUSED_DAYS), not_(there)
    )
    return or_(unused, marks.kept_at < years_before(now, PHOTO_MARKS_YEARS))


def _older(column: Any, age: timedelta) -> Which:
    return lambda now: column < now - age


TABLE_RULES: tuple[TableRule, ...] = (
    TableRule(
        "ended_tokens",
        "过期、退出的登录",
        "最小必要；留 30 天供本人查看",
        access_tokens,
        _ended_tokens,
    ),
    TableRule(
        "sign_in_attempts",
        "输错口令的次数",
        "锁定 15 分钟后没有用处",
        sign_in_attempts,
        _older(sign_in_attempts.c.counted_at, LOCK_AGE_MAX),
    ),
    TableRule(
        "device_codes",
        "设备登记码",
        "15 分钟有效，用过或过期 1 天后删",
        device_codes,
        _older(device_codes.c.expires_at, timedelta(days=DEVICE_CODES_DAYS)),
    ),
    TableRule(
        "device_reports",
        "设备报的时钟和在用情况",
        "只用来发现丢失和时钟不准，30 天后删",
        device_reports,
        _older(device_reports.c.last_at, timedelta(days=DEVICE_REPORTS_DAYS)),
    ),
    TableRule(
        "ended_devices_heard",
        "停用后还来连的设备",
        "只用来发现丢失，30 天后删",
        ended_devices_heard,
        _older(ended_devices_heard.c.heard_at, timedelta(days=DEVICE_REPORTS_DAYS)),
    ),
    TableRule(
        "sign_in_codes",
        "短信验证码和发送次数",
        "5 分钟有效，1 天后删",
        sign_in_codes,
        _older(sign_in_codes.c.sent_at, timedelta(days=SIGN_IN_CODES_DAYS)),
    ),
    TableRule(
        "sign_in_steps",
        "没登完的登录",
        "几分钟有效，过期 1 天后删",
        sign_in_steps,
        _older(sign_in_steps.c.expires_at, timedelta(days=SIGN_IN_CODES_DAYS)),
    ),
    TableRule(
        "staff_tickets",
        "工作人员没登完的登录",
        "几分钟有效，过期 1 天后删",
        tickets,
        _older(tickets.c.expires_at, timedelta(days=SIGN_IN_CODES_DAYS)),
    ),
    TableRule(
        "setup_codes",
        "启用码",
        "24 小时有效；过期 30 天内还能说清是过期",
        setup_codes,
        _older(setup_codes.c.expires_at, KEPT_AFTER_END),
    ),
    TableRule(
        "phone_rebindings",
        "换绑手机号的申请",
        "1 天有效；办过的审计日志另存三年，90 天后删",
        phone_rebindings,
        _older(phone_rebindings.c.proposed_at, timedelta(days=NOTICES_DAYS)),
    ),
    TableRule(
        "desk_notices",
        "给工作人员的提醒",
        "90 天后没有用处",
        desk_notices,
        _older(desk_notices.c.noticed_at, timedelta(days=NOTICES_DAYS)),
    ),
    TableRule(
        "unit_texts",
        "不涉及个人的事由",
        "志愿服务记录至少存 10 年（GB/T 40143）；涉及个人的随本人",
        texts,
        lambda now: and_(
            texts.c.person_id.is_(None), texts.c.written_at < years_before(now, INACTIVE_YEARS)
        ),
    ),
    TableRule(
        "shown_sheets",
        "看过还没导入的表格",
        "看完就导，1 天后没有用处",
        shown_sheets,
        _older(shown_sheets.c.shown_at, timedelta(days=SHOWN_SHEETS_DAYS)),
    ),
    TableRule(
        "photos",
        "佐证照片",
        "存 1 年；有申诉的，从申诉办完起再存 1 年",
        photos,
        _old_photos,
    ),
    TableRule(
        "unused_photos",
        "传上来没有用上的照片",
        "7 天后没有用处",
        photos,
        _unused_photos,
    ),
    TableRule(
        "photo_marks",
        "照片的指纹",
        "防同一张照片再用；照片删后只留指纹，最多 10 年",
        photo_hashes,
        _photo_marks,
    ),
    TableRule(
        "standing_reads",
        "当天看过名单的记号",
        "只防一天记两遍；审计日志另存三年",
        standing_reads,
        lambda now: standing_reads.c.day < (now - timedelta(days=STANDING_READS_DAYS)).date(),
    ),
)
"""Everything of this room but the audit log, which prunes itself, and the persons themselves."""


class Retention:
    """Counts and drops what is over."""

    def __init__(self, people: People) -> None:
        self._people = people

    def due(self, rule: TableRule, now: datetime) -> int:
        """Return how many rows are past their term."""
        query = select(func.count()).select_from(rule.table).where(rule.which(now))
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one()

    def drop(self, rule: TableRule, now: datetime) -> int:
        """Drop rows past their term, in batches that are each kept whole; return how many."""
        keys = list(rule.table.primary_key.columns)
        dropped = 0
        for _ in range(BATCHES_AT_ONCE_MAX):
            with self._people.writing() as connection:
                query = select(*keys).where(rule.which(now)).limit(BATCH_MAX)
                rows = [tuple(row) for row in connection.execute(query)]
                # Said twice: a row may have been renewed since it was found.
                named = delete(rule.table).where(tuple_(*keys).in_(rows), rule.which(now))
                dropped += connection.execute(named).rowcount
            if len(rows) < BATCH_MAX:
                break
        if dropped:
            self._people.recent_grants.clear()
        return dropped

    def long_known(self, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
        """Return persons enrolled longer ago than INACTIVE_YEARS, by ID, after one of them."""
        column = persons.c.person_id
        query = select(column).where(persons.c.created_at < years_before(now, INACTIVE_YEARS))
        if after is not None:
            query = query.where(column > after)
        with self._people.reading() as connection:
            return list(connection.execute(query.order_by(column).limit(limit)).scalars())

    def signed_in_since(self, person_id: UUID, since: datetime) -> bool:
        """Tell whether a token of somebody began, or was good, after a moment."""
        tokens = access_tokens.c
        query = select(tokens.token_id).where(
            tokens.person_id == person_id,
            or_(tokens.created_at >= since, tokens.expires_at >= since),
        )
        with self._people.reading() as connection:
            return connection.execute(query.limit(1)).first() is not None


def years_before(now: datetime, years: int) -> datetime:
    """Return the same moment some years before; 29 February becomes the 28th."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, day=28)
