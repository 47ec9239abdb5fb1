# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merging: nobody's words are lost, git's clean merges stay clean, and clashes are readable."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from redline.merging.merge import Clash, merge
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


def test_a_paragraph_that_stays_between_a_deleted_and_a_moved_one_is_in_no_clash() -> None:
    one, two, three, four = "Prima viene l'ente.", "Poi i corsi a Roma.", "Quindi gli esami.", "Da ultimo la prova."
    base, ours = "\n\n".join([one, two, three, four]), "\n\n".join([one, three, four])
    theirs = "\n\n".join([four.replace("Da ultimo", "Anche"), one, three])
    assert merge(base, ours, theirs).text == theirs
    assert merge(base, theirs, ours).text == theirs


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
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_git_merges_cleanly_is_merged_the_same(three: tuple[str, str, str], tmp_path: Path) -> None:
    conflicts, text = git(tmp_path, *three)
    merged = merge(*three)
    if conflicts == 0 and text.count("```") % 2 == 0:
        assert merged.clashes == []
        assert merged.text == text


FIRST = "Il corso dura trenta giorni e si tiene presso la sede centrale. La partecipazione è gratuita per tutti."


def moved(paragraph: str = FIRST) -> str:
    """The base with its first paragraph at the end."""
    return BASE.replace(f"{FIRST}\n\n", "") + f"\n\n{paragraph}"


def test_a_paragraph_moved_here_and_edited_there_is_moved_and_edited() -> None:
    merged = merge(BASE, moved(), edited(("trenta", "quaranta")))
    assert merged.text == moved(FIRST.replace("trenta", "quaranta"))
    assert [look.text for look in merged.looks] == [FIRST.replace("trenta", "quaranta")]


def test_a_paragraph_moved_and_edited_here_and_edited_there_holds_both_edits() -> None:
    merged = merge(BASE, moved(FIRST.replace("centrale", "di Roma")), edited(("gratuita", "libera")))
    assert merged.text == moved(FIRST.replace("centrale", "di Roma").replace("gratuita", "libera"))


def test_a_paragraph_moved_here_and_lengthened_there_is_moved_and_lengthened() -> None:
    longer = f"{FIRST} Serve un documento."
    assert merge(BASE, moved(), edited((FIRST, longer))).text == moved(longer)


def test_a_paragraph_moved_here_and_split_there_is_moved_and_split() -> None:
    split = FIRST.replace("centrale. La", "centrale.\n\nLa")
    assert merge(BASE, moved(), edited((FIRST, split))).text == moved(split)


def test_the_same_words_of_a_moved_paragraph_edited_differently_still_clash() -> None:
    merged = merge(BASE, moved(FIRST.replace("trenta", "sessanta")), edited(("trenta", "quaranta")))
    assert merged.clashes
    assert "sessanta" in "".join(map(str, merged.parts)) and "quaranta" in "".join(map(str, merged.parts))


def test_a_paragraph_split_here_and_edited_there_is_split_and_edited() -> None:
    split = edited(("centrale. La", "centrale.\n\nLa"))
    assert merge(BASE, split, edited(("trenta", "quaranta"))).text == split.replace("trenta", "quaranta")


def test_two_people_who_insert_different_words_at_one_spot_clash() -> None:
    (clash,) = merge(BASE, edited(("La partec", "Oggi la partec")), edited(("La partec", "Qui la partec"))).clashes
    assert "Oggi" in clash.ours and "Qui" in clash.theirs
    inserted = [edited(("trenta giorni", f"trenta {word} giorni")) for word in ("lunghi", "brevi")]
    assert [(clash.ours, clash.theirs) for clash in merge(BASE, *inserted).clashes] == [("lunghi ", "brevi ")]


def test_new_paragraphs_of_two_people_at_one_place_clash() -> None:
    ours, theirs = (edited(("\n\n## Tempi", f"\n\n{new}\n\n## Tempi")) for new in ("Si replica.", "Si paga."))
    (clash,) = merge(BASE, ours, theirs).clashes
    assert (clash.ours, clash.theirs) == ("Si replica.\n\n", "Si paga.\n\n")
    at_end = [f"{BASE}\n\n{new}" for new in ("Si replica.", "Si paga.")]
    assert len(merge(BASE, *at_end).clashes) == 1


def test_words_deleted_here_and_edited_there_clash() -> None:
    (clash,) = merge(BASE, edited((" presso la sede centrale", "")), edited(("sede centrale", "sede di Roma"))).clashes
    assert "sede di Roma" in clash.theirs and "sede" not in clash.ours


def test_different_cells_of_a_table_row_are_both_kept() -> None:
    base = "| corso | durata | sede |\n|---|---|---|\n| base | trenta giorni | Roma |"
    merged = merge(base, base.replace("trenta", "sessanta"), base.replace("Roma", "Pisa"))
    assert merged.text == base.replace("trenta", "sessanta").replace("Roma", "Pisa")
    assert len(merged.looks) == 1


