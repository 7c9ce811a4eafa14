"""Static files: vendored bytes as recorded, release addresses, worker, manifest, headers."""

import hashlib
import json
import re

import pytest
from flask.testing import FlaskClient

from ledger.stations.visit_windows import UNDO_WITHIN
from tests.web.house import build
from web.assets import FOLDER, asset, release, shell
from web.headers import SECURITY_HEADERS

VENDOR = FOLDER / "vendor"
FRONTEND = FOLDER.parent.parent / "frontend"


@pytest.fixture
def client() -> FlaskClient:
    return build().app.test_client()


def test_vendored_files_are_the_recorded_bytes() -> None:
    recorded = json.loads((VENDOR / "SHA256SUMS.json").read_text("utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "SHA256SUMS.json"
    }
    assert found == recorded
    assert len(found) >= 10


def test_the_lock_of_the_front_end_pins_hashes_and_names_no_host() -> None:
    text = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_direct_dependencies_of_the_front_end_are_pinned_exactly() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    versions = (wanted["dependencies"] | wanted["devDependencies"]).values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_vendored_scripts_ask_for_no_source_map() -> None:
    for path in VENDOR.glob("*.js"):
        assert "sourceMappingURL=" not in path.read_text("utf-8")[-300:]


def test_a_static_file_of_this_release_may_be_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(asset("app/app.js"), buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"


def test_a_static_file_of_another_release_is_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/static/000000000000/app/app.js", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_decoder_is_served_as_webassembly(client: FlaskClient) -> None:
    assert (
        client.get(asset("vendor/zxing_reader.wasm"), buffered=True).mimetype == "application/wasm"
    )


def test_nothing_outside_the_static_folder_is_served(client: FlaskClient) -> None:
    for name in ("../assets.py", "..%2fassets.py", "%2e%2e/assets.py"):
        assert client.get(f"/static/{release()}/{name}", buffered=True).status_code == 404


def test_a_misspelt_asset_fails_when_the_page_is_drawn() -> None:
    with pytest.raises(FileNotFoundError):
        asset("app/misspelt.js")


def test_everything_in_the_shell_is_served(client: FlaskClient) -> None:
    addresses = shell()
    assert len(addresses) > 20
    assert [each for each in addresses if client.get(each, buffered=True).status_code != 200] == []


def test_every_import_of_a_shell_module_is_in_the_shell() -> None:
    kept = {address.partition(release())[2] for address in shell() if release() in address}
    imports = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[\w./-]+)["']""")
    for name in sorted(kept):
        path = FOLDER / name.lstrip("/")
        if path.suffix == ".js" and path.parent.name == "app":
            for target in imports.findall(path.read_text("utf-8")):
                wanted = (path.parent / target).resolve().relative_to(FOLDER).as_posix()
                assert f"/{wanted}" in kept, f"{name} imports {target}"


def test_the_service_worker_covers_the_site_and_names_this_release(client: FlaskClient) -> None:
    answer = client.get("/sw.js", buffered=True)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert f'const RELEASE = "{release()}";' in answer.text
    assert asset("vendor/zxing_reader.wasm") in answer.text


def test_the_manifest_names_icons_that_exist(client: FlaskClient) -> None:
    manifest = client.get("/manifest.webmanifest", buffered=True).get_json()
    assert manifest["start_url"] == "/"
    assert [client.get(each["src"], buffered=True).status_code for each in manifest["icons"]] == [
        200,
        200,
        200,
    ]


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for address in ("/preview/login", "/sw.js", asset("css/tokens.css"), "/no-such-page"):
        headers = client.get(address, buffered=True).headers
        assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_own_modules_load_nothing_from_elsewhere() -> None:
    for path in (FOLDER / "app").glob("*.js"):
        others = re.findall(r"https?://[^\s\"'`]+", path.read_text("utf-8"), re.IGNORECASE)
        assert [each for each in others if "w3.org" not in each and "${host" not in each] == []


def test_own_modules_keep_to_what_an_in_app_browser_of_2020_knows() -> None:
    too_new = re.compile(
        r"crypto\.randomUUID|^await |\?\?=|\|\|=|replaceChildren|replaceAll|structuredClone|\.at\(",
        re.MULTILINE,
    )
    for path in (FOLDER / "app").glob("*.js"):
        assert too_new.findall(path.read_text("utf-8")) == [], path.name


def test_a_phone_without_a_network_takes_back_as_long_as_the_ledger_lets_it() -> None:
    minutes = int(UNDO_WITHIN.total_seconds()) // 60
    script = (FOLDER / "app" / "scan.js").read_text(encoding="utf-8")
    assert f"const UNDO_MS = {minutes} * 60_000;" in script
