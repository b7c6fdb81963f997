"""What information requirements find in a model: ifctester tells which objects they apply to, and what is missing."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.authoring import Blocked, capped

from .belonging import Belonging
from .bounds import IDS_ANSWERS
from .model import Model


class Applied(NamedTuple):
    """A specification, and the names of the instances that it applies to. It is required, optional or prohibited."""

    name: str
    usage: str
    instances: list[int]


class Answer(NamedTuple):
    """What a requirement says of an instance that its specification applies to.

    `reason` is the word of ifctester for what is wrong, empty where nothing is; None where the library failed.
    """

    specification: str
    requirement: str
    instance: int
    reason: str | None
    received: list[str]


class Delivered(NamedTuple):
    """The specifications for models of this edition, and the answers by the kind of the requirement."""

    applied: list[Applied]
    answers: dict[str, list[Answer]]


def delivered(model: Model, belonging: Belonging, specifications: list[Any]) -> Delivered:
    """What the specifications find in a model that is valid by its schema. Raises Blocked beyond a limit."""
    import ifcopenshell
    from ifctester.facet import get_pset, get_psets

    try:
        file = ifcopenshell.file.from_string(model.exchange.text)
        edition = file.schema_identifier
    except Exception:  # the library reads the header more strictly than the instances
        raise Blocked("ids_model") from None
    found = Delivered([], {})
    count = 0
    try:
        for each in specifications:
            if edition not in each.ifcVersion:
                continue
            try:
                objects = _objects(file, each)
            except Exception as error:  # the library fails on some valid models; then nothing is claimed
                name, said = capped(each.name), capped(f"{type(error).__name__}: {error}")
                raise Blocked("ids_library", name=name, received=said, cause="environment") from error
            count += len(objects) * max(1, len(each.requirements))
            if count > IDS_ANSWERS:
                raise Blocked("ids_answers", bound=IDS_ANSWERS)
            name, usage = capped(each.name), str(each.get_usage())
            found.applied.append(Applied(name, usage, [one.id() for one in objects]))
            for requirement in each.requirements if usage != "prohibited" else ():
                answers = (_answer(name, requirement, one, belonging) for one in objects)
                found.answers.setdefault(type(requirement).__name__, []).extend(answers)
    finally:
        get_pset.cache_clear()  # they hold the whole model
        get_psets.cache_clear()
    return found


def _objects(file: Any, specification: Any) -> list[Any]:
    """The instances that a specification applies to, in the order of their names."""
    objects, facets = None, specification.applicability
    for facet in facets:
        objects = facet.filter(file, objects)
    if facets and type(facets[0]).__name__ != "Entity":  # the first one chose by class alone
        objects = [one for one in objects or () if facets[0](one)]
    return sorted(objects or (), key=lambda one: one.id())


def _answer(specification: str, requirement: Any, instance: Any, belonging: Belonging) -> Answer:
    told = described(requirement)
    try:
        result = requirement(instance)
    except Exception:  # the library fails on some valid models; then nothing is claimed
        return Answer(specification, told, instance.id(), None, [])
    if not result and result.reason["type"] != "PROHIBITED" and belonging.has(requirement, instance.id()):
        # the library looks at one group alone, and no further up than to what holds an object directly
        return Answer(specification, told, instance.id(), None if requirement.predefinedType else "", [])
    if result:
        return Answer(specification, told, instance.id(), "", [])
    actual = result.reason.get("actual")
    received = list(actual) if isinstance(actual, list | tuple | set | frozenset) else [actual]
    shown = sorted({capped(str(each)) for each in received if each is not None and each != ""})
    return Answer(specification, told, instance.id(), result.reason["type"], shown)


def described(requirement: Any) -> str:
    """What a requirement names, in the order of its parameters, and what its author asks the author of the model."""
    given = []
    for parameter in ("propertySet", "baseName", "name", "predefinedType", "system", "relation", "dataType", "value"):
        value = getattr(requirement, parameter, None)
        if value is not None:
            given.append(_written(value))
    text = ", ".join(given) or type(requirement).__name__
    instructions = getattr(requirement, "instructions", None)
    return capped(f"{text} ({instructions})" if instructions else text)


def _written(value: Any) -> str:
    options = getattr(value, "options", None)
    if options is None:
        return str(value)
    parts = []
    for name, limit in options.items():
        limits = "|".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        parts.append(limits if name == "enumeration" else f"{name} {limits}")
    return " & ".join(parts)
