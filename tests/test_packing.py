# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers come packed where a browser takes it; what is personal is never packed together with words of others."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import packing
from tests.make import Cast, published
from tests.page import Visitor

Visit = Callable[..., Visitor]


def unpacked(answer) -> str:
    """Return the words of an answer, as a browser reads them."""
    ways = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    return ways[answer.headers.get("Content-Encoding")](answer.get_data()).decode()


@given(st.lists(st.tuples(st.binary(max_size=80_000), st.booleans()), max_size=6))
def test_packed_and_plain_stretches_are_one_answer_that_anyone_unpacks(pieces):
    made = packing.joined((data, packing.stretch(data) if as_packed else None) for data, as_packed in pieces)
    assert gzip.decompress(made) == b"".join(data for data, _ in pieces)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("deflate", None), ("", None)],
)
def test_a_visitor_gets_the_same_page_in_fewer_bytes(
    app: Flask, cast: Cast, header: str, encoding: str | None
) -> None:
    path, client = f"/proposals/{published(cast).id}", app.test_client()
    plain = client.get(path)
    for _ in range(2):  # packed, then found packed
        answer = client.get(path, headers={"Accept-Encoding": header})
        assert answer.headers.get("Content-Encoding") == encoding
        assert unpacked(answer) == plain.get_data(as_text=True)
        assert {"Accept-Encoding", "Cookie"} <= set(answer.vary)
    assert encoding is None or len(answer.get_data()) < len(plain.get_data()) / 3


def test_each_way_of_packing_is_asked_for_again_under_a_name_of_its_own(app: Flask, cast: Cast) -> None:
    path, client = f"/proposals/{published(cast).id}", app.test_client()
    ways = ("", "gzip", "br")
    names = {way: client.get(path, headers={"Accept-Encoding": way}).headers["ETag"] for way in ways}
    assert len(set(names.values())) == 3
    for encoding, name in names.items():
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": name})
        assert (again.status_code, again.get_data()) == (304, b"")


def test_what_is_personal_in_a_page_is_never_packed(cast: Cast, visit: Visit) -> None:
    path, ada = f"/proposals/{published(cast).id}", visit(cast.ada)
    plain, answer = ada.get(path), ada.client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    token = plain.all(".//input[@name='csrf_token']")[0].get("value", "").rpartition(".")[0]
    assert token in unpacked(answer)
    assert token.encode() in answer.get_data()  # readable as it is, so no words beside it can shorten it
    assert len(answer.get_data()) < len(plain.html.encode()) / 2


def test_a_page_made_for_one_reader_hides_how_long_it_is(cast: Cast, visit: Visit) -> None:
    ada = visit(cast.ada)
    lengths = set()
    for _ in range(20):
        answer = ada.client.get("/account", headers={"Accept-Encoding": "gzip"})
        assert "Ada" in unpacked(answer)
        lengths.add(len(answer.get_data()))
    assert len(lengths) > 5


def test_little_and_pictures_stay_as_they_are(app: Flask) -> None:
    client = app.test_client()
    assert "Content-Encoding" not in client.get("/health", headers={"Accept-Encoding": "gzip"}).headers


def test_a_stretch_refers_to_nothing_before_it() -> None:
    twice = packing.stretch(b"parole " * 50)
    assert zlib.decompressobj(-zlib.MAX_WBITS).decompress(twice) == b"parole " * 50
