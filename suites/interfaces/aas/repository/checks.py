"""Checks of a live repository of Asset Administration Shells (Part 2 of their specification, read side)."""

from __future__ import annotations

import json
import re
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.aas.reader.serving import (
    Placed,
    elements_below,
    elements_of,
    encoded,
    kind_of,
    says,
)

from .view import ShellRepository, ids_of, meaning_of, properties_of
from .walk import cursor_of, is_list

NOT_IMPLEMENTED = 501
MESSAGE_TYPES = ("Undefined", "Info", "Warning", "Error", "Exception")
"""Undefined was a type in version 3.0."""
VALUES = {"Property": ("value",), "Range": ("min", "max"), "File": ("value",), "Blob": ("value",)}
"""By class: the attributes with the values, which are not metadata."""
_PROFILE = re.compile(r"https://admin-shell\.io/aas/API/\d+/\d+/[A-Za-z]+ServiceSpecification/SSP-\d{3}")


@check("IFC-AAR-001")
def the_repository_describes_itself(repository: ShellRepository) -> Findings:
    found = repository.description
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not repository.profiles:
        yield Finding(found.where())


@check("IFC-AAR-002")
def profiles_are_those_of_the_specification(repository: ShellRepository) -> Findings:
    for at, each in enumerate(repository.profiles):
        if not isinstance(each, str) or not _PROFILE.fullmatch(each):
            yield Finding(repository.description.where(f"/profiles/{at}"), received=_shown(each))


@check("IFC-AAR-003")
def lists_are_results_with_paging(repository: ShellRepository) -> Findings:
    for path, page in repository.lists:
        if page.status != 200:
            yield Finding(page.where(), "status", received=page.status, path=path)
        elif not isinstance(page.member.get("result"), list):
            yield Finding(page.where(), path=path)
        elif not isinstance(page.member.get("paging_metadata"), dict):
            yield Finding(page.where(), "paging", path=path)


@check("IFC-AAR-004")
def a_shell_is_at_its_identifier(repository: ShellRepository) -> Findings:
    for shell in repository.shell:
        yield from _has_id(repository.read(f"/shells/{encoded(shell['id'])}"), shell["id"])


@check("IFC-AAR-005")
def a_submodel_is_at_its_identifier(repository: ShellRepository) -> Findings:
    for submodel in repository.submodel:
        yield from _has_id(repository.read(repository.at(submodel)), submodel["id"])


@check("IFC-AAR-006")
def the_asset_of_a_shell_can_be_read(repository: ShellRepository) -> Findings:
    for shell in repository.assets:
        found = _read(repository, f"/shells/{encoded(shell['id'])}/asset-information")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
            continue
        for name in ("assetKind", "globalAssetId"):
            received, expected = found.member.get(name), shell["assetInformation"].get(name)
            if received != expected:
                yield Finding(found.where(f"/{name}"), received=_shown(received), expected=_shown(expected))


@check("IFC-AAR-007")
def the_submodels_of_a_shell_are_referenced(repository: ShellRepository) -> Findings:
    for shell in repository.shell:
        found = _read(repository, f"/shells/{encoded(shell['id'])}/submodel-refs")
        if not is_list(found):
            yield Finding(found.where(), "list", received=found.status)
            continue
        known = [each.get("keys") for each in map(object_or_empty, list_or_empty(shell.get("submodels")))]
        for at, each in enumerate(found.member["result"]):
            if object_or_empty(each).get("keys") not in known:
                yield Finding(found.where(f"/result/{at}"))
        if known and not found.member["result"]:
            yield Finding(found.where("/result"), "none", expected=len(known))


@check("IFC-AAR-008")
def an_element_is_at_its_path(repository: ShellRepository) -> Findings:
    for submodel, each in repository.nested:
        yield from _is_element(repository.read(repository.element(submodel, each.path)), each)


@check("IFC-AAR-009")
def an_element_of_a_list_is_at_its_index(repository: ShellRepository) -> Findings:
    for submodel, each in repository.items:
        yield from _is_element(repository.read(repository.element(submodel, each.path)), each)


