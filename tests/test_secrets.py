"""No secret lies in the repository, and every secret setting can come from a file."""

import re
from pathlib import Path

import pytest

from bootstrap.config import Config, ConfigError

ROOT = Path(__file__).parent.parent
SKIPPED = {".venv", ".git", "var", "node_modules", ".mypy_cache", ".ruff_cache", ".hypothesis"}
READ_MAX = 2_000_000
SETTING = re.compile(r'read\.(?:text|choice|switch)\(\s*"(REDBEE_[A-Z_]+)"')

LEAKS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\n[A-Za-z0-9+/=]{16}"),
    "an access token of ours": re.compile(r"\brb_(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{43}\b"),
    "a device secret of ours": re.compile(r"\b[A-Z2-7]{74,80}\b"),
    "a signed web token": re.compile(r"\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}"),
    "a cloud key": re.compile(r"\b(?:AKIA|LTAI|AKID)[A-Za-z0-9]{14,}\b"),
    "a forge token": re.compile(r"\b(?:ghp|gho|glpat|github_pat)[_-][A-Za-z0-9_]{20,}\b"),
    "a password in an address": re.compile(
        r"://[\w-]+:(?![.…{<$]|secret|postgres|redbee|pass)[^\s@/:'\"`]{8,}@"
    ),
}


def texts() -> list[tuple[str, str]]:
    found = []
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if SKIPPED & set(inside.parts) or not path.is_file() or path.stat().st_size > READ_MAX:
            continue
        try:
            found.append((str(inside), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture
    return found


def test_no_key_token_or_password_lies_in_the_repository() -> None:
    read = texts()
    assert len(read) > 400
    leaks = [
        f"{name}: {kind}"
        for name, text in read
        for kind, pattern in LEAKS.items()
        if pattern.search(text)
    ]
    assert leaks == []


def test_the_scan_knows_what_it_looks_for() -> None:
    letters = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q"
    samples = {
        "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA" * 2,
        "an access token of ours": "rb" + "_" + letters,
        "a device secret of ours": "CEAG7GK2" * 9 + "AB",
        "a signed web token": ".".join(["ey" + "J" + "a" * 20, "ey" + "J" + "b" * 20, "c" * 20]),
        "a cloud key": "AK" + "IA" + "1234567890ABCDEF",
        "a forge token": "gh" + "p_" + "a" * 36,
        "a password in an address": "redis://redbee" + ":" + "Xy12Zw34Uv" + "@db:1",
    }
    assert samples.keys() == LEAKS.keys()
    for kind, text in samples.items():
        assert LEAKS[kind].search(text), kind


def settings() -> list[str]:
    sources = [path.read_text() for path in sorted((ROOT / "bootstrap").rglob("*.py"))]
    return sorted({name for text in sources for name in SETTING.findall(text)})


def test_the_secret_settings_are_among_those_read() -> None:
    assert {"REDBEE_SECRET_KEY", "REDBEE_DATABASE_URL", "REDBEE_REDIS_URL"} <= set(settings())
    assert "REDBEE_OIDC_CLIENT_SECRET" in settings()


@pytest.mark.parametrize("name", settings())
def test_every_setting_may_come_from_a_file(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}_FILE cannot be read"):
        Config.from_env({f"{name}_FILE": "/nowhere/at/all"})
    with pytest.raises(ConfigError, match="not both"):
        Config.from_env({f"{name}_FILE": "/nowhere/at/all", name: "x"})


def test_the_city_s_secret_is_read_from_its_file_and_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("a secret of the city\n")
    config = Config.from_env(
        {
            "REDBEE_OIDC_ISSUER": "https://sso.example.cn",
            "REDBEE_OIDC_CLIENT_ID": "redbee",
            "REDBEE_OIDC_CLIENT_SECRET_FILE": str(path),
        }
    )
    assert config.oidc is not None
    assert config.oidc.client_secret == "a secret of the city"
    assert "a secret of the city" not in repr(config)


@pytest.mark.parametrize(
    "given",
    [
        {"REDBEE_OIDC_ISSUER": "https://sso.example.cn"},
        {"REDBEE_OIDC_CLIENT_ID": "redbee"},
        {
            "REDBEE_OIDC_ISSUER": "http://sso.example.cn",
            "REDBEE_OIDC_CLIENT_ID": "redbee",
            "REDBEE_OIDC_CLIENT_SECRET": "x",
        },
    ],
)
def test_half_a_single_sign_on_or_one_in_the_open_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="REDBEE_OIDC"):
        Config.from_env(given)
