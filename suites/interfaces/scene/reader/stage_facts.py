"""What a composed stage shows; only the process of the library imports this.

The answer is {looked: {rule: instances}, found: [[rule, place, key, values], ...], size, names, materials}:
each rule is judged by a row, which knows what its key and values mean.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pxr import Pcp, Usd

from . import checked, meshes, shading
from .bounds import PROBLEMS
from .outside import outside

CYCLES = (Pcp.ErrorType_ArcCycle, Pcp.ErrorType_SublayerCycle)
TARGETS = (Pcp.ErrorType_UnresolvedPrimPath,)


class Told:
    """What is looked at and found, the latter up to a number for each rule."""

    def __init__(self) -> None:
        self.looked: Counter[str] = Counter()
        self.found: list[tuple[str, str, str, dict[str, Any]]] = []
        self._said: Counter[str] = Counter()

    def look(self, rule: str, number: int = 1) -> None:
        """Note that a rule had something to judge."""
        self.looked[rule] += number

    def say(self, rule: str, place: object, key: str = "", **values: Any) -> None:
        """Note a violation of a rule."""
        self._said[rule] += 1
        if self._said[rule] <= PROBLEMS:
            self.found.append((rule, str(place), key, values))


def stage_facts(path: str) -> dict[str, Any]:
    """What the stage with this root layer shows."""
    stage = Usd.Stage.Open(path)
    told = Told()
    _composition(stage, told)
    prims = list(Usd.PrimRange.Stage(stage, Usd.TraverseInstanceProxies(Usd.PrimDefaultPredicate)))
    for prim in prims:
        _type(prim, told)
        _attributes(prim, told)
        meshes.examine(prim, told)
        shading.examine(prim, told)
    checked.examine(stage, prims, told)
    return {"looked": told.looked, "found": told.found, **outside(stage, prims)}


def _composition(stage: Any, told: Told) -> None:
    told.look("cycles")
    seen = set()
    for error in stage.GetCompositionErrors():
        place = str(error.rootSite.path) if error.rootSite else "/"
        rule = "cycles" if error.errorType in CYCLES else "targets" if error.errorType in TARGETS else ""
        if rule and (rule, place) not in seen:
            seen.add((rule, place))
            told.say(rule, place)


def _type(prim: Any, told: Told) -> None:
    name = prim.GetTypeName()
    if name:
        told.look("types")
        if not prim.GetPrimTypeInfo().GetSchemaType():
            told.say("types", prim.GetPath(), type=str(name))


def _attributes(prim: Any, told: Told) -> None:
    """Compare the types that layers declare with those of the schema."""
    definition = prim.GetPrimDefinition()
    for attribute in prim.GetAuthoredAttributes():
        defined = definition.GetAttributeDefinition(attribute.GetName())
        if not defined:
            continue
        told.look("attributes")
        for spec in attribute.GetPropertyStack(Usd.TimeCode.Default()):
            if spec.typeName != defined.GetTypeName():
                received, expected = str(spec.typeName), str(defined.GetTypeName())
                told.say("attributes", attribute.GetPath(), received=received, expected=expected)
