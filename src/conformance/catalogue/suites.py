"""Reading one suite folder: its suite.toml and the files that belong to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from conformance.catalogue.digests import suite_digest
from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.folders import folder as our_folder
from conformance.catalogue.kinds import read_kind, read_streams
from conformance.catalogue.places import Place
from conformance.catalogue.questions import read_parameters, read_questions
from conformance.catalogue.requirements import check_conditions, read_requirement
from conformance.catalogue.tables import Table, parse_toml, read_text
from conformance.model.family import Family
from conformance.model.requirement import Kind, Requirement, Suite, SuiteContent
from conformance.model.text import Text
from conformance.model.trace import Clause, Standard

ROWS = "[[requirement]]"
HEAD = ("suite", "recognise", "service", "facts", "streams")
_HEAD = re.compile(rf"^\[\s*(?:{'|'.join(HEAD)})\b.*?(?=^\[|\Z)", re.DOTALL | re.MULTILINE)
"""What a run needs to know about every suite; the rest is read with its rows."""


def load_suite(
    folder: Path,
    family: Family,
    families: Mapping[str, Family],
    clauses: Mapping[str, Clause],
    standards: Mapping[str, Standard],
) -> Suite:
    """The suite of the family in `folder`; its rows are read later.

    Raises CatalogueError with its place, as reading the rows does.
    """
    path = folder / "suite.toml"
    text = read_text(path)
    head, _, rows = text.partition(ROWS)
    late = any(f"[{name}]" in rows for name in HEAD)
    whole = Table(path, parse_toml(path, text if late else "".join(_HEAD.findall(head))))
    table = whole.table("suite")
    relative = f"{family.id}/{folder.name}"
    name = table.get("id", str, relative)
    if name != relative:
        table.wrong(
            "id",
            Text(f"id is {name!r}, but the folder says {relative!r}", f"id 实际为“{name}”，而文件夹为“{relative}”"),
        )
    prefix, kind = table.get("prefix", str), table.get("kind", str)
    schema = _schema(folder, relative)
    mistakes = Mistakes()
    recognise: Kind | None = None
    with mistakes.gathered():
        recognise = read_kind(whole, kind)
    suite = Suite(
        id=name,
        version=table.get("version", str),
        prefix=prefix,
        owner=table.get("owner", str, family.owner),
        title=table.text("title"),
        kind=kind,
        folder=folder,
        package=f"{family.package}.{folder.name}",
        schema=schema,
        read=lambda: _content(path, text, prefix, clauses, standards),
        digested=lambda: suite_digest(folder, schema, family, families),
        recognise=recognise,
        by_role=table.get("by_role", bool, False),
        facts=whole.texts("facts"),
        streams=read_streams(whole),
    )
    for each in (table.done, whole.check):
        with mistakes.gathered():
            each()
    mistakes.report()
    return suite


def _content(
    path: Path,
    text: str,
    prefix: str,
    clauses: Mapping[str, Clause],
    standards: Mapping[str, Standard],
) -> SuiteContent:
    content = Table(path, parse_toml(path, text))
    for read_already in HEAD:
        content.get(read_already, dict, None)
    mistakes = Mistakes()
    rows: list[Requirement] = []
    places: list[Place] = []
    for row in content.tables("requirement", "id"):
        with mistakes.gathered():
            requirement = read_requirement(row, clauses, standards)
            if not requirement.id.startswith(f"{prefix}-"):
                problem = Text(
                    f"the id must start with the suite's prefix {prefix}-", f"编号应以测试套的前缀 {prefix}- 开头"
                )
                raise CatalogueError(row.place.line_of("id"), problem)
            if any(requirement.id == other.id for other in rows):
                raise CatalogueError(row.place.line_of("id"), Text("the id is used twice", "编号重复"))
            rows.append(requirement)
            places.append(row.place)
    reasons = content.texts("reasons")
    statement = information = parameters = None
    with mistakes.gathered():
        statement = read_questions(content, "statement")
    with mistakes.gathered():
        information = read_questions(content, "information")
    with mistakes.gathered():
        parameters = read_parameters(content)
    with mistakes.gathered():
        content.done()
    if statement is not None:
        with mistakes.gathered():
            check_conditions(zip(places, rows, strict=True), statement)
    mistakes.report()
    return SuiteContent(tuple(rows), reasons, statement or {}, information or {}, parameters or {})


def _schema(folder: Path, relative: str) -> Path | None:
    """Our schemas are in schemas/, others beside their suites/ or in the folder of the suite itself."""
    for path in (
        our_folder("schemas") / f"{relative}.json",
        folder.parents[3] / "schemas" / f"{relative}.json",
        folder / "schema.json",
    ):
        if path.is_file():
            return path
    return None