@check("IFC-AAR-010")
def limit_is_kept(repository: ShellRepository) -> Findings:
    for path in repository.long:
        found = repository.read(path, limit="1")
        if not is_list(found):
            yield Finding(found.where(), "list", received=found.status)
        elif len(found.member["result"]) > 1:
            yield Finding(found.where("/result"), received=len(found.member["result"]), expected=1)


@check("IFC-AAR-011")
def cursors_are_strings(repository: ShellRepository) -> Findings:
    for page in repository.paged:
        if is_list(page) and "cursor" in page.member["paging_metadata"]:
            cursor = cursor_of(page)
            if not isinstance(cursor, str) or not cursor:
                yield Finding(page.where("/paging_metadata/cursor"), received=_shown(cursor))


@check("IFC-AAR-012")
def a_walk_ends(repository: ShellRepository) -> Findings:
    for _, walk in repository.walked:
        if walk.trouble is not None:
            place, kind, received = walk.trouble
            yield Finding(place, kind, received=received)


@check("IFC-AAR-013")
def pages_have_the_order_of_the_list(repository: ShellRepository) -> Findings:
    for ids, walk in repository.walked:
        if walk.trouble is not None:
            raise Blocked("blocked_by", ids=["IFC-AAR-012"])
        for at, (received, expected) in enumerate(zip(walk.ids, ids, strict=False)):
            if received != expected:
                yield Finding(walk.places[at], received=_shown(received), expected=_shown(expected))
                break
        else:
            if len(walk.ids) < len(ids):
                yield Finding(walk.places[-1], "missing", received=len(walk.ids), expected=len(ids))


@check("IFC-AAR-014")
def shells_are_found_by_their_asset(repository: ShellRepository) -> Findings:
    for shell in repository.distinct:
        asset = shell["assetInformation"]["globalAssetId"]
        wanted = json.dumps({"name": "globalAssetId", "value": asset}, ensure_ascii=False)
        found = _read(repository, "/shells", assetIds=encoded(wanted))
        if not is_list(found):
            yield Finding(found.where(), "list", received=found.status)
            continue
        for at, each in enumerate(found.member["result"]):
            other = object_or_empty(object_or_empty(each).get("assetInformation")).get("globalAssetId")
            if other is not None and other != asset:
                yield Finding(found.where(f"/result/{at}"), received=_shown(other), expected=_shown(asset))
                break
        if shell["id"] not in ids_of(found) and cursor_of(found) is None:
            yield Finding(found.where("/result"), "missing", expected=_shown(shell["id"]))


@check("IFC-AAR-015")
def submodels_are_found_by_what_they_mean(repository: ShellRepository) -> Findings:
    for submodel in repository.meant:
        meaning = meaning_of(submodel)
        found = _read(repository, "/submodels", semanticId=encoded(meaning))
        if not is_list(found):
            yield Finding(found.where(), "list", received=found.status)
            continue
        for at, each in enumerate(found.member["result"]):
            members = object_or_empty(each)
            if meaning_of(members) != meaning and not members.get("supplementalSemanticIds"):
                yield Finding(found.where(f"/result/{at}"), received=capped(meaning_of(members)))
                break
        if submodel["id"] not in ids_of(found) and cursor_of(found) is None:
            yield Finding(found.where("/result"), "missing", expected=_shown(submodel["id"]))


@check("IFC-AAR-016")
def core_has_direct_children_only(repository: ShellRepository) -> Findings:
    for submodel in repository.deep:
        found = _read(repository, repository.at(submodel), level="core")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
            continue
        received = elements_below(dict(found.member))
        for each in received:
            if elements_below(each.members, each.kind):
                yield Finding(found.where("/submodelElements"), name=each.path)
        for name in sorted({each.path for each in elements_below(submodel)} - {each.path for each in received}):
            yield Finding(found.where("/submodelElements"), "missing", name=name)


@check("IFC-AAR-017")
def binary_content_is_left_out_unless_asked_for(repository: ShellRepository) -> Findings:
    for submodel, blob in repository.blobs:
        with_content = _read(repository, repository.at(submodel), extent="withBlobValue")
        if with_content.status != 200:
            yield Finding(with_content.where(), "status", received=with_content.status)
            continue
        if "value" not in _element(with_content, blob.path):
            raise NotApplicable("no_content")
        without = repository.read(repository.at(submodel))
        if "value" in _element(without, blob.path):
            yield Finding(without.where(), name=blob.path)


