"""`conformance programme certify`: the decision on a reviewed submission, and the certificate."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import catalogue_of, pilot_of, signers_of, submission_folder, write_and_say
from conformance.model.text import Text
from conformance.programme.certificate import certificate_words
from conformance.programme.decisions import decide
from conformance.programme.moments import now

DECIDED = Text("{event}: {reason}", "{event}：{reason}")


def run(options: argparse.Namespace) -> int:
    """Decide by the rule of the programme; 0 with a certificate, 1 refused."""
    pilot = pilot_of(options)
    decision, number, files = decide(
        pilot, submission_folder(options), catalogue_of(options), signers_of(options), now(), options.supersedes
    )
    event = Text(**certificate_words()["event"][decision.event])
    said = DECIDED.filled({"event": event, "reason": Text(**decision.reason)})
    write_and_say(options, files, said, *([pilot.certificate(number)] if number else []))
    return 0 if number else 1
