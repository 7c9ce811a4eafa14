"""Whatever the description of the API allows, step after step, is answered as it promises.

Schemathesis follows the links of the description (an activity published, then its roll, then its
code …) with bodies of its own making, each step as somebody whose role may pass that door.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.openapi import PATH
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.shelf import DOORS
from tests.support.village import COMMUNITY

WALKS_MAX = 50
STEPS_MAX = 8
STRANGERS_EVERY = 12
"""One step in so many is somebody whose role may not pass: a no must be as described too."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


class Village:
    """A house for every walk: the same one each time, as if nobody had walked before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model = House.on_sqlite(folder / "model").settle()
        self._walks = 0
        self.house = self._model

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.house.app(environ, start_response)

    def anew(self) -> None:
        """Move into a copy of the settled house."""
        self.close()
        self._walks += 1
        shutil.copytree(self._folder / "model", copy := self._folder / str(self._walks))
        house = House.on_sqlite(copy, DOORS)
        house.village, house.tokens = self._model.village, self._model.tokens
        self.house = house

    def close(self) -> None:
        self.house.close()


def machine(village: Village) -> type[APIStateMachine]:
    """A walker through the doors of a village, and what it was answered."""
    described = schemathesis.openapi.from_wsgi(PATH, village)

    class Walk(described.as_state_machine()):  # type: ignore[misc]
        answered: ClassVar[list[tuple[str, int]]] = []
        steps = 0

        def setup(self) -> None:
            village.anew()

        def before_call(self, case: Any) -> None:
            # The same walk must be the same people's: nothing here may be left to chance.
            self.steps += 1
            operation = case.operation.definition.raw
            choosing = Random(f"{self.steps} {case.operation.label} {case.body!r}")
            may = [Role(it) for it in operation.get("x-roles", [])] or list(Role)
            stranger = choosing.randrange(STRANGERS_EVERY) == 0
            role = choosing.choice(list(Role) if stranger else may)
            if isinstance(case.body, dict) and "unit_code" in case.body and not stranger:
                # A made-up unit is nobody's: all walks would end at the same no.
                case.body["unit_code"] = COMMUNITY
            case.headers = {
                **(case.headers or {}),
                "Authorization": f"Bearer {village.house.tokens[role]}",
                "Idempotency-Key": fresh_key(),
            }

        def after_call(self, response: Any, case: Any) -> None:
            self.answered.append((case.operation.label, response.status_code))
            # What was done must be seen by the next step.
            if case.method != "GET":
                village.house.project()

        def validate_response(self, response: Any, case: Any, **_more: Any) -> None:
            case.validate_response(response, checks=CHECKS)

    return Walk


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[type[APIStateMachine]]:
    village = Village(tmp_path)
    yield machine(village)
    village.close()


def test_no_walk_through_the_doors_meets_an_accident(walk: Any) -> None:
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=WALKS_MAX,
            stateful_step_count=STEPS_MAX,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    statuses = {status for _, status in walk.answered}
    assert not {it for it in statuses if it >= 500}
    assert len({label for label, _ in walk.answered}) > 20
    assert statuses >= {200, 201, 422}, statuses
