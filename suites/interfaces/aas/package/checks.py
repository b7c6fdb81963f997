"""Checks of package files (AASX, IDTA-01005), and of the Open Packaging Conventions they follow."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from conformance.authoring import Blocked, Finding, Findings, Where, capped, check
from conformance_suites.interfaces.aas.reader.package import CONTENT_TYPES, EARLIER, RELATIONSHIPS
from conformance_suites.interfaces.aas.reader.xml_data import ELEMENTS, XML_DEPTH, Problem

from .view import AasxPackage

OWN = ("content_types", "relationship_parts")
ALL = ("parts", *OWN)
RELATED = (
    "relationships",
    "inner",
    "of_the_specification",
    "roots",
    "origins",
    "readable_origins",
    "data",
    "files",
    "xml_data",
)
_SEGMENT = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")
SPLIT = "aas-spec-split"


@check("IFC-AAX-001")
def packages_can_be_read(file: AasxPackage) -> Findings:
    for package in file.archives:
        if package.archive is None:
            yield Finding("", "archive").cutting(*ALL, *RELATED)
        for name in (*file.own_names, *file.data_parts):
            if package.read(name) is None:
                yield Finding(f"/{name}", name=capped(name)).cutting(f"/{name}", *OWN, *RELATED)


@check("IFC-AAX-002")
def part_names_are_those_of_parts(file: AasxPackage) -> Findings:
    for name in file.parts:
        if name == CONTENT_TYPES:
            continue
        for segment in name.split("/"):
            if not segment.strip(".") or segment.endswith("."):
                yield Finding(f"/{name}", "dots", received=capped(name))
                break
            if not _SEGMENT.fullmatch(segment):
                yield Finding(f"/{name}", received=capped(name))
                break


@check("IFC-AAX-003")
def part_names_differ(file: AasxPackage) -> Findings:
    seen: dict[str, str] = {}
    for name in file.parts:
        if name.lower() in seen:
            yield Finding(f"/{name}", received=capped(name), first=capped(seen[name.lower()]))
        seen.setdefault(name.lower(), name)


@check("IFC-AAX-004")
def parts_have_a_content_type(file: AasxPackage) -> Findings:
    if file.parts and not any(name.lower() == CONTENT_TYPES.lower() for name in file.own_names):
        yield Finding("", "missing")
    for name, elements in file.content_types:
        if elements is None:
            yield Finding(f"/{name}", "unreadable")
            continue
        local = [(each.name.rpartition(":")[2], each.attributes) for each in elements]
        extensions = Counter(given.get("Extension", "").lower() for kind, given in local if kind == "Default")
        overridden = Counter(unquote(given.get("PartName", "")).lower() for kind, given in local if kind == "Override")
        for each, count in (extensions + overridden).items():
            if count > 1:
                yield Finding(f"/{name}", "twice", received=capped(each))
        for part in file.parts:
            ending = part.rpartition("/")[2].rpartition(".")[2].lower()
            if part != name and unquote(f"/{part}").lower() not in overridden and ending not in extensions:
                yield Finding(f"/{part}", received=capped(part))


@check("IFC-AAX-005")
def relationships_can_be_read(file: AasxPackage) -> Findings:
    for name, elements in file.relationship_parts:
        if elements is None:
            yield Finding(f"/{name}", "unreadable").cutting(*RELATED)
        for at, each in enumerate(elements or ()):
            for attribute in ("Id", "Type", "Target"):
                if attribute not in each.attributes:
                    yield Finding(f"/{name}/{at}", name=attribute).cutting(*RELATED)


@check("IFC-AAX-006")
def targets_are_in_the_package(file: AasxPackage) -> Findings:
    for each in file.inner:
        if file.package.named(each.target or "") is None:
            yield Finding(each.place, received=capped(each.target or "")).cutting(
                "origins", "readable_origins", "files"
            )


@check("IFC-AAX-007")
def packages_have_one_origin(file: AasxPackage) -> Findings:
    if file.parts and RELATIONSHIPS not in file.parts:
        yield Finding("", "none").cutting("origins", "readable_origins")
    for _ in file.roots:
        origins = [each for each in file.of_the_specification if each.source == "" and each.short == "aasx-origin"]
        if len(origins) != 1:
            yield Finding(f"/{RELATIONSHIPS}", received=len(origins)).cutting("readable_origins")


@check("IFC-AAX-008")
def origins_lead_to_data(file: AasxPackage) -> Findings:
    for origin in file.readable_origins[:1]:
        if not file.data:
            yield Finding(f"/{origin}")


@check("IFC-AAX-009")
def data_is_in_one_file_of_each_format(file: AasxPackage) -> Findings:
    seen: dict[str, str] = {}
    for each in file.data:
        ending = (each.target or "").rpartition(".")[2].lower()
        if ending in seen and seen[ending] != each.target:
            yield Finding(each.place, received=capped(each.target or ""), first=capped(seen[ending]))
        seen.setdefault(ending, each.target or "")
    for each in file.of_the_specification:
        if each.short == SPLIT:
            yield Finding(each.place, "split")


@check("IFC-AAX-010")
def relationships_have_their_current_type(file: AasxPackage) -> Findings:
    for each in file.of_the_specification:
        if each.type.startswith(EARLIER):
            yield Finding(each.place, received=each.type, expected=each.type.replace("http://www.", "http://", 1))


@check("IFC-AAX-011")
def files_are_in_the_package(file: AasxPackage) -> Findings:
    for place, path in file.files:
        if file.package.named(path.lstrip("/")) is None:
            yield Finding(place, received=capped(path))


@check("IFC-AAX-012")
def data_in_xml_is_an_environment(file: AasxPackage) -> Findings:
    for name, read in file.xml_data:
        if isinstance(read, Problem):
            if read.kind == "bound":
                raise Blocked("xml_bound", bound=ELEMENTS, depth=XML_DEPTH)
            yield Finding(Where(pointer=f"/{name}", line=read.line), read.kind, received=capped(read.detail))
