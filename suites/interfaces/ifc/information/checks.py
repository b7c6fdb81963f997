"""Checks of information requirements of a project (IDS 1.0): each finding is an object and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.ifc.reader.delivered import Answer

from .view import Delivery

VALUE, MISSING, PROHIBITED, NO_SET = "", "missing", "prohibited", "no_set"
WITHOUT_VALUE = (MISSING, PROHIBITED, NO_SET)
_ANY = {"VALUE": VALUE, "NOVALUE": MISSING, "PROHIBITED": PROHIBITED}


@check("IFC-IDS-001")
def required_objects_are_there(delivery: Delivery) -> Findings:
    for each in delivery.required:
        if not each.instances:
            yield Finding("", specification=each.name)


@check("IFC-IDS-002")
def prohibited_objects_are_not_there(delivery: Delivery) -> Findings:
    for each in delivery.prohibited:
        for name in each.instances:
            yield Finding(delivery.where(name), instance=delivery.model.shown(name), specification=each.name)


def _findings(delivery: Delivery, answers: list[Answer], sentences: Mapping[str, str]) -> Findings:
    """A finding for each answer that is not as asked for, with the sentence for its reason."""
    for each in delivery.wrong(answers):
        sentence = sentences[each.reason or ""]
        if not each.received and sentence not in WITHOUT_VALUE:  # what has no value cannot have another one
            sentence = MISSING
        values = {"instance": delivery.model.shown(each.instance), "requirement": each.requirement}
        received = {"received": each.received} if each.received else {}
        place = delivery.where(each.instance)
        yield Finding(place, sentence, **values, **received, specification=each.specification)


@check("IFC-IDS-003")
def objects_are_of_the_class(delivery: Delivery) -> Findings:
    yield from _findings(delivery, delivery.entities, {"NAME": "", "PREDEFINEDTYPE": "type"})


@check("IFC-IDS-004")
def attributes_are_as_asked_for(delivery: Delivery) -> Findings:
    yield from _findings(delivery, delivery.attributes, {**_ANY, "FALSEY": MISSING})


@check("IFC-IDS-005")
def properties_are_as_asked_for(delivery: Delivery) -> Findings:
    yield from _findings(delivery, delivery.properties, {**_ANY, "NOPSET": NO_SET, "DATATYPE": "data_type"})


@check("IFC-IDS-006")
def classifications_are_as_asked_for(delivery: Delivery) -> Findings:
    yield from _findings(delivery, delivery.classifications, {**_ANY, "SYSTEM": "system"})


@check("IFC-IDS-007")
def materials_are_as_asked_for(delivery: Delivery) -> Findings:
    yield from _findings(delivery, delivery.materials, _ANY)


@check("IFC-IDS-008")
def objects_belong_where_asked_for(delivery: Delivery) -> Findings:
    sentences = {**_ANY, "ENTITY": VALUE, "PREDEFINEDTYPE": VALUE}
    yield from _findings(delivery, delivery.parts, sentences)
