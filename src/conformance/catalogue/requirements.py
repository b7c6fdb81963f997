"""Reading the rows of a suite.toml: each [[requirement]] on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.places import Place
from conformance.catalogue.tables import Table
from conformance.catalogue.traceability import check_traces
from conformance.model.expression import WrongExpression, check_types
from conformance.model.place import complaint
from conformance.model.requirement import Obligation, Origin, Question, Requirement
from conformance.model.text import Text
from conformance.model.trace import Clause, Standard

DISCLOSURES = ("public", "restricted")
"""Whether everybody may read the findings of a row in full."""


def read_requirement(row: Table, clauses: Mapping[str, Clause], standards: Mapping[str, Standard]) -> Requirement:
    """The requirement of a row. Raises CatalogueError for what is missing, unknown or of another type, and for traces
    that lead nowhere.
    """
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
        probes=row.get("probes", bool, False),
        restricted=row.choice("disclosure", DISCLOSURES, DISCLOSURES[0]) == "restricted",
        untestable=row.optional_text("untestable"),
        conflict=row.optional_text("conflict"),
        withdrawn=row.optional_text("withdrawn"),
    )
    if not requirement.excluded and not requirement.at:
        row.wrong("at", Text("at is missing: say which places the requirement judges", "缺少 at：请写明要求判定的位置"))
    for at in requirement.at:
        if problem := complaint(at):
            row.wrong("at", Text(f"at: {problem.en}", f"at：{problem.zh}"))
    check_traces(row, requirement, clauses, standards)
    row.done()
    return requirement


def check_conditions(rows: Iterable[tuple[Place, Requirement]], statement: Mapping[str, Question]) -> None:
    """Raises CatalogueError where a `when` asks for what the [statement] of the suite does not have."""
    types = {name: item.type for name, item in statement.items()}
    mistakes = Mistakes()
    for place, row in rows:
        if row.when:
            try:
                check_types(row.when, types)
            except WrongExpression as error:
                problem = Text(f"when: {error.text.en}", f"when：{error.text.zh}")
                mistakes.found.append(CatalogueError(place.line_of("when"), problem))
    mistakes.report()
