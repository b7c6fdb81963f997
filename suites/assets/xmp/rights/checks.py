"""Checks of XMP metadata in glTF that a schema cannot express: KHR_xmp_json_ld and the data types of XMP."""

from __future__ import annotations

import re
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance_suites.assets.labels.reader.aigc import NAMESPACE, PRODUCER_MEMBERS, read_label

from .view import DC, RDF, XMP, XMP_RIGHTS, Packet, Property, Rights

LISTS = ("@list", "@set")
# The specification's own example writes these two arrays without @list.
BARE_IN_THE_EXAMPLE = [(namespace, name) for namespace in (f"{XMP}mm/", None) for name in ("Pantry", "Ingredients")]
LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8}|[xXiI])(?:-[A-Za-z0-9]{1,8})*|x-default")
_NUMBERED = re.compile("[^:]*:_[1-9][0-9]*", re.ASCII)
DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-][0-2]\d:[0-5]\d)?)?)?)?",
    re.ASCII,
)
PREFERRED = {
    DC: "dc",
    XMP: "xmp",
    f"{XMP}g/img/": "xmpGImg",
    f"{XMP}mm/": "xmpMM",
    f"{XMP}sType/ResourceRef#": "stRef",
    f"{XMP}sType/ResourceEvent#": "stEvt",
    f"{XMP}sType/Version#": "stVer",
    XMP_RIGHTS: "xmpRights",
    RDF: "rdf",
}


@check("AST-RGT-004")
def references_resolve(rights: Rights) -> Findings:
    if rights.references and rights.declared and rights.count is None:
        raise Blocked("packets_not_listed")
    count = rights.count or 0
    for pointer, index in rights.references:
        if not 0 <= index < count:
            yield Finding(pointer, received=index, count=count)


@check("AST-RGT-005")
def prefixes_are_declared(rights: Rights) -> Findings:
    for packet in rights.packets:
        for each in packet.properties:
            if each.namespace is None:
                yield Finding(each.pointer, "prefix" if ":" in each.name else "plain", received=each.name)


@check("AST-RGT-006")
def a_namespace_has_one_prefix(rights: Rights) -> Findings:
    for packet in rights.packets:
        first: dict[str, str] = {}
        for prefix, namespace in packet.prefixes.items():
            if namespace in first:
                yield Finding(f"{packet.pointer}/@context/{escape(prefix)}", received=prefix, first=first[namespace])
            first.setdefault(namespace, prefix)


@check("AST-RGT-007")
def prefixes_use_plain_characters(rights: Rights) -> Findings:
    for packet in rights.packets:
        for prefix in packet.prefixes:
            if not re.fullmatch("[A-Za-z0-9_]+", prefix):
                yield Finding(f"{packet.pointer}/@context", received=prefix)


@check("AST-RGT-008")
def preferred_prefixes_are_used(rights: Rights) -> Findings:
    for packet in rights.packets:
        for prefix, namespace in packet.prefixes.items():
            expected = PREFERRED.get(namespace, prefix)
            if expected != prefix:
                yield Finding(f"{packet.pointer}/@context/{escape(prefix)}", received=prefix, expected=expected)


@check("AST-RGT-009")
def arrays_stand_in_lists_or_sets(rights: Rights) -> Findings:
    for packet in rights.packets:
        for each in packet.properties:
            if isinstance(each.value, list):
                if each.name not in LISTS and (each.namespace, each.local) not in BARE_IN_THE_EXAMPLE:
                    yield Finding(each.pointer)
                for index, inner in enumerate(each.value):
                    if isinstance(inner, list):
                        yield Finding(f"{each.pointer}/{index}")


@check("AST-RGT-010")
def values_are_objects_only_with_a_language(rights: Rights) -> Findings:
    for packet in rights.packets:
        for each in packet.properties:
            if isinstance(each.value, dict) and "@value" in each.value and "@language" not in each.value:
                yield Finding(each.pointer)


@check("AST-RGT-011")
def language_alternatives_hold_numbered_values(rights: Rights) -> Findings:
    properties = [(packet, each) for packet in rights.packets for each in packet.properties]
    alternatives = [(packet, each) for packet, each in properties if _is_alt(packet, each) or _has_alternatives(each)]
    if not alternatives:
        raise NotApplicable("no_language_alternative")
    for packet, each in alternatives:
        if not _is_alt(packet, each):
            yield Finding(each.pointer, "type", received=str(each.value.get("@type", ""))[:80])
            continue
        inner = {name: value for name, value in each.value.items() if name != "@type"}
        for name, value in inner.items():
            prefix, _, local = name.partition(":")
            numbered = packet.prefixes.get(prefix) == RDF and re.fullmatch("_[1-9][0-9]*", local, re.ASCII)
            if not numbered or not _is_language_value(value):
                yield Finding(f"{each.pointer}/{escape(name)}", "value" if numbered else "name", received=name)


