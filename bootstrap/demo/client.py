"""A small HTTP client of the demo: one kept connection for each thread."""

import http.client
import json
import threading
from email.message import Message
from http import HTTPStatus
from typing import Any, NamedTuple

TIMEOUT_S = 20


class Answered(NamedTuple):
    """What the server said."""

    status: int
    raw: bytes
    headers: Message

    @property
    def body(self) -> Any:
        """The JSON that was sent."""
        return json.loads(self.raw or b"null")

    @property
    def duplicate(self) -> bool:
        """Tell whether this is the answer to an earlier copy of the same request."""
        return self.headers.get("Duplicate") == "true"

    @property
    def is_ok(self) -> bool:
        """Tell whether it was accepted."""
        return self.status < HTTPStatus.MULTIPLE_CHOICES


class Client:
    """Speaks JSON to one server as many callers."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._local = threading.local()
        self._open: list[http.client.HTTPConnection] = []

    def close(self) -> None:
        """Let go of every thread's connection."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._local = threading.local()

    def get(self, token: str, path: str) -> Answered:
        """Ask for something."""
        return self._send("GET", path, token, None, {})

    def post(self, token: str, path: str, key: str, body: dict[str, Any]) -> Answered:
        """Send a command; ``key`` makes it happen once."""
        return self._send("POST", path, token, body, {"Idempotency-Key": key})

    def _send(
        self,
        method: str,
        path: str,
        token: str,
        body: dict[str, Any] | None,
        headers: dict[str, str],
    ) -> Answered:
        headers |= {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        for attempt in (1, 2):
            connection = self._connection()
            try:
                connection.request(method, path, data, headers)
                answer = connection.getresponse()
                return Answered(answer.status, answer.read(), answer.headers)
            except (http.client.HTTPException, ConnectionError):
                # The server closes idle connections; a command with its key may be sent again.
                connection.close()
                self._local.connection = None
                if attempt == 2:  # noqa: PLR2004 - the second and last
                    raise
        raise AssertionError("unreachable")

    def _connection(self) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(*self._address, timeout=TIMEOUT_S)
            self._local.connection = connection
            self._open.append(connection)
        return connection
