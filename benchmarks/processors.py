# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processor time of the server under load, which others who use the machine too change less than they change rates."""

import os
from pathlib import Path


def spent() -> float:
    """Return the seconds that the server's workers, children of a child of ours, have computed; 0 but on Linux."""
    workers = [worker for server in _children(os.getpid()) for worker in _children(server)]
    return sum(_seconds(worker) for worker in workers)


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in found.read_text().split()] if found.exists() else []


def _seconds(process: int) -> float:
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]  # its own, and the system's
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
