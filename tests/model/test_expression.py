"""`when`: typed conditions over a statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.expression import WrongExpression, check_types, holds, names_in

pytestmark = pytest.mark.versions

TYPES = {"web": "boolean", "key": "boolean", "edition": "text", "methods": "list", "size": "number"}
ANSWERS = {"web": True, "key": False, "edition": "1.0", "methods": ("web", "key"), "size": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web", True),
        ("not web", False),
        ("web and key", False),
        ("web or key", True),
        ("not (web and key) and web", True),
        ('edition == "1.0"', True),
        ('edition != "1.0"', False),
        ('"web" in methods', True),
        ('"ion" not in methods', True),
        ("size > 2 and size <= 3", True),
        ("size == 3", True),
        ("  web  ", True),
    ],
)
def test_a_condition_holds_or_not(text: str, expected: bool) -> None:
    check_types(text, TYPES)
    assert holds(text, ANSWERS) is expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "cannot be read"),
        ("web and", "cannot be read"),
        ("web\nkey", "cannot be read"),
        ("webb", "no item 'webb'"),
        ("edition", "is a text, expected a condition"),
        ("not edition", "is a text, expected a boolean"),
        ("web == methods", "compares a boolean with a list"),
        ('edition in "abc"', "compares a text with a text"),
        ("edition < 3", "compares a text with a number"),
        ("1 < size < 3", "not allowed"),
        ("web.real", "not allowed"),
        ("len(methods)", "not allowed"),
        ("methods[0]", "not allowed"),
        ("lambda: web", "not allowed"),
        ("__import__('os')", "not allowed"),
        ("web if key else web", "not allowed"),
        ("(" * 300 + "web" + ")" * 300, "characters"),
        ("web or " * 72 + "web", "characters"),
    ],
)
def test_what_is_no_condition_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(WrongExpression, match=problem):
        check_types(text, TYPES)


def test_the_answers_a_condition_asks_for_are_known() -> None:
    assert names_in('web and ("x" in methods or web)') == ("web", "methods")


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        check_types(text, TYPES)
    except WrongExpression:
        return
    assert holds(text, ANSWERS) in (True, False)


@given(st.booleans(), st.booleans())
def test_joining_is_that_of_booleans(one: bool, other: bool) -> None:
    answers = {**ANSWERS, "web": one, "key": other}
    assert holds("web and key", answers) is (one and other)
    assert holds("web or key", answers) is (one or other)
    assert holds("not web", answers) is (not one)
