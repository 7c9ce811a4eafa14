"""Sending codes: to a gateway over real HTTP, in time or not at all, and onto the demo's screen."""

import io
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from api.signin.sending import NoSender, SmsUnavailableError
from bootstrap import messages
from bootstrap.config import Config, ConfigError
from bootstrap.messages import ConsoleSender, GatewaySender, code_sender
from tests.support.processes import free_port

PHONE, CODE = "13900000001", "040827"


class Gateway(ThreadingHTTPServer):
    """A gateway on a loopback port that answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[Any, str | None]] = []
        self.status = 200
        self.hangs = threading.Event()
        self.hangs.set()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/v1/messages"


class Answering(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((json.loads(body), self.headers.get("Authorization")))
        self.server.hangs.wait(30)
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway that takes everything unless told otherwise."""
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.hangs.set()
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_a_gateway_is_handed_the_code_with_its_template(gateway: Gateway) -> None:
    GatewaySender(gateway.url, "s3cret", "SMS_1").send(PHONE, CODE)
    message = {
        "template_id": "SMS_1",
        "phone": PHONE,
        "parameters": {"code": CODE, "minutes": "5"},
    }
    assert gateway.got == [(message, "Bearer s3cret")]


@pytest.mark.parametrize("status", [302, 400, 401, 429, 500, 503])
def test_a_gateway_that_does_not_take_it_is_unavailable(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(SmsUnavailableError):
        GatewaySender(gateway.url, "", "SMS_1").send(PHONE, CODE)
    assert len(gateway.got) == 1, "nothing is followed or tried again"


def test_a_gateway_that_hangs_is_unavailable(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ANSWER_S_MAX", 0.2)
    gateway.hangs.clear()
    with pytest.raises(SmsUnavailableError) as refusal:
        GatewaySender(gateway.url, "", "SMS_1").send(PHONE, CODE)
    assert refusal.value.__cause__ is None, "the library's words may quote what was sent"


def test_nobody_at_the_gateways_address_is_unavailable() -> None:
    with pytest.raises(SmsUnavailableError):
        GatewaySender(f"http://127.0.0.1:{free_port()}/", "", "SMS_1").send(PHONE, CODE)


def test_a_gateway_that_talks_nonsense_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"hello?\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        with pytest.raises(SmsUnavailableError):
            GatewaySender(f"http://127.0.0.1:{server.getsockname()[1]}/", "", "1").send(PHONE, CODE)
        thread.join(10)


def test_the_console_shows_the_code_clearly_marked_and_half_the_number() -> None:
    out = io.StringIO()
    ConsoleSender(out).send(PHONE, CODE)
    assert out.getvalue() == "【演示短信】发给 139****0001：验证码 040827，5 分钟内有效\n"


def test_the_settings_decide_who_sends() -> None:
    def sender(**env: str) -> object:
        return code_sender(Config.from_env(env))

    assert isinstance(sender(), NoSender)
    assert isinstance(sender(REDBEE_SMS_URL="console:"), ConsoleSender)
    assert isinstance(sender(REDBEE_SMS_URL="https://sms.example.cn/"), GatewaySender)
    with pytest.raises(ConfigError, match="REDBEE_SMS_URL"):
        sender(REDBEE_SMS_URL="ftp://sms.example.cn/")
    with pytest.raises(SmsUnavailableError):
        NoSender().send(PHONE, CODE)
    secret = Config.from_env({"REDBEE_SMS_SECRET": "s3cret"})
    assert "s3cret" not in repr(secret)
