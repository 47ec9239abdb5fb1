# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: bytes in, bytes out; marks and status like git merge-file."""

import json
import subprocess
import sys
from pathlib import Path

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
    base, ours, theirs = b"uno due\r\n\r\n\xff tre", b"uno 2 due\r\n\r\n\xff tre", b"uno due\r\n\r\n\xff tre quattro"
    assert run(tmp_path, "merge", base, ours, theirs) == (0, b"uno 2 due\r\n\r\n\xff tre quattro")


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


def test_the_command_can_be_called_from_python(tmp_path: Path, capsysbinary: object) -> None:
    (tmp_path / "a").write_text("a")
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "a")]) == 0
