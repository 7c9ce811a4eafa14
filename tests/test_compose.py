"""What docker-compose.yml promises, read from the file: no Docker engine is needed."""

import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bootstrap.config import Config, Role

ROOT = Path(__file__).parent.parent
SERVICES = ("postgres", "redis", "init", "web", "worker")
OURS = ("init", "web", "worker")
RUN_REDBEE = "import sys; from bootstrap.cli import main; sys.argv[0] = 'redbee'; sys.exit(main())"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compose") / "secrets"
    _make_secrets(folder)
    return folder


def _make_secrets(folder: Path) -> None:
    subprocess.run([ROOT / "tools/secrets-init", folder], check=True, timeout=30)


def test_the_service_is_five_processes(compose: dict[str, Any]) -> None:
    assert sorted(compose["services"]) == sorted(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_more_rights_than_it_needs(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["user"] not in {"", "root", "0", 0}
    assert "/tmp" in service["tmpfs"]
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "init"])
def test_a_service_that_stays_is_watched_and_comes_back(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= set(service["healthcheck"])
    assert service["restart"] == "unless-stopped"


def test_init_runs_once_and_the_others_wait_for_it(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["init"]["restart"] == "no"
    for name in ("web", "worker"):
        needed = {other: how["condition"] for other, how in services[name]["depends_on"].items()}
        assert needed == {
            "init": "service_completed_successfully",
            "postgres": "service_healthy",
            "redis": "service_healthy",
        }


def test_only_the_pages_are_published_and_only_on_this_machine(compose: dict[str, Any]) -> None:
    published = {name: s["ports"] for name, s in compose["services"].items() if "ports" in s}
    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inside"]["internal"] is True
    assert [name for name in SERVICES if "outside" in compose["services"][name]["networks"]] == [
        "web"
    ]


def test_what_must_last_stands_on_a_named_volume(compose: dict[str, Any]) -> None:
    mounted = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    assert mounted == set(compose["volumes"]) == {"postgres", "keys"}


def test_our_images_are_one_image(compose: dict[str, Any]) -> None:
    assert len({compose["services"][name]["image"] for name in OURS}) == 1
    for name in OURS:
        assert compose["services"][name]["environment"] == compose["x-environment"]


def test_no_secret_stands_in_the_file(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|_URL|TOKEN", variable):
                assert variable.endswith("_FILE"), f"{name}: {variable} is not a file"
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    assert "://redbee:" not in (ROOT / "docker-compose.yml").read_text()


def test_the_script_makes_every_secret_that_compose_reads(
    compose: dict[str, Any], secrets: Path
) -> None:
    read = {Path(secret["file"]).name for secret in compose["secrets"].values()}
    assert read == {path.name for path in secrets.iterdir()}
    assert {Path(s["file"]).parent for s in compose["secrets"].values()} == {Path("var/secrets")}


def test_secrets_are_closed_to_others_random_and_made_once(secrets: Path) -> None:
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    before = {path.name: path.read_text().strip() for path in secrets.iterdir()}
    _make_secrets(secrets)
    assert {path.name: path.read_text().strip() for path in secrets.iterdir()} == before
    assert len(before["postgres_password"]) == len(before["secret_key"]) == 64
    assert before["postgres_password"] != before["secret_key"]


def test_addresses_carry_the_passwords_the_servers_were_given(secrets: Path) -> None:
    password = (secrets / "postgres_password").read_text().strip()
    assert f":{password}@postgres:5432/" in (secrets / "database_url").read_text()
    password = (secrets / "redis_conf").read_text().split()[-1]
    assert f":{password}@redis:6379/" in (secrets / "redis_url").read_text()


def test_the_service_reads_the_settings_that_compose_gives(
    compose: dict[str, Any], secrets: Path
) -> None:
    given = {
        name: re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value).replace("/run/secrets", str(secrets))
        for name, value in compose["x-environment"].items()
    }
    config = Config.from_env(given)
    assert config.database_url == (secrets / "database_url").read_text().strip()
    assert config.redis_url == (secrets / "redis_url").read_text().strip()
    assert config.secret_key == (secrets / "secret_key").read_bytes().strip()
    assert config.keyring_path.parent == config.data_dir == Path("/var/lib/redbee")
    assert config.role is Role.WEB
    unread = {n.removesuffix("_FILE") for n in given} - set(_settings_of_the_service())
    assert not unread


@pytest.mark.parametrize("name", OURS)
def test_the_command_line_knows_what_compose_asks_of_it(compose: dict[str, Any], name: str) -> None:
    _assert_known(compose["services"][name]["command"])


def test_the_command_line_knows_how_the_worker_is_watched(compose: dict[str, Any]) -> None:
    program, redbee, *command = compose["services"]["worker"]["healthcheck"]["test"]
    assert (program, redbee) == ("CMD", "redbee")
    _assert_known(command)


def test_the_image_runs_as_nobody_special_from_checked_hashes_only() -> None:
    text = (ROOT / "Dockerfile").read_text()
    final = text.split("\nFROM ")[-1]
    assert re.search(r"^USER redbee$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "pip install" not in final
    for install in re.findall(r"pip install (.*)", text):
        assert "--require-hashes" in install or "--no-deps --no-build-isolation" in install
    assert "requirements-dev" not in text


def test_the_image_takes_in_every_package_of_the_house() -> None:
    taken = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages | {"data", "pyproject.toml", "requirements.lock"} <= taken


def _settings_of_the_service() -> list[str]:
    """Every setting that the configuration module names."""
    return re.findall(r'"(REDBEE_[A-Z_]+)"', (ROOT / "bootstrap/config.py").read_text())


def _assert_known(command: list[str]) -> None:
    """Ask the command's own help whether it has the options."""
    asked = subprocess.run(
        [sys.executable, "-c", RUN_REDBEE, command[0], "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert not asked.returncode, asked.stderr.strip().splitlines()[-1]
    for option in (part for part in command if part.startswith("--")):
        assert re.search(rf"{option}\b", asked.stdout), f"{command[0]} has no {option}"
