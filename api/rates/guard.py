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


def _judge(given: Services, quota: Quota, verdict: Verdict) -> None:
    if not verdict.answered:
        given.metrics.uncounted.labels(quota.name).inc()
    if not verdict.has_room:
        given.metrics.turned_away.labels(quota.name).inc()
        raise TooManyRequestsError(quota=quota.name, retry_after_s=verdict.retry_after_s)
