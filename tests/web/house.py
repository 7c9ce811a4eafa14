"""A small real server for the pages: templates with samples, and the few API doors scripts use."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, render_template, request, send_from_directory

from qr.keys import Keyring
from qr.kinds import Kind
from qr.tokens import DeviceSecret, InvalidTokenError, TokenMaker, TokenReader
from tests.web.pages import PAGES
from tests.web.samples import ID, PLACES, VOLUNTEERS
from web.templating import dress

SUBJECT = ID.bytes[:8]
STATIC = Path(__file__).parents[2] / "web" / "static"
REPORTED = ("Device-Time", "Device-Instance")


@dataclass
class House:
    """The application, its keys, and what it was sent."""

    app: Flask
    keyring: Keyring
    scans: list[dict[str, Any]] = field(default_factory=list)
    bulks: list[dict[str, Any]] = field(default_factory=list)
    effects: dict[str, dict[str, Any]] = field(default_factory=dict)
    visits: int = 61
    asked: dict[str, int] = field(default_factory=dict)
    csrf: str = "t" * 43
    live: dict[str, Any] = field(default_factory=dict)
    """What else a station's screen is told."""
    reports: list[dict[str, str]] = field(default_factory=list)
    """What it said of itself."""

    def secret(self, kind: Kind) -> DeviceSecret:
        return TokenMaker(self.keyring).device_secret(kind, SUBJECT)

    def judge(self, key: str, scan: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Count a scan once; a text that is no code of ours is refused."""
        if key in self.effects:
            return 200, self.effects[key] | {"duplicate": True}
        try:
            TokenReader(self.keyring).read(scan["token"], at=datetime.now(UTC))
        except InvalidTokenError as flaw:
            return 422, {"status": 422, "code": flaw.code}
        self.effects[key] = {
            "kind": "station",
            "result": "visit_counted",
            "place": {"id": str(ID), "name": "石羊桥东路站"},
            "occurred_at": scan["occurred_at"],
            "points": 1,
            "visits_today": 1,
            "position": 7,
            "duplicate": False,
        }
        self.visits += 1
        return 200, self.effects[key]


def build() -> House:
    """A fresh house; pages at /preview/NAME and at the addresses scripts know."""
    app = Flask(__name__, template_folder="../../web/templates", static_folder=None)
    app.config["TESTING"] = True
    dress(app)
    house = House(app, Keyring.generate(datetime.now(UTC)))
    _pages(app, house)
    _scans(app, house)
    _reads(app, house)
    return house


def _render(name: str) -> str:
    page = PAGES[name]
    return render_template(page.template, **page.context)


def _pages(app: Flask, house: House) -> None:
    addresses = {"/": "home-volunteer", "/scan": "scan", "/offline": "offline", "/help": "help"}
    for address, name in addresses.items():
        app.add_url_rule(address, f"page-{name}", lambda name=name: _render(name))
    app.add_url_rule("/preview/<name>", "preview", _render)

    @app.get("/api/openapi.json")
    def openapi() -> Response:
        operation = {
            "summary": "扫码",
            "responses": {"200": {"description": "记上了"}},
            "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
        }
        return jsonify(
            openapi="3.1.0",
            info={"title": "红蜂账本", "version": "1"},
            paths={"/api/v1/scans": {"post": operation}},
        )


def _scans(app: Flask, house: House) -> None:
    @app.post("/api/v1/scans")
    def scan() -> tuple[Response, int]:
        headers = request.headers
        house.scans.append(
            {
                "body": request.get_json(),
                "key": headers["Idempotency-Key"],
                "csrf": headers["X-CSRF-Token"],
            }
        )
        if headers["X-CSRF-Token"] != house.csrf:
            return jsonify(status=403, code="csrf_failed"), 403
        status, body = house.judge(headers["Idempotency-Key"], request.get_json())
        return jsonify(body), status

    @app.post("/api/v1/scans/bulk")
    def bulk() -> Response:
        sent = request.get_json()
        house.bulks.append(sent)
        answers = []
        for each in sent["scans"]:
            status, body = house.judge(each["key"], each)
            answers.append(
                {
                    "key": each["key"],
                    "status": status,
                    "duplicate": body.get("duplicate", False),
                    "body": body,
                }
            )
        return jsonify(answers=answers)


def _reads(app: Flask, house: House) -> None:
    def with_etag(body: dict[str, Any]) -> Response:
        answer = Response(json.dumps(body), mimetype="application/json")
        answer.set_etag(str(hash(answer.get_data(as_text=True))))
        house.asked[request.path] = house.asked.get(request.path, 0) + 1
        answer.make_conditional(request)
        return answer

    @app.get("/stations/<uuid:_id>/photo")
    def photo(_id: Any) -> Response:
        return send_from_directory(STATIC / "app", "icon-192.png")

    @app.get("/api/v1/stations/<uuid:_id>/screen-secret")
    def screen_secret(_id: Any) -> Response:
        return jsonify(secret=house.secret(Kind.STATION).to_text())

    @app.get("/api/v1/me/code")
    def own_code() -> Response:
        return jsonify(secret=house.secret(Kind.PERSON).to_text())

    @app.get("/api/v1/stations/<uuid:_id>/visits")
    def visits(_id: Any) -> Response:
        house.reports.append({it: request.headers.get(it, "") for it in REPORTED})
        return with_etag({"visits_today": house.visits, **house.live})

    @app.get("/api/v1/activities/<uuid:_id>/screen-secret")
    def activity_secret(_id: Any) -> Response:
        return jsonify(secret=house.secret(Kind.ACTIVITY).to_text())

    @app.get("/api/v1/activities/<uuid:_id>/attendance")
    def attendance(_id: Any) -> Response:
        return with_etag({"checked_in": 28, "checked_out": 3})

    @app.get("/api/v1/leaderboards/<board>")
    def leaderboard(board: str) -> Response:
        rows = VOLUNTEERS if board == "minutes" else PLACES
        return with_etag({"items": rows})
