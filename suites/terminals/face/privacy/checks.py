"""Checks of what a recording says of consent, and of what it must not hold without it."""

from __future__ import annotations

import calendar
import re
from typing import Any

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.recordings import Recording
from conformance.recordings.header import Stream

BIOMETRIC = ("face", "gaze")
DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T.*)?", re.ASCII)


@check("TRM-PRV-001")
def nothing_biometric_without_consent(recording: Recording) -> Findings:
    header = recording.header
    if header is None or header.session.get("consent") is not False:
        raise NotApplicable("not_refused")
    numbered = recording.measured.get("biometric_frames", {})
    for stream in header.streams:
        if is_biometric(stream) and numbered.get(stream.id):
            yield Finding(f"/streams/{escape(stream.id)}", stream=stream.id)


def is_biometric(stream: Stream) -> bool:
    """Whether a person can be known by the numbers of the stream: a face, a gaze, or channels of a brain."""
    channels = stream.declaration.get("channels", [])
    return stream.kind in BIOMETRIC or any(str(each.get("type")).upper() == "EEG" for each in channels)


@check("TRM-PRV-002")
def consent_is_described(recording: Recording) -> Findings:
    subject = recording.document.get("subject") if isinstance(recording.document, dict) else None
    if not isinstance(subject, dict) or "consent" not in subject:
        return
    consent: Any = subject["consent"]
    if not isinstance(consent, dict):
        yield Finding("/subject/consent", "described")
        return
    for name in ("purpose", "given"):
        value = consent.get(name)
        if not isinstance(value, str) or not value.strip():
            yield Finding("/subject/consent", name=name)
        elif name == "given" and not _is_date(value):
            yield Finding("/subject/consent/given", "date", received=value)


def _is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, with or without a time."""
    found = DATE.fullmatch(text)
    if found is None or found[1] == "0000":
        return False
    return int(found[3]) <= calendar.monthrange(int(found[1]), int(found[2]))[1]