@check("IFC-AAR-018")
def metadata_have_no_values(repository: ShellRepository) -> Findings:
    for submodel in repository.valued:
        found = _read(repository, f"{repository.at(submodel)}/$metadata")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.member.get("id") != submodel["id"]:
            yield Finding(found.where("/id"), "another", received=_shown(found.member.get("id")))
        for each in elements_of(dict(found.member)):
            for name in VALUES.get(each.kind, ()):
                if name in each.members:
                    yield Finding(found.where(), name=each.path, attribute=name)


@check("IFC-AAR-019")
def metadata_have_no_level(repository: ShellRepository) -> Findings:
    for submodel in repository.submodel:
        found = _read(repository, f"{repository.at(submodel)}/$metadata", level="core")
        if found.status != 400:
            yield Finding(found.where(), received=found.status, expected=400)


@check("IFC-AAR-020")
def values_alone_are_those_of_the_properties(repository: ShellRepository) -> Findings:
    for submodel in repository.valued:
        found = _read(repository, f"{repository.at(submodel)}/$value")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
            continue
        for each in properties_of(submodel):
            received, expected = found.member.get(each.path), each.members["value"]
            if not says(received, expected):
                yield Finding(found.where(f"/{each.path}"), received=_shown(received), expected=capped(expected))


@check("IFC-AAR-021")
def what_has_no_value_is_refused(repository: ShellRepository) -> Findings:
    for submodel, each in repository.without_value:
        found = _read(repository, repository.element(submodel, each.path, "/$value"))
        if found.status != 400:
            yield Finding(found.where(), received=found.status, expected=400, kind=each.kind)


@check("IFC-AAR-022")
def a_shell_is_referenced_by_its_identifier(repository: ShellRepository) -> Findings:
    for shell in repository.shell:
        found = _read(repository, f"/shells/{encoded(shell['id'])}/$reference")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.member.get("keys") != [{"type": "AssetAdministrationShell", "value": shell["id"]}]:
            yield Finding(found.where("/keys"), received=_shown(found.member.get("keys")))


@check("IFC-AAR-023")
def what_is_not_there_is_not_found(repository: ShellRepository) -> Findings:
    for found in repository.unknown:
        if found.status != 404:
            yield Finding(found.where(), received=found.status, expected=404)


@check("IFC-AAR-024")
def malformed_requests_are_refused(repository: ShellRepository) -> Findings:
    for name, found in repository.malformed:
        if found.status != 400:
            yield Finding(found.where(), name, received=found.status, expected=400)


@check("IFC-AAR-025")
def refusals_have_a_result(repository: ShellRepository) -> Findings:
    for found in repository.refused:
        messages = found.member.get("messages", [])
        if not (found.json.usable and isinstance(found.json.document, dict) and isinstance(messages, list)):
            yield Finding(found.where())
            continue
        for at, each in enumerate(map(object_or_empty, messages)):
            if not isinstance(each.get("text"), str):
                yield Finding(found.where(f"/messages/{at}"), "text")
            if each.get("messageType") not in MESSAGE_TYPES:
                yield Finding(found.where(f"/messages/{at}"), "type", received=_shown(each.get("messageType")))


def _read(repository: ShellRepository, path: str, **query: str) -> Exchange:
    """The answer where an operation is implemented. Raises NotApplicable where no profile that is claimed has it."""
    found = repository.read(path, **query)
    if found.status == NOT_IMPLEMENTED and not repository.claims_reading:
        raise NotApplicable("not_implemented")
    return found


def _has_id(found: Exchange, expected: str) -> Findings:
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif found.member.get("id") != expected:
        yield Finding(found.where("/id"), received=_shown(found.member.get("id")), expected=_shown(expected))


def _is_element(found: Exchange, expected: Placed) -> Findings:
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, path=expected.path)
        return
    members = dict(found.member)
    if members.get("idShort") != expected.members.get("idShort") or kind_of(members) != expected.kind:
        yield Finding(found.where(), path=expected.path)


def _element(page: Exchange, path: str) -> dict[str, Any]:
    """The members of an element in the answer with a submodel; empty without it."""
    found = (each.members for each in elements_of(dict(page.member)) if each.path == path)
    return next(found, {})


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
