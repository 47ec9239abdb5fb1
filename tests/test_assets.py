# SPDX-License-Identifier: AGPL-3.0-or-later
"""The built assets: light, complete, and free of anything that belongs to another site."""

import gzip
import json
import re

import pytest

from config import ROOT

BUILT = ROOT / "static/built"
TEMPLATES = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    """Where each asset lies, by its plain name; `make assets` writes it."""
    found: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return found


def test_every_asset_a_template_asks_for_was_built(manifest):
    asked = {name for text in TEMPLATES for name in re.findall(r"asset\('([^']+)'\)", text)}
    assert asked
    assert asked <= set(manifest)
    assert all((BUILT / name).is_file() for name in manifest.values())


def test_every_icon_a_template_names_was_built(manifest):
    built = set(re.findall(r'<symbol id="([^"]+)"', (BUILT / manifest["icons.svg"]).read_text()))
    named = {name for text in TEMPLATES for name in re.findall(r"(?:\bicon\(|image=)'([a-z-]+)'", text)}
    assert named
    assert named <= built


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("emenda.css", 45_000),
        ("emenda.js", 35_000),
        ("editor.js", 5_000),
        ("visual.js", 180_000),  # fetched only when somebody chooses to write visually
        ("icons.svg", 15_000),
    ],
)
def test_an_asset_stays_light_when_packed(manifest, name, most):
    assert len(gzip.compress((BUILT / manifest[name]).read_bytes())) < most


def test_the_sheet_asks_nothing_of_another_site(manifest):
    sheet = (BUILT / manifest["emenda.css"]).read_text()
    addresses = [address.strip("\"'") for address in re.findall(r"url\(([^)]{1,40})", sheet)]
    assert addresses
    assert all(a.startswith("data:image/") or (BUILT / a).is_file() for a in addresses)


def test_a_changed_asset_gets_a_new_name(manifest):
    assert all(re.fullmatch(r".+-[0-9a-f]{10}\.[a-z0-9]+", name) for name in manifest.values())
