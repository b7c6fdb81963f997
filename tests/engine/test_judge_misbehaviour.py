"""Checks and views that crash, never end or speak nonsense, and several suites of one kind: suites written here."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.judging import judge
from doubles.small_suites import TEXT, function, row, schema_of, write_suite

from conformance.engine.case import Case
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.readers.bounds import FINDINGS_COUNTED, FINDINGS_PER_CASE
from conformance.readers.source import Source

OTHER = {"prefix": "TNY-OTH", "name": "tiny/things/zother", "recognise": ""}


def judged(root: Path, data: str = '{"thing": {}}') -> list[tuple[str, list[Case]]]:
    """Letters and cases, suite by suite."""
    plan = Plan(Selection(folders=(str(root),)))
    return [(letters, cases) for _, letters, cases in judge(Source("a", data.encode()), plan.suites_for("thing"))]


def one(root: Path, data: str = '{"thing": {}}') -> Case:
    """The only case of the only suite."""
    ((_, (case,)),) = judged(root, data)
    return case


def with_check(root: Path, body: str) -> Path:
    return write_suite(root, checks=function(body=body))


def with_view(root: Path, part: str, *, at: str = "parts", checks: str | None = None) -> Path:
    """A suite whose view has one part, and whose row judges it."""
    write_suite(root, [row(at=f'"{at}"')], checks=function() if checks is None else checks)
    text = (
        "from conformance.authoring import Blocked, NotApplicable\n\n\n"
        "class View:\n    @property\n    def parts(self):\n"
        f"        {part}\n\n\ndef view(source):\n    return View()\n"
    )
    (root / "tiny" / "things" / "thing" / "view.py").write_text(text, encoding="utf-8")
    return root


CRASHES = {
    "exception": "1 / 0",
    "late": 'yield Finding("/thing", received=1)\n    1 / 0',
    "deep recursion": "return check_001(document)",
    "no such sentence": 'yield Finding("/thing", "nowhere")',
    "no finding": 'yield "/thing"',
    "not iterable": "return 7",
    "assertion": "assert False, 'never'",
}


@pytest.mark.parametrize("body", CRASHES.values(), ids=CRASHES)
def test_a_crash_is_an_error_of_ours_and_never_a_fail(tmp_path: Path, body: str) -> None:
    case = one(with_check(tmp_path, body))
    assert case.outcome is Outcome.ERROR
    assert case.findings == []
    assert case.reason is not None
    assert case.reason[0] == "check_crashed"


def test_a_crash_says_where(tmp_path: Path) -> None:
    case = one(with_check(tmp_path, "1 / 0"))
    assert case.reason == ("check_crashed", {"exception": "ZeroDivisionError: division by zero (check_001:5)"})


def test_a_crash_takes_no_other_row_with_it(tmp_path: Path) -> None:
    checks = function(body="1 / 0") + function("TNY-THG-002")
    write_suite(tmp_path, [row(), row("TNY-THG-002")], checks=checks)
    ((letters, _),) = judged(tmp_path)
    assert letters == "EP"


def test_a_check_that_yields_forever_is_cut_off(tmp_path: Path) -> None:
    case = one(with_check(tmp_path, 'while True:\n        yield Finding("/thing", received=1)'))
    assert case.outcome is Outcome.FAIL
    assert len(case.findings) == FINDINGS_PER_CASE
    assert case.more == FINDINGS_COUNTED


@pytest.mark.parametrize("number", [FINDINGS_PER_CASE, FINDINGS_PER_CASE + 3])
def test_findings_beyond_the_bound_are_counted(tmp_path: Path, number: int) -> None:
    case = one(with_check(tmp_path, f'yield from (Finding("/thing", received=n) for n in range({number}))'))
    assert (len(case.findings), case.more) == (FINDINGS_PER_CASE, number - FINDINGS_PER_CASE)


def test_findings_of_a_schema_row_are_bounded_too(tmp_path: Path) -> None:
    schema = schema_of(TNY_THG_001={"properties": {"thing": {"items": {"type": "string"}}}})
    case = one(write_suite(tmp_path, schema=schema), '{"thing": [' + ",".join("1" * (FINDINGS_PER_CASE + 5)) + "]}")
    assert (len(case.findings), case.more) == (FINDINGS_PER_CASE, 5)


@pytest.mark.parametrize("reason", ['NotApplicable("later")', 'Blocked("later")'])
def test_a_reason_after_a_finding_does_not_take_the_finding_back(tmp_path: Path, reason: str) -> None:
    body = f'yield Finding("/thing", received=1)\n    raise {reason}'
    assert one(with_check(tmp_path, body)).outcome is Outcome.FAIL


def test_a_check_may_return_nothing_at_all(tmp_path: Path) -> None:
    assert judged(with_check(tmp_path, "return None")) == [("P", [])]


@pytest.mark.parametrize(("data", "letters"), [('{"thing": {"size": 1}}', "P-"), ('{"thing": {"size": ""}}', "FI")])
def test_saying_that_it_does_not_apply_never_hides_that_the_place_was_cut_off(
    tmp_path: Path, data: str, letters: str
) -> None:
    rule = {"properties": {"thing": {"properties": {"size": {"type": "integer"}}}}}
    rows = [row(at='"/thing/size"'), row("TNY-THG-002", at='"/thing/size"')]
    checks = function("TNY-THG-002", 'raise NotApplicable("later")')
    ((found, _),) = judged(write_suite(tmp_path, rows, checks=checks, schema=schema_of(TNY_THG_001=rule)), data)
    assert found == letters


@pytest.mark.parametrize(
    ("part", "letter"),
    [
        ("return [1]", "P"),
        ("return []", "-"),
        ('raise Blocked("no_json", problem="syntax")', "I"),
        ("raise OSError", "E"),
        ("return self.nowhere", "E"),
    ],
)
def test_a_part_of_the_view_decides_whether_there_is_something_to_judge(tmp_path: Path, part: str, letter: str) -> None:
    ((letters, cases),) = judged(with_view(tmp_path, part))
    assert letters == letter
    assert len(cases) == (letter in "IE")


def test_a_view_without_the_part_is_our_error(tmp_path: Path) -> None:
    assert one(with_view(tmp_path, "return [1]", at="prats")).outcome is Outcome.ERROR


@pytest.mark.parametrize(
    ("raised", "letter"), [('NotApplicable("x")', "-"), ('Blocked("x")', "I"), ("ValueError()", "E")]
)
def test_a_view_that_cannot_be_had_decides_for_all_rows_but_the_excluded(
    tmp_path: Path, raised: str, letter: str
) -> None:
    write_suite(tmp_path, [row(), row("TNY-THG-002", untestable=TEXT)], checks=function())
    text = f"from conformance.authoring import Blocked, NotApplicable\n\n\ndef view(source):\n    raise {raised}\n"
    (tmp_path / "tiny" / "things" / "thing" / "view.py").write_text(text, encoding="utf-8")
    ((letters, (case,)),) = judged(tmp_path)
    assert letters == f"{letter}-"
    assert case.outcome.letter == letter


TWO_ROWS = [row("TNY-OTH-001", at='"/thing/size"'), row("TNY-OTH-002", at='"/thing"')]
TWO_CHECKS = function("TNY-OTH-001") + function("TNY-OTH-002")


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ({"properties": {"size": {"type": "integer"}}}, '{"thing": {"size": "big"}}'),
        ({"required": ["size"]}, '{"thing": {}}'),
    ],
)
def test_what_one_suite_cut_off_is_inconclusive_in_another(tmp_path: Path, rule: dict, data: str) -> None:
    write_suite(tmp_path, schema=schema_of(TNY_THG_001={"properties": {"thing": rule}}))
    write_suite(tmp_path, TWO_ROWS, checks=TWO_CHECKS, **OTHER)
    (first, _), (second, (blocked,)) = judged(tmp_path, data)
    assert (first, second) == ("F", "IP")
    assert blocked.reason[1]["ids"] == ("TNY-THG-001",)


def test_what_a_later_suite_cut_off_is_inconclusive_in_an_earlier_one(tmp_path: Path) -> None:
    write_suite(tmp_path, checks=function())
    checks = function("TNY-OTH-001", 'yield Finding("/thing", received=1).cutting()')
    write_suite(tmp_path, [row("TNY-OTH-001")], checks=checks, **OTHER)
    (first, (blocked,)), (second, _) = judged(tmp_path)
    assert (first, second) == ("I", "F")
    assert blocked.reason[1]["ids"] == ("TNY-OTH-001",)


def test_a_finding_may_cut_off_a_part_of_the_view_by_its_name(tmp_path: Path) -> None:
    checks = function("TNY-OTH-001", 'yield Finding("/thing", received=1).cutting("parts")')
    with_view(tmp_path, "return [1]")
    write_suite(tmp_path, [row("TNY-OTH-001")], checks=checks, **OTHER)
    (first, (blocked,)), _ = judged(tmp_path)
    assert first == "I"
    assert blocked.reason[1]["ids"] == ("TNY-OTH-001",)
