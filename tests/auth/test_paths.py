# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where somebody may be sent back to."""

import pytest

from auth.paths import local_path, of_same_site, with_query

NASTY = [
    None, "", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "/ /evil.example", "/\x00", "/a\\..\\b", "/a//evil.example", "/.//evil.example",
    "https://evil.example", "HTTPS://evil.example", "http:evil.example", "https:/evil.example",
    "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "evil.example", "@evil.example",
    "/\u2028evil", "/\u202eevil", "/\ufeff", "\u3000//evil.example", "/x\r\nSet-Cookie: a=b", "/x y", "/" + "a" * 600,
    "/\x7f", "/\x85", "?next=//evil.example", "#x", "mailto:a@b.it",
]  # fmt: skip
FINE = [
    "/", "/proposals/12", "/proposals/12#sostieni", "/proposals/12?q=a%20b&c=//x#comment-3", "/en/roles",
    "/processes/piano-è-bello", "/a?next=/b", "/%2f%2fevil.example", "/a/../b",
]  # fmt: skip


@pytest.mark.parametrize("path", NASTY)
def test_what_could_lead_elsewhere_leads_home(path):
    assert local_path(path) == "/"


@pytest.mark.parametrize("path", FINE)
def test_a_path_of_this_site_is_kept(path):
    assert local_path(path) == path


def test_an_empty_query_is_dropped():
    assert local_path("/roles?") == "/roles"


def test_a_referer_counts_only_from_this_host():
    assert of_same_site("https://here.example/a?b=1#c", "here.example") == "/a?b=1"
    assert of_same_site("https://elsewhere.example/a", "here.example") == "/"
    assert of_same_site("https://here.example//evil.example", "here.example") == "/"
    assert of_same_site(None, "here.example") == "/"
    assert of_same_site("http://[broken", "here.example") == "/"


def test_words_are_added_to_a_query_before_the_fragment():
    assert with_query("/a?b=1&errand=old#form", errand="new") == "/a?b=1&errand=new#form"