def _is_alt(packet: Packet, each: Property) -> bool:
    kind = each.value.get("@type") if isinstance(each.value, dict) else None
    prefix, _, local = kind.partition(":") if isinstance(kind, str) else ("", "", "")
    undeclared = RDF if prefix == "rdf" else ""  # which another row finds
    return local == "Alt" and packet.prefixes.get(prefix, undeclared) == RDF


def _has_alternatives(each: Property) -> bool:
    """Whether it has numbered members with a language, whatever its type."""
    members = each.value.items() if isinstance(each.value, dict) else ()
    return any(_NUMBERED.fullmatch(name) and _is_language_value(value) for name, value in members)


def _is_language_value(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("@language"), str)
        and isinstance(value.get("@value"), str)
        and len(value) == 2
    )


@check("AST-RGT-012")
def languages_are_tags(rights: Rights) -> Findings:
    judged = False
    for packet in rights.packets:
        for each in packet.properties:
            if each.name == "@language" and isinstance(each.value, str):
                judged = True
                if not LANGUAGE.fullmatch(each.value):
                    yield Finding(each.pointer, received=each.value)
    if not judged:
        raise NotApplicable("no_language")


@check("AST-RGT-013")
def contexts_stand_at_the_top(rights: Rights) -> Findings:
    for packet in rights.packets:
        for each in packet.properties:
            local = each.name == "@context" and each.pointer != f"{packet.pointer}/@context"
            if local and not (isinstance(each.value, dict) and set(each.value) == {"@language"}):
                yield Finding(each.pointer)


@check("AST-RGT-014")
def packets_say_what_they_are_about(rights: Rights) -> Findings:
    for packet in rights.packets:
        if not isinstance(packet.members.get("@id"), str):
            yield Finding(packet.pointer)


@check("AST-RGT-015")
def dates_have_the_form_of_xmp(rights: Rights) -> Findings:
    judged = False
    for packet in rights.packets:
        dates = [*packet.named(DC, "date"), *packet.named(XMP, "CreateDate", "ModifyDate", "MetadataDate")]
        for pointer, _, _, value in dates:
            listed = value.get("@list") if isinstance(value, dict) else value
            for text in listed if isinstance(listed, list) else [listed]:
                judged = judged or isinstance(text, str | float | int)
                if isinstance(text, float | int) or (isinstance(text, str) and not DATE.fullmatch(text)):
                    yield Finding(pointer, received=text)
    if not judged:
        raise NotApplicable("no_date")


@check("AST-RGT-016")
def marked_is_a_boolean(rights: Rights) -> Findings:
    marks = [each for packet in rights.packets for each in packet.named(XMP_RIGHTS, "Marked")]
    if not marks:
        raise NotApplicable("not_marked")
    for each in marks:
        if not isinstance(each.value, bool):
            yield Finding(each.pointer, received=str(each.value)[:80])


@check("AST-RGT-017")
def asset_refers_to_a_packet(rights: Rights) -> Findings:
    if rights.count and not rights.asset_refers:
        yield Finding("/asset")


@check("AST-RGT-018")
def asset_names_its_creator(rights: Rights) -> Findings:
    for packet in rights.asset_packets:
        if not any(_says_something(each.value) for each in packet.named(DC, "creator")):
            yield Finding(packet.pointer)


@check("AST-RGT-019")
def asset_states_its_rights(rights: Rights) -> Findings:
    for packet in rights.asset_packets:
        said = (*packet.named(DC, "rights"), *packet.named(XMP_RIGHTS, "UsageTerms", "WebStatement"))
        if not any(_says_something(each.value) for each in said):
            yield Finding(packet.pointer)


def _says_something(value: Any) -> bool:
    """Whether the value contains text that is not blank."""
    if isinstance(value, dict):
        return any(_says_something(inner) for name, inner in value.items() if name not in ("@type", "@language"))
    if isinstance(value, list):
        return any(map(_says_something, value))
    return isinstance(value, str) and bool(value.strip())


@check("AST-RGT-020")
def aigc_labels_name_their_producer(rights: Rights) -> Findings:
    labels = [each for packet in rights.packets for each in packet.named(NAMESPACE, "AIGC")]
    if not labels:
        raise NotApplicable("no_aigc_label")
    for each in labels:
        label = read_label(each.value.encode()) if isinstance(each.value, str) else None
        if label is None or label.members is None:
            yield Finding(each.pointer, "no_json")
            continue
        missing = [name for name in PRODUCER_MEMBERS if not isinstance(label.members.get(name), str)]
        if missing:
            yield Finding(each.pointer, "missing", missing=missing)
