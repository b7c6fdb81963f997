"""The changes that `python -m tests.mutants` makes."""

from __future__ import annotations

import pytest

from conformance.drafting.strength.code import is_python, mutations


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("x = 名 < 2", ["x = 名 <= 2", "x = 名 >= 2", "x = 名 < 3", "x = 名 < 1"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = (a)"]),
        ("x = min(a)", ["x = max(a)"]),
        ("if a: pass", ["if True: pass", "if False: pass", "if not (a): pass"]),
        ("a(b)", ["pass"]),
        ("def f(): return a", ["def f(): return None"]),
        ("def f(): return []", []),
        ("def f(): yield a", ["def f(): yield from ()"]),
        ("@a(1)\ndef f(x: 2): ...", []),
        ("assert a == 1", []),
    ],
)
def test_a_line_is_changed_in_these_ways(line: str, changed: list[str]) -> None:
    made = [each.applied(line) for each in mutations(line)]
    assert sorted(made) == sorted(changed)
    assert all(map(is_python, made))
