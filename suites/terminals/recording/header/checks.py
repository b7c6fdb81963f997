"""Checks of what the header says that its schema cannot express."""

from __future__ import annotations

import re
from difflib import get_close_matches

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.recordings import Recording

from .members import objects_in, texts_in, unknown_members

HEAD = re.compile(r"viewer|[a-z0-9]+-eye")
MARKS = ',;"'
NEAR = 0.7
LONGEST_SHOWN = 60


@check("TRM-HDR-004")
def poses_have_names(recording: Recording) -> Findings:
    for place, stream in objects_in(recording.document, "streams"):
        seen = set()
        for at, name in texts_in(stream, "poses"):
            where = f"{place}/poses/{at}"
            if name in seen:
                yield Finding(where, "twice", received=_shown(name))
            elif not name.strip() or not name.isprintable() or any(mark in name for mark in MARKS):
                yield Finding(where, received=_shown(name))
            elif stream.get("kind") == "head" and not HEAD.fullmatch(name):
                yield Finding(where, "head", received=_shown(name))
            seen.add(name)


@check("TRM-HDR-005")
def members_are_known(recording: Recording) -> Findings:
    header = recording.document
    if not isinstance(header, dict) or "recording" not in header:  # the line is not a header
        raise Blocked("blocked_by", ids=["TRM-STR-006"])
    for pointer, name, known in unknown_members(header, recording.defined):
        near = get_close_matches(name[:LONGEST_SHOWN], known, 1, NEAR)
        if near:
            yield Finding(pointer, "near", received=_shown(name), expected=near[0])
        else:
            yield Finding(pointer, received=_shown(name))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
