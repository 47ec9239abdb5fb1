# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compare and merge texts, put changes in words, tell who wrote which word, and find what a merge left behind.

A file named - is standard input. Exit status: 0, nothing to tell; 1, differences or findings; of merge, the number of
clashes, at most 127; 255, trouble, told on standard error. Colours only on a terminal, never where NO_COLOR is set.
"""

import argparse
import os
import sys
from typing import NoReturn

from redline import commands

STATUS_OF_TROUBLE = 255  # of merge, a smaller number would count clashes; git merge-file does the same


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, with a status that is no number of clashes."""
        self.print_usage(sys.stderr)
        self.exit(STATUS_OF_TROUBLE, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        status = int(chosen.run(chosen))
        sys.stdout.flush()
    except commands.Trouble as error:
        print(f"redline: {error}", file=sys.stderr)
        return STATUS_OF_TROUBLE
    except BrokenPipeError:  # who reads, such as head, has seen enough; Python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STATUS_OF_TROUBLE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m redline", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    several = parser.add_subparsers(dest="command", required=True)
    diff = _command(several, "diff", commands.diff, "old", "new")
    diff.add_argument("--html", choices=("inline", "side-by-side"), help="write HTML, on the rendered text")
    _command(several, "merge", commands.merge, "base", "ours", "theirs")
    authors = _command(several, "authors", commands.authors)
    authors.add_argument("versions", nargs="+", help="one file for each version, the oldest first")
    wording = _command(several, "wording", commands.wording, "old", "new")
    wording.add_argument("--plain", action="store_true", help="write plain sentences instead of formulas")
    wording.add_argument("--language", choices=("it", "en"), default="it", help="that of plain sentences")
    check = _command(several, "check", commands.check, "file")
    check.add_argument("--before", help="the text before: only what it did not have is told")
    return parser


def _command(
    several: "argparse._SubParsersAction[_Parser]", name: str, run: commands.Run, *files: str
) -> argparse.ArgumentParser:
    """Add a command that reads these files and can write data; its help is the docstring of what it runs."""
    command = several.add_parser(name, help=(run.__doc__ or "").splitlines()[0], description=run.__doc__)
    command.set_defaults(run=run)
    command.add_argument("--json", action="store_true", help="write data instead of text")
    for file in files:
        command.add_argument(file)
    return command


if __name__ == "__main__":
    sys.exit(main())