def test_a_changed_title_and_a_changed_paragraph_are_both_kept() -> None:
    merged = merge(BASE, edited(("# Piano", "# Piano di formazione")), edited(("settembre", "ottobre")))
    assert merged.text == edited(("# Piano", "# Piano di formazione"), ("settembre", "ottobre"))
    assert merged.looks == ()


def test_two_titles_clash() -> None:
    (clash,) = merge(BASE, edited(("# Piano", "# Progetto")), edited(("# Piano", "# Programma"))).clashes
    assert (clash.base, clash.ours, clash.theirs) == ("Piano", "Progetto", "Programma")


def test_a_list_item_edited_at_its_end_and_one_put_after_it_are_both_kept() -> None:
    longer = "- moduli in presenza\n- tirocinio"
    merged = merge(BASE, edited(("in presenza", "in aula")), edited(("- moduli in presenza", longer)))
    assert "- moduli in aula\n- tirocinio\n- moduli a distanza" in merged.text


def test_a_paragraph_taken_out_and_one_put_in_beside_it_are_merged_to_be_looked_at() -> None:
    merged = merge(BASE, edited((f"{FIRST}\n\n", "")), edited(("- moduli in", "Si replica ogni anno.\n\n- moduli in")))
    assert "## Modalità\n\nSi replica ogni anno.\n\n- moduli" in merged.text
    assert len(merged.looks) == 1


def test_a_section_and_the_end_of_the_section_above_do_not_clash() -> None:
    section, ending = "## Sede\n\nRoma.", "Si replica ogni anno."
    ours, theirs = (edited(("## Tempi", f"{new}\n\n## Tempi")) for new in (section, ending))
    expected = edited(("## Tempi", f"{ending}\n\n{section}\n\n## Tempi"))
    merged = merge(BASE, ours, theirs)
    assert (merged.text, merge(BASE, theirs, ours).text) == (expected, expected)
    assert len(merged.looks) == 1


def test_edits_inside_one_sentence_are_told_and_others_are_not() -> None:
    merged = merge(BASE, edited(("trenta", "quaranta")), edited(("centrale", "di Roma"), ("settembre", "ottobre")))
    (look,) = merged.looks
    assert look.base == "Il corso dura trenta giorni e si tiene presso la sede centrale."
    assert look.text == "Il corso dura quaranta giorni e si tiene presso la sede di Roma."
    assert look.place == ("Piano", "Modalità")


def test_edits_of_two_sentences_of_one_paragraph_need_no_look() -> None:
    merged = merge(BASE, edited(("trenta", "quaranta")), edited(("gratuita", "libera")))
    assert (merged.clashes, merged.looks) == ([], ())


def test_clashes_with_only_a_few_words_between_are_one_and_others_are_not() -> None:
    base = "Dura trenta giorni e tre ore, si tiene ogni anno in due sedi diverse."
    both = (base.replace("trenta giorni e tre", new) for new in ("dieci giorni e due", "venti giorni e sei"))
    near = merge(base, *both)
    assert [(one.base, one.ours, one.theirs) for one in near.clashes] == [
        ("trenta giorni e tre", "dieci giorni e due", "venti giorni e sei")
    ]
    far = [base.replace("trenta", one).replace("due sedi", f"{one} sedi") for one in ("dieci", "venti")]
    assert [one.base for one in merge(base, *far).clashes] == ["trenta", "due"]


def test_a_merge_that_would_leave_a_fence_open_is_one_clash_of_the_whole() -> None:
    base = "uno\n\ndue\n\ntre\n\nquattro\n\ncinque"
    ours, theirs = ("```\n" + base.replace(word, f"{word}\n```") for word in ("due", "quattro"))
    assert merge(base, ours, theirs).parts == (Clash(base, ours, theirs),)


def test_nothing_is_shown_around_a_clash_where_nothing_stands() -> None:
    (clash,) = merge("trenta", "sei", "due").clashes
    assert (clash.before, clash.after) == ("", "")


LONG = "uno due tre quattro cinque sei sette otto nove dieci undici dodici."


def test_words_left_between_two_long_edits_can_still_be_edited_by_another() -> None:
    ours, theirs = LONG.replace("uno due tre quattro", "a b c d").replace("otto nove dieci undici", "e f g h"), "6"
    both = ours.replace("sei", theirs)
    assert merge(LONG, ours, LONG.replace("sei", theirs)).text == both
    more = merge(f"{LONG}\nInizia oggi.", f"{ours}\nInizia presto.", LONG.replace("sei", theirs) + "\nInizia oggi.")
    assert more.text == f"{both}\nInizia presto."
