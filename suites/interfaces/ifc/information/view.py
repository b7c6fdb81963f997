"""The view of a model and of the information requirements beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked, Where
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.belonging import Belonging
from conformance_suites.interfaces.ifc.reader.bounds import IDS_DEPTH, IDS_PARENTHESES, IDS_TEXT, PROBLEMS
from conformance_suites.interfaces.ifc.reader.delivered import Answer, Applied, Delivered, delivered
from conformance_suites.interfaces.ifc.reader.delivery import specifications
from conformance_suites.interfaces.ifc.reader.model import Model, model

ASKED_ABOUT = (
    *("IfcRoot", "IfcProperty", "IfcPhysicalQuantity", "IfcPropertyEnumeration", "IfcExternalReference"),
    *("IfcClassification", "IfcMaterial", "IfcMaterialDefinition", "IfcMaterialUsageDefinition", "IfcMaterialList"),
    *("IfcMaterialLayer", "IfcMaterialLayerSet", "IfcMaterialLayerSetUsage"),
    *("IfcNamedUnit", "IfcDerivedUnit", "IfcMonetaryUnit", "IfcUnitAssignment", "IfcMeasureWithUnit"),
)
"""The entities that requirements are about: a fault in a shape keeps nobody from asking for a name."""


@dataclass(frozen=True)
class Delivery:
    """A model and the specifications of what it has to hold; none if there is no such file."""

    model: Model
    specifications: list[Any]

    @cached_property
    def delivered(self) -> Delivered:
        """What the specifications find. Raises Blocked where what they ask about is broken, or beyond a limit."""
        if not self.specifications:
            return Delivered([], {})
        if self.model.schema is None or not self.model.whole(*ASKED_ABOUT) or self._is_nested:
            raise Blocked("ids_model")
        belonging = Belonging(self.model)
        if belonging.is_circular:
            raise Blocked("ids_circle")
        if belonging.depth > IDS_DEPTH:
            raise Blocked("ids_depth", received=belonging.depth, bound=IDS_DEPTH)
        if self._longest_text > IDS_TEXT:
            raise Blocked("ids_text", received=self._longest_text, bound=IDS_TEXT)
        return delivered(self.model, belonging, self.specifications)

    @property
    def _is_nested(self) -> bool:
        """Whether an instance that cannot be read may be nested without end."""
        malformed = self.model.conformity.malformed
        return len(malformed) >= PROBLEMS or any(
            self.model.exchange.parameters(number).count("(") > IDS_PARENTHESES for number, _ in malformed
        )

    @property
    def _longest_text(self) -> int:
        return max(map(len, self.model.exchange.text.split("'")))

    def where(self, name: int) -> Where:
        """The place of an instance."""
        return self.model.where(self.model.exchange.numbers[name])

    def wrong(self, answers: list[Answer]) -> Iterator[Answer]:
        """The answers that are not as asked for. Raises Blocked behind them if the library could not tell one."""
        yield from (each for each in answers if each.reason)
        for each in answers:
            if each.reason is None:
                raise Blocked("ids_answer", instance=self.model.shown(each.instance), cause="environment")

    @property
    def required(self) -> list[Applied]:
        """The specifications of what has to be there."""
        return [each for each in self.delivered.applied if each.usage == "required"]

    @property
    def prohibited(self) -> list[Applied]:
        """The specifications of what may not be there."""
        return [each for each in self.delivered.applied if each.usage == "prohibited"]

    def _answers(self, kind: str) -> list[Answer]:
        return self.delivered.answers.get(kind, [])

    @property
    def entities(self) -> list[Answer]:
        return self._answers("Entity")

    @property
    def attributes(self) -> list[Answer]:
        return self._answers("Attribute")

    @property
    def properties(self) -> list[Answer]:
        return self._answers("Property")

    @property
    def classifications(self) -> list[Answer]:
        return self._answers("Classification")

    @property
    def materials(self) -> list[Answer]:
        return self._answers("Material")

    @property
    def parts(self) -> list[Answer]:
        return self._answers("PartOf")


def view(source: Source) -> Delivery:
    """The model in the source. Raises Blocked where it or a file beside it exceeds a limit of the test system."""
    asked, read = specifications(source), source.once(model)
    if read.exchange.unread:
        raise Blocked("third_edition", section=read.exchange.unread)
    return Delivery(read, asked)
