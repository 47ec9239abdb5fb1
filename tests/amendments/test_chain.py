# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anyone downloads the chain of a text and checks it offline; whatever was changed in it is found."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from auth.account_actions import erase
from journal import fingerprints
from tests.amendments.stories import eventful
from tests.journal.test_fingerprints import link_anew
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def lively(cast: Cast) -> Document:
    """A text to which a bit of everything happened."""
    return eventful(cast)


class Download:
    """What somebody downloads from the site into a folder, and the script they run there."""

    def __init__(self, folder: Path, visitor: Visitor) -> None:
        self.folder, self.visitor = folder, visitor
        self.save("check_chain.py", "/check_chain.py")

    def save(self, name: str, path: str) -> None:
        answer = self.visitor.client.get(path)
        assert answer.status_code == 200, path
        (self.folder / name).write_bytes(answer.get_data())

    def change(self, name: str, change: Callable[[Any], None]) -> None:
        """Change a downloaded file."""
        found = json.loads((self.folder / name).read_text())
        change(found)
        (self.folder / name).write_text(json.dumps(found))

    def check(self, *names: str) -> tuple[int, str]:
        """Run the script as people do, with nothing of ours in reach; return its exit status and what it says."""
        command = [sys.executable, "-I", "check_chain.py", *names]
        ran = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def download(lively: Document, visit: Visit, tmp_path: Path) -> Download:
    """The chain, the script and a fingerprint, downloaded."""
    with writing():
        fingerprints.publish()
    made = Download(tmp_path, visit())
    made.save("chain.json", f"/documents/{lively.id}/chain.json")
    made.save("fingerprint.json", "/fingerprints/1.json")
    return made


def test_a_chain_nobody_touched_is_whole_and_stands_in_the_fingerprint(download: Download) -> None:
    status, told = download.check("chain.json", "fingerprint.json")
    assert (status, "The chain is whole." in told) == (0, True), told
    last = json.loads((download.folder / "chain.json").read_text())["events"][-1]["number"]
    assert f"holds this chain up to event {last}" in told
    assert json.loads((download.folder / "fingerprint.json").read_text())["digest"] in told


def test_without_a_fingerprint_the_script_says_how_little_is_proved(download: Download) -> None:
    status, told = download.check("chain.json")
    assert status == 0 and "proves little" in told
    assert "not public: the data of support.given (1);" in told


def test_a_later_event_leaves_the_fingerprint_true(download: Download, lively: Document, cast: Cast) -> None:
    with writing():
        correct(lively, text(tempi="Mai."), by=cast.bruno, base=lively.version, reason="Dopo.")
    download.save("chain.json", f"/documents/{lively.id}/chain.json")
    status, told = download.check("chain.json", "fingerprint.json")
    assert status == 0, told


def event(chain: Any, kind: str) -> Any:
    """Return the first event of a kind."""
    return next(one for one in chain["events"] if one["kind"] == kind)


def drop_event(chain: Any) -> None:
    del chain["events"][4]


def swap_events(chain: Any) -> None:
    chain["events"][2], chain["events"][3] = chain["events"][3], chain["events"][2]


def change_reason(chain: Any) -> None:
    event(chain, "document.corrected")["data"]["reason"] = "Altro."


def change_time(chain: Any) -> None:
    event(chain, "document.corrected")["at"] = "2020-01-01T00:00:00.000000+00:00"


def change_person(chain: Any) -> None:
    one = event(chain, "document.corrected")
    one["who"] = event(chain, "support.given")["who"]


def change_version(chain: Any) -> None:
    chain["versions"][1]["sha256"] = "0" * 64


def hide_version(chain: Any) -> None:
    chain["versions"].pop()


def keep_back_version(chain: Any) -> None:
    for name in ("data", "salt"):
        del event(chain, "document.version")[name]


def pretend_obscured(chain: Any) -> None:
    one = event(chain, "document.corrected")
    del one["data"], one["salt"]
    one["obscured"] = True


