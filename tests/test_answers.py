# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each answer to a deed says what happened, what comes next, by when and who decides: a table, in both languages.

The day is 2 March 2026; the process promises an answer within ten days, and its phase ends on 1 April.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests import answers
from tests.answers import World
from tests.make import Cast, published, writing
from tests.test_pages import Visit

TABLE = [
    (
        answers.send,
        "La tua modifica 1 è pubblica. Decide chi modera il processo, entro il 12 marzo 2026. Ti scriveremo "
        "l’esito e il motivo. Finché non è decisa puoi ritirarla e, fino al 1 aprile 2026, rivederla.",
        "Your amendment 1 is public. The moderators of the process decide, by 12 March 2026. We will write "
        "to you with the outcome and the reason. Until it is decided you can withdraw it and, until 1 April "
        "2026, revise it.",
    ),
    (
        answers.send_to_be_read,
        "La tua modifica 1 è arrivata: tutti la vedono se chi modera la pubblica. Decide chi modera il "
        "processo, entro il 12 marzo 2026. Ti scriveremo l’esito e il motivo. Finché non è decisa puoi "
        "ritirarla e, fino al 1 aprile 2026, rivederla.",
        "Your amendment 1 has arrived: everyone will see it if a moderator publishes it. The moderators of "
        "the process decide, by 12 March 2026. We will write to you with the outcome and the reason. Until "
        "it is decided you can withdraw it and, until 1 April 2026, revise it.",
    ),
    (
        answers.send_without_a_promise,
        "La tua modifica 1 è pubblica. Decide chi modera il processo; non è promessa una data. Ti scriveremo "
        "l’esito e il motivo. Finché non è decisa puoi rivederla o ritirarla.",
        "Your amendment 1 is public. The moderators of the process decide; no date is promised. We will "
        "write to you with the outcome and the reason. Until it is decided you can revise or withdraw it.",
    ),
    (
        answers.revise,
        "La modifica 1 è rivista: da ora si decide sulle parole nuove. Decide chi modera il processo, entro "
        "il 12 marzo 2026. A chi la sosteneva chiederemo di guardarla di nuovo. Ti scriveremo l’esito e il "
        "motivo.",
        "Amendment 1 is revised: from now on the new words are decided. The moderators of the process "
        "decide, by 12 March 2026. We will ask those who supported it to look at it again. We will write to "
        "you with the outcome and the reason.",
    ),
    (
        answers.withdraw,
        "Hai ritirato la modifica 1: nessuno la deciderà, ma resta leggibile. Se ci ripensi puoi proporne "
        "un’altra fino al 1 aprile 2026.",
        "You withdrew amendment 1: nobody will decide it, but it stays readable. If you change your mind you "
        "can propose another one until 1 April 2026.",
    ),
    (
        answers.explain,
        "La risposta è pubblica, e chi ha fatto la domanda è avvisato. La modifica non è più in pausa. "
        "Decide chi modera il processo, entro il 14 marzo 2026.",
        "The answer is public, and whoever asked the question has been told. The amendment is not paused any "
        "more. The moderators of the process decide, by 14 March 2026.",
    ),
    (
        answers.enter,
        "La richiesta è registrata come modifica 1. Decide chi modera il processo, entro il 11 marzo 2026. "
        "L’esito va comunicato da voi: chi la chiede non riceve e-mail.",
        "The request is recorded as amendment 1. The moderators of the process decide, by 11 March 2026. It "
        "is for you to tell them the outcome: whoever asks for it gets no e-mail.",
    ),
    (
        answers.support_text,
        "Ora sostieni questa proposta, nella versione 1. Se il testo cambia ti scriviamo: il sostegno resta "
        "tuo, e puoi ritirarlo quando vuoi.",
        "You now support this proposal, in version 1. If the text changes we will write to you: the support "
        "stays yours, and you can withdraw it at any time.",
    ),
    (
        answers.unsupport_text,
        "Hai ritirato il tuo sostegno. Puoi darlo di nuovo fino al 1 aprile 2026.",
        "You have withdrawn your support. You can give it again until 1 April 2026.",
    ),
    (
        answers.support_wish,
        "Ora sostieni la modifica 1. Decide chi modera il processo, entro il 12 marzo 2026. Se viene "
        "riscritta ti scriviamo; puoi ritirare il sostegno quando vuoi.",
        "You now support amendment 1. The moderators of the process decide, by 12 March 2026. If it is "
        "reworded we will write to you; you can withdraw your support at any time.",
    ),
    (
        answers.support_late_wish,
        "Ora sostieni la modifica 1. Decide chi modera il processo: la risposta era promessa entro il 12 "
        "marzo 2026 ed è in ritardo. Se viene riscritta ti scriviamo; puoi ritirare il sostegno quando vuoi.",
        "You now support amendment 1. The moderators of the process decide: the answer was promised by 12 "
        "March 2026 and is late. If it is reworded we will write to you; you can withdraw your support at "
        "any time.",
    ),
    (
        answers.comment,
        "Il tuo commento è pubblicato. Puoi correggerlo finché si può commentare, e cancellarlo quando vuoi.",
        "Your comment is published. You can correct it as long as comments are open, and delete it at any time.",
    ),
    (
        answers.comment_to_be_read,
        "Il tuo commento è arrivato. Chi modera lo legge e decide se pubblicarlo; non è promessa una data. "
        "Puoi correggerlo finché si può commentare, e cancellarlo quando vuoi.",
        "Your comment has arrived. The moderators read it and decide whether to publish it; no date is "
        "promised. You can correct it as long as comments are open, and delete it at any time.",
    ),
    (
        answers.report,
        "Grazie: chi modera leggerà la tua segnalazione e deciderà se nascondere il commento. Fino ad allora "
        "resta visibile. Il motivo si leggerà nella cronologia del testo.",
        "Thank you: the moderators will read your report and decide whether to hide the comment. Until then "
        "it stays visible. The reason will be read in the timeline of the text.",
    ),
    (
        answers.come,
        "Hai un posto per il 7 marzo 2026: ti abbiamo mandato la conferma. Il giorno prima ti mandiamo un "
        "promemoria. Se non puoi venire annulla l’iscrizione: il posto va a chi aspetta.",
        "You have a seat for 7 March 2026: we sent you the confirmation. We remind you the day before. If "
        "you cannot come, cancel your registration: the seat goes to whoever is waiting.",
    ),
    (
        answers.come_and_wait,
        "I posti sono finiti: sei in lista d’attesa, al numero 1. Se se ne libera uno prima del 7 marzo 2026 "
        "è tuo, e ti scriviamo.",
        "There are no seats left: you are on the waiting list, at number 1. If one becomes free before 7 "
        "March 2026 it is yours, and we will write to you.",
    ),
    (
        answers.not_come,
        "La tua iscrizione è annullata: il tuo posto va a chi aspetta. Puoi iscriverti di nuovo, in fondo alla lista.",
        "Your registration is cancelled: your seat goes to whoever is waiting. You can register again, at "
        "the end of the list.",
    ),
]


@pytest.fixture
def noon() -> Iterator[None]:
    """Let the day of the test be 2 March 2026."""
    with time_machine.travel(datetime(2026, 3, 2, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world(noon: None, cast: Cast, visit: Visit) -> World:
    """A text in a process that promises to answer within ten days."""
    with writing():
        cast.process.answer_days = 10
    return World(cast, published(cast), visit)


@pytest.mark.parametrize(("deed", "italian", "english"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_the_answer_says_what_happened_what_comes_next_by_when_and_who_decides(world, deed, italian, english):
    assert deed(world).answer == italian


@pytest.mark.parametrize(("deed", "italian", "english"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_the_answer_says_the_same_in_english(world, deed, italian, english):
    world.prefix = "/en"
    assert deed(world).answer == english
