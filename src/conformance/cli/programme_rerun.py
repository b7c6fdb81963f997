"""`conformance programme rerun`: the signed result of a re-run is taken in."""

from __future__ import annotations

import argparse

from conformance.cli.paths import BUNDLE_HINT, existing
from conformance.cli.programme_shared import catalogue_of, pilot_of, write_and_say
from conformance.model.text import Text
from conformance.programme.moments import now
from conformance.programme.rejudging import judged_again
from conformance.programme.reruns import taken_in
from conformance.reporting.words import words

TAKEN = Text("{number}: tested again, {conclusion}", "{number}：已重新测试，{conclusion}")


def run(options: argparse.Namespace) -> int:
    """Check the result as that of a submission, then copy it: 0 conformant, 1 not."""
    evidence = existing(options.evidence, BUNDLE_HINT, file=True)
    conclusion, files = taken_in(pilot_of(options), options.what, evidence, catalogue_of(options), now())
    judged_again(evidence, tuple(options.suites))
    said = TAKEN.filled({"number": options.what, "conclusion": Text(**words()["conclusion"][conclusion])})
    write_and_say(options, files, said, *list(files)[:1])
    return 0 if conclusion == "conformant" else 1
