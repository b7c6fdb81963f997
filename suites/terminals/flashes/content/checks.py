"""Checks of moving pictures for flashes, by WCAG 2.2, success criterion 2.3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.terminals.flashes.reader.flashes import Flashing, Found

from .view import Content


@check("TRM-FLS-001", parameters=True)
def flashes_are_few(content: Content, parameters: Mapping[str, Any]) -> Findings:
    yield from _finding(_found(content, parameters).general)


@check("TRM-FLS-002", parameters=True)
def red_flashes_are_few(content: Content, parameters: Mapping[str, Any]) -> Findings:
    yield from _finding(_found(content, parameters).red)


@check("TRM-FLS-003", parameters=True)
def frames_have_times(content: Content, parameters: Mapping[str, Any]) -> Findings:
    number = _found(content, parameters).untimed
    if number is not None:
        yield Finding(Where(frame=number), received=number)


@check("TRM-FLS-004", parameters=True)
def nothing_flashes_often(content: Content, parameters: Mapping[str, Any]) -> Findings:
    yield from _finding(_found(content, parameters).anywhere, "0")


def _found(content: Content, parameters: Mapping[str, Any]) -> Found:
    return content.found(parameters["picture_width"], parameters["picture_height"])


def _finding(flashing: Flashing | None, expected: str = "≤ 25") -> Findings:
    if flashing:
        place = Where(frame=flashing.frame)
        yield Finding(place, seconds=flashing.seconds, received=flashing.percent, expected=expected)
