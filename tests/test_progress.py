# SPDX-License-Identifier: AGPL-3.0-or-later
"""A command tells how far it is: a bar in a terminal, elsewhere a line now and then, nothing when asked to be quiet."""

import os
from pathlib import Path

import pytest
from flask import Flask

import progress
from progress import aloud, silently
from tests.make import Cast, published


def test_in_a_terminal_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        assert list(aloud(["uno", "due"], "Documents")) == ["uno", "due"]
        shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Documents" in shown and "#" in shown and "2/2" in shown


def test_elsewhere_a_line_is_written_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0)
    assert list(aloud(["uno", "due"], "Documents")) == ["uno", "due"]
    assert capsys.readouterr() == ("", "Documents: 0 of 2\nDocuments: 1 of 2\n")


def test_what_is_quick_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(aloud(["uno"], "Documents")) == list(silently(["uno"], "Documents")) == ["uno"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", ["verify", "render", "backup"])
def test_a_quiet_command_tells_nothing_of_its_way(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    published(cast)
    monkeypatch.setattr(progress, "EVERY", 0)
    words = [command, str(tmp_path / "b.tar.gz")] if command == "backup" else [command]
    loud, quiet = (app.test_cli_runner().invoke(args=[*words, *more]) for more in ([], ["--quiet"]))
    assert loud.exit_code == quiet.exit_code == 0
    assert " of " in loud.stderr and quiet.stderr == ""
