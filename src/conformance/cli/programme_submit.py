"""`conformance programme submit`: a submission goes into the folder that it names."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.cli.paths import BUNDLE_HINT, existing
from conformance.cli.programme_shared import FOLDER_HINT, catalogue_of, pilot_of, write_and_say
from conformance.model.text import Text
from conformance.programme.moments import now
from conformance.programme.pilot import Pilot
from conformance.programme.records import ready, received
from conformance.programme.rejudging import judged_again
from conformance.programme.store import write_all

RECEIVED = Text("submitted: every rule is met", "已提交：规则均已满足")


def run(options: argparse.Namespace) -> int:
    """Check the submission where nothing can happen, judge its evidence again, then copy it.

    Nothing is written if a rule is not met, or a verdict is another.
    """
    pilot = pilot_of(options)
    description = existing(Path(options.what), FOLDER_HINT, file=True)
    place, files = received(pilot, description, existing(options.evidence, BUNDLE_HINT, file=True))
    with TemporaryDirectory(prefix="conformance-") as folder:
        tried = _Elsewhere(pilot, Path(folder))
        inside = {Path(folder) / path.relative_to(pilot.folder): data for path, data in files.items()}
        write_all(Path(folder), inside)
        ready(tried, Path(folder) / place.relative_to(pilot.folder), catalogue_of(options), now())
    judged_again(options.evidence, tuple(options.suites))
    write_and_say(options, files, RECEIVED, place)
    return 0


class _Elsewhere(Pilot):
    """The programme, as if its submissions were in another folder."""

    def __init__(self, pilot: Pilot, folder: Path) -> None:
        self.folder, self.file = folder, pilot.file
        self.trust = pilot.trust