TAMPERED = [
    (drop_event, "event 5"),
    (swap_events, "event 3"),
    (change_reason, "its data are not those that were recorded"),
    (change_time, "its hash does not fit"),
    (change_person, "its hash does not fit"),
    (change_version, "version 2: its text is not the one"),
    (hide_version, "versions are listed"),
    (keep_back_version, "version 1: what event"),
    (pretend_obscured, "no later event covers words"),
]


@pytest.mark.parametrize(("tamper", "where"), TAMPERED, ids=lambda case: getattr(case, "__name__", ""))
def test_a_chain_that_was_changed_is_found(download: Download, tamper: Callable[[Any], None], where: str) -> None:
    download.change("chain.json", tamper)
    status, told = download.check("chain.json")
    assert status == 1 and where in told, told


def test_a_chain_written_anew_from_its_beginning_is_found_by_the_fingerprint(
    download: Download, lively: Document, cast: Cast
) -> None:
    with writing():
        link_anew(f"document:{lively.id}")
        correct(lively, text(tempi="Mai."), by=cast.bruno, base=lively.version, reason="Dopo.")
    download.save("chain.json", f"/documents/{lively.id}/chain.json")
    assert download.check("chain.json")[0] == 0  # whole in itself
    status, told = download.check("chain.json", "fingerprint.json")
    assert status == 1 and "holds no event of this chain" in told


def test_a_text_younger_than_the_fingerprint_is_not_said_to_stand_in_it(download: Download, cast: Cast) -> None:
    younger = published(cast, text("Altro"))
    download.save("younger.json", f"/documents/{younger.id}/chain.json")
    status, told = download.check("younger.json", "fingerprint.json")
    assert status == 1 and "take a newer fingerprint" in told


def test_a_changed_fingerprint_is_found(download: Download) -> None:
    download.change("fingerprint.json", lambda found: found["others"].append("0" * 64))
    status, told = download.check("chain.json", "fingerprint.json")
    assert status == 1 and "its digest does not fit" in told


@pytest.mark.parametrize("words", ["", "[]", "{", '{"format": "emenda-chain-1"}', '"\\ud800"', "\x1b[2J"])
def test_what_is_no_chain_is_said_to_be_none(download: Download, words: str) -> None:
    (download.folder / "other.json").write_text(words)
    status, told = download.check("other.json")
    assert status == 2 and told.startswith("Cannot be read") and "\x1b" not in told


def test_covered_words_and_an_erased_person_break_nothing(download: Download, lively: Document, cast: Cast) -> None:
    with writing():
        obscure(lively, "2025", by=cast.mara, reason="Prova.")
    with writing():
        erase(cast.ada, "Lo ha chiesto.", by=cast.ines)
    download.save("chain.json", f"/documents/{lively.id}/chain.json")
    words = (download.folder / "chain.json").read_text()
    assert "2025!" not in words and "Ada" not in words
    status, told = download.check("chain.json", "fingerprint.json")
    assert status == 0, told
    assert "obscured: version 2" in told and "(document.version)" in told and "The chain is whole." in told


def test_the_words_of_a_version_have_the_digest_in_its_chain(download: Download, lively: Document) -> None:
    versions = json.loads((download.folder / "chain.json").read_text())["versions"]
    for version in versions:
        download.save("version.md", f"/documents/{lively.id}/versions/{version['number']}.md")
        assert hashlib.sha256((download.folder / "version.md").read_bytes()).hexdigest() == version["sha256"]
    page = download.visitor.get(f"/documents/{lively.id}/versions/2")
    assert page.follow("Scarica il testo").html == (text(tempi="Entro il 2025."))
    assert download.visitor.get(f"/documents/{lively.id}/versions/9.md").status == 404


def test_the_history_of_a_text_leads_to_its_chain(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{lively.id}/history")
    chain = page.follow("Scarica la catena di questo testo").answer.json
    assert chain["chain"] == f"document:{lively.id}" and len(chain["versions"]) == 4
    assert "Che cosa prova" in page.follow("Come controllarla").text
