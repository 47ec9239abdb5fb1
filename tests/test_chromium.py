# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chromium is found where it is, installed where that can be done, and asked for in one sentence else."""

import pytest

from tests import chromium


@pytest.fixture
def no_chromium(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def program(path, content="#!/bin/sh\n"):
    path.write_text(content)
    path.chmod(0o755)
    return str(path)


def test_the_systems_own_chromium_is_found(no_chromium):
    place = program(no_chromium / "chromium-browser")
    assert chromium.executable() == place


def test_a_named_chromium_goes_first(no_chromium, monkeypatch):
    program(no_chromium / "chromium")
    other = program(no_chromium / "other")
    monkeypatch.setenv("CHROMIUM", other)
    assert chromium.executable() == other


def test_without_it_and_without_rights_one_sentence_says_what_to_install(no_chromium, monkeypatch, capsys):
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    assert chromium.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_root_installs_it_by_apt(no_chromium, monkeypatch):
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    place = no_chromium / "chromium"
    program(no_chromium / "apt-get", f"#!/bin/sh\n: > {place}\n/bin/chmod 755 {place}\n")
    assert chromium.main() == 0
