"""A subject in the journal: valid JSON whatever a check says, with lines where they can be known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from doubles.small_suites import function, row, write_suite

from conformance.engine.journal import entry
from conformance.engine.judge_target import judge_source
from conformance.engine.plan import Plan, Selection
from conformance.engine.subjects import Target
from conformance.model.journal import to_json
from conformance.readers.source import Source


def refuse(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is not JSON")


def judged(root: Path, body: str, data: bytes, *, raw: bool = False) -> list[dict[str, Any]]:
    """The failures of a suite whose check has this body; its view are the bytes themselves if `raw`."""
    write_suite(root, [row(at='"size"' if raw else '"/thing"')], checks=function(body=body))
    if raw:
        path = root / "tiny" / "things" / "thing" / "view.py"
        path.write_text("def view(source):\n    return source\n", encoding="utf-8")
    plan = Plan(Selection((str(root),), ("tiny/things/thing",)))
    line = entry(judge_source(Source("a", data), plan, Target("a", "a", True))).line
    assert "\n" not in line
    return json.loads(line + "}", parse_constant=refuse)["failures"]


def test_a_finding_in_a_json_text_has_its_line(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, 'yield Finding("/thing/0", received=1)', b'{\n "thing": [\n  1\n ]\n}')
    assert found["findings"][0]["where"] == {"pointer": "/thing/0", "line": 3}


def test_a_pointer_to_nothing_has_no_line(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, 'yield Finding("/thing/7", received=1)', b'{"thing": []}')
    assert found["findings"][0]["where"] == {"pointer": "/thing/7"}


@pytest.mark.parametrize("data", [b"]" * 9, b"[}]]", b'{"a"]}', b'["' + b"\xff" * 9, b"{" * 999, b"[1,2]]]"])
def test_pointers_into_what_is_no_json_do_no_harm(tmp_path: Path, data: bytes) -> None:
    (found,) = judged(tmp_path, 'yield Finding("/a/0", received=1)', data, raw=True)
    assert found["findings"][0]["where"] == {"pointer": "/a/0"}


VALUES = {
    "no number": ('float("nan")', "nan"),
    "infinity": ('[float("-inf")]', ["-inf"]),
    "bytes": ('b"x"', "b'x'"),
    "a set": ('{"b", "a"}', ["a", "b"]),
    "a tuple in a table": ("{1: (1, None, True)}", {"1": [1, None, True]}),
    "a long list": ("list(range(99))", list(range(50))),
    "an object": ("object", "<class 'object'>"),
    "a lone surrogate": (r'"\udc80"', "\udc80"),
}


@pytest.mark.parametrize(("expression", "value"), VALUES.values(), ids=VALUES)
def test_any_value_of_a_finding_becomes_json(tmp_path: Path, expression: str, value: Any) -> None:
    (found,) = judged(tmp_path, f'yield Finding("/thing", received={expression})', b'{"thing": 1}')
    assert found["findings"][0]["values"] == {"received": value}


def test_a_long_value_is_capped(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, 'yield Finding("/thing", received="x" * 9999)', b'{"thing": 1}')
    assert len(found["findings"][0]["values"]["received"]) < 600
    assert len(found["findings"][0]["message"]["en"]) < 200


def test_the_line_of_a_clean_subject_is_what_an_encoder_makes_of_it(tmp_path: Path) -> None:
    write_suite(tmp_path, [row(at='"/thing"')], checks=function(body="return ()"))
    plan = Plan(Selection((str(tmp_path),), ("tiny/things/thing",)))
    for name in ("a", "文 “件”\\\n", "\udc80.json"):
        told = judge_source(Source(name, b'{"thing": 1}'), plan, Target(name, name, True))
        line = entry(told).line
        assert "\n" not in line
        assert json.loads(line + "}") == {"event": "subject", **to_json.subject(told)}
