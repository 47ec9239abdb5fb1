# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast of a document: of its open amendments, always current, worked out once, with few queries."""

from time import process_time

import pytest
import sqlalchemy as sa

from amendments.documents.actions import correct
from amendments.documents.texts import text_of, texts_of
from amendments.forecast import forecasts
from amendments.forecast.forecasts import Store, forecast_of, forecasts_of
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.requests.actions import moderate, propose, revise, withdraw
from db import db
from redline.merging.forecast import Forecast, Pair
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.test_pages import counted


@pytest.fixture(autouse=True)
def empty_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing kept."""
    monkeypatch.setattr(forecasts, "_kept", Store(1_000_000))


def outcomes(document: Document) -> dict[tuple[object, int], str]:
    """Return what would become of every open change."""
    return {outlook.key: outlook.outcome for outlook in forecast_of(document).outlooks}


def test_each_amendment_counts_from_the_version_it_was_written_on(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2026.")
    asked(document, cast.sami, tempi="Entro il 2026.")
    asked(document, cast.zoe, tempi="Entro il 2027.")
    accepted(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    asked(document, cast.zoe, base=2, tempi="Entro il 2026.", destinatari="Tutti.")
    found = outcomes(document)
    assert found == {(1, 1): "absorbed", (2, 1): "absorbed", (3, 1): "clash", (5, 1): "applies"}


def test_two_open_changes_of_the_same_words_clash_with_each_other(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2026.")
    asked(document, cast.sami, tempi="Entro il 2027.")
    found = forecast_of(document)
    assert found.if_accepted((1, 1), (2, 1)) == "clash" and found.outlook((2, 1)).now == "Entro il 2027."


def test_only_what_waits_and_everybody_sees_is_forecast(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Mai.")
    hidden = asked(document, cast.sami, tempi="Presto.")
    taken_back = asked(document, cast.zoe, tempi="Tardi.")
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason="Offende.")
        withdraw(taken_back, by=cast.zoe)
    assert set(outcomes(document)) == {(1, 1)}


def test_the_forecast_is_current_after_every_deed(cast: Cast) -> None:
    document = published(cast)
    one = asked(document, cast.ada, tempi="Entro il 2026.")
    before = forecast_of(document)
    with writing():
        revise(one, text(tempi="Entro il 2027."), by=cast.ada, seen=1, reason="Meglio.")
    revised = forecast_of(document)
    assert revised.outlook((1, 1)).now != before.outlook((1, 1)).now
    with writing():
        correct(document, text(tempi="Entro il 2027."), by=cast.bruno, base=1, reason="Svista.")
    assert outcomes(document) == {(1, 1): "absorbed"}
    with writing():
        withdraw(one, by=cast.ada)
    assert outcomes(document) == {}


def test_words_that_were_obscured_stand_in_no_forecast(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, obiettivo="Chiamare Tizio Caio al telefono.")
    assert "Tizio Caio" in repr(forecast_of(document).outlooks)
    with writing():
        obscure(document, "Tizio Caio", by=cast.ines, reason="Dati personali.")
    assert "Tizio Caio" not in repr(forecast_of(document))


def test_obscuring_the_base_alone_makes_another_forecast(cast: Cast) -> None:
    document = published(cast, text(obiettivo="Chiamare Tizio Caio. Scrivere."))
    asked(document, cast.ada, obiettivo="Chiamare Tizio Caio. Scrivere.", tempi="Mai.")
    before = forecast_of(document)
    with writing():
        obscure(document, "Tizio Caio", by=cast.ines, reason="Dati personali.")
    after = forecast_of(document)
    assert after is not before and "Tizio Caio" not in after.present and outcomes(document) == {(1, 1): "applies"}


def test_a_deed_that_was_taken_back_leaves_no_forecast_behind(cast: Cast) -> None:
    document = published(cast)
    with pytest.raises(ZeroDivisionError), writing():
        asked_inside(document, cast)
        raise ZeroDivisionError
    assert outcomes(document) == {}


def asked_inside(document: Document, cast: Cast) -> None:
    """Ask for a change and look at its forecast, inside a transaction that will end badly."""
    asked_now = outcomes(document)
    correct(document, text(tempi="Mai."), by=cast.bruno, base=1, reason="Svista.")
    assert asked_now == {} and forecast_of(document).present == text(tempi="Mai.")


def many(cast: Cast, requests: int) -> Document:
    """Publish a text that some amendments on several versions wait for."""
    document = published(cast)
    for number in range(requests):
        asked(document, cast.ada, base=document.version, tempi=f"Entro il {2030 + number}.")
        with writing():
            words = text(obiettivo=f"Fare {number} cose.")
            correct(document, words, by=cast.bruno, base=document.version, reason="Svista.")
    return document


def queries(documents: list[Document]) -> tuple[int, int]:
    """Count the queries of forecasts that are worked out, and of the same ones kept."""
    db.session.rollback()
    ids = [document.id for document in documents]
    db.session.scalar(sa.select(1))  # begins the transaction
    with counted() as cold:
        forecasts_of(ids)
    with counted() as warm:
        forecasts_of(ids)
    return len(cold), len(warm)


def test_the_number_of_queries_grows_neither_with_amendments_nor_with_documents(cast: Cast) -> None:
    few = many(cast, 2)
    assert queries([few]) == (7, 2)
    assert queries([many(cast, 20), many(cast, 1)]) == (7, 2)


def test_the_texts_of_some_versions_are_read_together(cast: Cast) -> None:
    document = many(cast, 20)
    id = document.id
    with counted() as statements:
        found = texts_of((id, number) for number in (1, 3, 16, 17, 18, 21, 99))
    assert len(statements) == 1
    assert found == {(id, number): text_of(document, number) for number in (1, 3, 16, 17, 18, 21)}


def test_three_hundred_open_amendments_of_a_long_text_take_less_than_a_second(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "Il punto {} dura trenta giorni, si tiene in biblioteca ed è aperto a chi lavora in un ente vicino."
    words = "# Elenco\n\n" + "\n\n".join(sentence.format(n) * 3 for n in range(180))
    document = published(cast, words)
    assert len(words) > 50_000
    with writing():
        for n in range(300):
            wanted = words.replace(f"punto {n % 180} dura trenta", f"punto {n % 180} dura {40 + n % 3}", 1)
            propose(document, wanted, by=cast.ada, base=1, reason="Meglio.")
        correct(document, words.replace("biblioteca", "municipio", 9), by=cast.bruno, base=1, reason="Svista.")
    seconds = []
    for _ in range(3):
        monkeypatch.setattr(forecasts, "_kept", Store(20_000_000))
        begun = process_time()
        found = forecast_of(document)
        seconds.append(process_time() - begun)
    assert len(found.outlooks) == 300 and found.pairs and min(seconds) < 1


def test_the_store_of_forecasts_is_bounded() -> None:
    store = Store(1_000)
    for number in range(50):
        store.put(number, Forecast("x" * 100, (), (Pair(("A", 1), ("B", number), "clash", "clash"),)))
    assert store.characters == 900 and store.get(49) is not None and store.get(46) is None
    store.put("too long", Forecast("x" * 3_000, (), ()))
    assert store.get("too long") is None and store.characters == 0
