"""The service as docker-compose.yml runs it: init, web workers and a projection worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bootstrap.config import Config
from bootstrap.container import House, build
from bootstrap.demo.client import Client
from tests.support import processes

ROOT = Path(__file__).parents[2]
READY_S_MAX = 60
STOP_S_MAX = 20


class Service:
    """Processes of one service on loopback, with the environment that compose gives them."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.port = processes.free_port()
        self._folder = folder
        secret = folder / "secret_key"
        secret.write_text("a-secret-of-this-test-only-0123456789abcdef")
        address = folder / "database_url"
        address.write_text(database_url)
        self.env = {
            "REDBEE_DATABASE_URL_FILE": str(address),
            "REDBEE_SECRET_KEY_FILE": str(secret),
            "REDBEE_REDIS_URL": redis_url,
            "REDBEE_DATA_DIR": str(folder / "keys"),
            "REDBEE_PUBLIC_HOST": "127.0.0.1:8000",
            "REDBEE_SECURE_COOKIES": "no",
        }
        self.client = Client("127.0.0.1", self.port)
        """A client of the web workers."""
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def init(self) -> None:
        """Run ``redbee init`` to its end."""
        self._spawn("init", "init").wait(timeout=READY_S_MAX)

    def start_web(self, workers: int = 2) -> None:
        """Start web workers and wait until they answer."""
        args = ["serve", "--port", str(self.port), "--workers", str(workers)]
        process = self._spawn("web", *args)
        self._await(lambda: self.client.get("", "/healthz").is_ok, process)

    def start_worker(self) -> None:
        """Start the projection worker."""
        self._spawn("worker", "worker")

    def kill(self, name: str) -> None:
        """Kill a process as a power cut would."""
        process = self._processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=STOP_S_MAX)

    def stop(self) -> None:
        """End everything in order."""
        self.client.close()
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(timeout=STOP_S_MAX)
            except subprocess.TimeoutExpired:
                process.kill()

    @contextmanager
    def house(self) -> Iterator[House]:
        """Look into the same service from this process."""
        house = build(Config.from_env(self.env))
        try:
            yield house
        finally:
            house.close()

    def log(self, name: str) -> str:
        """Return the last lines a process wrote."""
        return (self._folder / f"{name}.log").read_text(errors="replace")[-4000:]

    def _spawn(self, name: str, *args: str) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "bootstrap", *args],
                cwd=ROOT,
                env=_clean(os.environ) | self.env,
                stdout=log,
                stderr=log,
            )
        self._processes[name] = process
        return process

    def _await(self, is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
        ends = time.monotonic() + READY_S_MAX
        while time.monotonic() < ends and process.poll() is None:
            with suppress(OSError):
                if is_so():
                    return
            time.sleep(0.1)
        raise AssertionError(f"did not come up:\n{self.log('web')}")


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if not name.startswith("REDBEE_")}
