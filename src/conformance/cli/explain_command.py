"""`conformance explain`: a requirement with its two traces, its check, its samples and who asks for it."""

from __future__ import annotations

import argparse
import inspect
import json
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.samples import samples
from conformance.catalogue.traces import split_reference
from conformance.cli.console import add_suites_option, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.engine.suite_code import load_suite_code
from conformance.model.profile import LEVEL_TITLES
from conformance.model.requirement import Parameter, ParameterValue, Requirement, Suite
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.words import clause, word

HEADS = {
    "statement": Text("Statement", "要求"),
    "parameters": Text("Parameters", "参数"),
    "at": Text("Judges", "判定位置"),
    "basis": Text("Standard", "依据标准"),
    "related": Text("Related", "相关"),
    "policy": Text("Policy", "政策来源"),
    "fix": Text("Fix", "修改方法"),
    "repair": Text("Repair of a copy", "副本的修复"),
    "covers": Text("Covers official codes", "对应官方代码"),
    "excluded": Text("Excluded", "排除原因"),
    "profiles": Text("Required by", "采用的轮廓"),
    "samples": Text("Samples", "样例"),
    "check": Text("Check", "检查方法"),
}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("id", metavar="ID", help=Text("a requirement, such as AST-GLC-004", "要求编号，例如 AST-GLC-004"))
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Print everything about one requirement."""
    catalogue = load_catalogue(options.suites)
    row = catalogue.requirement(options.id)
    write_lines(explain(row, catalogue.suite_of(row.id), catalogue, options.lang))
    return 0


def explain(row: Requirement, suite: Suite, catalogue: Catalogue, language: str) -> Iterator[Line]:
    """All there is to know about a row, section by section."""
    obligation, origin = word("obligation", row.obligation, language), word("origin", row.origin, language)
    yield Line(f"{row.id}  {row.title[language]}", 0, "bold")
    yield Line(f"{suite.id} {suite.version} · {obligation} · {origin}", 0, "dim")
    sections = {
        "statement": [row.statement[language]],
        "excluded": [row.excluded[language]] if row.excluded else [],
        "parameters": list(_parameters(row, suite, catalogue, language)),
        "at": [at or word("label", "root", language) for at in row.at],
        "basis": [_standard(reference, catalogue, language) for reference in row.basis],
        "related": [_standard(reference, catalogue, language) for reference in row.related],
        "policy": list(_clauses(row, catalogue, language)),
        "fix": [row.fix[language]] if row.fix else [],
        "repair": [row.repair[language]] if row.repair else [],
        "covers": list(row.covers),
        "profiles": [
            *_profiles(row, catalogue, language),
            *([word("label", "by_role", language)] if suite.by_role else ()),
        ],
        "samples": [sample.name for sample in samples(suite) if sample.requirement == row.id],
        "check": _check(row, suite, catalogue.kinds[suite.kind].judge),
    }
    for key, lines in sections.items():
        if lines:
            yield Line()
            yield Line(HEADS[key][language], 0, "bold")
            for text in lines:
                yield Line(text, 2)


def _standard(reference: str, catalogue: Catalogue, language: str) -> str:
    key, section = (reference, "") if reference in catalogue.standards else split_reference(reference)
    standard = catalogue.standards[key]
    title = standard.title[language]
    if section:
        title = clause(title, section, language)
    facts = [
        standard.edition,
        standard.publisher,
        standard.country if standard.country.isupper() else "",
        word("status", standard.status, language),
        word("text", standard.text, language),
    ]
    if standard.adopts:
        facts.append(f"{standard.adopts.degree} {standard.adopts.standard}")
    return f"{title} [{', '.join(fact for fact in facts if fact)}]"


def _clauses(row: Requirement, catalogue: Catalogue, language: str) -> Iterator[str]:
    for key in row.policy:
        clause = catalogue.clauses[key]
        phrase = clause.phrase if language == "zh" else clause.gloss
        names = {"phrase": phrase, "document": clause.document_title[language], "heading": clause.place[language]}
        yield f"{key} {word('label', 'quoted', language, **names)}"


def _parameters(row: Requirement, suite: Suite, catalogue: Catalogue, language: str) -> Iterator[str]:
    """The parameters that the statement names: what the suite says, and where a profile says otherwise."""
    named = [each for each in suite.parameters.values() if f"`{each.name}`" in row.statement.en]
    for parameter in named:
        yield f"{parameter.name} = {_value(parameter, parameter.default)}: {parameter.title[language]}"
        for name, profile in catalogue.profiles():
            if parameter.name in (values := profile.parameters):
                yield f"{name}: {parameter.name} = {_value(parameter, values[parameter.name])}"


def _value(parameter: Parameter, value: ParameterValue) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value} {parameter.unit}".rstrip()


def _profiles(row: Requirement, catalogue: Catalogue, language: str) -> Iterator[str]:
    for name, profile in catalogue.profiles():
        for level, rows in profile.levels.items():
            if row.id in rows:
                needed = any(row.id in need for need in profile.needs)
                mark = f" ({word('label', 'needed', language)})" if needed else ""
                yield f"{name} {profile.version}: {LEVEL_TITLES[level][language]}{mark}"


def _check(row: Requirement, suite: Suite, judge: str) -> list[str]:
    if row.excluded:
        return []
    loaded = next(each for each in load_suite_code(suite, judge).rows if each.requirement.id == row.id)
    if loaded.check:
        check = inspect.unwrap(loaded.check)
        lines, number = inspect.getsourcelines(check)
        source = Path(inspect.getsourcefile(check) or "")
        return [f"{shown_path(source)}:{number}", "", *(line.rstrip() for line in lines)]
    if suite.schema is None:
        return []
    definition = json.loads(suite.schema.read_text(encoding="utf-8"))["$defs"][row.id]
    text = json.dumps(definition, indent=2, ensure_ascii=False).splitlines()
    return [f"{shown_path(suite.schema)}#/$defs/{row.id}", "", *(text if len(text) <= 40 else [*text[:38], "…"])]
