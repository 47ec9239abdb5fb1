# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts servers on loopback and loads them: with wrk where it is installed, else with threads of our own."""

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from benchmarks.processors import spent
from config import ROOT

T = TypeVar("T")
CONNECTIONS, RUNS = 8, 3


@dataclass(frozen=True)
class Request:
    """One request: a path, or a form sent to it."""

    path: str
    body: str = ""
    cookie: str = ""


@dataclass(frozen=True)
class Result:
    """What a load came to: requests a second, latencies in milliseconds; of how many answers how many were errors.

    `cpu` is the processor time of the server for each answer, in milliseconds; 0 where it is not known.
    """

    rate: float
    p50: float
    p99: float
    errors: int
    answers: int
    cpu: float = 0


@contextmanager
def serving(target: str, **environ: str) -> Iterator[int]:
    """Serve a WSGI application with the same settings as `make run`, two workers; yield its port."""
    port = free_port()
    env = os.environ | {"PORT": str(port), "PYTHONPATH": str(ROOT)} | environ
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", target]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port of the loopback address on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 60) -> None:
    """Wait until somebody listens on a port; raise TimeoutError when nobody does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")


def load(port: int, requests: list[Request], seconds: float) -> Result:
    """Send the requests again and again for so many seconds over CONNECTIONS connections; return the best of RUNS.

    Each run connects anew: all connections of one may fall to one of the server's two workers, and the other rests.
    """
    _warm_up(port, requests)
    wrk = shutil.which("wrk")
    share = max(1, round(seconds / RUNS))
    starts = [requests[n * len(requests) // RUNS :] + requests[: n * len(requests) // RUNS] for n in range(RUNS)]
    return _best(lambda one: _with_wrk(wrk, port, one, share) if wrk else _with_threads(port, one, share), starts)


def _best(run: Callable[[T], Result], shares: list[T]) -> Result:
    """Return the fastest of some runs, with the errors, the answers and the processor time of all."""
    before = spent()
    runs = [run(share) for share in shares]
    answers, errors = sum(r.answers for r in runs), sum(r.errors for r in runs)
    cpu = 1000 * (spent() - before) / max(1, answers)
    return replace(max(runs, key=lambda one: one.rate), errors=errors, answers=answers, cpu=cpu)


def _warm_up(port: int, requests: list[Request]) -> None:
    """Fetch what is loaded for long several times, so that each worker has met it; the rest once."""
    for _ in range(CONNECTIONS):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for request in requests if len(requests) <= 50 else requests[:1]:
            send(connection, request)
        connection.close()


def in_queues(port: int, queues: list[list[Request]]) -> Result:
    """Send the requests of several people at once, each person's one after the other; each is sent once.

    Each over a new connection, as from a proxy, so that whichever worker is free takes it: over one connection each,
    most people of such a short time may fall to one worker. In RUNS stretches; return the best of them. Like wrk, this
    takes little of the time that is measured: what is sent is written beforehand, and of the answer only counted.
    """
    raw = [[_raw(request) for request in queue] for queue in queues]
    shares = [[queue[n * len(queue) // RUNS : (n + 1) * len(queue) // RUNS] for queue in raw] for n in range(RUNS)]
    return _best(lambda share: _at_once(port, share), shares)


def _at_once(port: int, queues: list[list[bytes]]) -> Result:
    times: list[float] = []
    errors: list[int] = []

    def work(queue: list[bytes]) -> None:
        for request in queue:
            sent = time.monotonic()
            status = _exchange(port, request)
            if status >= 400:
                errors.append(status)
            times.append(time.monotonic() - sent)

    begun = time.monotonic()
    with ThreadPoolExecutor(len(queues)) as people:
        list(people.map(work, queues))
    return _result(times, time.monotonic() - begun, len(errors))


def _raw(request: Request) -> bytes:
    """Return a form that is sent, as it goes over a connection of its own."""
    head = [f"POST {request.path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", f"Cookie: {request.cookie}"]
    head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(request.body)}"]
    return "\r\n".join([*head, "", request.body]).encode("ascii")


def _exchange(port: int, sent: bytes) -> int:
    """Send a request over a new connection, and return the status of the answer when all of it has come."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(sent)
        head = connection.recv(65_536)
        while connection.recv(65_536):
            pass
    return int(head.split(b" ", 2)[1])


# --- wrk ------------------------------------------------------------------------------------------------------

LUA = """
local requests = {}
for line in io.lines("%s") do
  local path, cookie, body = line:match("^(.-)\\t(.-)\\t(.*)$")
  local headers = {}
  if cookie ~= "" then headers["Cookie"] = cookie end
  if body ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  requests[#requests + 1] = wrk.format(body ~= "" and "POST" or "GET", path, headers, body ~= "" and body or nil)
end
local threads = 0
function setup(thread) thread:set("half", threads); threads = threads + 1 end  -- a global of the thread's own state
local at = nil
function request()
  if at == nil then at = half * math.floor(#requests / 2) end
  at = at %% #requests + 1
  return requests[at]
end
"""


def _with_wrk(wrk: str, port: int, requests: list[Request], seconds: float) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        lines, script = Path(folder, "requests"), Path(folder, "requests.lua")
        lines.write_text("\n".join(f"{r.path}\t{r.cookie}\t{r.body}" for r in requests) + "\n")
        script.write_text(LUA % lines)
        command = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", "-s", str(script)]
        ran = subprocess.run([*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True)
    return _read_wrk(ran.stdout)


def _read_wrk(printed: str) -> Result:
    def find(pattern: str) -> str:
        found = re.search(pattern, printed)
        return found[1] if found else ""

    errors = int(find(r"Non-2xx or 3xx responses: (\d+)") or 0)
    errors += sum(int(n) for n in re.findall(r"(?:connect|read|write|timeout) (\d+)", find(r"Socket errors: (.*)")))
    rate = float(find(r"Requests/sec:\s+([\d.]+)"))
    half, most = (_milliseconds(find(rf"\n +{part}%\s+(\S+)")) for part in (50, 99))
    return Result(rate, half, most, errors, int(find(r"(\d+) requests in")))


def _milliseconds(words: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", words).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


# --- our own loader -------------------------------------------------------------------------------------------


def _with_threads(port: int, requests: list[Request], seconds: float) -> Result:
    times: list[float] = []
    errors: list[int] = []
    begun = time.monotonic()

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        place = number
        while time.monotonic() - begun < seconds:
            sent = time.monotonic()
            if send(connection, requests[place % len(requests)])[0] >= 400:
                errors.append(place)
            times.append(time.monotonic() - sent)
            place += CONNECTIONS
        connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _result(times, time.monotonic() - begun, len(errors))


def _result(times: list[float], seconds: float, errors: int) -> Result:
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    return Result(len(times) / seconds, 1000 * cuts[49], 1000 * cuts[98], errors, len(times))


def send(connection: http.client.HTTPConnection, request: Request) -> tuple[int, str]:
    """Send one request and read the answer; return its status and text."""
    headers = {"Cookie": request.cookie} if request.cookie else {}
    if request.body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST" if request.body else "GET", request.path, request.body or None, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def form(**fields: str | int) -> str:
    """Return the fields of a form as a browser sends them."""
    return urlencode(fields)
