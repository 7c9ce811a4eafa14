"""A push service on a loopback port, and browsers that read what they are sent (RFC 8291)."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bootstrap.web_push import encode, raw_public
from people.pushes import PushAddress

AUTH = b"0123456789abcdef"


class Browser:
    """A browser with keys of its own, as RFC 8291 gives them to it."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

    def at(self, endpoint: str) -> PushAddress:
        return PushAddress(endpoint, encode(raw_public(self.key)), encode(AUTH))

    def read(self, body: bytes) -> bytes:
        """Decrypt a body, written from the other side of the RFC than the sender."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.key.exchange(ec.ECDH(), theirs)

        def derive(secret: bytes, with_salt: bytes, info: bytes, n: int) -> bytes:
            return HKDF(algorithm=SHA256(), length=n, salt=with_salt, info=info).derive(secret)

        info = b"WebPush: info\x00" + raw_public(self.key) + sender
        secret = derive(shared, AUTH, info, 32)
        key = derive(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = derive(secret, salt, b"Content-Encoding: nonce\x00", 12)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        payload, mark = padded[:-1], padded[-1:]
        assert mark == b"\x02"
        return payload


class PushService(ThreadingHTTPServer):
    """A push service on a loopback port that answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[str, bytes, dict[str, str]]] = []
        self.status = 201
        self.hangs = threading.Event()
        self.hangs.set()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def endpoint(self, name: str = "a") -> str:
        return f"http://{self.host}/push/{name}"


class Answering(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    server: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, body, dict(self.headers)))
        self.server.hangs.wait(30)
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.endpoint("b"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
