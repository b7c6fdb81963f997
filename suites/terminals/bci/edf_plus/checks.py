"""Checks of what EDF+ and BDF+ add: annotations, the time of data records, and subfields of the header."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.terminals.bci.reader.annotations import Trouble
from conformance_suites.terminals.bci.reader.dates import named

from .view import SUBFIELDS, Annotated

DATE = "dd-MMM-yyyy"
SEXES = ("F", "M", "X")
PERSONAL = {"code": 0, "birthdate": 2, "name": 3}
"""Subfields that say who somebody is."""
ALLOWED = {"\t", "\n", "\r"}


@check("TRM-EDP-001")
def annotated_files_say_how_they_go_on(file: Annotated) -> Findings:
    family = "BDF" if file.edf.width == 3 else "EDF"
    expected = [f"{family}+C", f"{family}+D"]
    for signal in file.annotated[:1]:
        field = file.edf.fields["reserved"]
        if field.text[:5] not in expected:
            yield Finding(field.where, signal=signal.label, received=field.text, expected=expected)


@check("TRM-EDP-002")
def plus_has_annotations(file: Annotated) -> Findings:
    for edf in file.plus:
        if not file.annotated:
            text = edf.fields["reserved"].text
            yield Finding(edf.fields["reserved"].where, received=text, expected=f"{text[:3]} Annotations")


@check("TRM-EDP-003")
def records_state_their_start(file: Annotated) -> Findings:
    for start in file.starts:
        if start.seconds is None:
            yield Finding(start.byte, record=start.record + 1, received=_shown(start.received))
        elif start.record == 0 and not 0 <= start.seconds < 1:
            yield Finding(start.byte, "first", received=start.seconds)


@check("TRM-EDP-004")
def records_follow_in_time(file: Annotated) -> Findings:
    slack = file.edf.sample_seconds / 2
    for start, end in file.timed:
        late = start.seconds - end
        if late < -slack or (late > slack and file.edf.plus == "C"):
            told = {"record": start.record + 1, "received": start.seconds, "expected": end}
            yield Finding(start.byte, "back" if late < 0 else "", **told)


@check("TRM-EDP-005")
def annotations_are_in_lists(file: Annotated) -> Findings:
    for each in file.lists:
        if isinstance(each, Trouble):
            yield Finding(each.byte, received=_shown(each.received))


@check("TRM-EDP-006")
def annotations_are_utf_8(file: Annotated) -> Findings:
    for each in file.annotations:
        try:
            text = each.text.decode("utf-8")
        except UnicodeDecodeError:
            yield Finding(each.byte, onset=each.onset, received=_shown(each.text))
            continue
        if odd := next((one for one in text if one < " " and one not in ALLOWED), None):
            yield Finding(each.byte, "control", onset=each.onset, received=ord(odd))


@check("TRM-EDP-007")
def patient_has_its_subfields(file: Annotated) -> Findings:
    for field in file.patients:
        parts = field.text.split()
        if len(parts) < SUBFIELDS["patient"]:
            yield Finding(field.where, received=len(parts), expected=SUBFIELDS["patient"])
            continue
        if parts[1] not in SEXES:
            yield Finding(field.where, "sex", received=parts[1], expected=list(SEXES))
        if parts[2] != "X" and not named(parts[2]):
            yield Finding(field.where, "birth", received=parts[2], expected=DATE)


@check("TRM-EDP-008")
def recording_has_its_subfields(file: Annotated) -> Findings:
    for field in file.recordings:
        parts = field.text.split()
        if len(parts) < SUBFIELDS["recording"]:
            yield Finding(field.where, received=len(parts), expected=SUBFIELDS["recording"])
            continue
        if parts[0] != "Startdate":
            yield Finding(field.where, "word", received=parts[0], expected="Startdate")
        if parts[1] != "X" and not named(parts[1]):
            yield Finding(field.where, "date", received=parts[1], expected=DATE)


@check("TRM-EDP-009")
def dates_agree(file: Annotated) -> Findings:
    for date, field in file.both_dates:
        start = file.edf.fields["startdate"].text
        if date != start:
            yield Finding(field.where, received=date, expected=start)


@check("TRM-EDP-010")
def annotations_lie_in_the_recording(file: Annotated) -> Findings:
    for each, end in file.within:
        if each.onset > end:
            yield Finding(each.byte, received=each.onset, expected=end)


@check("TRM-EDP-011")
def nobody_is_named(file: Annotated) -> Findings:
    for field in file.identified:
        parts = field.text.split()
        for name, at in PERSONAL.items():
            readable = name != "birthdate" or named(parts[at])  # another row judges its form
            if parts[at] != "X" and readable:
                yield Finding(field.where, field=name, count=len(parts[at]))


def _shown(data: bytes) -> str:
    return data.decode("ascii", "backslashreplace").encode("unicode_escape").decode("ascii")
