"""Sessions: good on one device only, over when idle, listed and ended by whose they are."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from people.access import AccessTokens, TokenKind, TokenOrder
from people.directory import Directory
from people.errors import UnknownPersonError
from people.roles import Role
from people.sessions import Sessions, SignInMethod, new_device_secret
from people.store import People
from tests.people.builders import UNIT, enrolled
from tests.people.conftest import NOW

PHONE = new_device_secret()
STOLEN_TO = new_device_secret()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(people: People) -> UUID:
    """Somebody to sign in."""
    return enrolled(people)


def _order(person_id: UUID, kind: TokenKind = TokenKind.SESSION) -> TokenOrder:
    return TokenOrder(
        person_id=person_id,
        role=Role.VOLUNTEER,
        unit_code=UNIT,
        kind=kind,
        ttl=timedelta(days=30),
        label="browser",
    )


def _open(people: People, person_id: UUID, device: str = PHONE, **more: Any) -> tuple[str, Any]:
    given = {"device_label": "安卓手机 · Chrome", "method": SignInMethod.CODE, "now": NOW} | more
    return Sessions(people).open(_order(person_id), device_secret=device, **given)


def test_a_session_opens_on_its_own_device(people: People, person: UUID) -> None:
    secret, grant = _open(people, person, proved_at=NOW)
    found = Sessions(people).find(secret, PHONE, now=NOW + MINUTE)
    assert found == grant
    assert found is not None
    assert (found.person_id, found.method, found.proved_at) == (person, SignInMethod.CODE, NOW)
    assert found.expires_at == NOW + timedelta(days=30)


@pytest.mark.parametrize(
    "device", [STOLEN_TO, "", "x", "\ud800" * 43], ids=["other", "none", "short", "no text"]
)
def test_a_stolen_session_opens_nothing_elsewhere(
    people: People, person: UUID, device: str
) -> None:
    secret, _ = _open(people, person)
    sessions = Sessions(people)
    assert sessions.find(secret, PHONE, now=NOW) is not None, "and it is remembered"
    assert sessions.recent(secret, PHONE, now=NOW) is not None
    assert sessions.recent(secret, device, now=NOW) is None
    assert sessions.find(secret, device, now=NOW) is None


def test_a_token_without_a_row_beside_it_is_no_session(people: People, person: UUID) -> None:
    secret, _ = AccessTokens(people).issue_many([_order(person)], now=NOW)[0]
    assert Sessions(people).find(secret, PHONE, now=NOW) is None
    assert Sessions(people).list_of(person, now=NOW) == []


def test_a_session_is_for_somebody_enrolled_and_of_its_kind(people: People, person: UUID) -> None:
    with pytest.raises(UnknownPersonError):
        _open(people, UUID(int=7))
    with pytest.raises(ValueError, match="not for a session"):
        Sessions(people).open(
            _order(person, TokenKind.BEARER),
            device_secret=PHONE,
            device_label="",
            method=SignInMethod.CODE,
            now=NOW,
        )


def test_a_session_left_alone_is_over_and_one_in_use_is_not(people: People, person: UUID) -> None:
    secret, _ = _open(people, person, idle_max=15 * MINUTE)
    sessions = Sessions(people)
    for minutes in (14, 28, 42):
        assert sessions.find(secret, PHONE, now=NOW + minutes * MINUTE) is not None
    assert sessions.list_of(person, now=NOW + 56 * MINUTE) != []
    assert sessions.list_of(person, now=NOW + 57 * MINUTE) == []
    assert sessions.find(secret, PHONE, now=NOW + 57 * MINUTE) is None


def test_an_own_phone_is_never_idle_but_old_after_its_days(people: People, person: UUID) -> None:
    secret, _ = _open(people, person)
    sessions = Sessions(people)
    assert sessions.find(secret, PHONE, now=NOW + timedelta(days=30) - MINUTE) is not None
    assert sessions.find(secret, PHONE, now=NOW + timedelta(days=30)) is None


def test_being_seen_is_written_at_most_once_a_minute(people: People, person: UUID) -> None:
    secret, _ = _open(people, person)
    sessions = Sessions(people)

    def seen(seconds: int) -> int:
        assert sessions.find(secret, PHONE, now=NOW + timedelta(seconds=seconds)) is not None
        (record,) = sessions.list_of(person, now=NOW + timedelta(seconds=seconds))
        return int((record.seen_at - NOW).total_seconds())

    assert [seen(at) for at in (10, 59, 65, 100, 119, 126)] == [0, 0, 65, 65, 65, 126]


def test_the_list_shows_what_goes_on_and_nothing_secret(people: People, person: UUID) -> None:
    first, _ = _open(people, person, now=NOW - timedelta(days=29))
    _, second = _open(people, person, STOLEN_TO, device_label="iPhone · 微信")
    _open(people, enrolled(people))
    sessions = Sessions(people)
    listed = sessions.list_of(person, now=NOW + MINUTE)
    assert [it.device_label for it in listed] == ["iPhone · 微信", "安卓手机 · Chrome"]
    assert listed[0].grant == second
    assert first not in repr(listed)
    assert PHONE not in repr(listed)
    assert len(sessions.list_of(person, now=NOW + timedelta(days=1))) == 1


def test_one_or_all_others_are_ended_by_whose_they_are(
    people: People, elsewhere: People, person: UUID
) -> None:
    kept, kept_grant = _open(people, person)
    lost, lost_grant = _open(people, person, STOLEN_TO)
    third, _ = _open(people, person, new_device_secret())
    token = AccessTokens(people).issue_many([_order(person, TokenKind.BEARER)], now=NOW)[0][0]
    sessions, stranger = Sessions(people), enrolled(people)
    assert not sessions.end(lost_grant.token_id, stranger, now=NOW), "not the stranger's"
    assert sessions.find(lost, STOLEN_TO, now=NOW) is not None
    assert sessions.end(lost_grant.token_id, person, now=NOW)
    assert not sessions.end(lost_grant.token_id, person, now=NOW)
    assert sessions.find(lost, STOLEN_TO, now=NOW) is None
    assert Sessions(elsewhere).find(lost, STOLEN_TO, now=NOW) is None
    assert sessions.end_others(person, kept_grant.token_id, now=NOW) == 1
    assert [it.grant for it in sessions.list_of(person, now=NOW)] == [kept_grant]
    assert sessions.find(kept, PHONE, now=NOW) is not None
    assert AccessTokens(people).find(token, now=NOW) is not None, "programs go on"
    assert third


def test_all_of_them_end_with_a_larger_change_or_with_the_person(
    people: People, person: UUID
) -> None:
    secret, _ = _open(people, person)
    sessions = Sessions(people)
    assert sessions.find(secret, PHONE, now=NOW) is not None
    with people.writing() as connection:
        assert sessions.end_all_with(connection, person, now=NOW) == 1
    sessions.forget_recent()
    assert sessions.find(secret, PHONE, now=NOW) is None
    again, _ = _open(people, person)
    assert sessions.find(again, PHONE, now=NOW) is not None
    Directory(people).erase(person)
    assert sessions.find(again, PHONE, now=NOW) is None


def test_a_second_factor_shown_is_noted_at_once(people: People, person: UUID) -> None:
    secret, grant = _open(people, person)
    sessions = Sessions(people)
    found = sessions.find(secret, PHONE, now=NOW)
    assert found is not None
    assert found.proved_at is None
    sessions.prove(grant.token_id, now=NOW + MINUTE)
    found = sessions.find(secret, PHONE, now=NOW + MINUTE)
    assert found is not None
    assert found.proved_at == NOW + MINUTE
