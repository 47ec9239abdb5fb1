# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is committed names no machine and no registry, carries its licence, and agrees with itself."""

import hashlib
import json
import re
import subprocess
import tomllib

import pytest

from config import ROOT, VERSION

# Put together from halves, so that this file does not name them either.
REGISTRIES = [
    f"{name}.{ending}"
    for name, ending in (
        ("pypi", "org"),
        ("files.pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("deb.debian", "org"),
    )
]
PLACES = re.compile(r"(?<![\w.}*~-])/(?:work|tmp|root|home|Users)/")
SPDX = "SPDX-License-Identifier: AGPL-3.0-or-later"
SOURCES = {".py", ".js", ".mjs", ".css", ".scss", ".sh", ".toml", ".yml", ".service", ".timer", ".conf"}
SOURCE_NAMES = {"Makefile", "Containerfile", "run"}
MADE = {".git", ".venv", "node_modules", "instance", "built", "dist", "__pycache__", "screenshots"}
LICENCE_SHA256 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def papers():
    """List the files that are committed or about to be; outside a checkout, all that was not made."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [p for p in ROOT.rglob("*") if p.is_file() and not MADE & set(p.relative_to(ROOT).parts)]


def texts():
    for path in papers():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def is_source(name):
    """Say whether a file is written by people in a language that knows comments."""
    last = name.rsplit("/", 1)[-1]
    return "." + last.rsplit(".", 1)[-1] in SOURCES or last in SOURCE_NAMES or name.startswith("templates/")


def pins(name):
    """Return what a requirements file pins: each package with its version and its number of hashes."""
    found = {}
    for block in re.split(r"\n(?=[a-z])", (ROOT / name).read_text()):
        package, version = re.match(r"([a-z0-9.-]+)==(\S+)", block).groups()
        found[package] = (version, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)))
    return found


def test_no_paper_names_a_registry():
    guilty = [(name, host) for name, text in texts() for host in REGISTRIES if host in text]
    assert guilty == []


def test_no_paper_names_a_place_on_somebodys_machine():
    mine = "tests/test_papers.py"
    guilty = [(name, found.group()) for name, text in texts() if name != mine for found in PLACES.finditer(text)]
    assert guilty == []


def test_each_source_file_opens_with_its_licence():
    missing = [
        name
        for name, text in texts()
        if is_source(name)
        and SPDX not in "\n".join(text.splitlines()[:3])
    ]
    assert missing == []


def test_the_licence_is_the_official_text():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == LICENCE_SHA256


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name):
    assert all(hashes for _, hashes in pins(name).values())
    for line in (ROOT / name).read_text().splitlines():
        assert not re.search(r"://|^\s*--(?!hash=)|^-|@", line), line


def test_both_requirements_files_agree():
    runtime, everything = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: everything.get(name) for name in runtime} == runtime


def test_what_the_project_asks_for_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name, asked in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", project["optional-dependencies"]["dev"]),
    ):
        wanted = {re.match(r"[a-z0-9-]+", line).group() for line in asked}
        assert wanted - set(pins(name)) == set()


def test_the_lock_of_the_scripts_names_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    others = {name: entry for name, entry in packages.items() if name}
    assert others
    assert [name for name, entry in others.items() if "resolved" in entry] == []
    assert [name for name, entry in others.items() if not entry.get("integrity") and "inBundle" not in entry] == []


def test_one_version_is_told_everywhere():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert told == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text()


def test_every_setting_is_explained():
    read = set()
    for name in ("config.py", "deploy/gunicorn.conf.py"):
        asked = r'(?:env(?:iron)?\.get\(|_number\(env, )["\']([A-Z_]+)["\']'
        read |= set(re.findall(asked, (ROOT / name).read_text()))
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/running.md").read_text(), re.MULTILINE)
    assert set(table) == read


def test_the_page_on_architecture_names_everything_at_the_top():
    told = set(re.findall(r"`([a-z]+(?:\.py|/))`", (ROOT / "docs/architecture.md").read_text()))
    paths = [path.relative_to(ROOT).parts for path in papers()]
    there = {parts[0] + "/" for parts in paths if len(parts) > 1 and not parts[0].startswith(".")}
    there |= {parts[0] for parts in paths if len(parts) == 1 and parts[0].endswith(".py")}
    assert there - told == set()


def test_links_between_papers_lead_somewhere():
    broken = []
    for path in papers():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!\w+:|#)([^)\s#]+)", path.read_text()):
                if not (path.parent / target).exists():
                    broken.append((path.name, target))
    assert broken == []


def test_each_make_target_that_papers_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (name, target)
        for name, text in texts()
        if name.endswith(".md")
        for target in re.findall(r"`make ([a-z-]+)", text)
    }
    assert {(name, target) for name, target in named if target not in targets} == set()


def test_both_readmes_show_the_same_pictures_and_each_link_leads_somewhere():
    shown = []
    for name in ("README.md", "README.it.md"):
        paper = (ROOT / name).read_text()
        links = re.findall(r'\]\(([^)#]+)|src="([^"]+)"', paper)
        paths = [link or source for link, source in links]
        assert [path for path in paths if not path.startswith("http") and not (ROOT / path).exists()] == []
        shown.append([path for path in paths if path.endswith(".png")])
        assert len(paper.splitlines()) <= 150
    assert shown[0] == shown[1] and len(shown[0]) >= 5
    assert {path for path in shown[0] if (ROOT / path).stat().st_size >= 200_000} == set()
