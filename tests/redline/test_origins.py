# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each stretch of a new text stood in the old one: runs cover the new text, and what they keep is equal."""

from hypothesis import example, given

from redline import diff
from redline.changes import changes
from redline.diff import Group
from redline.edits import Edit
from redline.origins import groups, runs
from tests.redline.test_laws import TWO


@given(TWO)
@example(
    (
        "Il corso si tiene ogni anno entro maggio a Roma. Chi lo chiede riceve un attestato finale.",
        "Il corso si tiene a Roma. Chi lo chiede riceve ogni anno entro maggio un attestato finale.",
    )
)
@example(
    (
        "```\nil\n```\n\nil\n\nil\n\nil\n\n```\nil corso\n```\n\ncorso",
        "```\nil\n``` il\n\nil\n\nil\n\nil\n\n```\nil corso\n```\n\ncorso",
    )
)
@example(("corso\n\n## corso\nil\n\nil\n## il", "corso\n\nil\n## il\n\n## corso\nil"))
def test_runs_cover_the_new_text_and_what_they_keep_is_equal(both: tuple[str, str]) -> None:
    old, new = both
    for strays in (True, False):
        place = 0
        for run in runs(old, groups(changes(old, new)), strays):
            assert run.start == place < run.end
            place = run.end
            if run.old is not None:
                assert old[run.old : run.old + run.end - run.start] == new[run.start : run.end]
            assert 0 <= run.gone[0] <= run.gone[1] <= len(old)
        assert place == len(new)


def new_words(old: str, new: str, strays: bool) -> list[str]:
    return [new[run.start : run.end] for run in runs(old, diff.groups(old, new), strays) if run.old is None]


def test_a_replaced_stretch_names_the_words_it_stands_for() -> None:
    old, new = "Il corso dura trenta giorni.", "Il corso dura 40 giorni."
    (fresh,) = [run for run in runs(old, diff.groups(old, new)) if run.old is None]
    assert old[slice(*fresh.gone)] == "trenta"


def test_words_inside_a_moved_and_edited_paragraph_are_found_where_they_stood() -> None:
    first, second = "Il corso dura trenta giorni in tutto.", "La sede si trova presso il comune di Roma."
    old, new = f"{first}\n\n{second}\n\nFine.", f"{second.replace('Roma', 'Bari')}\n\n{first}\n\nFine."
    assert [words.strip() for words in new_words(old, new, strays=False) if words.strip()] == ["Bari"]
    moved = [run for run in runs(old, diff.groups(old, new)) if run.move >= 0 and run.old is not None]
    assert old[moved[0].old :].startswith("La sede si trova") or old[moved[0].old :].startswith("Il corso")


def test_a_phrase_that_moves_is_no_new_words_and_known_to_have_moved() -> None:
    old = "Il corso si tiene ogni anno entro maggio a Roma. Chi lo chiede riceve un attestato finale."
    new = "Il corso si tiene a Roma. Chi lo chiede riceve ogni anno entro maggio un attestato finale."
    (moved,) = [run for run in runs(old, groups(changes(old, new))) if run.move >= 0]
    assert moved.old == old.index("ogni anno")
    assert new[moved.start : moved.end] == "ogni anno entro maggio "


def test_two_stretches_that_move_into_one_are_told_apart() -> None:
    old, joined = "Uno due. Mezzo. Tre quattro. Fine.", "Uno due. Nuovo Tre quattro. "
    taken = Edit(0, 9, "", 0), Edit(16, 29, "", 7)
    found = runs(old, [Group((*taken, Edit(29, 29, joined, 7)), moved=True)])
    new = "Mezzo. " + joined + "Fine."
    assert [(new[run.start : run.end], run.old, run.move) for run in found] == [
        ("Mezzo. ", 9, -1), ("Uno due. ", 0, 0), ("Nuovo ", None, 0), ("Tre quattro. ", 16, 0), ("Fine.", 29, -1),
    ]  # fmt: skip
    assert found[2].gone == (16, 16)
    other = runs(old, [Group((*taken, Edit(29, 29, "Uno ecco due. Tre quattro. ", 7)), moved=True)])
    assert [run.old for run in other] == [9, 0, None, 4, 16, 29]


def test_a_stray_word_counts_as_kept_only_where_that_is_asked() -> None:
    old = "Il corso dura trenta giorni e si tiene presso la sede centrale."
    new = "Ogni lezione occupa un intero pomeriggio della settimana, presso aule regionali."
    assert len(new_words(old, new, strays=False)) == 1
    assert not any("presso" in words for words in new_words(old, new, strays=True))
