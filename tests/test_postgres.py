# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tests' own PostgreSQL starts, serves with what Emenda needs, and leaves nothing behind."""

import socket
from pathlib import Path

import psycopg
import pytest

from tests import postgres


def plain(url: str) -> str:
    return url.replace("+psycopg", "")


@pytest.mark.postgresql
def test_a_server_of_our_own_searches_italian_and_is_gone_afterwards():
    with postgres.running() as url:
        with psycopg.connect(plain(url), autocommit=True) as line:
            line.execute("CREATE EXTENSION unaccent")
            words = line.execute("SELECT to_tsvector('italian', unaccent('gli emendamenti'))::text")
            (stems,) = words.fetchone()
            (folder,) = line.execute("SHOW data_directory").fetchone()
            (port,) = line.execute("SHOW port").fetchone()
        assert stems == "'emend':2"
    assert not Path(folder).exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port))) != 0


@pytest.mark.postgresql
def test_the_server_stops_when_a_test_fails_in_the_middle():
    with pytest.raises(ZeroDivisionError), postgres.running() as url:
        1 / 0  # noqa: B018  the failure itself
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain(url), connect_timeout=2)


@pytest.mark.postgresql
def test_the_wheel_serves_where_the_system_has_no_server(monkeypatch):
    monkeypatch.setattr(postgres, "_system_folders", list)
    with postgres.running() as url, psycopg.connect(plain(url), autocommit=True) as line:
        line.execute("CREATE EXTENSION unaccent")
        assert line.execute("SELECT unaccent('perché')").fetchone() == ("perche",)


def test_without_any_programs_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_system_folders", list)
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(postgres.NoPostgres, match="apt-get install postgresql"):
        postgres.found_programs(tmp_path)


def test_the_server_never_runs_as_root(monkeypatch):
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 0)
    assert postgres.unprivileged()["user"] != 0
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 1000)
    assert postgres.unprivileged() == {}


def test_the_environment_of_the_server_points_at_no_other_server(monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere.example.org")
    assert "PGHOST" not in postgres._environment()
