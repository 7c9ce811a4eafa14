"""Refusing who asks too often: persons by who they are, everybody else by where they come from."""

from flask import request

from api.addresses import address_mark, asked_from_here
from api.rates.limiter import Verdict
from api.rates.quotas import READS, SIGNED_OUT, WRITES, Quota
from api.refusals import TooManyRequestsError
from api.services import Services, services
from people.grants import Grant

READING = frozenset({"GET", "HEAD", "OPTIONS"})
UNCOUNTED = frozenset({"/healthz", "/readyz"})
"""Whoever watches the service must see it also when its address is used up."""


def count_for(given: Services, grant: Grant, quota: Quota) -> None:
    """Count for a person, or for a device; raises TooManyRequestsError beyond the quota."""
    who = (grant.person_id or grant.token_id).hex
    _judge(given, quota, given.rates.count(quota, who, quota.max_for(grant.role)))


def count_request(grant: Grant, quota: Quota | None) -> None:
    """Count this request for who sent it, by what it does unless a quota is named."""
    count_for(services(), grant, quota or (READS if request.method in READING else WRITES))


def count_visit(grant: Grant | None) -> None:
    """Count a request that needs no sign-in: for who is known anyway, else for the address."""
    if request.path in UNCOUNTED:
        return
    if grant is not None:
        count_request(grant, None)
    else:
        count_address(services(), SIGNED_OUT)


def count_address(given: Services, quota: Quota) -> None:
    """Count for the address of this request; programs on this very machine are not counted."""
    if not asked_from_here():
        mark = address_mark(given.secret_key)
        _judge(given, quota, given.rates.count(quota, mark, quota.own_max))


def require_room(given: Services, quota: Quota) -> None:
    """Refuse an address that has used its quota up, without counting."""
    if not asked_from_here():
        mark = address_mark(given.secret_key)
        _judge(given, quota, given.rates.look(quota, mark, quota.own_max))


def count_typed(given: Services, grant: Grant, quota: Quota) -> None:
    """Count a try at digits for a person; where no counter answers nobody tries.

    Elsewhere a limit is a courtesy; here it is the lock.
    """
    who = (grant.person_id or grant.token_id).hex
    _judge(given, quota, given.rates.count(quota, who, quota.own_max), strictly=True)


def count_subject(given: Services, quota: Quota, subject: str) -> None:
    """Count a try at a subject, right or wrong; where no counter answers nobody tries."""
    _judge(given, quota, given.rates.count(quota, subject, quota.own_max), strictly=True)


def has_tries(given: Services, quota: Quota, subject: str) -> bool:
    """Tell whether digits of a subject may still be tried, without counting."""
    verdict = given.rates.look(quota, subject, quota.own_max)
    return verdict.has_room and verdict.answered


def count_wrong(given: Services, quota: Quota, subject: str) -> None:
    """Count wrong digits for a subject, whoever typed them."""
    given.rates.count(quota, subject, quota.own_max)


def _judge(given: Services, quota: Quota, verdict: Verdict, *, strictly: bool = False) -> None:
    if not verdict.answered:
        given.metrics.uncounted.labels(quota.name).inc()
    if not verdict.has_room or (strictly and not verdict.answered):
        given.metrics.turned_away.labels(quota.name).inc()
        raise TooManyRequestsError(quota=quota.name, retry_after_s=max(1, verdict.retry_after_s))
