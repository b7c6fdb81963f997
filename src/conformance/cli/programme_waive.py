"""`conformance programme waive`: a waiver of one requirement for one version, by two grantors."""

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
from conformance.programme.moments import asked_for, now
from conformance.programme.records import granted_too, ready, waived
from conformance.programme.waivers import Waiver

SIGNED = Text("{requirement}: the waiver is signed", "{requirement}：豁免已签署")


def run(options: argparse.Namespace) -> int:
    """Sign a waiver, or the one that is there as well."""
    pilot, at, signers = pilot_of(options), now(), signers_of(options)
    checked = ready(pilot, submission_folder(options), catalogue_of(options), at)
    assert checked.submission is not None
    if options.add:
        files = granted_too(pilot, checked.submission, options.requirement, signers, at)
    else:
        until = asked_for(options.until).date().isoformat() if options.until else ""
        reason = reason_of(options) if options.reason_en and options.reason_zh else {}
        about = options.requirement, options.cause or "", reason, options.issue or "", options.owner or "", until
        files = waived(pilot, checked, Waiver(*about), signers, at)
    write_and_say(options, files, SIGNED.filled({"requirement": options.requirement}), *files)
    return 0
