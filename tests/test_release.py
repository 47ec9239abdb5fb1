# SPDX-License-Identifier: AGPL-3.0-or-later
"""The release archive holds what is committed and what is made, so that a server needs no Node."""

import subprocess
import tarfile

import pytest

from deploy import release


def git(root, *words):
    person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *person, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    files = {
        "pyproject.toml": '[project]\nversion = "1.2.3"\n',
        ".gitignore": "static/built/\n*.mo\ndist/\ninstance/\n",
        "app.py": "",
        "instance/secret": "not for others",
        "static/built/.made-from": "1 2",
        "static/built/page.css": "p {}",
        "translations/en/LC_MESSAGES/messages.mo": "made",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Begin")
    return tmp_path


def test_the_archive_holds_the_committed_and_the_made_and_nothing_else(checkout):
    archive = release.pack(checkout)
    assert archive.name == "emenda-1.2.3.tar.gz"
    with tarfile.open(archive) as packed:
        assert packed.getnames() == [
            "emenda-1.2.3/.gitignore",
            "emenda-1.2.3/app.py",
            "emenda-1.2.3/pyproject.toml",
            "emenda-1.2.3/static/built/.made-from",
            "emenda-1.2.3/static/built/page.css",
            "emenda-1.2.3/translations/en/LC_MESSAGES/messages.mo",
        ]


def test_the_same_content_gives_the_same_bytes(checkout):
    first = release.pack(checkout).read_bytes()
    assert release.pack(checkout).read_bytes() == first


def test_nothing_is_packed_that_is_not_committed(checkout):
    (checkout / "app.py").write_text("changed = True\n")
    with pytest.raises(release.NotReady, match="commit"):
        release.pack(checkout)


def test_nothing_is_packed_without_the_assets(checkout):
    (checkout / "static/built/page.css").unlink()
    (checkout / "static/built/.made-from").unlink()
    with pytest.raises(release.NotReady, match="assets"):
        release.pack(checkout)
