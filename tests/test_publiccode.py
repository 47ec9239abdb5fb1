# SPDX-License-Identifier: AGPL-3.0-or-later
"""publiccode.yml holds what version 0.7 of its standard demands, so that the national catalogue takes it."""

import re
from datetime import date

import pytest
import yaml

from config import ROOT, VERSION


@pytest.fixture(scope="module")
def code():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_it_says_which_standard_it_follows(code):
    assert code["publiccodeYmlVersion"] == "0.7"


def test_it_names_the_software_and_where_its_code_is(code):
    assert code["name"] == "Emenda"
    assert re.match(r"https://\S+", code["url"])
    assert code["platforms"] == ["web"]
    assert code["softwareType"] == "standalone/web"
    assert code["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}


def test_it_tells_the_version_that_the_code_tells(code):
    assert code["softwareVersion"] == VERSION
    assert isinstance(code["releaseDate"], date)


@pytest.mark.parametrize("language", ["it", "en"])
def test_it_describes_the_software_in_both_languages(code, language):
    description = code["description"][language]
    assert 0 < len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]
    assert all(isinstance(feature, str) for feature in description["features"])


def test_its_licence_is_that_of_the_code(code):
    assert code["legal"]["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()


def test_somebody_maintains_it(code):
    maintenance = code["maintenance"]
    assert maintenance["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in maintenance["contacts"])
    assert maintenance["contacts"]


def test_it_says_in_which_languages_people_can_use_it(code):
    assert code["localisation"] == {"localisationReady": True, "availableLanguages": ["it", "en"]}


def test_the_section_that_the_standard_has_given_up_is_not_there(code):
    assert "IT" not in code
    assert "it" not in code
