"""What objects of a model belong to, directly and through others, as a part-of facet asks (IDS 1.0, PartOf facet)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .cycles import closing
from .model import Model

UPWARDS = (
    ("IfcRelAggregates", "RelatedObjects", "RelatingObject"),
    ("IfcRelNests", "RelatedObjects", "RelatingObject"),
    ("IfcRelContainedInSpatialStructure", "RelatedElements", "RelatingStructure"),
    ("IfcRelAssignsToGroup", "RelatedObjects", "RelatingGroup"),
    ("IfcRelVoidsElement", "RelatedOpeningElement", "RelatingBuildingElement"),
    ("IfcRelFillsElement", "RelatedBuildingElement", "RelatingOpeningElement"),
)
"""Relationships, with the attributes for a part and for what it belongs to."""


class Belonging:
    """The relationships of a model from parts upwards."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @cached_property
    def _above(self) -> dict[str, dict[int, list[tuple[int, int]]]]:
        """By relationship and name of a part: what it belongs to, with the name of the relationship."""
        found: dict[str, dict[int, list[tuple[int, int]]]] = {}
        for relation, parts, whole in UPWARDS:
            edges = found.setdefault(relation.upper(), {})
            for each in self._model.of(relation):
                for part in each.refs(parts):
                    edges.setdefault(part, []).extend((above, each.name) for above in each.refs(whole))
        return found

    @cached_property
    def _all(self) -> dict[int, list[tuple[int, int]]]:
        """The same for all relationships together, and for references to classifications."""
        edges: dict[int, list[tuple[int, int]]] = {}
        for relation in self._above.values():
            for part, above in relation.items():
                edges.setdefault(part, []).extend(above)
        for each in self._model.of("IfcClassificationReference"):
            edges.setdefault(each.name, []).extend((above, each.name) for above in each.refs("ReferencedSource"))
        return edges

    @property
    def is_circular(self) -> bool:
        """Whether something belongs to itself: ifctester would follow it for ever."""
        return next(closing(self._all), None) is not None

    @property
    def depth(self) -> int:
        """The steps from an object up to what it belongs to, at most; only where nothing is circular."""
        depths: dict[int, int] = {}
        for first in self._all:
            way = [first]
            while way:
                wholes = [above for above, _ in self._all.get(way[-1], ())]
                unknown = next((above for above in wholes if above not in depths), None)
                if unknown is not None:
                    way.append(unknown)
                else:
                    depths[way.pop()] = max((depths[above] + 1 for above in wholes), default=0)
        return max(depths.values(), default=0)

    def has(self, requirement: Any, name: int) -> bool:
        """Whether a requirement is of the kind PartOf, and the instance belongs to one of the class that it names."""
        if type(requirement).__name__ != "PartOf":
            return False
        relations = (requirement.relation or " ".join(self._above)).split()
        left, seen = [name], {name}
        while left:
            part = left.pop()
            for above, _ in (each for relation in relations for each in self._above[relation].get(part, ())):
                if self._model.keyword(above) == requirement.name:
                    return True
                if above not in seen:
                    seen.add(above)
                    left.append(above)
        return False
