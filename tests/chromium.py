# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find the system's Chromium for the browser tests; `python -m tests.chromium` installs it when it may."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Headless, without a sandbox (build machines run as root) and without calls of its own to the outside.
ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

WANTED = (
    "The browser tests need Chromium: install it (Debian: apt-get install chromium) "
    "or name an installed one with CHROMIUM=/its/place."
)


class NoChromium(Exception):
    """No Chromium was found; the message says what to install."""


def executable() -> str:
    """Return where Chromium's program is; raise NoChromium with a sentence that says what to install."""
    named = os.environ.get("CHROMIUM")
    found = next((place for name in ((named,) if named else NAMES) if (place := shutil.which(name))), None)
    if found is None:
        raise NoChromium(WANTED)
    return found


def install() -> None:
    """Install Chromium with apt-get where we are root and it is to be had; otherwise do nothing."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("Installing Chromium for the browser tests …", flush=True)
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        apt = ["apt-get", "--quiet=2", *words]
        if subprocess.run(apt, env=unasked, stdout=subprocess.DEVNULL, check=False).returncode:
            return


def main() -> int:
    """Make sure that there is a Chromium; return the exit status."""
    try:
        executable()
    except NoChromium:
        install()
    try:
        executable()
    except NoChromium as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
