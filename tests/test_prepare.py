# SPDX-License-Identifier: AGPL-3.0-or-later
"""`flask prepare` makes what is missing, says where the site is, and leaves alone what is there."""

import os
import subprocess
import sys
from pathlib import Path

from config import ROOT


def prepare(instance: Path, *words: str) -> str:
    """Run the command in an installation of its own and return what it says."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("EMENDA_", "DATABASE_URL", "FLASK_", "PORT"))}
    env |= {"EMENDA_INSTANCE": str(instance), "PORT": "8123"}
    command = [sys.executable, "-m", "flask", "prepare", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def test_without_demo_it_makes_a_secret_a_database_and_a_link_to_set_the_site_up(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    said = prepare(instance, "--no-demo")
    assert "http://127.0.0.1:8123/" in said
    code = (instance / "setup-code").read_text()
    assert f"/setup?code={code}" in said
    secret = (instance / "secret").read_text()
    assert len(secret) > 40
    for name in ("secret", "setup-code"):
        assert (instance / name).stat().st_mode & 0o077 == 0
    assert (instance / "emenda.sqlite").exists()
    assert instance.stat().st_mode & 0o077 == 0, "nobody else on the machine reads what people wrote"
    again = prepare(instance, "--no-demo")
    assert again == said
    assert (instance / "secret").read_text() == secret
