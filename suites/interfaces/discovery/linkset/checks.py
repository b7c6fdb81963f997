"""Checks of sets of links that a schema cannot express."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, check
from conformance.readers.json import escape
from conformance.readers.json_document import object_findings
from conformance.readers.uri import has_scheme, reference_error
from conformance_suites.interfaces.discovery.reader.linkset import ANCHOR

from .view import Linkset

_REGISTERED = re.compile(r"[a-z][a-z0-9.\-]*+")


@check("IFC-LKS-001")
def text_is_one_json_object(linkset: Linkset) -> Findings:
    yield from object_findings(linkset.json_text)


@check("IFC-LKS-006")
def references_are_uri_references(linkset: Linkset) -> Findings:
    for pointer, text in linkset.references:
        if (at := reference_error(text)) is not None:
            yield Finding(pointer, received=text, position=at + 1)


@check("IFC-LKS-007")
def contexts_are_absolute(linkset: Linkset) -> Findings:
    for pointer, context in linkset.contexts:
        anchor = context.get(ANCHOR)
        if ANCHOR not in context:
            yield Finding(pointer, "missing")
        elif isinstance(anchor, str) and not has_scheme(anchor):
            yield Finding(f"{pointer}/{ANCHOR}", "relative", received=anchor)


@check("IFC-LKS-008")
def targets_are_absolute(linkset: Linkset) -> Findings:
    for link in linkset.links:
        if link.href is not None and not has_scheme(link.href):
            yield Finding(f"{link.pointer}/href", received=link.href)


@check("IFC-LKS-012")
def relations_have_names(linkset: Linkset) -> Findings:
    for pointer, context in linkset.contexts:
        for name in context:
            absolute = has_scheme(name) and reference_error(name) is None
            if name != ANCHOR and not absolute and not _REGISTERED.fullmatch(name):
                yield Finding(f"{pointer}/{escape(name)}", received=name)
