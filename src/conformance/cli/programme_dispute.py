"""`conformance programme dispute`: a verdict is disputed, or the dispute answered; the outcome stays."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import (
    catalogue_of,
    pilot_of,
    reason_of,
    signers_of,
    submission_folder,
    write_and_say,
)
from conformance.model.text import Text
from conformance.programme.disputes import answered, disputed
from conformance.programme.moments import now
from conformance.programme.records import ready

DISPUTED = Text("{requirement}: the dispute is recorded, the outcome stays", "{requirement}：异议已记录，判定结果不变")
ANSWERED = Text("{requirement}: the answer is recorded, the outcome stays", "{requirement}：答复已记录，判定结果不变")
UPHELD = Text(
    "to change verdicts, correct the requirement and see what that touches: conformance recall",
    "如需更改结论，请更正要求，并查看其影响：conformance recall",
)


def run(options: argparse.Namespace) -> int:
    """Sign the dispute, or the answer."""
    pilot, at, signers = pilot_of(options), now(), signers_of(options)
    checked = ready(pilot, submission_folder(options), catalogue_of(options), at)
    assert checked.submission is not None
    requirement, reason = options.requirement, reason_of(options)
    if options.answer:
        files = answered(pilot, checked.submission, requirement, options.answer, reason, signers, at)
        said = ANSWERED.filled({"requirement": requirement})
        if options.answer == "upheld":
            said = Text(f"{said.en}; {UPHELD.en}", f"{said.zh}；{UPHELD.zh}")
    else:
        files = disputed(pilot, checked, requirement, reason, signers, at)
        said = DISPUTED.filled({"requirement": requirement})
    write_and_say(options, files, said, *files)
    return 0
