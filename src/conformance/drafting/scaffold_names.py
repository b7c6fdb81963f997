"""Names for a scaffold: those that its user may give, and free ones for its kind and its ids."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import combinations

from conformance.catalogue import Catalogue
from conformance.catalogue.families import PARTS, is_name, not_a_name
from conformance.model.problem import Problem
from conformance.model.text import Text

FIRST_SUITE = "document"
TAKEN = Text(
    "{name} is a reserved name: of a part of a family, or of a device of Windows",
    "{name} 为保留名称：属于测试套族的组成部分或 Windows 的设备",
)
_RESERVED = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")


def steps_of(name: str, count: int, shape: Text) -> tuple[str, ...]:
    """The folders that a name consists of. Raises Problem where there are more or fewer, or one cannot be used."""
    steps = tuple(name.strip("/").split("/"))
    if len(steps) != count:
        raise Problem(Text(f"{name}: {shape.en}", f"{name}：{shape.zh}"))
    for step in steps:
        if not is_name(step):
            raise Problem(not_a_name(step))
        if step in PARTS.intersection(steps[2:]) or _RESERVED.fullmatch(step):
            raise Problem(TAKEN.filled({"name": step}))
    return steps


def free_name(name: str, taken: Container[str]) -> str:
    """The name, with a number behind it where it is taken."""
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, 1000))) if each not in taken)


def free_prefix(steps: tuple[str, ...], catalogue: Catalogue) -> str:
    """A prefix that begins as those of its domain do and that no other suite's id could begin with."""
    taken = [suite.prefix for suite in catalogue.suites.values()]
    of_domain = [suite.prefix for suite in catalogue.suites.values() if suite.id.startswith(f"{steps[0]}/")]
    first = of_domain[0].partition("-")[0] if of_domain else _letters(steps[0])[:3].ljust(3, "X")
    letters = _letters(steps[2] if steps[2] != FIRST_SUITE else steps[1]).ljust(3, "X")
    names = [
        letters[:3],
        *("".join(each) for each in combinations(letters + _letters(steps[1]), 3)),
        *map(str, range(100, 999)),
    ]
    return next(
        prefix
        for prefix in (f"{first}-{name}" for name in names)
        if not any(f"{prefix}-".startswith(f"{each}-") or f"{each}-".startswith(f"{prefix}-") for each in taken)
    )


def _letters(name: str) -> str:
    return re.sub("[^A-Z0-9]", "", name.upper())
