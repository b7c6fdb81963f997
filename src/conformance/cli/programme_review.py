"""`conformance programme review`: a signed review of a submission."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import catalogue_of, pilot_of, signers_of, submission_folder, write_and_say
from conformance.model.text import Text
from conformance.programme.moments import now
from conformance.programme.records import ready, reviewed
from conformance.programme.rejudging import judged_again
from conformance.programme.reviews import FAILED, PASSED

REVIEWED = Text("{name}: reviewed, {result}", "{name}：已评审，{result}")
RESULT = {PASSED: Text("passed", "通过"), FAILED: Text("did not pass", "未通过")}


def run(options: argparse.Namespace) -> int:
    """Check the submission, judge its evidence again unless the review fails it, then sign the review."""
    pilot, at, result = pilot_of(options), now(), options.result or PASSED
    checked = ready(pilot, submission_folder(options), catalogue_of(options), at)
    assert checked.submission is not None
    if result == PASSED:
        judged_again(checked.submission.evidence, tuple(options.suites))
    notes = {"notes": options.note} if options.note else {}
    files = reviewed(pilot, checked.submission, signers_of(options)[0], result, notes, at)
    said = REVIEWED.filled({"name": checked.submission.text, "result": RESULT[result]})
    write_and_say(options, files, said, *files)
    return 0
