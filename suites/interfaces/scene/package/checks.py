"""Checks of packages (Usdz File Format Specification 1.3)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.interfaces.scene.reader.package import LAYERS, Item, magics_of
from conformance_suites.interfaces.scene.reader.parts import PATHS, ROOT, STAGE

from .view import ALLOWED, PackageView

ALIGNED = 64
_OWN = ("items", "named", "first", "told")
_AWAY = re.compile(r"[A-Za-z]:|/|\\|(?:.*[/\\])?\.\.(?:[/\\]|$)")


def place(item: Item) -> Where:
    """The place of a file in the package."""
    return Where(pointer=f"/{item.name}", byte=item.start)


@check("IFC-USZ-001")
def package_is_complete(view: PackageView) -> Findings:
    for package in view.packages:
        if not package.complete:
            yield Finding("").cutting("", *_OWN, *PATHS, *STAGE)
        for name in package.broken:
            yield Finding(f"/{name}", "file", name=name).cutting("first", *PATHS, *STAGE)
        for item in package.items:
            if item.damaged:
                yield Finding(place(item), "damaged", name=item.name)


@check("IFC-USZ-002")
def files_are_not_compressed(view: PackageView) -> Findings:
    for item in view.items:
        if item.method:
            yield Finding(place(item), name=item.name, method=item.method)


@check("IFC-USZ-003")
def files_are_not_encrypted(view: PackageView) -> Findings:
    for item in view.items:
        if item.encrypted:
            yield Finding(place(item), name=item.name)


@check("IFC-USZ-004")
def data_is_aligned(view: PackageView) -> Findings:
    for item in view.items:
        if item.start % ALIGNED:
            yield Finding(place(item), name=item.name, received=item.start, beyond=item.start % ALIGNED)


@check("IFC-USZ-005")
def first_file_is_a_layer(view: PackageView) -> Findings:
    for item in view.first:
        if item.ending not in LAYERS:
            yield Finding(place(item), received=item.name, expected=list(LAYERS)).cutting(
                "layers", *ROOT, *PATHS, *STAGE
            )


@check("IFC-USZ-006")
def files_are_of_allowed_types(view: PackageView) -> Findings:
    for item in view.items:
        if item.ending not in ALLOWED:
            yield Finding(place(item), received=item.name)


@check("IFC-USZ-007")
def names_stay_in_the_package(view: PackageView) -> Findings:
    for item in view.items:
        if _AWAY.match(item.name) or "\\" in item.name:
            yield Finding(place(item), received=item.name)


@check("IFC-USZ-008")
def names_are_unique(view: PackageView) -> Findings:
    seen: dict[str, Item] = {}
    for item in view.items:
        if item.name in seen:
            yield Finding(place(item), received=item.name, first=seen[item.name].start)
        seen.setdefault(item.name, item)


@check("IFC-USZ-009")
def files_are_what_they_are_named(view: PackageView) -> Findings:
    for item, head in view.told:
        if not head.startswith(magics_of(item.ending)):
            yield Finding(place(item), received=item.name, head=head[:8].hex(" "))
