"""Doors of photos: sent once, shown to whom they concern, refused with a reason."""

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.auth import SESSION_COOKIE, csrf_token
from api.uploads import FIELDS_BYTES_MAX
from people.access import TokenKind
from people.directory import Person
from people.pictures import PHOTO_BYTES_MAX
from people.roles import Role
from tests.api.house import API, House, fresh_key
from tests.support.claims import home, proposed, put
from tests.support.pictures import MAKER, form_of, jpeg, phone_photo
from tests.support.village import COMMUNITY


def send(
    house: House,
    raw: bytes,
    who: Role | str = Role.RESIDENT,
    *,
    key: str | None = None,
    name: str = "a.jpg",
) -> Any:
    headers = {"Idempotency-Key": key or fresh_key()}
    return house.ask("POST", "/photos", who, headers=headers, **form_of(raw, name=name))


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_photo_is_sent_and_shown_to_who_sent_it(house_on_both: House) -> None:
    house = house_on_both
    answer = send(house, phone_photo())
    assert answer.status_code == 201
    assert answer.json["seen_before"] is False
    for path in ("", "/thumbnail"):
        shown = house.get(f"/photos/{answer.json['photo_id']}{path}", Role.RESIDENT)
        assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
        assert shown.data.startswith(b"\xff\xd8")
        assert MAKER.encode() not in shown.data
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        assert shown.headers["Cache-Control"] == "private, no-cache"
        assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
        again = house.get(
            f"/photos/{answer.json['photo_id']}{path}",
            Role.RESIDENT,
            headers={"If-None-Match": shown.headers["ETag"]},
        )
        assert again.status_code == 304


def test_a_repeated_request_keeps_nothing_twice_and_another_file_needs_another_key(
    house_on_both: House,
) -> None:
    house, key = house_on_both, fresh_key()
    first = send(house, jpeg(1), key=key)
    again = send(house, jpeg(1), key=key)
    assert again.data == first.data
    assert again.headers["Duplicate"] == "true"
    assert told(send(house, jpeg(2), key=key)) == (409, "idempotency_key_reused")
    mine = house.services.photos.about(house.persons[Role.RESIDENT])
    assert [str(it.photo_id) for it in mine] == [first.json["photo_id"]]


def test_two_people_never_share_a_key(house: House) -> None:
    key = fresh_key()
    one, other = send(house, jpeg(1), key=key), send(house, jpeg(2), Role.CLERK, key=key)
    assert one.json["photo_id"] != other.json["photo_id"]


def test_the_same_picture_from_somebody_else_is_told(house: House) -> None:
    send(house, jpeg())
    assert send(house, jpeg(), Role.GRID_WORKER).json["seen_before"] is True


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", (400, "photo_unreadable")),
        (jpeg()[:300], (400, "photo_unreadable")),
        (b"%PDF-1.7", (415, "photo_type_unsupported")),
        (b"<svg/>", (415, "photo_type_unsupported")),
    ],
)
def test_what_is_no_photo_is_refused(
    quiet_house: House, raw: bytes, expected: tuple[int, str]
) -> None:
    assert told(send(quiet_house, raw)) == expected


def test_a_name_and_a_type_prove_nothing(quiet_house: House) -> None:
    answer = send(quiet_house, jpeg(31), name="../../etc/passwd.exe")
    assert answer.status_code == 201


class Unread(io.BytesIO):
    """A body that says it has fifty megabytes, and breaks when it is read."""

    at = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = 50 << 20 if whence == 2 else offset
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError(size)


def test_fifty_megabytes_are_refused_before_they_are_read(quiet_house: House) -> None:
    answer = quiet_house.ask(
        "POST",
        "/photos",
        Role.RESIDENT,
        input_stream=Unread(),
        content_type="multipart/form-data; boundary=x",
        headers={"Idempotency-Key": fresh_key()},
    )
    assert told(answer) == (413, "photo_too_large")


def test_a_file_a_little_too_large_is_refused_too(quiet_house: House) -> None:
    assert told(send(quiet_house, jpeg() + bytes(PHOTO_BYTES_MAX))) == (413, "photo_too_large")
    too_much = bytes(PHOTO_BYTES_MAX + FIELDS_BYTES_MAX)
    assert told(send(quiet_house, too_much)) == (413, "photo_too_large")


