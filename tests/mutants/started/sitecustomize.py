"""In a process that a test starts: writes down the lines it reaches. Python imports it itself, for ../reach.py.

CONFORMANCE_REACHED names the file, CONFORMANCE_REACH_OF the folders, with a separator between them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import CodeType


def follow() -> None:
    """Append each line once, as "path:number"."""
    file = os.open(os.environ["CONFORMANCE_REACHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    folders = tuple(os.environ["CONFORMANCE_REACH_OF"].split(os.pathsep))

    def line(code: CodeType, number: int) -> object:
        if code.co_filename.startswith(folders):
            with suppress(OSError):  # a process may have forbidden itself to write
                os.write(file, f"{code.co_filename}:{number}\n".encode())
        return sys.monitoring.DISABLE

    tool = sys.monitoring.COVERAGE_ID
    if sys.monitoring.get_tool(tool) is None:
        sys.monitoring.use_tool_id(tool, "reach")
    sys.monitoring.register_callback(tool, sys.monitoring.events.LINE, line)
    sys.monitoring.set_events(tool, sys.monitoring.events.LINE)
    sys.monitoring.restart_events()


if __name__ == "sitecustomize" and "CONFORMANCE_REACHED" in os.environ:
    follow()
