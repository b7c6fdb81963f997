"""The view of the suite: the lists and maps of statements."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.readers.source import Source
from conformance_suites.interfaces.xapi.reader.grammar import COMPONENTS
from conformance_suites.interfaces.xapi.reader.statements import Statements
from conformance_suites.interfaces.xapi.reader.statements import view as statements
from conformance_suites.interfaces.xapi.reader.walk import Found, Value


@dataclass(frozen=True)
class Composition:
    """What statements are made of."""

    statements: Statements

    @property
    def context_activities(self) -> list[Found]:
        return self.statements.of("ContextActivities")

    @property
    def component_lists(self) -> list[Value]:
        """The lists of interaction components."""
        return [
            Value(f"{each.pointer}/{name}", each.value[name])
            for each in self.statements.of("Definition")
            for name in COMPONENTS
            if isinstance(each.value.get(name), list)
        ]

    @property
    def authorities(self) -> list[Value]:
        """The lists of members of the authorities that are groups; empty where a group has none."""
        groups = {each.pointer: each.value.get("member", []) for each in self.statements.of("Group")}
        places = (f"{each.pointer}/authority" for each in self.statements.of("Statement"))
        return [Value(each, groups[each]) for each in places if isinstance(groups.get(each), list)]


def view(source: Source) -> Composition:
    """The statements in the source. Raises Blocked where they exceed a limit, or all are of a later edition."""
    return Composition(source.once(statements))
