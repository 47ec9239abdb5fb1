# SPDX-License-Identifier: AGPL-3.0-or-later
"""The examples in the docstrings of the text engine, and on its page, are true."""

import doctest
import importlib
import pkgutil

import pytest

import redline
from config import ROOT

MODULES = [
    found.name for found in pkgutil.walk_packages(redline.__path__, "redline.") if not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_examples_of_the_page_are_true() -> None:
    outcome = doctest.testfile(str(ROOT / "docs" / "redline.md"), module_relative=False, encoding="utf-8")
    assert outcome.failed == 0
    assert outcome.attempted > 20