def test_a_form_that_hides_its_length_is_refused(quiet_house: House) -> None:
    answer = quiet_house.ask(
        "POST",
        "/photos",
        Role.RESIDENT,
        headers={"Idempotency-Key": fresh_key(), "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
        **form_of(jpeg()),
    )
    assert told(answer) == (411, "request_malformed")


def test_other_doors_take_no_more_because_it_is_a_form(quiet_house: House) -> None:
    answer = quiet_house.ask(
        "POST",
        "/shops",
        Role.CLERK,
        headers={"Idempotency-Key": fresh_key()},
        **form_of(bytes(2 << 20)),
    )
    assert told(answer) == (413, "request_too_large")


def test_a_form_without_a_photo_or_a_key_is_refused(quiet_house: House) -> None:
    house, form = quiet_house, {"content_type": "multipart/form-data"}
    key = {"Idempotency-Key": fresh_key()}
    empty = house.ask("POST", "/photos", Role.RESIDENT, data={}, headers=key, **form)
    assert told(empty) == (422, "request_invalid")
    keyless = house.ask("POST", "/photos", Role.RESIDENT, **form_of(jpeg()))
    assert told(keyless) == (400, "idempotency_key_missing")


def test_a_browser_needs_its_csrf_token(house: House) -> None:
    person = house.persons[Role.RESIDENT]
    secret = house.token(Role.RESIDENT, person, kind=TokenKind.SESSION)
    house.client.set_cookie(SESSION_COOKIE, secret)

    def ask(**headers: str) -> Any:
        return house.client.post(
            f"{API}/photos",
            headers={"Idempotency-Key": fresh_key(), **headers},
            **form_of(jpeg()),
        )

    assert told(ask()) == (403, "csrf_failed")
    proof = csrf_token(house.services.secret_key, secret)
    assert ask(**{"X-CSRF-Token": proof}).status_code == 201


def test_nobody_else_sees_a_photo_that_nothing_shows(house: House) -> None:
    photo_id = send(house, jpeg()).json["photo_id"]
    neighbour = uuid4()
    house.services.directory.enrol([Person(neighbour, "李四", COMMUNITY)])
    others = [house.token(Role.RESIDENT, neighbour), *(house.tokens[it] for it in OTHERS)]
    for who in others:
        for path in ("", "/thumbnail"):
            answer = house.get(f"/photos/{photo_id}{path}", who)
            assert told(answer) == (404, "photo_not_found")
    assert told(house.get(f"/photos/{uuid4()}", Role.CLERK)) == (404, "photo_not_found")


OTHERS = (Role.CLERK, Role.GRID_WORKER, Role.REVIEWER, Role.SUPERVISOR, Role.STREET)


def test_staff_see_what_something_in_their_unit_shows(house: House) -> None:
    photo_id, elsewhere = (send(house, jpeg(it)).json["photo_id"] for it in (1, 2))
    far = {"unit_code": "150105000000", "photo_ids": [UUID(elsewhere)]}
    put(house.ledger, proposed(photo_ids=[UUID(photo_id)]), proposed(**far))
    house.project()
    assert house.get(f"/photos/{photo_id}", Role.CLERK).status_code == 200
    neighbour = uuid4()
    house.services.directory.enrol([Person(neighbour, "李四", COMMUNITY)])
    resident = house.token(Role.RESIDENT, neighbour)
    assert house.get(f"/photos/{photo_id}", resident).status_code == 404
    assert house.get(f"/photos/{elsewhere}", Role.CLERK).status_code == 404


def test_a_household_sees_what_a_deduction_rests_on_and_its_minors_do_not(house: House) -> None:
    photo_id = send(house, jpeg(), Role.GRID_WORKER).json["photo_id"]
    child, neighbour = uuid4(), uuid4()
    young = Person(child, "王小明", COMMUNITY, born_on=date(2015, 1, 20))
    house.services.directory.enrol([young, Person(neighbour, "李四", COMMUNITY)])
    own, other = home("0147", house.persons[Role.RESIDENT], child), home("0203", neighbour)
    act = proposed(own.id, is_deduction=True, photo_ids=[UUID(photo_id)])
    put(house.ledger, own, other, act)
    house.project()
    minor, stranger = (house.token(Role.RESIDENT, it) for it in (child, neighbour))
    for path in ("", "/thumbnail"):
        assert house.get(f"/photos/{photo_id}{path}", Role.RESIDENT).status_code == 200
        for who in (minor, stranger):
            assert told(house.get(f"/photos/{photo_id}{path}", who)) == (404, "photo_not_found")
    assert told(house.get(f"/claims/{act.id}", minor)) == (404, "claim_not_found")
    assert house.get("/claims?of=household", minor).json["items"] == []
    assert len(house.get("/claims?of=household", Role.RESIDENT).json["items"]) == 1


def test_a_photo_is_taken_back_by_who_sent_it_until_it_is_used(house: House) -> None:
    first, used = (send(house, jpeg(it)).json["photo_id"] for it in (1, 2))
    house.services.photos.record([UUID(used)], house.now)
    other = house.ask("DELETE", f"/photos/{first}", Role.CLERK)
    assert told(other) == (404, "photo_not_found")
    assert house.ask("DELETE", f"/photos/{first}", Role.RESIDENT).status_code == 200
    gone = house.ask("DELETE", f"/photos/{first}", Role.RESIDENT)
    assert told(gone) == (404, "photo_not_found")
    assert told(house.ask("DELETE", f"/photos/{used}", Role.RESIDENT)) == (409, "photo_in_use")


def test_photos_are_in_the_copy_of_ones_own_data(house: House) -> None:
    photo_id = send(house, jpeg()).json["photo_id"]
    send(house, jpeg(2), Role.CLERK)
    (own,) = house.get("/me/export", Role.RESIDENT).json["photos"]
    assert own["address"] == f"/api/v1/photos/{photo_id}"
    assert house.get("/me/export.pdf", Role.RESIDENT).status_code == 200


def test_only_so_many_photos_a_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [send(house, b"no picture").status_code for _ in range(61)]
    assert answers[:60] == [415] * 60
    assert answers[60] == 429
