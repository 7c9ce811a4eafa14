"""Passkeys: what proves itself, and every way in which it does not."""

import base64
import json
from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from people.errors import PeopleError
from people.passkeys import PASSKEYS_MAX, Passkeys, RelyingParty
from people.staff_tables import passkeys as table
from people.tickets import TICKET_AGE_MAX, Purpose
from tests.people.builders import enrolled
from tests.people.conftest import NOW
from tests.support.authenticator import PRESENT, Passkey, encoded

PARTY = RelyingParty("localhost", ("http://localhost",))
OVER = NOW + TICKET_AGE_MAX[Purpose.PASSKEY]


@pytest.fixture
def passkeys(people) -> Passkeys:
    return Passkeys(people, PARTY)


@pytest.fixture
def clerk(people) -> UUID:
    return enrolled(people, "王小红")


@pytest.fixture
def phone(passkeys, clerk) -> Passkey:
    """A passkey of the clerk."""
    return added(passkeys, clerk)


def added(passkeys, person_id, phone=None, label="我的手机") -> Passkey:
    phone = phone or Passkey()
    options = passkeys.begin_new(person_id, "王小红", now=NOW)
    passkeys.add(person_id, phone.make(options), label, now=NOW)
    return phone


def refusal(work) -> str:
    with pytest.raises(PeopleError) as no:
        work()
    return no.value.code


def test_a_passkey_says_whose_it_is_without_a_name(passkeys, clerk, phone):
    assert passkeys.check(phone.prove(passkeys.begin(None, now=NOW)), now=NOW) == clerk


def test_user_verification_is_always_asked_for(passkeys, clerk):
    new, known = passkeys.begin_new(clerk, "王小红", now=NOW), passkeys.begin(None, now=NOW)
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert known["userVerification"] == "required"
    lazy = Passkey(flags=PRESENT)
    assert refusal(lambda: passkeys.add(clerk, lazy.make(new), "x", now=NOW)) == "passkey_refused"


def test_an_answer_counts_once(passkeys, clerk, phone):
    answer = phone.prove(passkeys.begin(None, now=NOW))
    passkeys.check(answer, now=NOW)
    assert refusal(lambda: passkeys.check(answer, now=NOW)) == "passkey_refused"


def test_a_challenge_lives_five_minutes(passkeys, phone):
    answer = phone.prove(passkeys.begin(None, now=NOW))
    assert refusal(lambda: passkeys.check(answer, now=OVER)) == "passkey_refused"


def test_a_counter_that_goes_back_is_a_copy(passkeys, phone):
    passkeys.check(phone.prove(passkeys.begin(None, now=NOW)), now=NOW)
    phone.count -= 1
    copied = phone.prove(passkeys.begin(None, now=NOW))
    assert refusal(lambda: passkeys.check(copied, now=NOW)) == "passkey_refused"


