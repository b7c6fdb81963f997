"""Checks of the container of a glTF asset."""

from __future__ import annotations

from conformance import Finding, Findings, check

from .view import Container


@check("AST-GLC-001")
def header_is_complete(asset: Container) -> Findings:
    for size in asset.file:
        if size < 12:
            yield Finding(size, received=size, expected=12).cutting("")
