"""Phones that looked once keep their connection: whoever comes next is answered all the same."""

import http.client
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bootstrap.serving import IDLE_S_MAX
from tests.support.service import Service

pytestmark = pytest.mark.service

PHONES = 600
"""More than a worker once held open (256)."""


@pytest.fixture
def service(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[Service]:
    """A service with one web worker."""
    service = Service(tmp_path, postgres_url, redis_url)
    service.init()
    service.start_web(workers=1)
    yield service
    service.stop()


def test_who_comes_next_does_not_wait_for_idle_phones(service: Service) -> None:
    with ExitStack() as open_ones:
        for _ in range(PHONES):
            phone = http.client.HTTPConnection("127.0.0.1", service.port, timeout=IDLE_S_MAX / 3)
            open_ones.callback(phone.close)
            phone.request("GET", "/healthz")
            answer = phone.getresponse()
            assert (answer.status, answer.read() != b"") == (200, True)
            assert not answer.will_close, "it stays open, as a browser leaves it"