@pytest.mark.parametrize(
    "flaw", [{"origin": "http://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}]
)
def test_another_site_and_an_unlocked_key_prove_nothing(passkeys, phone, flaw):
    vars(phone).update(flaw)
    answer = phone.prove(passkeys.begin(None, now=NOW))
    assert refusal(lambda: passkeys.check(answer, now=NOW)) == "passkey_refused"


def test_another_key_under_a_known_name_proves_nothing(passkeys, phone):
    thief = Passkey(credential_id=phone.credential_id, count=9)
    answer = thief.prove(passkeys.begin(None, now=NOW))
    assert refusal(lambda: passkeys.check(answer, now=NOW)) == "passkey_refused"


def test_a_challenge_made_for_one_person_is_not_answered_by_another(people, passkeys, clerk, phone):
    other = enrolled(people, "赵六")
    theirs = added(passkeys, other)
    for_clerk = passkeys.begin(clerk, now=NOW)
    assert [it["id"] for it in for_clerk["allowCredentials"]] == [phone.make(for_clerk)["id"]]
    answer = theirs.prove(for_clerk)
    assert refusal(lambda: passkeys.check(answer, person_id=clerk, now=NOW)) == "passkey_refused"
    for_anybody = phone.prove(passkeys.begin(None, now=NOW))
    assert refusal(lambda: passkeys.check(for_anybody, person_id=clerk, now=NOW)) == (
        "passkey_refused"
    )
    mine = phone.prove(passkeys.begin(clerk, now=NOW))
    assert passkeys.check(mine, person_id=clerk, now=NOW) == clerk


def test_a_new_passkey_belongs_to_whom_it_was_asked_for(people, passkeys, clerk):
    other = enrolled(people, "赵六")
    answer = Passkey().make(passkeys.begin_new(clerk, "王小红", now=NOW))
    assert refusal(lambda: passkeys.add(other, answer, "x", now=NOW)) == "passkey_refused"


def test_the_same_credential_is_not_registered_twice(people, passkeys, clerk, phone):
    other = enrolled(people, "赵六")
    answer = phone.make(passkeys.begin_new(other, "赵六", now=NOW))
    assert refusal(lambda: passkeys.add(other, answer, "x", now=NOW)) == "passkey_refused"


def test_a_person_lists_names_and_removes_passkeys(people, passkeys, clerk, phone):
    added(passkeys, clerk, label="单位电脑")
    names = [it.label for it in passkeys.list_of(clerk)]
    assert sorted(names) == ["单位电脑", "我的手机"]
    first = passkeys.list_of(clerk)[0]
    assert not passkeys.remove(enrolled(people), first.passkey_id)
    assert passkeys.remove(clerk, first.passkey_id)
    assert not passkeys.remove(clerk, uuid4())
    assert passkeys.count_of(clerk) == 1


def test_names_of_passkeys_are_sealed(people, passkeys, clerk, phone):
    with people.reading() as connection:
        (row,) = connection.execute(select(table)).all()
    assert "我的手机".encode() not in bytes(row.label_sealed)


def test_ten_passkeys_are_enough(passkeys, clerk):
    for _ in range(PASSKEYS_MAX):
        added(passkeys, clerk)
    assert refusal(lambda: passkeys.begin_new(clerk, "x", now=NOW)) == "passkeys_full"


@pytest.mark.parametrize(
    "answer",
    [None, [], "x", {}, {"response": {"clientDataJSON": 7}}, {"response": {"clientDataJSON": "!"}}],
)
def test_nonsense_is_refused(passkeys, clerk, answer):
    assert refusal(lambda: passkeys.check(answer, now=NOW)) == "passkey_refused"
    assert refusal(lambda: passkeys.add(clerk, answer, "x", now=NOW)) == "passkey_refused"


@pytest.mark.parametrize("part", ["authenticatorData", "signature", "clientDataJSON"])
def test_a_damaged_answer_is_refused(passkeys, phone, part):
    answer = json.loads(json.dumps(phone.prove(passkeys.begin(None, now=NOW))))
    for broken in ("AAAA", "", None):
        copy = answer | {"response": answer["response"] | {part: broken}}
        assert refusal(lambda it=copy: passkeys.check(it, now=NOW)) == "passkey_refused"


@pytest.mark.parametrize("people_url", ["sqlite"], indirect=True)
def test_damaged_bytes_are_refused_never_a_fault(passkeys, clerk, phone):
    random = Random(20261122)
    for _ in range(200):
        made, proved = Passkey(), phone
        new = made.make(passkeys.begin_new(clerk, "王小红", now=NOW))
        known = proved.prove(passkeys.begin(None, now=NOW))
        for answer, part, use in (
            (new, "attestationObject", lambda it: passkeys.add(clerk, it, "x", now=NOW)),
            (known, "authenticatorData", lambda it: passkeys.check(it, now=NOW)),
            (known, "signature", lambda it: passkeys.check(it, now=NOW)),
        ):
            answer["response"][part] = damaged(answer["response"][part], random)
            with suppress(PeopleError):
                use(answer)
        for it in passkeys.list_of(clerk)[1:]:
            passkeys.remove(clerk, it.passkey_id)


def damaged(text: str, random: Random) -> str:
    """Change a few bytes, drop some, or add some."""
    raw = bytearray(base64.urlsafe_b64decode(text + "=="))
    for _ in range(random.randint(1, 4)):
        raw[random.randrange(len(raw))] = random.randrange(256)
    if random.random() < 0.3:
        del raw[random.randrange(len(raw)) :]
    return encoded(bytes(raw))


def test_used_passkeys_say_when(passkeys, clerk, phone):
    later = NOW + timedelta(hours=1)
    passkeys.check(phone.prove(passkeys.begin(None, now=later)), now=later)
    assert [it.used_at for it in passkeys.list_of(clerk)] == [later]
