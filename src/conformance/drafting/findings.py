"""Findings as expected.toml has them: a place, the sentence, and the values that fill it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from conformance.engine.records import json_value
from conformance.model.journal.records import Located

Finding = dict[str, Any]
"""`place` is a JSON pointer, or a table of all that is known of the place; then `sentence` and `values`."""

VOLATILE = ("reason", "reproduce", "stimulus")
"""Values left out because they differ from run to run, or are a library's own words."""
CLOSE = 1e-6
"""Numbers differ by no more from platform to platform; what is written has all digits."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONE = re.compile("[\ud800-\udfff]")


def finding_of(found: Located) -> Finding:
    """The finding as it is written."""
    where = found.where.as_record()
    values = {name: _plain(json_value(value)) for name, value in found.values.items() if name not in VOLATILE}
    place = where["pointer"] if where.keys() == {"pointer"} else where
    return {"place": _plain(place), "sentence": found.sentence, "values": values}


def fits(expected: Any, received: Any) -> bool:
    """Whether both say the same; fractions up to a part in a million."""
    if isinstance(expected, Mapping) and isinstance(received, Mapping):
        return expected.keys() == received.keys() and all(fits(expected[key], received[key]) for key in expected)
    if isinstance(expected, list) and isinstance(received, list):
        return len(expected) == len(received) and all(map(fits, expected, received))
    if isinstance(expected, float) and isinstance(received, float):
        return math.isclose(expected, received, rel_tol=CLOSE)
    return isinstance(expected, bool) is isinstance(received, bool) and bool(expected == received)


def text_of(findings: list[Finding]) -> str:
    """One finding as a table, several as an array with a line for each."""
    if len(findings) == 1:
        return toml(findings[0])
    lines = "".join(f"  {toml(each)},\n" for each in findings)
    return f"[\n{lines}]"


def toml(value: Any) -> str:
    """A JSON value without null as TOML in one line."""
    if isinstance(value, Mapping):
        inner = (f"{name if _BARE.fullmatch(name) else toml(name)} = {toml(each)}" for name, each in value.items())
        return f"{{ {', '.join(inner)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    # TOML escapes DEL, JSON does not; a date can only be in a file written by hand.
    return json.dumps(value, ensure_ascii=False, default=str).replace("\x7f", "\\u007f")


def _plain(value: Any) -> Any:
    """A JSON value as TOML can have it: `null` for null, U+FFFD for an unpaired surrogate."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_plain(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return "null" if value is None else value
