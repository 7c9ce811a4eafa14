"""The description of the API is true."""

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from api.permissions import Action, declared_action
from api.problems import titles
from ledger.kernel.errors import LedgerError
from people.roles import Role
from qr.flaws import Flaw
from tests.api.house import House


@pytest.fixture(scope="module")
def document(quiet_house: House) -> dict[str, Any]:
    answer = quiet_house.get("/api/openapi.json")
    assert answer.status_code == 200
    return dict(answer.json)


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = [op for path in document["paths"].values() for op in path.values() if "responses" in op]
    return {op["operationId"]: op for op in found}


def test_it_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_door_is_described_once(document: dict[str, Any], quiet_house: House) -> None:
    rules = [it for it in quiet_house.app.url_map.iter_rules() if it.rule.startswith("/api/v1")]
    count = sum(len(it.methods - {"HEAD", "OPTIONS"}) for it in rules)
    paths = [op for path in document["paths"].values() for op in path.values() if "responses" in op]
    assert len(operations(document)) == len(paths) == count
    for op in paths:
        assert op["summary"]
        assert op["x-action"]


def test_every_refusal_code_is_described(document: dict[str, Any]) -> None:
    described = document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
    raised = {it.code for it in _below(LedgerError) if "code" in vars(it)}
    assert raised | {flaw.code for flaw in Flaw} <= set(described)
    assert len(raised) > 40
    for code in described:
        assert titles()[code][-1] in ".:`;", code


def _below(cls: type[LedgerError]) -> set[type[LedgerError]]:
    return {it for sub in cls.__subclasses__() for it in (sub, *_below(sub))}


def test_every_post_names_the_key(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for method, op in path.items():
            if method == "post" and "x-keyless" not in op:
                names = [it["name"] for it in op["parameters"] if it["in"] == "header"]
                assert names == ["Idempotency-Key"], op["operationId"]
                assert "409" in op["responses"]


def test_links_lead_to_doors_and_parameters_that_exist(document: dict[str, Any]) -> None:
    known = operations(document)
    names = {op["operationId"]: parameters(path, op) for path, op in each(document)}
    links = [
        link
        for op in known.values()
        for response in op["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(links) > 30
    for link in links:
        assert link["operationId"] in known
        assert set(link["parameters"]) <= names[link["operationId"]], link


def each(document: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    paths = document["paths"].values()
    return [(path, op) for path in paths for op in path.values() if "responses" in op]


def parameters(path: dict[str, Any], op: dict[str, Any]) -> set[str]:
    return {it["name"] for it in [*path.get("parameters", []), *op.get("parameters", [])]}


def test_doors_say_who_may_pass(document: dict[str, Any], quiet_house: House) -> None:
    open_doors = {name for name, op in operations(document).items() if "security" not in op}
    views = quiet_house.app.view_functions
    public = [name for name, view in views.items() if declared_action(view) is Action.PUBLIC]
    assert len(open_doors) == len([it for it in public if "." in it and "operations" not in it])
    assert operations(document)["collectVoucher"]["x-roles"] == [Role.SHOP_KEEPER.value]
