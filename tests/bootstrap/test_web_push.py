"""Web Push against a real endpoint on this machine that decrypts what it is sent."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from api.notifying.ports import Outcome
from bootstrap import web_push
from bootstrap.web_push import WebPush, decode, encode, make_key, raw_public, read_key, seal
from people.pushes import PushAddress
from tests.support.processes import free_port
from tests.support.push_service import Browser, PushService

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
CONTACT = "https://hf.example.cn"


@pytest.fixture
def service() -> Iterator[PushService]:
    server = PushService()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.hangs.set()
    server.shutdown()
    server.server_close()
    thread.join(10)


def pusher(*hosts: str) -> WebPush:
    return WebPush(ec.generate_private_key(ec.SECP256R1()), CONTACT, hosts, lambda: NOW)


def test_the_browser_reads_what_was_sealed_for_it_and_nobody_else(service: PushService) -> None:
    browser, stranger, words = Browser(), Browser(), "有答复了".encode()
    told = pusher(service.host).push(browser.at(service.endpoint()), words, topic="p7")
    assert told is Outcome.TOLD
    ((path, body, headers),) = service.got
    assert path == "/push/a"
    assert words not in body
    assert browser.read(body) == words
    with pytest.raises(InvalidTag):
        stranger.read(body)
    assert (headers["Content-Encoding"], headers["TTL"], headers["Topic"]) == (
        "aes128gcm",
        "86400",
        "p7",
    )


def test_the_service_can_prove_who_sent_it(service: PushService) -> None:
    push = pusher(service.host)
    push.push(Browser().at(service.endpoint()), b"x", topic="p1")
    ((_, _, headers),) = service.got
    scheme, _, rest = headers["Authorization"].partition(" ")
    said = dict(it.strip().split("=", 1) for it in rest.split(","))
    assert (scheme, said["k"]) == ("vapid", push.public_key)
    head, claims, signature = said["t"].split(".")
    raw = decode(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(said["k"]))
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(encode_dss_signature(r, s), f"{head}.x{claims}".encode(), ec.ECDSA(SHA256()))
    assert json.loads(decode(claims)) == {
        "aud": f"http://{service.host}",
        "exp": int(NOW.timestamp()) + 12 * 3600,
        "sub": CONTACT,
    }


def test_the_example_of_the_rfc_is_sealed_to_the_letter() -> None:
    """RFC 8291, section 5."""
    address = PushAddress(
        "https://push.example.net/",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    secret = int.from_bytes(decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        address,
        own=ec.derive_private_key(secret, ec.SECP256R1()),
        salt=decode("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encode(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_no_two_payloads_are_sealed_alike() -> None:
    address = Browser().at("https://push.example.net/")
    assert seal(b"x", address) != seal(b"x", address)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "told"),
        (201, "told"),
        (404, "gone"),
        (410, "gone"),
        (302, "later"),
        (400, "later"),
        (429, "later"),
        (500, "later"),
        (503, "later"),
    ],
)
def test_what_the_service_answers_decides(service: PushService, status: int, outcome: str) -> None:
    service.status = status
    told = pusher(service.host).push(Browser().at(service.endpoint()), b"x", topic="p1")
    assert told == outcome
    assert len(service.got) == 1, "nothing is followed or tried again at once"


def test_a_service_that_hangs_or_is_away_is_tried_later(
    service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_push, "ANSWER_S_MAX", 0.2)
    service.hangs.clear()
    push = pusher(service.host, f"127.0.0.1:{(port := free_port())}")
    assert push.push(Browser().at(service.endpoint()), b"x", topic="p1") is Outcome.LATER
    away = Browser().at(f"http://127.0.0.1:{port}/")
    assert push.push(away, b"x", topic="p1") is Outcome.LATER


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://elsewhere.example.com/x",
        "http://push.example.cn/x",
        "https://push.example.cn.evil.com/x",
        "https://push.example.cn:8443/x",
        "https://user@push.example.cn/x",
        "https://169.254.169.254/x",
        "https://push.example.cn:port/x",
        "ftp://push.example.cn/x",
        "x",
    ],
)
def test_notifications_go_to_the_named_services_only(endpoint: str) -> None:
    push = pusher("push.example.cn")
    assert push.accepts("https://push.example.cn/x")
    assert not push.accepts(endpoint)
    assert push.push(Browser().at(endpoint), b"x", topic="p1") is Outcome.GONE


@pytest.mark.parametrize(("p256dh", "auth"), [("BAAA", "x"), ("", ""), ("%%%", "AAAA")])
def test_keys_that_no_browser_made_are_gone(service: PushService, p256dh: str, auth: str) -> None:
    address = PushAddress(service.endpoint(), p256dh, auth)
    assert pusher(service.host).push(address, b"x", topic="p1") is Outcome.GONE
    assert service.got == []


def test_the_citys_key_is_made_once_and_read_by_the_service_alone(tmp_path: Path) -> None:
    path = tmp_path / "push.key"
    make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    first, again = (raw_public(read_key(path)) for _ in range(2))
    assert first == again
