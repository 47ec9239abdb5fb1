# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person types works in a bare folder, does nothing twice, and says in a sentence what is missing."""

import re
import shutil
import subprocess

import pytest

from config import ROOT

TOOLS = ("sh", "make", "find", "sort", "xargs", "cksum", "cat", "cmp", "cp", "awk", "test", "echo")


@pytest.fixture
def folder(tmp_path):
    """A folder with the Makefile, one asset, an environment already made, and only plain tools on the PATH."""
    place = tmp_path / "checkout"
    (place / "static/src").mkdir(parents=True)
    (place / "static/src/page.css").write_text("p {}")
    (place / "package.json").write_text("{}")
    (place / "package-lock.json").write_text("{}")
    (place / "requirements.txt").write_text("")
    shutil.copy(ROOT / "Makefile", place)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    return place


def program(folder, name, content):
    path = folder.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{content}\n")
    path.chmod(0o755)


def make(folder, *words):
    path = {"PATH": str(folder.parent / "bin")}
    return subprocess.run(["make", *words], cwd=folder, env=path, capture_output=True, text=True, check=False)


def test_an_older_python_is_answered_with_one_sentence(folder):
    program(folder, "python3", "exit 1")
    done = make(folder, "run")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == "Emenda needs Python 3.11 or newer, and found none: please install it."


def test_a_newer_python_under_another_name_is_found(folder):
    program(folder, "python3", "exit 1")
    program(folder, "python3.13", "exit 0")
    assert make(folder, "python").returncode == 0


@pytest.mark.parametrize("node", [None, "exit 1"])
def test_an_older_node_or_none_is_answered_with_one_sentence(folder, node):
    if node:
        program(folder, "node", node)
    done = make(folder, "assets")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("Emenda needs Node 20 or newer")


def test_assets_are_built_once_and_again_only_when_their_sources_change(folder):
    program(folder, "node", "exit 0")
    program(folder, "mkdir", f'exec {shutil.which("mkdir")} "$@"')
    program(folder, "npm", 'echo "$@" >> asked; mkdir -p node_modules static/built')
    for _ in range(2):
        assert make(folder, "assets").returncode == 0
    assert (folder / "asked").read_text().count("run --silent build") == 1
    (folder / "static/src/page.css").write_text("p { margin: 0 }")
    assert make(folder, "assets").returncode == 0
    asked = (folder / "asked").read_text()
    assert asked.count("run --silent build") == 2
    assert asked.count("ci --ignore-scripts") == 1


def test_built_assets_need_no_node(folder):
    program(folder, "node", "exit 0")
    program(folder, "mkdir", f'exec {shutil.which("mkdir")} "$@"')
    program(folder, "npm", "mkdir -p node_modules static/built")
    assert make(folder, "assets").returncode == 0
    for name in ("node", "npm"):
        (folder.parent / "bin" / name).unlink()
    assert make(folder, "assets").returncode == 0


def test_data_is_deleted_only_by_somebody_who_says_so(folder):
    program(folder, "python3", "exit 0")
    (folder / "instance").mkdir()
    kept = folder / "instance/emenda.sqlite"
    kept.write_text("everything people wrote")
    done = make(folder, "demo-reset", "-o", "runtime")
    assert done.returncode != 0
    assert "SURE=yes" in done.stderr
    assert kept.exists()


def test_help_lists_what_can_be_made(folder):
    listed = make(folder).stdout
    for target in ("run", "test", "check", "lint", "lock", "release", "bench-pages", "demo-reset", "clean"):
        assert re.search(rf"^  make {target} +\S", listed, re.MULTILINE), target
