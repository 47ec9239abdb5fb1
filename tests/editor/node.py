# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run the editor's own modules in Node: what needs no page is tested without one."""

import json
import shutil
import subprocess
from typing import Any

from config import ROOT

_PROGRAM = """
import * as tested from %(module)s
let typed = ''
for await (const chunk of process.stdin) typed += chunk
const run = (%(deed)s)
console.log(JSON.stringify(JSON.parse(typed).map((one) => run(tested, one))))
"""


def ask(module: str, deed: str, questions: list[Any]) -> list[Any]:
    """Return what `deed`, a function of (module, question), answers to each; one Node serves them all."""
    address = (ROOT / "static/src/js/editor" / module).as_uri()
    program = _PROGRAM % {"module": json.dumps(address), "deed": deed}
    node = shutil.which("node")
    assert node, "tests of the editor need Node, as the building of assets does"
    done = subprocess.run(
        [node, "--input-type=module", "--eval", program],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
