# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: texts go through unchanged; marks and status like git merge-file; trouble is told in one line."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from redline.__main__ import main


def run(folder: Path, command: str, *texts: bytes, options: tuple[str, ...] = ()) -> tuple[int, bytes]:
    names = []
    for number, text in enumerate(texts):
        (folder / str(number)).write_bytes(text)
        names.append(str(folder / str(number)))
    line = [sys.executable, "-m", "redline", command, *options, *names]
    done = subprocess.run(line, capture_output=True, check=False)
    assert done.stderr == b""
    return done.returncode, done.stdout


def test_a_clean_merge_gives_the_bytes_and_status_zero(tmp_path: Path) -> None:
    base, ours, theirs = b"uno due\r\n\r\n\x0c tre", b"uno 2 due\r\n\r\n\x0c tre", b"uno due\r\n\r\n\x0c tre quattro"
    assert run(tmp_path, "merge", base, ours, theirs) == (0, b"uno 2 due\r\n\r\n\x0c tre quattro")


def test_an_untouched_text_is_not_normalised(tmp_path: Path) -> None:
    odd = b"\xef\xbb\xbfa  \n\n\n\nb\x0c c\xe2\x80\xa8d"
    assert run(tmp_path, "merge", odd, odd, odd) == (0, odd)


def test_clashes_stand_between_marks_on_their_own_lines(tmp_path: Path) -> None:
    base, ours, theirs = b"Titolo\n\nDura dieci giorni, a Roma.\n", b"Dura venti giorni", b"Dura cento giorni"
    status, text = run(tmp_path, "merge", base, base.replace(b"Dura dieci giorni", ours),
                       base.replace(b"Dura dieci giorni", theirs))  # fmt: skip
    assert status == 1
    assert text.decode().splitlines() == [
        "Titolo", "", "<<<<<<< ours", "Dura venti giorni, a Roma.", "||||||| base", "Dura dieci giorni, a Roma.",
        "=======", "Dura cento giorni, a Roma.", ">>>>>>> theirs",
    ]  # fmt: skip


def test_a_clash_at_the_end_without_a_line_feed_still_has_marks_of_its_own(tmp_path: Path) -> None:
    status, text = run(tmp_path, "merge", b"a", b"b", b"c")
    assert (status, text) == (1, b"<<<<<<< ours\nb\n||||||| base\na\n=======\nc\n>>>>>>> theirs\n")


def test_the_status_counts_clashes_up_to_127(tmp_path: Path) -> None:
    base, ours, theirs = (b"".join(b"%s%d\n\nfermo\n\n" % (word, n) for n in range(200)) for word in (b"a", b"b", b"c"))
    status, text = run(tmp_path, "merge", base, ours, theirs)
    assert status == 127
    assert text.count(b"<<<<<<< ours\n") == 200


def test_a_merge_as_data_names_the_place(tmp_path: Path) -> None:
    status, text = run(tmp_path, "merge", b"# T\n\na\n", b"# T\n\nb\n", b"# T\n\nc\n", options=("--json",))
    clash = {"base": "a", "ours": "b", "theirs": "c", "place": ["T"]}
    assert (status, json.loads(text)) == (1, [{"text": "# T\n\n"}, clash, {"text": "\n"}])


def test_a_difference_marks_words(tmp_path: Path) -> None:
    assert run(tmp_path, "diff", b"il corso\n", b"il bel corso\n") == (1, b"il {+bel +}corso\n")
    assert run(tmp_path, "diff", b"il corso\n", b"il corso\n") == (0, b"il corso\n")


def test_a_difference_as_data_lists_the_changes(tmp_path: Path) -> None:
    status, text = run(tmp_path, "diff", b"dieci giorni", b"venti giorni", options=("--json",))
    assert status == 1
    (change,) = json.loads(text)
    assert (change["number"], change["kind"], change["old"], change["new"]) == (1, "replace", "dieci", "venti")


def test_a_difference_as_html_stands_inline_or_side_by_side(tmp_path: Path) -> None:
    status, text = run(tmp_path, "diff", b"dieci giorni", b"venti giorni", options=("--html", "inline"))
    assert status == 1
    assert b"<ins" in text
    assert b"<table" not in text
    assert b"<table" in run(tmp_path, "diff", b"a", b"b", options=("--html", "side-by-side"))[1]


