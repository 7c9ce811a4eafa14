"""A small OpenID Connect provider on a real socket: one that can also lie, hang and forget."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

SHUTDOWN_POLL_S = 0.02
CLIENT_ID, CLIENT_SECRET = "redbee", "a secret of this test"


@dataclass
class Provider:
    """What the provider believes, and how it misbehaves. ``clock`` is that of the house."""

    clock: Callable[[], datetime]
    subject: str = "city-4711"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    hangs: bool = False
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    _released: threading.Event = field(default_factory=threading.Event)

    def discovery(self) -> dict[str, str]:
        """Describe the endpoints."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """Sign the subject in at once; return where the browser goes."""
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, for who can show its verifier and the client's secret."""
        if self.hangs:
            self._released.wait(30)
        asked = self.codes.pop(sent.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or authorization != f"Basic {known}":
            self.refusals.append("code or client")
            return 400, {"error": "invalid_grant"}
        if asked["code_challenge"] != challenge:
            self.refusals.append("verifier")
            return 400, {"error": "invalid_grant"}
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        } | self.claims
        signer = self.signs_with or self.key
        written = jwt.encode({"alg": self.algorithm, "kid": signer.kid}, claims, signer)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": written}

    def release(self) -> None:
        """Let hanging requests go."""
        self._released.set()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: it[0] for name, it in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self._tell(200, provider.discovery())
            elif parts.path == "/jwks":
                self._tell(200, {"keys": [provider.key.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorise(asked))
                self.end_headers()
            else:
                self._tell(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: it[0] for name, it in parse_qs(body).items()}
            self._tell(*provider.token(sent, self.headers.get("Authorization", "")))

        def _tell(self, status: int, body: dict[str, Any]) -> None:
            written = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def provider(clock: Callable[[], datetime]) -> Iterator[Provider]:
    """Serve a provider on a free loopback port."""
    made = Provider(clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=[SHUTDOWN_POLL_S], daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.release()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
