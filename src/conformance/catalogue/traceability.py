"""The two traces of a requirement: to the policy clause that motivates it and to the standard that states it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.catalogue.tables import Table
from conformance.catalogue.traces import split_reference
from conformance.model.nearest import UnknownName
from conformance.model.requirement import Requirement
from conformance.model.text import Text
from conformance.model.trace import Clause, Standard

NO_POLICY = Text(
    "policy is missing: name the clause of suites/policy/ that motivates it",
    "缺少 policy：请写明 suites/policy/ 中促成此要求的条款",
)
NO_BASIS = Text(
    "basis is missing: name the clause of a standard that states it, such as gltf-2.0:3.2",
    "缺少 basis：请写明规定此要求的标准条款，例如 gltf-2.0:3.2",
)


def check_traces(
    row: Table, requirement: Requirement, clauses: Mapping[str, Clause], standards: Mapping[str, Standard]
) -> None:
    """Keeps a mistake of the row unless both are there and known; a standard nobody could read cannot be the basis."""
    if not requirement.policy:
        row.wrong("policy", NO_POLICY)
    if not requirement.basis:
        row.wrong("basis", NO_BASIS)
    for key in requirement.policy:
        if key not in clauses:
            row.wrong("policy", UnknownName("policy clause", key, clauses).text)
    for name, references in (("basis", requirement.basis), ("related", requirement.related)):
        for reference in references:
            if name == "basis" or reference not in standards:
                _check_reference(row, name, reference, standards)


def _check_reference(row: Table, name: str, reference: str, standards: Mapping[str, Standard]) -> None:
    key, section = split_reference(reference)
    if key not in standards:
        row.wrong(name, UnknownName("standard", key, standards).text)
    elif name == "basis" and not section:
        row.wrong(name, Text(f"basis {reference!r} names no section", f"basis“{reference}”没有写明条号"))
    elif name == "basis" and standards[key].text == "unread":
        row.wrong(
            name,
            Text(
                f"{key} was not read by anyone here: it can be related, not basis",
                f"{key} 的文本未经研读：可列入 related，不可作为 basis",
            ),
        )
