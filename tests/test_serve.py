# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one command of `make run`, the unit and the container: it prepares, serves, and leaves nothing running."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from config import ROOT
from tests.postgres import free_port


@contextmanager
def serving(instance, port, *words):
    """Serve in a process group of its own, over a SQLite database in `instance`; stop it whatever happens."""
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = others | {"EMENDA_INSTANCE": str(instance), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "deploy/serve.py", *words],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stdout.close()


def answer(port, path, headers, patience=30):
    until = time.monotonic() + patience
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", path, headers=headers)
            return line.getresponse()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            line.close()


def group_is_empty(number):
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_prepares_serves_and_leaves_nothing_running(tmp_path):
    port = free_port()
    with serving(tmp_path, port, "--no-demo") as process:
        given = answer(port, "/health", {"X-Forwarded-Proto": "https"})
        assert given.status == 200
        assert given.headers["Strict-Transport-Security"] is None  # no proxy was announced, so none is believed
        asked = subprocess.run(
            [sys.executable, "deploy/healthy.py"], cwd=ROOT, env=os.environ | {"PORT": str(port)}, check=False
        )
        assert asked.returncode == 0
        process.terminate()
        assert process.wait(timeout=40) == 0
        assert group_is_empty(process.pid)
    assert (tmp_path / "emenda.sqlite").exists()
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_a_port_in_use_is_told_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with serving(tmp_path, port, "--no-demo") as process:
            told, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert told == f"Port {port} is in use: choose another one, such as `make run PORT=8001`.\n"
    assert not list(tmp_path.iterdir())


def test_it_does_not_serve_in_public_without_https(tmp_path, monkeypatch):
    monkeypatch.setenv("EMENDA_ENV", "production")
    monkeypatch.setenv("EMENDA_PUBLIC_URL", "http://proposte.example.org")
    with serving(tmp_path, free_port(), "--no-demo") as process:
        told, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "https://" in told


def test_wrong_settings_are_told_in_one_sentence(tmp_path, monkeypatch):
    for name, value in (("EMENDA_PROXIES", "due"), ("EMENDA_ENV", "production"), ("PORT", "abc")):
        with monkeypatch.context() as wrong:
            wrong.setenv(name, value)
            with serving(tmp_path, os.environ["PORT"] if name == "PORT" else free_port()) as process:
                said = process.communicate(timeout=60)[0].strip()
        assert process.returncode == 1
        assert len(said.splitlines()) == 1 and ("must be" in said or "must begin" in said)


def test_an_unwell_server_is_told_by_the_exit_status():
    asked = subprocess.run(
        [sys.executable, "deploy/healthy.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(free_port())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "no answer" in asked.stderr
