# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merging: nobody's words are lost, git's clean merges stay clean, and clashes are readable."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from redline.merge import merge
from tests.redline.strategies import triples

BASE = """# Piano

## Modalità

Il corso dura trenta giorni e si tiene presso la sede centrale. La partecipazione è gratuita per tutti.

- moduli in presenza
- moduli a distanza

## Tempi

Le attività iniziano a settembre."""


def edited(*swaps: tuple[str, str]) -> str:
    text = BASE
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def test_edits_of_different_words_in_one_sentence_are_both_kept() -> None:
    merged = merge(BASE, edited(("trenta", "quaranta")), edited(("centrale", "di Roma")))
    assert "dura quaranta giorni e si tiene presso la sede di Roma." in merged.text


def test_edits_of_neighbouring_list_items_are_both_kept() -> None:
    merged = merge(BASE, edited(("in presenza", "in aula")), edited(("a distanza", "in rete")))
    assert "- moduli in aula\n- moduli in rete" in merged.text


def test_different_edits_of_the_same_words_clash() -> None:
    merged = merge(BASE, edited(("trenta giorni", "quaranta giorni")), edited(("trenta giorni", "due mesi")))
    (clash,) = merged.clashes
    assert (clash.base, clash.ours, clash.theirs) == ("trenta giorni", "quaranta giorni", "due mesi")
    assert clash.place == ("Piano", "Modalità")
    assert clash.before.endswith("Il corso dura ")
    assert clash.after == " e si tiene presso la sede centrale."
    assert merged.resolve(["sei settimane"]) == edited(("trenta giorni", "sei settimane"))


def test_a_merge_with_clashes_has_no_text_yet() -> None:
    merged = merge(BASE, edited(("trenta", "40")), edited(("trenta", "50")))
    with pytest.raises(ValueError, match="1 clashes, 0 choices"):
        _ = merged.text


def test_the_same_edit_on_both_sides_is_made_once() -> None:
    ours = edited(("trenta", "quaranta"), ("settembre", "ottobre"))
    assert merge(BASE, ours, edited(("trenta", "quaranta"))).text == ours


def test_edits_of_touching_words_clash() -> None:
    merged = merge(BASE, edited(("trenta giorni", "sessanta giorni")), edited(("trenta giorni", "trenta mesi")))
    assert [(clash.ours, clash.theirs) for clash in merged.clashes] == [("sessanta giorni", "trenta mesi")]


def test_different_insertions_at_one_place_clash() -> None:
    ours, theirs = (edited(("- moduli a distanza", f"- moduli a distanza\n- {new}")) for new in ("tirocinio", "esame"))
    (clash,) = merge(BASE, ours, theirs).clashes
    assert ("tirocinio" in clash.ours, "esame" in clash.theirs) == (True, True)


def test_a_paragraph_deleted_here_and_edited_there_clashes() -> None:
    merged = merge(BASE, edited(("\n\nLe attività iniziano a settembre.", "")), edited(("settembre", "ottobre")))
    assert len(merged.clashes) == 1
    assert "ottobre" in merged.clashes[0].theirs


def test_a_merge_never_leaves_bold_open() -> None:
    base = "Il corso è **molto breve** per tutti."
    merged = merge(base, "Il corso è molto breve per tutti.", "Il corso è **molto breve e gratuito** per tutti.")
    assert [clash.base for clash in merged.clashes] != []


def test_a_merge_never_leaves_a_fence_open() -> None:
    base = "uno\n\ndue\n\ntre\n\nquattro\n\ncinque"
    ours = "```\n" + base.replace("due", "due\n```")
    theirs = "```\n" + base.replace("quattro", "quattro\n```")
    assert merge(base, ours, theirs).clashes


def test_three_requests_on_one_base_end_in_a_text_with_all_their_words() -> None:
    first = edited(("trenta", "quaranta"))
    second = merge(BASE, first, edited(("gratuita", "libera"))).text
    third = merge(BASE, second, edited(("- moduli a distanza", "- moduli a distanza\n- tirocinio"))).text
    assert all(word in third for word in ("quaranta", "libera", "tirocinio"))


def git(folder: Path, base: str, ours: str, theirs: str) -> tuple[int, str]:
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(text.encode())
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


@given(three=triples())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_git_merges_cleanly_is_merged_the_same(three: tuple[str, str, str], tmp_path: Path) -> None:
    conflicts, text = git(tmp_path, *three)
    merged = merge(*three)
    if conflicts == 0 and text.count("```") % 2 == 0:
        assert merged.clashes == []
        assert merged.text == text
