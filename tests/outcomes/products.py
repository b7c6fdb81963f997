"""What the commands for a live product say: a toy shelf that is honest, lies, wants a token, or is not there.

Then what is said of its evidence, of toys that are frozen or that qualify the tool, and of recordings to convert.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from tests.doubles.shelf import Shelf, running
from tests.outcomes.commands import TEXTS, TOYS, step_text

MOTION = """HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  End Site
  {
    OFFSET 0 10 0
  }
}
MOTION
Frames: 2
Frame Time: 0.01
0 90 0 1 2 3
0 91 0 1 2 4
"""
PLAN = """profile = "shelf"
level = "basic"

[product]
name = "Shelf"
version = "1"

[endpoints]
shelf = "URL"

[statement]
labels = LABELS

[information]
thing = "vase"

[authorisation]
by = "Ada"
scope = "all"
starts = 2000-01-01
ends = 2999-12-31

[limits]
writing = WRITING
stimuli = 5
"""
RUN = "run {0}.toml --folder runs/{0}"
LIES = ("honest", "long_name", "no_labels", "blank")
STEPS = {
    "honest": (
        "init --profile shelf",
        "init --profile shelf --output plan-zh.toml --lang zh",
        "init --profile shelf",
        "init --profile badge-issuer --output files.toml --lang zh",
        "doctor plan.toml",
        "doctor honest.toml",
        "doctor honest.toml --lang zh",
        "doctor unlabelled.toml",
        "doctor reading.toml --lang zh",
        RUN.format("honest"),
        f"{RUN.format('honest')} --lang zh",
        "run honest.toml --folder runs/few --budget 2 --quiet",
        "run honest.toml --folder runs/unknown --level none",
        "run reading.toml --folder runs/reading --lang zh",
        "run unlabelled.toml --folder runs/unlabelled --verbose",
        "rejudge runs/honest/evidence.zip --folder again",
        "rejudge runs/honest/evidence.zip --folder again2 --lang zh",
        "report runs/honest --format har --output honest.har",
        "report runs/nothing --format har",
        "purge runs --on 2990-01-01",
        "purge runs --on 2990-01-01 --lang zh --dry-run",
    ),
    "long_name": (RUN.format("long_name"), "compare runs/honest runs/long_name --lang zh"),
    "no_labels": (RUN.format("no_labels"), "doctor no_labels.toml"),
    "blank": (
        "doctor blank.toml",
        f"{RUN.format('blank')} --lang zh --verbose",
    ),
    "token": ("doctor honest.toml", "run reading.toml --folder runs/token --lang zh"),
    "absent": (
        "doctor honest.toml",
        "doctor honest.toml --lang zh",
        "run reading.toml --folder runs/absent",
        "freeze badge-issuer --as 1.0",
        "freeze badge-issuer --as 1.0 --lang zh",
        "freeze badge-issuer --as one",
        "list profiles --suite badge --lang zh",
        "qualify --suite badge --by Ada",
        "qualify --suite badge --by Ada --lang zh",
        "qualify --suite badge --format pdf",
        "convert motion.bvh motion.jsonl",
        "convert motion.bvh motion.jsonl --lang zh",
    ),
}
OF_JOURNALS = {"report", "purge", "compare"}


def products_text(folder: Path) -> str:
    """What the steps print and which files they write."""
    folder /= "products"
    shutil.copytree(TOYS.parent, folder / "toys", ignore=shutil.ignore_patterns("__pycache__", "*.py[co]"))
    (folder / "motion.bvh").write_text(MOTION, encoding="ascii")
    (folder / "good.json").write_text(TEXTS["files/good.json"], encoding="utf-8")
    said = []
    with contextlib.chdir(folder):
        for state, steps in STEPS.items():
            shelf = Shelf(state if state in LIES else "", "abc" if state == "token" else "")
            for name, labels, writing in _PLANS:
                _write_plan(name, shelf.url, labels, writing)
            with running(shelf):
                text = "" if state == "absent" else "".join(map(_said, steps))
            text = text or "".join(map(_said, steps))
            said.append(text.replace(f"127.0.0.1:{shelf.server_port}", "HOST"))
    return f"# By `python -m tests.outcomes core`.\n{''.join(said)}"


_PLANS = [(lie, "true", "true") for lie in LIES] + [("reading", "true", "false"), ("unlabelled", "false", "true")]


def _write_plan(name: str, url: str, labels: str, writing: str) -> None:
    text = PLAN.replace("URL", url).replace("LABELS", labels).replace("WRITING", writing)
    Path(f"{name}.toml").write_text(text, encoding="utf-8")


def _said(step: str) -> str:
    suites = "toys/suites" if "badge" in step else "toys/live/suites"
    return step_text(step if step.split()[0] in OF_JOURNALS else f"{step} --suites {suites}", whole=False)