def test_authors_are_shown_around_their_words_after_their_shares(tmp_path: Path) -> None:
    status, text = run(tmp_path, "authors", b"Il corso dura.\n", b"Il bel corso dura.\n", b"Il bel corso inizia.\n")
    assert status == 0
    assert text.decode().splitlines() == [
        "     1  50.0%      2", "     2  25.0%      1", "     3  25.0%      1", "", "Il {2:bel }corso {3:inizia}.",
    ]  # fmt: skip


def test_authors_as_data_name_the_version_of_every_word(tmp_path: Path) -> None:
    status, text = run(tmp_path, "authors", b"Il corso", b"Il bel corso", options=("--json",))
    data = json.loads(text)
    assert status == 0
    assert [(word["text"], word["version"]) for word in data["words"]] == [("Il ", 1), ("bel ", 2), ("corso", 1)]
    assert data["shares"][0] == {"author": "1", "words": 2, "share": 0.667}


def test_a_check_names_line_and_column_and_its_status_tells_whether_it_found_something(tmp_path: Path) -> None:
    status, text = run(tmp_path, "check", "# Città\n\nÈ è la la sede.\n".encode())
    assert (status, text.decode()) == (
        1,
        f"{tmp_path / '0'}:3:1: doubled_word: È è\n{tmp_path / '0'}:3:5: doubled_word: la la\n",
    )
    assert run(tmp_path, "check", b"# Bene\n") == (0, b"")


def test_a_check_against_the_text_before_tells_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "before").write_text("La la sede.\n")
    status, text = run(
        tmp_path, "check", b"La la sede di di Roma.\n", options=("--json", f"--before={tmp_path / 'before'}")
    )
    assert status == 1
    assert json.loads(text) == [{"kind": "doubled_word", "place": [], "words": "di di", "offset": 11}]


def test_a_hyphen_is_standard_input_once(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("il bel corso")
    line = [sys.executable, "-m", "redline", "diff", "-", str(tmp_path / "new")]
    done = subprocess.run(line, input=b"il corso", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"il {+bel +}corso")
    twice = subprocess.run([*line[:-1], "-"], input=b"il corso", capture_output=True, check=False)
    assert (twice.returncode, twice.stderr) == (255, b"redline: -: standard input can be read once only\n")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"%PDF\x00\x01", "this is a binary file, or not in UTF-8"),
        ("corso".encode("utf-16"), "this is a binary file, or not in UTF-8"),
        (b"uno\nPerch\xe9 no\n", "line 2 is not in UTF-8 (byte 0xe9)"),
        (None, "No such file or directory"),
    ],
)
@pytest.mark.parametrize("command", ["diff", "authors", "merge", "check"])
def test_what_is_no_text_is_refused_in_one_line(
    command: str, content: bytes | None, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "atto"
    if content is not None:
        file.write_bytes(content)
    files = {"diff": 2, "authors": 2, "merge": 3, "check": 1}[command]
    assert main([command, *[str(file)] * files]) == 255
    assert capsys.readouterr() == ("", f"redline: {file}: {complaint}\n")


def test_wrong_arguments_are_no_number_of_clashes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["merge", "a", "b"])
    assert left.value.code == 255
    assert "theirs" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain(tmp_path: Path) -> None:
    (tmp_path / "corso").write_text("il corso")
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, "-m", "redline", "diff", str(tmp_path / "corso"), str(tmp_path / "corso")]
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (255, b"")


def test_colours_are_for_terminals_that_want_them(tmp_path: Path) -> None:
    names = []
    for number, text in enumerate(("il corso", "il bel corso")):
        (tmp_path / str(number)).write_text(text)
        names.append(str(tmp_path / str(number)))
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    assert on_terminal(["diff", *names], plain) == b"il \x1b[32m{+bel +}\x1b[0mcorso"
    assert on_terminal(["diff", *names], {**plain, "NO_COLOR": "1"}) == b"il {+bel +}corso"


def on_terminal(arguments: list[str], environment: dict[str, str]) -> bytes:
    """Return what a command writes to a terminal."""
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "redline", *arguments], stdout=theirs, env=environment, check=False)
    os.close(theirs)
    try:
        return os.read(ours, 1000)
    finally:
        os.close(ours)


def test_the_command_can_be_called_from_python(tmp_path: Path, capsysbinary: object) -> None:
    (tmp_path / "a").write_text("a")
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "a")]) == 0
