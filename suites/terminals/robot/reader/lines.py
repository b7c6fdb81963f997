"""States in lines of text: JSON Lines of sensor_msgs/JointState, and CSV, each after a header in JSON."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator

from conformance.readers.json import parse
from conformance_suites.terminals.robot.reader.states import LISTS, Problem, State, States, state_of

NAMES = 2
"""The line of the names of the columns."""

PROBLEMS = 100
"""Lines that are kept as wrong; after so many a recording is not read on."""


def read_json_lines(data: bytes) -> States:
    """A header and one message in each line after it. Lines that cannot be read are problems."""
    found = States()
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip() or len(found.problems) >= PROBLEMS:
            continue
        text = parse(line)
        if not text.usable or text.problems:
            found.problems.append(Problem("syntax", number))
        elif number == 1 and isinstance(text.document, dict):
            found.header = text.document
        elif state := state_of(text.document, number):
            found.add(state)
        else:
            found.problems.append(Problem("shape", number))
    return found


def read_table(data: bytes) -> States:
    """`#` and a header in JSON, a line of column names, and rows of numbers.

    The columns are `time` in seconds, and `position`, `velocity` or `effort`, a full stop and the name of a joint.
    """
    found = States()
    first, _, rest = data.partition(b"\n")
    text = parse(first[1:])
    if text.usable and not text.problems and isinstance(text.document, dict):
        found.header = text.document
    else:
        found.problems.append(Problem("syntax", 1))
    try:
        rows = enumerate(csv.reader(rest.decode("utf-8").splitlines()), 2)
        for number, row in rows:
            if number == NAMES:
                names = [name.strip() for name in row]
            elif row and len(found.problems) < PROBLEMS:
                _add_row(found, number, names, row)
    except (UnicodeDecodeError, csv.Error) as error:
        found.problems.append(Problem("syntax", None, str(error)))
    return found


def _add_row(found: States, number: int, names: list[str], row: list[str]) -> None:
    if len(row) != len(names):
        found.problems.append(Problem("width", number, f"{len(row)} != {len(names)}"))
        return
    values = dict(zip(names, map(_number, row), strict=True))
    joints = tuple(dict.fromkeys(name.partition(".")[2] for name in names if "." in name))
    lists = [tuple(_of(values, kind, joints)) for kind in LISTS]
    found.add(State(number, values.get("time", math.nan), 0, joints, *lists))


def _of(values: dict[str, float], kind: str, joints: tuple[str, ...]) -> Iterator[float]:
    """The values of one kind, for all joints or for none: where only some have such a column, NaN for the others."""
    if any(f"{kind}.{joint}" in values for joint in joints):
        yield from (values.get(f"{kind}.{joint}", math.nan) for joint in joints)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
