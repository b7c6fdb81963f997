"""`conformance programme suspend`: a certificate is suspended for a time, or reinstated."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import pilot_of, reason_of, signers_of, write_and_say
from conformance.model.text import Text
from conformance.programme.certificate import certificate_words
from conformance.programme.moments import now
from conformance.programme.states import changed

DONE = Text("{number}: {event}", "{number}：{event}")


def run(options: argparse.Namespace) -> int:
    """Enter the event, and sign the register."""
    return enter(options, "reinstated" if options.lift else "suspended")


def enter(options: argparse.Namespace, event: str) -> int:
    """Enter an event of a certificate with its reason."""
    pilot = pilot_of(options)
    files = changed(pilot, options.what, event, reason_of(options), signers_of(options), now())
    said = DONE.filled({"number": options.what, "event": Text(**certificate_words()["event"][event])})
    write_and_say(options, files, said)
    return 0
