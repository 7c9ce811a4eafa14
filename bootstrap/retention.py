"""Retention (domain.md 6.3): every rule of the house in one table, run by hand or once a day."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import click

from api.rights.erasing import carry_out
from api.services import Services
from bootstrap.console import Unavailable, as_json_option, opened_house, say
from bootstrap.container import House
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.receipts import RECEIPT_DAYS
from ledger.registry.erasure import Cause
from ledger.stations.visit_detail import VISIT_DETAIL_DAYS, ForgetVisitDetail
from people.audit_tables import KEPT_YEARS
from people.retention import INACTIVE_YEARS, TABLE_RULES, Retention, TableRule, years_before
from projections.errors import ReadModelBehindError

INACTIVE_BATCH = 200
INACTIVE_AT_ONCE_MAX = 20_000
"""People looked at in one run; the next one goes on from the beginning, where fewer are left."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of data: how long it is kept, why, how many rows are due, and how they go."""

    name: str
    chinese: str
    basis: str
    due: Callable[[datetime], int]
    run: Callable[[datetime], int]


def rules_of(house: House) -> list[Rule]:
    """Return every rule, in the order in which they run."""
    given, retention = house.services, Retention(house.people)
    store = house.ledger.store
    return [
        *(_table_rule(it, retention) for it in TABLE_RULES),
        Rule(
            "receipts",
            "幂等键",
            f"{RECEIPT_DAYS} 天后不会再重传",
            lambda _: 0,  # counted while they go: the ledger keeps no index for the question
            lambda now: store.prune_receipts(now - timedelta(days=RECEIPT_DAYS)),
        ),
        Rule(
            "visit_detail",
            "到站明细",
            f"{VISIT_DETAIL_DAYS} 天后只留每天的次数",
            lambda now: _days_of_detail(given, now),
            lambda now: _forget_detail(house, now),
        ),
        Rule(
            "inactive_persons",
            "久未活动者的身份",
            f"最后一次活动后 {INACTIVE_YEARS} 年（GB/T 40143）",
            lambda now: sum(1 for _ in _inactive(given, retention, now)),
            lambda now: sum(
                carry_out(given, it, at=now, cause=Cause.INACTIVE)
                for it in _inactive(given, retention, now)
            ),
        ),
        Rule(
            "restored_persons",
            "恢复备份后又出现的已注销者",
            "注销过的，备份恢复后再删一次（个人信息保护法 47 条）",
            lambda _: sum(1 for _ in _restored(given)),
            lambda _: sum(given.directory.erase(it) for it in list(_restored(given))),
        ),
        Rule(
            "audit",
            "审计日志",
            f"网络安全法至少 6 个月，本系统 {KEPT_YEARS} 年",
            given.audit.due,
            given.audit.prune,
        ),
    ]


def run_rules(house: House, now: datetime) -> dict[str, int]:
    """Run every rule; one that fails is logged and does not keep the others from running."""
    done = {}
    for rule in rules_of(house):
        try:
            done[rule.name] = rule.run(now)
        except Exception:  # noqa: BLE001 - the next day tries again
            _log.exception("retention rule %s did not run", rule.name)
    return done


def _table_rule(rule: TableRule, retention: Retention) -> Rule:
    return Rule(
        rule.name,
        rule.chinese,
        rule.basis,
        lambda now: retention.due(rule, now),
        lambda now: retention.drop(rule, now),
    )


def _horizon(now: datetime) -> ForgetVisitDetail:
    before = local_date(now) - timedelta(days=VISIT_DETAIL_DAYS)
    return ForgetVisitDetail(key=f"job:visit-detail:{before.isoformat()}", at=now, before=before)


def _days_of_detail(given: Services, now: datetime) -> int:
    """Return how many days the detail is kept too long."""
    oldest = given.views.visits.oldest()
    return 0 if oldest is None else max(0, (_horizon(now).before - local_date(oldest)).days)


def _forget_detail(house: House, now: datetime) -> int:
    """Record the day before which visits are only counted; nothing if there are none so old."""
    days = _days_of_detail(house.services, now)
    if days:
        house.ledger.execute(_horizon(now))
    return days


def _restored(given: Services) -> Iterator[UUID]:
    """Yield people the ledger says are forgotten and a restored backup has brought back."""
    after = None
    while found := given.views.erasures.done(after, INACTIVE_BATCH):
        yield from given.directory.known(found)
        after = found[-1]


def _inactive(given: Services, retention: Retention, now: datetime) -> Iterator[UUID]:
    """Yield people who have done nothing for INACTIVE_YEARS."""
    since, after = years_before(now, INACTIVE_YEARS), None
    for _ in range(INACTIVE_AT_ONCE_MAX // INACTIVE_BATCH):
        found = retention.long_known(now, after, INACTIVE_BATCH)
        for person_id in found:
            if not _was_active(given, retention, person_id, since):
                yield person_id
        if len(found) < INACTIVE_BATCH:
            return
        after = found[-1]


def _was_active(given: Services, retention: Retention, person_id: UUID, since: datetime) -> bool:
    views, first = given.views, local_date(since)
    if retention.signed_in_since(person_id, since):
        return True
    if any(it.seen_at >= since for it in views.attendances.of_person(person_id, 1)):
        return True
    if views.riders.days(person_id, first, local_date(given.clock())):
        return True
    if any(it.to_day >= first for it in views.role_terms.of_person(person_id)):
        return True
    wallets = (it.wallet_id for it in views.balances.of_owner(person_id))
    return any(
        entry.recorded_at >= since and entry.kind != "expire"
        for wallet_id in wallets
        for entry in views.entries.page(wallet_id, 10)
    )


@click.group()
def retention() -> None:
    """Forget what has been kept long enough."""


@retention.command()
@click.option("--dry-run", is_flag=True, help="Only count; nothing is dropped.")
@as_json_option
def run(*, dry_run: bool, as_json: bool) -> None:
    """Run every rule once, as the background job does each day."""
    now = utc_now()
    with opened_house() as house:
        rules = rules_of(house)
        try:
            rows = {it.name: it.due(now) if dry_run else it.run(now) for it in rules}
        except ReadModelBehindError as error:
            raise Unavailable("the read models are not built yet: start the service") from error
    said = "will go" if dry_run else "gone"
    lines = [f"{rows[it.name]:>8} {said}  {it.name:18} {it.chinese}：{it.basis}" for it in rules]
    say({"dry_run": dry_run, "rules": rows}, as_json=as_json, text="\n".join(lines))
