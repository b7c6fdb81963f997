"""Checks of a live server of health data (FHIR R4 and R5, read side): whether it does what it states."""

from __future__ import annotations

import json

from conformance.authoring import Finding, Findings, capped, check
from conformance.transports.exchange import Exchange

from .view import FHIR_JSON, FHIR_XML, JSON, UNKNOWN_ID, UNKNOWN_TYPE, HealthServer, is_of


@check("IFC-FHS-001")
def the_server_states_its_capabilities(server: HealthServer) -> Findings:
    found = server.metadata
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not is_of(found, "CapabilityStatement"):
        yield Finding(found.where("/resourceType"), received=_shown(found, "resourceType"))


def _shown(answer: Exchange, member: str) -> str:
    return capped(json.dumps(answer.member.get(member), ensure_ascii=False))


@check("IFC-FHS-002")
def resources_have_the_media_type_of_fhir(server: HealthServer) -> Findings:
    for each in server.resources:
        if each.media_type != FHIR_JSON:
            yield Finding(each.where(), received=capped(each.media_type or ""))


@check("IFC-FHS-003")
def searches_that_are_stated_are_executed(server: HealthServer) -> Findings:
    for name in server.tried:
        found = server.search(name)
        if found.status != 200:
            yield Finding(found.where(), received=found.status, type=capped(name))


@check("IFC-FHS-004")
def results_are_bundles(server: HealthServer) -> Findings:
    for _, found in server.results:
        if not is_of(found, "Bundle"):
            yield Finding(found.where("/resourceType"), received=_shown(found, "resourceType"))
        elif found.member.get("type") != "searchset":
            yield Finding(found.where("/type"), "type", received=_shown(found, "type"))


@check("IFC-FHS-005")
def a_resource_is_at_its_id(server: HealthServer) -> Findings:
    for name, identifier in server.found:
        found = server.single(name, identifier)
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, type=capped(name))
        elif found.member.get("resourceType") != name:
            received = _shown(found, "resourceType")
            yield Finding(found.where("/resourceType"), "type", received=received, type=capped(name))
        elif found.member.get("id") != identifier:
            yield Finding(found.where("/id"), received=_shown(found, "id"), expected=capped(json.dumps(identifier)))


@check("IFC-FHS-006")
def unknown_resources_are_not_found(server: HealthServer) -> Findings:
    for name, found in server.unknown:
        if found.status != 404:
            yield Finding(found.where(), received=found.status, type=capped(name))


@check("IFC-FHS-007")
def types_that_are_not_stated_are_not_found(server: HealthServer) -> Findings:
    if server.offered:
        found = server.single(UNKNOWN_TYPE, UNKNOWN_ID)
        if found.status != 404:
            yield Finding(found.where(), received=found.status)


@check("IFC-FHS-008")
def refusals_are_operation_outcomes(server: HealthServer) -> Findings:
    for each in server.refused:
        if each.member.get("resourceType") != "OperationOutcome":
            yield Finding(each.where(), status=each.status)


@check("IFC-FHS-009")
def the_statement_has_an_entity_tag(server: HealthServer) -> Findings:
    if server.described.header("etag") is None:
        yield Finding(server.described.where())


@check("IFC-FHS-010")
def resources_say_when_they_were_modified(server: HealthServer) -> Findings:
    for each in server.reads:
        if each.header("last-modified") is None:
            yield Finding(each.where())


@check("IFC-FHS-011")
def generic_json_is_returned_as_asked(server: HealthServer) -> Findings:
    if is_of(server.described, "CapabilityStatement"):
        found = server.read("metadata", JSON)
        if found.media_type != JSON:
            yield Finding(found.where(), received=capped(found.media_type or ""), status=found.status)


@check("IFC-FHS-012")
def the_format_can_be_a_parameter(server: HealthServer) -> Findings:
    if is_of(server.described, "CapabilityStatement"):
        found = server.read("metadata?_format=json", FHIR_XML)
        if not is_of(found, "CapabilityStatement"):
            yield Finding(found.where(), received=capped(found.media_type or ""), status=found.status)
