"""Checks of slates."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.toy.slates.reader.slate import Slate


@check("TOY-SLT-001")
def chunks_are_whole(slate: Slate) -> Findings:
    for chunk in slate.chunks:
        if len(chunk.data) < chunk.length:
            yield Finding(chunk.offset, received=len(chunk.data), expected=chunk.length)


@check("TOY-SLT-002")
def there_is_a_tone_for_each_place(slate: Slate) -> Findings:
    for chunk in slate.tones:
        if chunk.length != slate.width * slate.height:
            yield Finding(chunk.offset, received=chunk.length, expected=slate.width * slate.height)
