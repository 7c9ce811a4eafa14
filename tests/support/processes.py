"""Private server processes: an unprivileged user, a temporary folder, an end with the test run."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START_S_MAX = 60
STOP_S_MAX = 20
POLL_S = 0.02
LOG_LINES_SHOWN = 15
UNPRIVILEGED_USERS = ("postgres", "nobody")


class ServerStartError(RuntimeError):
    """A private server did not come up; the text ends with the last lines it wrote."""


def server_user() -> pwd.struct_passwd | None:
    """Return the user servers run under when we are root (PostgreSQL refuses root); else None."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerStartError("PostgreSQL refuses to run as root, and there is no user `nobody` here.")


def as_server_user(command: Sequence[str], *, dies_with_us: bool = False) -> list[str]:
    """Prefix a command so that it runs unprivileged and, if wanted, never outlives this process.

    `setpriv` (util-linux, on every Debian) does both in one exec, so the process id stays the
    server's own. The kernel ties its life to the *thread* that starts it: start servers from a
    thread that stays.
    """
    user = server_user()
    prefix: list[str] = []
    if user:
        prefix += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if dies_with_us:
        prefix += ["--pdeathsig=INT"]
    setpriv = shutil.which("setpriv", path=f"{os.environ.get('PATH', '')}:/usr/bin:/bin")
    if not setpriv:
        if user:
            raise ServerStartError("Leaving root needs the program `setpriv` (package util-linux).")
        return list(command)
    return [setpriv, *prefix, "--", *command] if prefix else list(command)


def run(command: Sequence[str], *, cwd: Path) -> None:
    """Run one command of a server's set-up to its end, or say what it said."""
    done = subprocess.run(
        as_server_user(command),
        cwd=cwd,
        env=_environment(cwd),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_S_MAX,
        check=False,
    )
    if done.returncode:
        raise ServerStartError(f"`{command[0]}` failed: {(done.stderr or done.stdout).strip()}")


def spawn(command: Sequence[str], *, cwd: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server in its own session: Ctrl-C reaches us first, and we stop it in order."""
    with log.open("ab") as out:
        return subprocess.Popen(
            as_server_user(command, dies_with_us=True),
            cwd=cwd,
            env=_environment(cwd),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_until(
    ready: Callable[[], bool],
    process: subprocess.Popen[bytes],
    *,
    name: str,
    log: Path,
) -> None:
    """Wait for a server to answer; fail at once if it dies, with the end of its log."""
    deadline = time.monotonic() + START_S_MAX
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:])
            raise ServerStartError(f"{name} did not start (exit {process.returncode}):\n{tail}")
        time.sleep(POLL_S)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to end, and insist if it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_S_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_S_MAX)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a temporary folder that the server's user owns and can reach; remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="redbee-", dir=_base()))
    give(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(path: Path) -> None:
    """Hand a file or folder to the server's user."""
    if user := server_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def open_to_all(path: Path) -> bool:
    """Tell whether a user who owns nothing here can walk to a path."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _base() -> Path:
    """Return the temporary folder, unless root's own is closed to the server's user."""
    usual = Path(tempfile.gettempdir()).resolve()
    if not server_user() or open_to_all(usual):
        return usual
    return next(path for path in (Path("/tmp"), Path("/var/tmp")) if open_to_all(path))


def _environment(home: Path) -> dict[str, str]:
    """Keep only what servers need: a stray PGDATA or a foreign locale must not reach them."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LC_ALL": "C",
        "TZ": "UTC",
    }
