"""Access tokens: issue, find, revoke."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from people.access import AccessTokens, TokenKind, TokenOrder
from people.errors import UnknownPersonError
from people.grants import RECENT_GRANT_AGE_MAX, RECENT_GRANTS_MAX, Grant, RecentGrants
from people.roles import Role
from people.schema import access_tokens
from people.tokens import TTL_MAX, new_secret
from tests.people.builders import UNIT, enrolled
from tests.people.conftest import NOW

DAY = timedelta(days=1)


def order_of(person_id: UUID | None, **changes) -> TokenOrder:
    order = TokenOrder(
        person_id=person_id,
        role=Role.STATION_KEEPER,
        unit_code=UNIT,
        place_id=uuid4(),
        kind=TokenKind.BEARER,
        ttl=DAY,
        label="柜台平板",
    )
    return replace(order, **changes)


def issue(people, person_id: UUID | None, **changes) -> tuple[str, Grant]:
    return AccessTokens(people).issue_many([order_of(person_id, **changes)], now=NOW)[0]


def test_a_token_tells_who_is_calling_and_what_as(people):
    person_id, place_id = enrolled(people), uuid4()

    secret, grant = AccessTokens(people).issue(
        person_id=person_id,
        role=Role.SHOP_KEEPER,
        unit_code=UNIT,
        place_id=place_id,
        kind=TokenKind.SESSION,
        ttl=DAY,
        label="手机",
        now=NOW,
    )

    assert AccessTokens(people).find(secret, now=NOW) == grant
    assert (grant.person_id, grant.role, grant.place_id) == (person_id, Role.SHOP_KEEPER, place_id)
    assert (grant.kind, grant.expires_at) == (TokenKind.SESSION, NOW + DAY)


def test_a_device_has_a_token_without_being_anybody(people):
    secret, _ = issue(people, None, role=Role.SCREEN)

    found = AccessTokens(people).find(secret, now=NOW)

    assert found is not None
    assert (found.person_id, found.role) == (None, Role.SCREEN)


def test_a_stranger_gets_no_token_and_neither_does_anybody_in_the_same_order(people):
    orders = [order_of(enrolled(people)), order_of(uuid4())]

    with pytest.raises(UnknownPersonError):
        AccessTokens(people).issue_many(orders, now=NOW)

    with people.reading() as connection:
        assert connection.execute(select(access_tokens)).all() == []


def test_the_secret_is_long_new_each_time_and_nowhere_in_the_database(people):
    secret, _ = issue(people, None)

    assert secret.startswith("rb_")
    assert len({new_secret() for _ in range(100)} | {secret}) == 101
    with people.reading() as connection:
        kept = repr(connection.execute(select(access_tokens)).one())
    assert secret not in kept
    assert secret.removeprefix("rb_") not in kept


def test_a_token_works_until_the_moment_it_expires(people, elsewhere):
    secret, grant = issue(people, None)
    last = grant.expires_at - timedelta(microseconds=1)

    for tokens in (AccessTokens(people), AccessTokens(elsewhere)):
        assert tokens.find(secret, now=last) == grant
        assert tokens.find(secret, now=grant.expires_at) is None


def test_a_revoked_token_stops_working_at_once(people):
    tokens = AccessTokens(people)
    secret, grant = issue(people, None)
    assert tokens.find(secret, now=NOW) == grant

    assert tokens.revoke(grant.token_id, NOW) is True

    assert tokens.find(secret, now=NOW) is None
    assert tokens.revoke(grant.token_id, NOW) is False


def test_a_revocation_is_honoured_by_other_processes_within_seconds(people, elsewhere):
    secret, grant = issue(people, None)
    assert AccessTokens(elsewhere).find(secret, now=NOW) == grant

    AccessTokens(people).revoke(grant.token_id, NOW)

    almost = NOW + RECENT_GRANT_AGE_MAX - timedelta(microseconds=1)
    assert AccessTokens(elsewhere).find(secret, now=almost) == grant
    assert AccessTokens(elsewhere).find(secret, now=NOW + RECENT_GRANT_AGE_MAX) is None


def test_revoking_a_person_ends_all_tokens_of_that_person_only(people):
    tokens = AccessTokens(people)
    leaver, other = enrolled(people), enrolled(people)
    issued = tokens.issue_many([order_of(leaver), order_of(leaver), order_of(other)], now=NOW)

    assert tokens.revoke_person(leaver, NOW) == 2

    assert [tokens.find(secret, now=NOW) for secret, _ in issued] == [None, None, issued[2][1]]


def test_a_list_shows_a_persons_tokens_newest_first_and_no_secret(people):
    tokens = AccessTokens(people)
    person_id = enrolled(people)
    _, old = tokens.issue_many([order_of(person_id, label="旧手机")], now=NOW - DAY / 2)[0]
    secret, new = issue(people, person_id)
    issue(people, enrolled(people))
    tokens.revoke(old.token_id, NOW)

    records = tokens.list_of(person_id)

    assert [record.grant for record in records] == [new, old]
    assert [record.label for record in records] == ["柜台平板", "旧手机"]
    assert [record.revoked_at for record in records] == [None, NOW]
    assert [record.created_at for record in records] == [NOW, NOW - DAY / 2]
    assert secret not in repr(records)


def test_hundreds_of_tokens_are_issued_in_one_go_in_the_order_asked_for(people):
    orders = [order_of(None, label=str(number)) for number in range(700)]

    issued = AccessTokens(people).issue_many(orders, now=NOW)

    assert [grant.place_id for _, grant in issued] == [order.place_id for order in orders]
    assert AccessTokens(people).find(issued[-1][0], now=NOW) == issued[-1][1]
    assert AccessTokens(people).issue_many([], now=NOW) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"ttl": timedelta(0)},
        {"ttl": TTL_MAX + timedelta(seconds=1)},
        {"label": "x" * 101},
        {"unit_code": ""},
        {"role": "emperor"},
        {"kind": "eternal"},
    ],
)
def test_an_order_beyond_the_limits_is_refused(people, wrong):
    with pytest.raises(ValueError, match=r"token|label|unit code|emperor|eternal"):
        issue(people, None, **wrong)


@given(st.one_of(st.text(max_size=60), st.text(min_size=43, max_size=43).map("rb_".__add__)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_no_text_that_was_not_issued_is_a_token(people, text):
    assert AccessTokens(people).find(text, now=NOW) is None


@pytest.mark.parametrize("text", ["rb_" + "\ud800" * 43, "rb_" + "\x00" * 43])
def test_text_that_no_database_stores_is_no_token_either(people, text):
    assert AccessTokens(people).find(text, now=NOW) is None


def test_a_token_in_use_costs_no_query_for_a_while(people):
    tokens = AccessTokens(people)
    secret, grant = issue(people, None)
    tokens.find(secret, now=NOW)
    # The row goes behind the back of the room: only memory can answer now.
    with people.writing() as connection:
        connection.execute(access_tokens.delete())

    assert tokens.find(secret, now=NOW + RECENT_GRANT_AGE_MAX / 2) == grant
    assert tokens.find(secret, now=NOW - timedelta(seconds=1)) is None
    assert tokens.find(secret, now=NOW + RECENT_GRANT_AGE_MAX) is None


def a_grant() -> Grant:
    return Grant(
        token_id=uuid4(),
        person_id=None,
        role=Role.SCREEN,
        unit_code=UNIT,
        place_id=None,
        kind=TokenKind.BEARER,
        expires_at=NOW + DAY,
    )


def test_the_memory_of_grants_is_bounded_and_drops_the_oldest():
    recent, grant = RecentGrants(), a_grant()
    for number in range(RECENT_GRANTS_MAX + 1):
        recent.keep(number.to_bytes(4, "big"), grant, now=NOW, generation=recent.generation)

    assert len(recent) == RECENT_GRANTS_MAX
    assert recent.get((0).to_bytes(4, "big"), now=NOW) is None
    assert recent.get((1).to_bytes(4, "big"), now=NOW) == grant


def test_a_grant_looked_up_while_something_was_revoked_is_not_remembered():
    recent, grant = RecentGrants(), a_grant()
    before = recent.generation

    recent.clear()
    recent.keep(b"hash", grant, now=NOW, generation=before)

    assert recent.get(b"hash", now=NOW) is None
