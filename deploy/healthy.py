# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ask the server of this machine whether it is well; the exit status is the answer, for containers and timers."""

import http.client
import os
import sys
from urllib.parse import urlsplit


def main() -> int:
    """Return 0 when /health answers 200 within four seconds, else 1 with the reason on standard error."""
    port = int(os.environ.get("PORT", "8000"))
    # The server answers only to the names it is trusted under, so the question carries its public one.
    host = urlsplit(os.environ.get("EMENDA_PUBLIC_URL", "")).netloc or f"127.0.0.1:{port}"
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
        line.request("GET", "/health", headers={"Host": host})
        status = line.getresponse().status
    except OSError as error:
        print(f"no answer on port {port}: {error}", file=sys.stderr)
        return 1
    if status != 200:
        print(f"/health answered {status}", file=sys.stderr)
    return int(status != 200)


if __name__ == "__main__":
    sys.exit(main())
