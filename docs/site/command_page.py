"""The page of commands: what each one's `--help` says."""

from __future__ import annotations

import contextlib
import io
import os
from unittest.mock import patch

from conformance.cli.main import COMMANDS, main
from conformance.reporting.views import VIEWS
from conformance.reporting.words import COLONS
from markup import label, literal

WIDTH = "88"


def help_of(command: str, language: str) -> str:
    """What `conformance COMMAND --help` prints in a language."""
    out = io.StringIO()
    surroundings = {"COLUMNS": WIDTH, "LC_ALL": {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}[language], "NO_COLOR": "1"}
    with patch.dict(os.environ, surroundings), contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main([command, "--lang", language, "--help"])
    return out.getvalue().rstrip()


def commands_section(language: str) -> str:
    """The help of every command, in the order of `conformance --help`."""
    lines = []
    for command in COMMANDS:
        lines += [f"## conformance {command}", "", "```text", help_of(command, language), "```", ""]
    lines += [f"## {label('views', language)}", "", label("views_lead", language), ""]
    lines += [f"* `{view.name}`{COLONS[language]}{literal(view.title[language])}" for view in VIEWS.values()]
    return "\n".join([*lines, ""])
