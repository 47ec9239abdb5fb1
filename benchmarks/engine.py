# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make bench`: how fast and how right the text engine is, printed and written to docs/benchmarks.md.

Every part can be run alone, as its module says. What reads ../shared/data is skipped where that folder is absent.
"""

import io
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout

from benchmarks import differences, merges, openslides, senate, versions, wording
from config import ROOT

PAGE, DATA = ROOT / "docs" / "benchmarks.md", ROOT.parent / "shared" / "data"
HEAD = """# The text engine, measured

Written by `make bench`; {machine}. Only ratios within one run mean anything: the same machine may be three times
slower a minute later. Other people's data are read where they lie beside the checkout; none of them are part of it."""


def main() -> int:
    """Run every part, print it as it comes, and write the page."""
    page = [HEAD.format(machine=f"Python {platform.python_version()} on {platform.machine()}")]
    for title, lines in parts():
        page.append(f"\n## {title}\n")
        print(page[-1], flush=True)
        for line in lines:
            print(line, flush=True)
            page.append(line)
    PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")
    return 0


def parts() -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the title of each part and its lines, which are made as they are asked for."""
    yield "The difference of two texts, in milliseconds, beside other engines", differences.table()
    yield "Texts made to be slow, and growth", differences.bounds()
    yield "Merging and forecasting", _printed(lambda: merges.main(DATA))
    yield "Real amendments of one bill", _printed(lambda: senate.main(DATA))
    yield "Differences beside those that OpenSlides expects", _printed(lambda: openslides.main(DATA, show=False))
    yield "Long histories", (f"    {name:55} {figure:11.5f}" for name, figure in versions.table())
    yield "Changes as formulas, read back", _printed(lambda: wording.main(DATA))


def _printed(work: Callable[[], object]) -> Iterator[str]:
    """Yield what some work prints, as lines of code."""
    written = io.StringIO()
    with redirect_stdout(written):
        work()
    for line in written.getvalue().splitlines():
        yield f"    {line}".replace(str(DATA), "../shared/data")


if __name__ == "__main__":
    sys.exit(main())
