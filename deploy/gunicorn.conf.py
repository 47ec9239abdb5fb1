# SPDX-License-Identifier: AGPL-3.0-or-later
"""How gunicorn serves Emenda: two workers of four threads on the local address, behind a reverse proxy."""

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# Each worker has its own connections: nothing may be opened before the fork.
preload_app = False
# Workers prove that they live by touching a file; in memory, so that a slow disk does not get them killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a folder, no file of a known name
# Nobody steers a running server but by stopping it; two of them on one machine would share this socket.
control_socket_disable = True
# Forwarded addresses are believed in one place only: EMENDA_PROXIES.
forwarded_allow_ips = ""
timeout = 60
graceful_timeout = 20
keepalive = 5
limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Let the collector of garbage pass over what stays for ever: the modules. It looked for 0.1 seconds each time."""
    gc.collect()
    gc.freeze()
