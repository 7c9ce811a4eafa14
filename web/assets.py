"""Static files under a release name, the service worker and the manifest.

The release is the hash of everything static. It stands in the folder part of every address
(`/static/RELEASE/app/app.js`), so that modules importing each other by relative paths always come
from one release, may be cached for ever, and a new release is a new cache of the service worker.
"""

import hashlib
import json
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, jsonify, send_from_directory

FOLDER: Final = Path(__file__).parent / "static"
YEAR_S: Final = 31_536_000
#: Pages the phone keeps, to open without a network.
SHELL_PAGES: Final = ("/scan", "/offline", "/help", "/manifest.webmanifest")
#: Files no phone page needs offline: the chart, the API documentation, desks and big screens.
_NOT_IN_SHELL: Final = (
    "app/board.js",
    "app/counter",
    "app/docs.js",
    "app/shop-basket.js",
    "app/redact.js",
    "app/sw.js",
    "css/console.css",
    "css/counter.css",
    "css/docs.css",
    "icons/",
    "vendor/LICENCES.txt",
    "vendor/SHA256SUMS.json",
    "vendor/chart.js",
    "vendor/swagger-ui",
)

mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("text/javascript", ".js")

assets = Blueprint("assets", __name__)


@cache
def release() -> str:
    """Name this set of static files; the name changes when any byte of them does."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def asset(name: str) -> str:
    """Give the address of a static file; a misspelt name fails when the page is drawn."""
    if not (FOLDER / name).is_file():
        raise FileNotFoundError(name)
    return f"/static/{release()}/{name}"


@cache
def shell() -> tuple[str, ...]:
    """List every address the phone keeps: pages and all files they load."""
    files = (path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
    kept = sorted(name for name in files if not name.startswith(_NOT_IN_SHELL))
    return (*SHELL_PAGES, *(asset(name) for name in kept))


@assets.get("/static/<release_name>/<path:name>")
def static_file(release_name: str, name: str) -> Response:
    """Send a static file; only the present release may be kept for ever."""
    answer = send_from_directory(FOLDER, name, conditional=True)
    if release_name == release():
        answer.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    else:
        answer.headers["Cache-Control"] = "no-cache"
    return answer


@assets.get("/sw.js")
def service_worker() -> Response:
    """Send the service worker of the whole site, with this release's name and files."""
    code = (FOLDER / "app" / "sw.js").read_text(encoding="utf-8")
    head = f"const RELEASE = {json.dumps(release())};\nconst SHELL = {json.dumps(shell())};\n"
    answer = Response(head + code, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@assets.get("/manifest.webmanifest")
def manifest() -> Response:
    """Say what a phone shows when the site is put on its home screen."""
    answer = jsonify(
        name="红蜂账本",
        short_name="红蜂账本",
        description="志愿时长、积分和红蜂驿站打卡，每一笔都有账可查",
        lang="zh-CN",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f8f4ee",
        theme_color="#b92b1b",
        icons=[
            {"src": asset("app/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {
                "src": asset("app/icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "any maskable",
            },
            {"src": asset("app/bee.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    )
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer
