# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of people in a real browser, wide and narrow, and the way back to a half-written comment."""

import pytest

from auth import passwords, setup_code
from tests.browser import assert_accessible
from tests.make import published, writing

pytestmark = pytest.mark.browser

PASSWORD = "quattro gatti rossi"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-up", "/password", "/roles", "/privacy", "/legal", "/accessibility"]
)
def test_pages_of_visitors_are_accessible(window, cast, path):
    assert_accessible(window(path, width=320))
    assert_accessible(window("/en" + path))


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/password", "/account/erase", "/bodies", "/settings", "/accounts", "/processes/piano/people"],
)
def test_pages_of_who_is_signed_in_are_accessible(window, cast, path):
    assert_accessible(window(path, person=cast.ines, width=320))
    assert_accessible(window("/en" + path, person=cast.ines))


def test_the_first_run_page_is_accessible(window, app):
    app.extensions.pop("site_is_set_up", None)
    page = window("/", width=320)
    assert page.url.endswith("/setup")
    assert_accessible(page)
    setup_code.forget(app.config["SETTINGS"].instance)


def test_a_form_that_comes_back_is_accessible(window, cast):
    page = window("/sign-up")
    page.get_by_role("button", name="Crea l’account").click()
    page.locator(".error-summary").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_half_written_comment_comes_back_after_signing_in(window, cast, scripts):
    document = published(cast)
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    page = window(f"/documents/{document.id}/comments", scripts=scripts)
    page.get_by_label("Scrivi un commento").fill("Prima di tutto, bene.")
    page.get_by_role("button", name="Accedi e pubblica").click()
    page.get_by_label("Indirizzo e-mail").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Accedi").click()
    page.get_by_text("Prima di tutto, bene.").wait_for()
    assert page.locator("textarea[name=text]").first.input_value() == "Prima di tutto, bene."
