"""Settings: everything the environment decides, read once and refused early.

Each ``REDBEE_X`` may also be given as ``REDBEE_X_FILE``, the path of a file that holds the value,
which is how containers hand over secrets. All are described in ``docs/configuration.md``.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from api.sso.provider import is_safe
from qr.tokens import HOST_LENGTH_MAX

DATA_DIR = "var/redbee"
SECRET_KEY_LENGTH_MIN = 32


class ConfigError(Exception):
    """A setting is missing or cannot be right; the sentence says which and what to do."""


class Role(StrEnum):
    """What a web process does besides answering."""

    ALL = "all"
    """It also projects and runs the jobs: one process is the whole service."""
    WEB = "web"
    """It answers only; ``redbee worker`` projects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oidc:
    """A city's single sign-on, and what this service is called there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Where things are and how this process takes part."""

    database_url: str
    redis_url: str | None
    public_host: str
    data_dir: Path
    keyring_path: Path
    master_key_path: Path
    secret_key: bytes | None
    role: Role
    secure_cookies: bool
    sms_url: str | None = None
    sms_secret: str = field(default="", repr=False)
    sms_template: str = "sign-in"
    notice_template: str = ""
    push_hosts: tuple[str, ...] = ()
    push_key_path: Path = Path(DATA_DIR) / "push.key"
    push_contact: str = ""
    oidc: Oidc | None = None

    @property
    def is_embedded(self) -> bool:
        """Tell whether everything is in files beside this process."""
        return self.database_url.startswith("sqlite:")

    @property
    def folder(self) -> Path:
        """Where the files of the databases are, when everything is in files."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def secret_key_path(self) -> Path:
        """Where ``redbee init`` keeps the secret key that no setting gives."""
        return self.data_dir / "secret.key"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Config":
        """Read and check every setting; raises ConfigError."""
        read = _Reader(environ)
        data_dir = Path(read.text("REDBEE_DATA_DIR", DATA_DIR))
        url = read.text("REDBEE_DATABASE_URL", f"sqlite:///{data_dir}/")
        if not url.startswith(("sqlite:///", "postgresql://")):
            raise ConfigError("REDBEE_DATABASE_URL must begin with sqlite:/// or postgresql://")
        embedded = url.startswith("sqlite:")
        secret = read.text("REDBEE_SECRET_KEY", "")
        if secret and len(secret) < SECRET_KEY_LENGTH_MIN:
            raise ConfigError(f"REDBEE_SECRET_KEY needs {SECRET_KEY_LENGTH_MIN} characters or more")
        return cls(
            database_url=url,
            redis_url=read.text("REDBEE_REDIS_URL", "") or None,
            public_host=_host(read.text("REDBEE_PUBLIC_HOST", "127.0.0.1:8000")),
            data_dir=data_dir,
            keyring_path=Path(read.text("REDBEE_KEYRING", str(data_dir / "keyring.json"))),
            master_key_path=Path(read.text("REDBEE_MASTER_KEY", str(data_dir / "master.key"))),
            secret_key=secret.encode() or None,
            role=read.choice("REDBEE_ROLE", Role.ALL if embedded else Role.WEB),
            secure_cookies=read.switch("REDBEE_SECURE_COOKIES", default=not embedded),
            sms_url=_sms_url(read.text("REDBEE_SMS_URL", "")),
            sms_secret=read.text("REDBEE_SMS_SECRET", ""),
            sms_template=read.text("REDBEE_SMS_TEMPLATE", "sign-in"),
            notice_template=read.text("REDBEE_NOTICE_TEMPLATE", ""),
            push_hosts=_hosts(read.text("REDBEE_PUSH_HOSTS", "")),
            push_key_path=Path(read.text("REDBEE_PUSH_KEY", str(data_dir / "push.key"))),
            push_contact=_contact(read.text("REDBEE_PUSH_CONTACT", "")),
            oidc=_oidc(read),
        )


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str) -> str:
        path = self._environ.get(f"{name}_FILE")
        if path is None:
            return self._environ.get(name, default)
        if name in self._environ:
            raise ConfigError(f"set {name} or {name}_FILE, not both")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"{name}_FILE cannot be read: {error}") from error

    def choice(self, name: str, default: Role) -> Role:
        value = self.text(name, default)
        try:
            return Role(value)
        except ValueError:
            raise ConfigError(f"{name} must be one of {', '.join(Role)}") from None

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in ("yes", "no"):
            raise ConfigError(f"{name} must be yes or no")
        return value == "yes"


def _sms_url(url: str) -> str | None:
    if url and not url.startswith(("https://", "http://")) and url != "console:":
        raise ConfigError("REDBEE_SMS_URL must begin with https:// or http://, or be console:")
    return url or None


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(it.strip() for it in text.split(",") if it.strip())
    if any("/" in it or "@" in it for it in hosts):
        raise ConfigError("REDBEE_PUSH_HOSTS is a list of hosts with commas, without https://")
    return hosts


def _contact(text: str) -> str:
    if text and not text.startswith(("https://", "mailto:")):
        raise ConfigError("REDBEE_PUSH_CONTACT must begin with https:// or mailto:")
    return text


def _host(host: str) -> str:
    if not 0 < len(host) <= HOST_LENGTH_MAX:
        raise ConfigError(
            f"REDBEE_PUBLIC_HOST may have {HOST_LENGTH_MAX} characters at most, or its codes"
            " would need more modules than a cheap camera reads at 50 cm"
        )
    return host


def _oidc(read: _Reader) -> Oidc | None:
    issuer = read.text("REDBEE_OIDC_ISSUER", "")
    client_id = read.text("REDBEE_OIDC_CLIENT_ID", "")
    client_secret = read.text("REDBEE_OIDC_CLIENT_SECRET", "")
    if not (issuer or client_id or client_secret):
        return None
    if not (issuer and client_id and client_secret):
        raise ConfigError(
            "single sign-on needs REDBEE_OIDC_ISSUER, REDBEE_OIDC_CLIENT_ID and"
            " REDBEE_OIDC_CLIENT_SECRET"
        )
    if not is_safe(issuer):
        raise ConfigError("REDBEE_OIDC_ISSUER must begin with https://")
    return Oidc(issuer=issuer, client_id=client_id, client_secret=client_secret)
