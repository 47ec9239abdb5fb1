# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serve Emenda: prepare the database, then run gunicorn and, beside it, the worker that sends mail.

    python deploy/serve.py [--no-demo]

It is what `make run`, the systemd unit and the container start. It ends when the server ends, and takes the
worker with it.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
FLASK = (sys.executable, "-m", "flask")
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app")
WORKER = (*FLASK, "work")
REST = 10  # seconds before a worker that ended is started again


class Stopped(Exception):
    """Somebody asked us to stop."""


def main(words: list[str]) -> int:
    """Prepare, serve until the server ends or somebody asks to stop; return the exit status."""
    os.chdir(ROOT)
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal():
        print(f"PORT must be a number, such as `make run PORT=8001`, and is “{port}”.", file=sys.stderr)
        return 1
    if not _port_is_free():
        print(f"Port {port} is in use: choose another one, such as `make run PORT=8001`.", file=sys.stderr)
        return 1
    demo = "--no-demo" if "--no-demo" in words else "--demo"
    prepared = subprocess.run([*FLASK, "prepare", demo], check=False)
    if prepared.returncode:
        return prepared.returncode
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    running = [subprocess.Popen(GUNICORN)]
    try:
        return _watch(running)
    except Stopped:
        return 0
    finally:
        # A second request to stop must not leave anybody behind.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in reversed(running):
            _end(process)


def _watch(running: list[subprocess.Popen[bytes]]) -> int:
    """Keep a worker beside the server, the first of `running`; return the server's exit status when it ends."""
    while True:
        if running[1:] == [] or running[1].poll() is not None:
            running[1:] = [subprocess.Popen(WORKER)]
        try:
            return running[0].wait(timeout=REST)
        except subprocess.TimeoutExpired:
            continue


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to stop and wait for it; end it when it does not hear."""
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _port_is_free() -> bool:
    """Say whether nobody listens yet on our port of the local address; an address set by hand is not tried."""
    if "BIND" in os.environ:
        return True
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(os.environ.get("PORT", "8000"))))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
