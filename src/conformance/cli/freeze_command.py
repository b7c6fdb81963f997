"""`conformance freeze`: publish a version of a profile, whose rows do not change from then on."""

from __future__ import annotations

import argparse

from conformance.cli.console import add_suites_option, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.drafting.freeze import freeze
from conformance.engine.plan import Plan, Selection
from conformance.model.frozen import frozen_name
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reporting.lines import Line

WRITTEN = Text(
    "{path}: frozen, requirements: {rows}; to judge by it: --profile {name}",
    "{path}：已冻结，要求 {rows} 条；按其判定：--profile {name}",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("profile", metavar="PROFILE", help=Text("the profile to freeze", "要冻结的轮廓"))
    made.option(
        "--as",
        dest="version",
        required=True,
        metavar="VERSION",
        help=Text("the version to publish, such as 1.0", "要发布的版本号，例如 1.0"),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Write the frozen set into the folder frozen/ beside the profile."""
    plan = Plan(Selection(tuple(options.suites), profile=options.profile))
    profile = plan.catalogue.profile(options.profile)
    path = freeze(plan, profile, options.version)
    name = frozen_name(profile.id, options.version)
    values = {"path": shown_path(path), "rows": len(profile.requirements(LEVELS[-1])), "name": name}
    write_lines([Line(WRITTEN.filled(values)[options.lang])])
    return 0
