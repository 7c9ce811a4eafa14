"""Bad input gets a clear answer and loses nothing."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.limits import BULK_SCANS_MAX, NESTING_MAX, REQUEST_BYTES_MAX
from people.roles import Role
from tests.api.house import House, fresh_key

SHOP = {"unit_code": "150104003005", "name": "新店"}


def raw(house: House, body: bytes, content_type: str = "application/json") -> Any:
    return house.ask(
        "POST",
        "/shops",
        Role.CLERK,
        data=body,
        headers={"Idempotency-Key": fresh_key(), "Content-Type": content_type},
    )


@pytest.mark.parametrize(
    "body",
    [
        b'{"name":',
        b"\xff\xfe",
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b'{"name": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"name": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"[" * (NESTING_MAX + 1) + b"]" * (NESTING_MAX + 1),
    ],
)
def test_malformed_json_is_refused(quiet_house: House, body: bytes) -> None:
    answer = raw(quiet_house, body)
    assert answer.status_code == 400
    assert answer.json["code"] == "request_malformed"
    assert answer.content_type == "application/problem+json"


def test_other_content_types_are_refused(quiet_house: House) -> None:
    answer = raw(quiet_house, b"name=x", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json["code"]) == (415, "media_type_unsupported")


def test_an_oversized_request_is_refused(quiet_house: House) -> None:
    answer = raw(quiet_house, b'{"name": "' + b"x" * REQUEST_BYTES_MAX + b'"}')
    assert (answer.status_code, answer.json["code"]) == (413, "request_too_large")


def test_every_fault_is_named_by_its_path(quiet_house: House) -> None:
    body = {"token": 5, "place": {"kind": "moon", "id": "x", "more": 1}, "extra": True}
    answer = quiet_house.post("/scans", Role.RIDER, body)
    assert answer.status_code == 422
    assert answer.json["code"] == "request_invalid"
    assert set(answer.json["errors"]) == {"token", "place.kind", "place.id", "place.more", "extra"}


@pytest.mark.parametrize("body", [[], "text", 5, None])
def test_a_body_that_is_no_object_is_refused(quiet_house: House, body: Any) -> None:
    answer = quiet_house.post("/shops", Role.CLERK, body)
    assert (answer.status_code, answer.json["code"]) == (422, "request_invalid")


@pytest.mark.parametrize("name", ["", "   ", "x" * 51, "a\x00b", "a\nb"])
def test_texts_are_bounded_and_printable(quiet_house: House, name: str) -> None:
    answer = quiet_house.post("/shops", Role.CLERK, {**SHOP, "name": name})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["name"])


@pytest.mark.parametrize("quantity", [2.5, 2.59e-42, "5", True, None, 0, -1, 10**30, 1e999])
def test_no_fraction_or_text_passes_for_an_integer(quiet_house: House, quantity: Any) -> None:
    path = f"/items/{quiet_house.village.item}/receipts"
    answer = quiet_house.ask(
        "POST",
        path,
        Role.CLERK,
        data=f'{{"quantity": {_written(quantity)}}}'.encode(),
        headers={"Idempotency-Key": fresh_key(), "Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["quantity"]


def _written(value: Any) -> str:
    words = {True: "true", None: "null", "5": '"5"', float("inf"): "1e999"}
    return words.get(value, repr(value))


def test_three_point_nought_is_three(house: House) -> None:
    before = house.get(f"/items/{house.village.item}", Role.CLERK).json["free"]
    answer = house.post(f"/items/{house.village.item}/receipts", Role.CLERK, {"quantity": 3.0})
    assert answer.status_code == 201
    house.project()
    assert house.get(f"/items/{house.village.item}", Role.CLERK).json["free"] == before + 3


@pytest.mark.parametrize(
    "moment", ["2026-11-20T09:00:00", "yesterday", 5, "0001-01-01T00:00:00+14:00", "2026-13-01"]
)
def test_a_moment_needs_its_zone(quiet_house: House, moment: Any) -> None:
    body = {"token": "AAAA", "occurred_at": moment}
    answer = quiet_house.post("/scans", Role.RIDER, body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["occurred_at"])


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=1.5",
        "cursor=%00",
        "cursor=AAAA",
        "moon=1",
        "after=-1",
        "after=99999999999999999999",
        "unit=15010x",
        "unit=%27",
    ],
)
def test_queries_are_read_strictly(quiet_house: House, query: str) -> None:
    answer = quiet_house.get(f"/stations?{query}")
    assert (answer.status_code, answer.json["code"]) == (422, "request_invalid")
    assert list(answer.json["errors"]) == [query.split("=", maxsplit=1)[0]]


def test_a_list_of_scans_has_an_end(quiet_house: House) -> None:
    for scans in ([], [{}] * (BULK_SCANS_MAX + 1), {"a": 1}):
        answer = quiet_house.post("/scans/bulk", Role.RIDER, {"scans": scans})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["scans"])


def test_a_wrong_method_says_which_are_right(quiet_house: House) -> None:
    answer = quiet_house.get("/scans", Role.RIDER)
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/api/x",
        f"/api/v1/shops/{UUID(int=7)}/nothing",
        "/api/v1/shops/no-uuid",
        "/api/v1/leaderboards/moon",
    ],
)
def test_an_unknown_address_is_a_problem(quiet_house: House, path: str) -> None:
    answer = quiet_house.get(path, Role.CLERK)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert answer.content_type == "application/problem+json"


def test_a_problem_has_the_members_of_the_standard(quiet_house: House) -> None:
    body = quiet_house.get(f"/shops/{uuid4()}", Role.CLERK).json
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["type"] == "urn:redbee:problem:shop_not_found"
    assert body["status"] == 404
