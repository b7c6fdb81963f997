"""Samples of slates, made as bytes."""

from __future__ import annotations

from conformance_suites.toy.slates.writer.slate import slate

TITLE = {"title": "雨"}


def good() -> dict[str, bytes]:
    return {"four.slate": slate(bytes(4), TITLE), "row.slate": slate(bytes(3), {**TITLE, "by": "Ada"}, 3, 1)}


def bad() -> dict[str, bytes]:
    return {
        "TOY-SLT-001_cut.slate": slate(bytes(4), TITLE, cut=1),
        "TOY-SLT-002_three.slate": slate(bytes(3), TITLE),
        "TOY-SLT-003_untitled.slate": slate(bytes(4), {"by": "Ada"}),
    }
