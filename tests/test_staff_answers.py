# SPDX-License-Identifier: AGPL-3.0-or-later
"""What moderators and staff are answered: the second half of the table of `tests/test_answers.py`, on the same day."""

import pytest

from tests import staff_answers
from tests.test_answers import noon, world  # noqa: F401 - fixtures

TABLE = [
    (
        staff_answers.accept,
        "La decisione è pubblica ed è nata la versione 2. Fino al 2 marzo 2026, ore 12:10 puoi annullare; "
        "poi l’esito arriva a chi ha chiesto la modifica. Qui nessun’altra modifica aspetta un esito.",
        "The decision is public and version 2 was born. You can undo until 2 March 2026, 12:10; then the "
        "outcome reaches whoever asked for the amendment. No other amendment waits for an outcome here.",
    ),
    (
        staff_answers.reject_one_of_two,
        "La decisione è pubblica. Il testo non è cambiato. Chi ha chiesto la modifica riceve ora l’esito e "
        "il motivo. Un’altra modifica aspetta un esito. La prossima risposta è promessa entro il 12 marzo "
        "2026.",
        "The decision is public. The text has not changed. Whoever asked for the amendment now receives the "
        "outcome and the reason. One more amendment waits for an outcome. The next answer is promised by 12 "
        "March 2026.",
    ),
    (
        staff_answers.undo,
        "Annullato: il testo è tornato com’era, con la versione 3. Nessun messaggio parte; le modifiche "
        "aspettano di nuovo un esito. La prossima risposta è promessa entro il 12 marzo 2026.",
        "Undone: the text is as it was before, with version 3. No message leaves; the amendments wait for an "
        "outcome again. The next answer is promised by 12 March 2026.",
    ),
    (
        staff_answers.ask,
        "La domanda è pubblica. Finché non arriva la risposta la modifica è in pausa, e i giorni non "
        "contano. Chi l’ha scritta riceve un’e-mail. Puoi riprenderla anche senza risposta.",
        "The question is public. Until the answer comes the amendment is paused, and the days do not count. "
        "Its author receives an e-mail. You can take it up again without an answer too.",
    ),
    (
        staff_answers.resume,
        "La modifica non è più in pausa. Decide chi modera il processo, entro il 12 marzo 2026.",
        "The amendment is no longer paused. The moderators of the process decide, by 12 March 2026.",
    ),
    (
        staff_answers.hide,
        "La modifica è nascosta al pubblico: chi l’ha scritta legge il motivo. Per deciderla pubblicala di nuovo.",
        "The amendment is hidden from the public: its author reads the reason. To decide it, publish it again.",
    ),
    (
        staff_answers.hide_comment,
        "Fatto: il commento è nascosto. Al suo posto si legge il motivo; puoi pubblicarlo di nuovo.",
        "Done: the comment is hidden. The reason is read in its place; you can publish it again.",
    ),
    (
        staff_answers.correct,
        "Il testo è stato corretto: è nata la versione 2. Le modifiche in attesa passano sulla versione "
        "nuova; dove non si può, lo chiediamo a chi le ha scritte.",
        "The text has been corrected: this is now version 2. Waiting amendments are carried onto the new "
        "version; where that cannot be done, we ask their authors.",
    ),
    (
        staff_answers.close,
        "La proposta è chiusa. Una modifica senza esito è decaduta; se chi l’ha scritta ha un account, riceve "
        "un’e-mail. Puoi riaprirla, o registrare l’esito finale.",
        "The proposal is closed. One undecided amendment has lapsed; its author, if they have an account, "
        "receives an e-mail. You can reopen it, or record its final outcome.",
    ),
    (
        staff_answers.reopen,
        "La proposta è di nuovo aperta. Si può chiedere di cambiarla fino al 1 aprile 2026. Le modifiche "
        "decadute restano decadute: chi le vuole le chiede di nuovo.",
        "The proposal is open again. Changes to it can be asked for until 1 April 2026. Amendments that "
        "lapsed stay lapsed: whoever wants them asks for them again.",
    ),
    (
        staff_answers.conclude,
        "L’esito finale è registrato. La proposta è adottata. Il motivo sta nella cronologia.",
        "The final outcome is on record. The proposal is adopted. The reason stands in the timeline.",
    ),
    (
        staff_answers.appoint,
        "Ruolo assegnato: vale da subito, e la persona riceve un’e-mail.",
        "Role given: it counts at once, and the person receives an e-mail.",
    ),
]


@pytest.mark.parametrize(("deed", "italian", "english"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_the_answer_says_what_follows_whom_it_reaches_and_what_waits(world, deed, italian, english):  # noqa: F811
    assert deed(world).answer == italian


@pytest.mark.parametrize(("deed", "italian", "english"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_the_answer_says_the_same_in_english(world, deed, italian, english):  # noqa: F811
    world.prefix = "/en"
    assert deed(world).answer == english
