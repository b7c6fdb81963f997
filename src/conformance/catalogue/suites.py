"""Reading one suite folder: its suite.toml and the files that belong to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.families import closure
from conformance.catalogue.folders import folder as our_folder
from conformance.catalogue.tables import Table, parse_toml, read_text
from conformance.catalogue.traces import split_reference
from conformance.model.digest import digest_of_parts
from conformance.model.expression import WrongExpression, check_types
from conformance.model.family import Family
from conformance.model.nearest import UnknownName
from conformance.model.place import complaint
from conformance.model.requirement import (
    Kind,
    Obligation,
    Origin,
    Parameter,
    ParameterValue,
    Question,
    Requirement,
    Suite,
    SuiteContent,
    parameter_complaint,
)
from conformance.model.trace import Clause, Standard

ROWS = "[[requirement]]"
FILE_JUDGES = ("documents", "recordings")
"""Who judges subjects that are files; a kind names its own, and services are judged by their own."""
_ANSWERS: dict[str, tuple[type, ...]] = {"boolean": (bool,), "text": (str,), "list": (list,), "number": (int, float)}
_NO_JUDGES = ("samples.py", "repairs.py")
_OFFSET = re.compile(r"@(\d{1,2}):")


def load_suite(
    folder: Path,
    family: Family,
    families: Mapping[str, Family],
    clauses: Mapping[str, Clause],
    standards: Mapping[str, Standard],
) -> Suite:
    """The suite of the family that stands in `folder`; its rows are read later.

    Raises CatalogueError with its place, as reading the rows does.
    """
    path = folder / "suite.toml"
    text = read_text(path)
    head, _, rows = text.partition(ROWS)
    late = "[recognise]" in rows or "[service]" in rows
    whole = Table(path, parse_toml(path, text if late else head))
    table = Table(f"{path}: suite", whole.get("suite", dict))
    relative = f"{family.id}/{folder.name}"
    name = table.get("id", str, relative)
    if name != relative:
        raise CatalogueError(table.place, f"id is {name!r}, but the folder says {relative!r}")
    prefix, kind = table.get("prefix", str), table.get("kind", str)
    schema = _schema(folder, relative)
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
        read=lambda: _content(
            path, text, prefix, lambda: _digest(folder, schema, family, families), clauses, standards
        ),
        recognise=_recognised(path, whole, kind),
        by_role=table.get("by_role", bool, False),
    )
    table.done()
    return suite


def _content(
    path: Path,
    text: str,
    prefix: str,
    digest: Callable[[], str],
    clauses: Mapping[str, Clause],
    standards: Mapping[str, Standard],
) -> SuiteContent:
    content = Table(path, parse_toml(path, text))
    for read_already in ("suite", "recognise", "service"):
        content.get(read_already, dict, None)
    rows: list[Requirement] = []
    for row in content.tables("requirement", "id"):
        requirement = _requirement(row)
        if not requirement.id.startswith(f"{prefix}-"):
            raise CatalogueError(row.place, f"the id must start with the suite's prefix {prefix}-")
        if any(requirement.id == other.id for other in rows):
            raise CatalogueError(row.place, "the id stands twice")
        _check_traces(row.place, requirement, clauses, standards)
        rows.append(requirement)
    reasons = content.texts("reasons")
    statement, information = _questions(content, "statement"), _questions(content, "information")
    parameters = _parameters(content)
    content.done()
    _check_conditions(path, rows, statement)
    return SuiteContent(tuple(rows), reasons, digest(), statement, information, parameters)


def _parameters(content: Table) -> dict[str, Parameter]:
    """The numbers and lists of texts of [parameters]."""
    found = {}
    for name, values in content.get("parameters", dict, {}).items():
        item = Table(f"{content.place}: parameters.{name}", values)
        default = item.get("default", object)
        if problem := parameter_complaint(default):
            raise CatalogueError(item.place, f"default {problem}")
        found[name] = Parameter(name, item.text("title"), cast(ParameterValue, default), item.get("unit", str, ""))
        item.done()
    return found


def _questions(content: Table, section: str) -> dict[str, Question]:
    """The items of [statement] or [information]."""
    found = {}
    for name, values in content.get(section, dict, {}).items():
        item = Table(f"{content.place}: {section}.{name}", values)
        example = item.get("example", object)
        kind = next((word for word, kinds in _ANSWERS.items() if isinstance(example, kinds)), None)
        if kind is None:
            raise CatalogueError(item.place, f"example must be a boolean, a text, a list or a number, not {example!r}")
        found[name] = Question(
            name=name,
            title=item.text("title"),
            type=kind,
            example=example,
            required=item.get("required", bool, True),
            shown_by=item.get("shown_by", str, None),
        )
        item.done()
    return found


def _check_conditions(path: Path, rows: list[Requirement], statement: Mapping[str, Question]) -> None:
    types = {name: item.type for name, item in statement.items()}
    for row in rows:
        if row.when:
            try:
                check_types(row.when, types)
            except WrongExpression as error:
                raise CatalogueError(f"{path}: {row.id}", f"when: {error}") from None


def _requirement(row: Table) -> Requirement:
    title, statement = row.text("title"), row.text("statement")
    findings = row.texts("findings")
    if "finding" in row:
        findings[""] = row.text("finding")
    requirement = Requirement(
        id=row.get("id", str),
        obligation=Obligation(row.choice("obligation", Obligation)),
        origin=Origin(row.choice("origin", Origin)),
        title=title,
        statement=statement,
        at=row.strings("at"),
        policy=row.strings("policy"),
        basis=row.strings("basis"),
        findings=findings,
        fix=row.optional_text("fix"),
        repair=row.optional_text("repair"),
        related=row.strings("related"),
        covers=row.strings("covers"),
        when=row.get("when", str, None),
        writes=row.get("writes", bool, False),
        untestable=row.optional_text("untestable"),
        conflict=row.optional_text("conflict"),
        withdrawn=row.optional_text("withdrawn"),
    )
    row.done()
    if not requirement.excluded and not requirement.at:
        raise CatalogueError(row.place, "at is missing: say which places the requirement judges")
    for at in requirement.at:
        if problem := complaint(at):
            raise CatalogueError(row.place, f"at: {problem}")
    return requirement


def _check_traces(
    place: object, requirement: Requirement, clauses: Mapping[str, Clause], standards: Mapping[str, Standard]
) -> None:
    """Both traces are there and known; a standard nobody could read cannot be the basis."""
    if not requirement.policy:
        raise CatalogueError(place, "policy is missing: name the clause of suites/policy/ that motivates it")
    if not requirement.basis:
        raise CatalogueError(
            place, "basis is missing: name the clause of a standard that states it, such as gltf-2.0:3.2"
        )
    for key in requirement.policy:
        if key not in clauses:
            raise CatalogueError(place, str(UnknownName("policy clause", key, clauses)))
    for reference in (*requirement.basis, *requirement.related):
        key, section = split_reference(reference)
        if reference in standards and reference not in requirement.basis:
            continue
        if key not in standards:
            raise CatalogueError(place, str(UnknownName("standard", key, standards)))
        if reference in requirement.basis and not section:
            raise CatalogueError(place, f"basis {reference!r} names no section")
        if reference in requirement.basis and standards[key].text == "unread":
            raise CatalogueError(place, f"{key} was not read by anyone here: it can be related, not basis")


def _recognised(path: Path, whole: Table, kind: str) -> Kind | None:
    """How the kind is known, where this suite says so: by content, or as a live service."""
    recognise, service = whole.get("recognise", dict, None), whole.get("service", dict, None)
    if recognise is not None and service is not None:
        raise CatalogueError(path, "has both [recognise] and [service]: a suite judges files or a live service")
    if service is not None:
        return _service(Table(f"{path}: service", service), kind)
    return None if recognise is None else _kind(Table(f"{path}: recognise", recognise), kind)


def _kind(table: Table, kind: str) -> Kind:
    title = table.text("title")
    found = Kind(
        id=kind,
        title=title,
        magic=tuple(_magic(text) for text in table.strings("magic")),
        json=table.strings("json"),
        lines=table.strings("lines"),
        xml=table.strings("xml"),
        names=tuple(name.lower() for name in table.strings("names")),
        confirm=table.get("confirm", bool, False),
        of=table.get("of", str, None),
        judge=table.choice("judge", FILE_JUDGES, FILE_JUDGES[0]),
    )
    table.done()
    if not (found.magic or found.json or found.lines or found.xml):
        raise CatalogueError(table.place, "say how the kind is known by its content: magic, json, lines or xml")
    if found.of and (found.magic or found.lines or found.xml or not found.json):
        raise CatalogueError(table.place, f"a kind of {found.of} is known by json: places in its document")
    for name, places in (("json", found.json), ("lines", found.lines)):
        for place in places:
            pointer = place.partition("=")[0]
            if problem := complaint(pointer) if pointer.startswith("/") else f"{place!r} must start with /":
                raise CatalogueError(table.place, f"{name}: {problem}")
    return found


def _service(table: Table, kind: str) -> Kind:
    found = Kind(
        id=kind,
        title=table.text("title"),
        judge="services",
        endpoint=table.get("endpoint", str, kind),
        optional_endpoints=table.strings("optional_endpoints"),
        documents=table.get("documents", dict, {}),
        ready=table.strings("ready"),
    )
    table.done()
    return found


def _magic(text: str) -> tuple[int, bytes]:
    """The offset and the bytes there: `glTF` at the start, `@8:WEBP` at offset 8."""
    elsewhere = _OFFSET.match(text)
    offset, magic = (int(elsewhere[1]), text[elsewhere.end() :]) if elsewhere else (0, text)
    return offset, magic.encode("latin-1")


def _schema(folder: Path, relative: str) -> Path | None:
    """Our schemas stand in schemas/, those of others beside their suites/ or in the folder of the suite itself."""
    for path in (
        our_folder("schemas") / f"{relative}.json",
        folder.parents[3] / "schemas" / f"{relative}.json",
        folder / "schema.json",
    ):
        if path.is_file():
            return path
    return None


def _digest(folder: Path, schema: Path | None, family: Family, families: Mapping[str, Family]) -> str:
    """Over all that decides a verdict: rows, schema and code, that of all readers too, whatever the line ends."""
    files = [("suite.toml", folder / "suite.toml"), *(("schema.json", each) for each in (schema,) if each)]
    files += [(name, path) for name, path in _code(folder) if name not in _NO_JUDGES]
    for used in (family, *(families[name] for name in closure(family, families))):
        files += [(f"{used.id}/reader/{name}", path) for name, path in _code(used.folder / "reader")]
    return digest_of_parts([(name, path.read_bytes().replace(b"\r\n", b"\n")) for name, path in files])


def _code(folder: Path) -> Iterator[tuple[str, Path]]:
    """The Python files below a folder, by their relative names."""
    return ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.py"))
