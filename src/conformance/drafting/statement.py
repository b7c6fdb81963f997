"""A vendor's filled-in proforma: the answers in it, and a plan with these answers."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue import Catalogue
from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.drafting.draft.proforma import ANSWER, ITEM, SECTIONS, identity_in, proforma_digest, questions
from conformance.drafting.findings import toml
from conformance.engine.plan_answers import Answers, check_answers
from conformance.engine.plan_file import place_in
from conformance.model.nearest import UnknownName
from conformance.model.requirement import Question, Suite
from conformance.model.text import Text
from conformance.paper.office import Content, read_office

_HEAD = re.compile(r"\s*+\[\s*+([A-Za-z]+)\s*+\]")
_KEY = re.compile(r"\s*+(?:#\s*+)?([A-Za-z0-9_-]+)\s*+=")
YES = frozenset({"yes", "y", "true", "是", "支持"})
NO = frozenset({"no", "n", "false", "否", "不支持"})
NO_SET = Text(
    "no line says which set of requirements this proforma is of; conformance draft SUITE --ics writes one",
    "没有说明形式表所属测试套的一行；形式表由 conformance draft SUITE --ics 生成",
)
OTHER_SET = Text(
    "is of another version of {suite}: received {received}, expected {expected}; "
    "write a new one: conformance draft {suite} --ics",
    "属于 {suite} 的另一版本：实际为 {received}，要求为 {expected}；请重新生成：conformance draft {suite} --ics",
)
TWICE = Text("is answered twice, differently", "有两个不同的回答")
NO_FIELD = Text("the row has no field for the answer", "该行没有填写回答的单元格")
NOT_BY_LINE = Text(
    "[{section}] cannot be changed line by line; put these answers there: {answers}",
    "无法逐行修改 [{section}]；请将下列回答写入其中：{answers}",
)


class Statement(NamedTuple):
    """The answers by the table of the plan that they belong to, and by item."""

    product: dict[str, Any]
    statement: dict[str, Any]
    information: dict[str, Any]

    @property
    def number(self) -> int:
        """How many answers there are."""
        return sum(map(len, self))

    def section(self, name: str) -> dict[str, Any]:
        """The answers for one table of the plan."""
        found: dict[str, Any] = getattr(self, name)
        return found

    def text(self) -> str:
        """The tables of a plan that have answers."""
        tables = ((name, self.section(name)) for name in SECTIONS)
        return "\n".join("\n".join([f"[{name}]", *_lines(answers), ""]) for name, answers in tables if answers)


def read_statement(paths: Iterable[Path], catalogue: Catalogue) -> Statement:
    """The answers in filled-in proformas. Raises CatalogueError with all mistakes in all of them."""
    found = Statement({}, {}, {})
    mistakes = Mistakes()
    for path in paths:
        with mistakes.gathered():
            content = read_office(path)
            suite = _suite(path, content, catalogue)
            answers = _answers(path, content, suite)
            check_answers(Answers(answers.statement, answers.information, {}), [suite], path)
            for name in SECTIONS:
                _merge(path, name, found.section(name), answers.section(name))
    mistakes.report()
    return found


def _suite(path: Path, content: Content, catalogue: Catalogue) -> Suite:
    """The suite whose questions are asked, as they are asked today."""
    named = identity_in(content.paragraphs)
    if named is None:
        raise CatalogueError(path, NO_SET)
    try:
        suite = catalogue.suite(named.suite)
    except UnknownName as error:
        raise CatalogueError(path, error.text) from None
    if named.digest != (expected := proforma_digest(suite)):
        received, ours = f"{named.version} {named.digest}", f"{suite.version} {expected}"
        said = {"suite": suite.id, "received": received, "expected": ours}
        raise CatalogueError(path, OTHER_SET.filled(said))
    return suite


def _answers(path: Path, content: Content, suite: Suite) -> Statement:
    """What is in the last column of the rows that begin with an item; unanswered items are left out."""
    found = Statement({}, {}, {})
    mistakes = Mistakes()
    for cells in (row for table in content.tables for row in table if row):
        item = ITEM.fullmatch(cells[0].strip())
        if item is None:
            continue
        section, name = item.groups()
        with mistakes.gathered():
            place, asked = place_in(path, section, name), questions(suite, section).get(name)
            if len(cells) <= ANSWER and path.suffix.lower() != ".xlsx":  # a row of a workbook ends at its last entry
                raise CatalogueError(place, NO_FIELD)
            written = cells[ANSWER].strip() if len(cells) > ANSWER else ""
            if written or asked is None:
                _merge(path, section, found.section(section), {name: _value(written, asked)})
    mistakes.report()
    return found


def _merge(path: Path, section: str, into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if into.setdefault(name, value) != value:
            raise CatalogueError(place_in(path, section, name), TWICE)


def _value(written: str, asked: Question | None) -> Any:
    """The answer as the type of its question; the text itself where it is none of that type."""
    plain = unicodedata.normalize("NFKC", written).strip().casefold()
    match asked.type if asked else "":
        case "boolean":
            return True if plain in YES else False if plain in NO else written
        case "number":
            return int(plain) if re.fullmatch(r"[-+]?[0-9]{1,15}", plain) else _number(plain, written)
        case "secret":
            return {"env": written}
        case "list":
            return [line.strip() for line in written.split("\n") if line.strip()]
    bare = written.strip("\"'“”")
    return bare if asked and bare in asked.one_of else written


def _number(plain: str, written: str) -> float | str:
    try:
        return float(plain)
    except ValueError:
        return written


def with_answers(plan: str, answers: Statement, path: Path) -> str:
    """The text of a plan with these answers in place of those it has, all else as it is. Raises CatalogueError.

    A line such as `# registry = true`, as `conformance init` writes it, becomes the answer.
    """
    before = tomllib.loads(plan)
    for name in SECTIONS:
        given = answers.section(name)
        if not given:
            continue
        expected = {**before, name: {**before.get(name, {}), **given}}
        plan = _changed(plan, name, given)
        try:
            before = tomllib.loads(plan)
        except tomllib.TOMLDecodeError:
            before = {}
        if before != expected:
            problem = NOT_BY_LINE.filled({"section": name, "answers": ", ".join(_lines(given))})
            raise CatalogueError(path, problem)
    return plan


def _changed(plan: str, section: str, answers: Mapping[str, Any]) -> str:
    lines = plan.split("\n")
    heads = ((at, _HEAD.match(line)) for at, line in enumerate(lines))
    head = next((at for at, found in heads if found and found[1] == section), None)
    if head is None:
        return "\n".join([plan.rstrip("\n"), "", f"[{section}]", *_lines(answers), ""])
    end = next((at for at, line in enumerate(lines) if at > head and line.lstrip().startswith("[")), len(lines))
    after = head + 1
    for name, line in zip(answers, _lines(answers), strict=True):
        keys = ((at, _KEY.match(lines[at])) for at in range(head, end))
        there = [at for at, found in keys if found and found[1] == name]
        at = next((at for at in there if not lines[at].lstrip().startswith("#")), next(iter(there), None))
        if at is None:
            lines.insert(after, line)
            after, end = after + 1, end + 1
        else:
            lines[at] = line
            after = max(after, at + 1)
    return "\n".join(lines)


def _lines(answers: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {toml(value)}" for name, value in answers.items()]
