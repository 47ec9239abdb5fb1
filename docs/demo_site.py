# SPDX-License-Identifier: AGPL-3.0-or-later
"""A freshly loaded demo, served on loopback while pictures of it are taken, and the browser that takes them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from app import create_app
from benchmarks.load import serving
from config import ROOT, from_environment
from tests import chromium

SECRET = "only for pictures of a demo on loopback"  # noqa: S105


@contextmanager
def demo_site() -> Iterator[tuple[Flask, str]]:
    """Load the demo in a folder of its own and serve it; yield the application and its address."""
    with tempfile.TemporaryDirectory() as instance:
        settings = {"EMENDA_INSTANCE": instance, "EMENDA_SECRET": SECRET, "EMENDA_RATE_LIMITS": "no"}
        settings["DATABASE_URL"] = f"sqlite:///{instance}/emenda.sqlite"
        os.environ.update(settings)
        subprocess.run([sys.executable, "-m", "flask", "prepare", "--demo"], cwd=ROOT, check=True, capture_output=True)
        app = create_app(from_environment())
        with serving("wsgi:app", **settings) as port:
            yield app, f"http://127.0.0.1:{port}"


@contextmanager
def browsing() -> Iterator[Browser]:
    """Yield the system's Chromium."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", shutil.which("node") or "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGS))
        yield browser
        browser.close()
