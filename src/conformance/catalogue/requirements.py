"""Reading the rows of a suite.toml: each [[requirement]] on its own."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table
from conformance.model.expression import WrongExpression, check_types
from conformance.model.place import complaint
from conformance.model.requirement import Obligation, Origin, Question, Requirement


def read_requirement(row: Table) -> Requirement:
    """The requirement of a row. Raises CatalogueError for what is missing, unknown or of another type."""
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


def check_conditions(place: object, rows: list[Requirement], statement: Mapping[str, Question]) -> None:
    """Raises CatalogueError where a `when` asks for what the [statement] of the suite does not have."""
    types = {name: item.type for name, item in statement.items()}
    for row in rows:
        if row.when:
            try:
                check_types(row.when, types)
            except WrongExpression as error:
                raise CatalogueError(f"{place}: {row.id}", f"when: {error}") from None
