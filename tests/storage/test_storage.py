# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files are kept and given back alike by a folder and by a bucket, and no name leads anywhere else."""

import threading
from datetime import UTC, datetime

import pytest

from config import BadSettings, Settings
from storage import Missing, Unreachable, new_name
from storage.bucket import Bucket
from storage.folder import Folder
from storage.opening import open_storage
from storage.signature import Key, signed
from tests.storage.s3_server import S3Server


@pytest.fixture
def server():
    """A storage of S3 on loopback."""
    made = S3Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture(params=["folder", "bucket"])
def storage(request, tmp_path, server):
    """Each kind of storage in turn, empty."""
    return Folder(tmp_path / "files") if request.param == "folder" else Bucket(server.address)


def test_a_file_comes_back_as_it_was_and_is_gone_when_deleted(storage):
    name, other = new_name(), new_name()
    storage.put(name, b"\x00\xffbytes" * 1000)
    storage.put(other, b"")
    assert storage.get(name) == b"\x00\xffbytes" * 1000 and storage.get(other) == b""
    storage.delete(name)
    storage.delete(name)
    with pytest.raises(Missing):
        storage.get(name)
    assert list(storage.names()) == [other]


def test_all_names_are_listed_over_several_pages(storage):
    names = {new_name() for _ in range(5)}
    for name in names:
        storage.put(name, b"x")
    listed = list(storage.names())
    assert set(listed) == names and len(listed) == 5


@pytest.mark.parametrize(
    "name", ["", "..", "../secret", "a/b", "A" * 32, "0" * 31, "0" * 33, "0" * 31 + "\n", "0" * 32 + "\n"]
)
def test_a_name_that_is_not_ours_leads_nowhere(storage, name):
    for verb in (storage.get, storage.delete, lambda name: storage.put(name, b"x")):
        with pytest.raises(Missing):
            verb(name)


def test_an_empty_storage_has_no_names(storage):
    assert list(storage.names()) == []


def test_a_folder_lets_nobody_else_read_and_counts_nothing_half_written(tmp_path):
    folder = Folder(tmp_path / "files")
    folder.put(name := new_name(), b"x")
    assert (tmp_path / "files" / name).stat().st_mode & 0o077 == 0
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0
    (tmp_path / "files" / f"{new_name()}.half").write_bytes(b"x")
    assert list(folder.names()) == [name]


def test_a_storage_that_does_not_answer_says_so(tmp_path, server):
    (tmp_path / "files").write_text("no folder")
    with pytest.raises(Unreachable):
        Folder(tmp_path / "files").put(new_name(), b"x")
    bucket = Bucket(server.address)
    bucket.put(name := new_name(), b"x")
    server.is_broken = True
    for verb in (bucket.get, bucket.delete, lambda name: bucket.put(name, b"x")):
        with pytest.raises(Unreachable, match="403"):
            verb(name)
    with pytest.raises(Unreachable, match="refused"):
        Bucket("s3://k:s@127.0.0.1:9/bucket?tls=none").get(name)


def test_a_wrong_secret_is_refused(server):
    with pytest.raises(Unreachable, match="403"):
        Bucket(server.address.replace("s%2Fcret", "other")).put(new_name(), b"x")
    assert server.files == {}


def test_the_settings_choose_the_storage(tmp_path):
    settings = {"secret": "x", "database_url": "", "instance": tmp_path}
    folder = open_storage(Settings(**settings))
    folder.put(name := new_name(), b"x")
    assert (tmp_path / "attachments" / name).read_bytes() == b"x"
    assert isinstance(open_storage(Settings(**settings, storage_url="s3://k:s@host/bucket")), Bucket)
    for wrong in ("ftp://host", "s3://host/bucket", "s3://key@host/bucket", "s3:///bucket"):
        with pytest.raises(BadSettings, match="EMENDA_STORAGE_URL"):
            open_storage(Settings(**settings, storage_url=wrong))


# The examples of the reference that `storage/signature.py` names, with their published signatures.
EXAMPLES = [
    ("GET", "/test.txt", {}, {"range": "bytes=0-9"}, b"",
     "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    ("GET", "/", {"max-keys": "2", "prefix": "J"}, {}, b"",
     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ("PUT", "/test$file.text", {}, {"date": "Fri, 24 May 2013 00:00:00 GMT",
                                    "x-amz-storage-class": "REDUCED_REDUNDANCY"}, b"Welcome to Amazon S3.",
     "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "query", "headers", "body", "signature"), EXAMPLES)
def test_requests_are_signed_as_the_reference_says(method, path, query, headers, body, signature):
    key = Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
    at = datetime(2013, 5, 24, tzinfo=UTC)
    made = signed(key, method, path, query, headers | {"host": "examplebucket.s3.amazonaws.com"}, body, at)
    assert made["Authorization"].endswith(f"Signature={signature}")
    assert key.secret not in repr(key)
