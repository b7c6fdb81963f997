"""The options `--profile` and `--level`: what a product is to be judged by."""

from __future__ import annotations

from conformance.cli.parser import Parser
from conformance.model.profile import LEVELS
from conformance.model.text import Text

BY_PROFILE = Text("judge by this profile", "按此轮廓判定")
OF_PROFILE = Text(f"level of the profile, default {LEVELS[0]}", f"轮廓的等级，默认为 {LEVELS[0]}")


def add_profile_options(made: Parser, profile: Text = BY_PROFILE, level: Text = OF_PROFILE) -> None:
    """Both options; None where they are not given. The texts are their help."""
    made.option("--profile", metavar="NAME", help=profile)
    made.option("--level", choices=LEVELS, help=level)
