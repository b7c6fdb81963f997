"""Both traces of a requirement: to the policy clause that motivates it and to the standard that says it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.traces import split_reference
from conformance.model.nearest import UnknownName
from conformance.model.requirement import Requirement
from conformance.model.trace import Clause, Standard


def check_traces(
    place: object, requirement: Requirement, clauses: Mapping[str, Clause], standards: Mapping[str, Standard]
) -> None:
    """Raises CatalogueError unless both are there and known; a standard nobody could read cannot be the basis."""
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
