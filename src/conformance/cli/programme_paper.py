"""`conformance programme paper`: a certificate, the register or the reviews of a submission as PDF or for Word."""

from __future__ import annotations

import argparse

from conformance.cli.console import shown_path, write_lines
from conformance.cli.papers import prepare_paper, write_paper
from conformance.cli.programme_shared import pilot_of
from conformance.model.text import Text
from conformance.programme.papers import paper
from conformance.reporting.lines import Line

WRITTEN = Text("written: {path}", "已写出：{path}")


def run(options: argparse.Namespace) -> int:
    """Write the paper; nothing is written where a signature does not hold, or an extra or a font is missing."""
    prepare_paper(options.output, options.template)
    pilot = pilot_of(options)
    write_paper(lambda: paper(pilot, options.what, options.lang), options.output, options.template)
    write_lines([Line(WRITTEN.filled({"path": shown_path(options.output)})[options.lang])])
    return 0
