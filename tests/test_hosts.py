# SPDX-License-Identifier: AGPL-3.0-or-later
"""The site answers only to its own names, behind as many proxies as told, and writes no other on pages."""

from dataclasses import replace

import pytest

from app import create_app
from db import db


@pytest.fixture
def site_with(app):
    """Build the site anew with other settings, over the same database."""
    others = []

    def build(set_up=True, **settings):
        others.append(create_app(replace(app.config["SETTINGS"], **settings)))
        others[-1].extensions["site_is_set_up"] = set_up
        return others[-1].test_client()

    yield build
    for other in others:
        with other.app_context():
            db.engine.dispose()  # its connections are its own


@pytest.mark.parametrize("set_up", [True, False])
def test_a_name_that_is_not_ours_gets_a_sentence_and_nothing_else(site_with, set_up):
    visitor = site_with(set_up, trusted_hosts=("proposte.example.org",))
    answer = visitor.get("/roles", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.text == "Questo sito non risponde a questo nome."


def test_our_own_name_is_answered(site_with):
    visitor = site_with(trusted_hosts=("proposte.example.org",))
    assert visitor.get("/health", headers={"Host": "proposte.example.org"}).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/en/sign-in", "/no-such-page"])
def test_a_forged_name_stands_on_no_page(site_with, path):
    visitor = site_with(public_url="https://proposte.example.org")
    page = visitor.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page.text
    assert "https://proposte.example.org" in page.text


def test_forwarded_names_are_believed_only_behind_a_proxy(site_with):
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    alone, behind = site_with(), site_with(proxies=1)
    assert "Strict-Transport-Security" not in alone.get("/health", headers=forwarded).headers
    assert "Strict-Transport-Security" in behind.get("/health", headers=forwarded).headers
