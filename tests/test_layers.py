# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports point downwards, stand at the top of their files, and Flask stays where HTTP is."""

import ast
from pathlib import Path

import pytest

from config import ROOT

# From the bottom up; a name may import only what stands on a lower line, or itself.
HEIGHTS = [
    ("redline", "permissions", "config", "store", "turns", "packing", "progress"),
    ("storage",),
    ("db",),
    ("languages", "rows"),
    ("fields", "pages"),
    ("journal",),
    ("auth",),
    ("unsent", "works"),
    ("amendments",),
    ("attachments",),
    ("processes",),
    ("proposals",),
    ("bodies",),
    ("comments",),
    ("features", "figures", "home", "theme"),
    ("backup", "importing"),
    ("demo",),
    ("commands", "errors"),
    ("app",),
    ("wsgi",),
]
HEIGHT = {name: height for height, names in enumerate(HEIGHTS) for name in names}


def files() -> list[Path]:
    """Return every Python file of ours that is neither a test nor a tool beside the product."""
    outside = {"tests", "docs", "migrations", "node_modules", "benchmarks", "deploy", "instance"}
    return [
        p for p in sorted(ROOT.rglob("*.py")) if not any(x in outside or x[0] == "." for x in p.relative_to(ROOT).parts)
    ]


def imports(path: Path) -> list[str]:
    """Return the full names of the modules a file imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def kind(module: str) -> int | None:
    """Return the height of a module inside its package ("amendment_actions" is one of the actions), or None."""
    last = module.rpartition(".")[2].rpartition("_")[2]
    return {"models": 0, "actions": 1, "queries": 1, "forms": 1, "views": 2}.get(last)


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    relative = path.relative_to(ROOT).with_suffix("")
    mine, own_kind = relative.parts[0], kind(relative.parts[-1])
    assert mine in HEIGHT, f"{mine} has no height: say in this test where it stands"
    for module in imports(path):
        top = module.partition(".")[0]
        if top in HEIGHT and top != mine:
            assert HEIGHT[top] < HEIGHT[mine], f"{relative} imports {module}, which stands above it"
        if top == mine and len(relative.parts) > 1 and own_kind is not None and (other := kind(module)) is not None:
            assert other <= own_kind, f"{relative} imports {module}, which stands above it in its package"


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_flask_stays_where_http_is(path: Path) -> None:
    relative = path.relative_to(ROOT).with_suffix("")
    flask_free = kind(relative.parts[-1]) in (0, 1) and not relative.parts[-1].endswith("forms")
    if flask_free or relative.parts[0] in ("redline", "permissions"):
        tops = {module.partition(".")[0] for module in imports(path)}
        assert not tops & {"flask", "flask_wtf", "werkzeug"}, f"{relative} imports {tops & {'flask', 'flask_wtf'}}"
    if relative.parts[0] in ("redline", "permissions"):
        assert not {module.partition(".")[0] for module in imports(path)} & {"sqlalchemy", "flask_sqlalchemy", "db"}


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_stand_at_the_top(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)), (
                f"{path.name}: {node.name} imports inside"
            )


def test_only_one_place_commits() -> None:
    committing = [str(p.relative_to(ROOT)) for p in files() if ".commit()" in p.read_text()]
    assert committing == ["db.py"]
