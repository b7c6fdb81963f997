"""Samples of EDF+ and BDF+: a small cap with a marker, and what may be wrong with annotations and identification."""

from __future__ import annotations

from conformance_suites.terminals.bci.writer.edf import Channel, Take, times
from conformance_suites.terminals.bci.writer.eeg import cap, digitised

SECONDS = 3
PATIENT = "X X X X"


def _lists(*lists: bytes, plus: str = "EDF+C") -> bytes:
    """With other bytes in the annotations signal of the first records."""
    take = cap(SECONDS, 1)
    take.plus = plus
    known = take.channels[1].lists or []
    take.channels[1].lists = [*lists, *known[len(lists) :]]
    return take.data()


def _header(**fields: str) -> bytes:
    take = cap(SECONDS, 1)
    take.fields = fields
    return take.data()


def _also(text: bytes) -> bytes:
    """With another list in the first record."""
    take = cap(SECONDS, 1)
    take.channels[1].lists = times(SECONDS, also=[(0, text)])
    return take.data()


def _without_annotations(plus: str) -> bytes:
    return Take([Channel("EEG C3", digitised(0, SECONDS))], SECONDS, plus=plus).data()


def _two_signals() -> bytes:
    take = cap(SECONDS, 1)
    take.channels.append(Channel("EDF Annotations", lists=[b"+0.5\x14Blink\x14\x00", b"", b""], room=8))
    return take.data()


def good() -> dict[str, bytes]:
    """File name -> bytes of recordings that satisfy every row."""
    parts = cap(SECONDS, 1)
    parts.plus, parts.channels[1].lists = "EDF+D", [b"+0.5\x14\x14\x00", b"+60\x14\x14\x00", b"+61.001\x14\x14\x00"]
    before = times(1, also=[(0, b"-0.1\x14Before\x14After\x14\x00")])
    scores = Take([Channel("EDF Annotations", lists=before, room=20)], 1, 0.0)
    scores.fields = {"startdate": "01.01.yy", "recording": "Startdate 01-JAN-2090 X X X"}
    chinese = _also("+0.2\x14闭眼\t坐\x14\x00".encode())
    return {
        "cap.edf": cap(SECONDS, 2).data(),
        "wide.bdf": cap(SECONDS, 1, wide=True).data(),
        "interrupted.edf": parts.data(),
        "scores.edf": scores.data(),
        "chinese.edf": chinese,
        "two_signals.edf": _two_signals(),
        "no_date.edf": _header(recording="Startdate X X X X", patient="X F X X more"),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of recordings, each of which violates one row."""
    late = [b"+0\x14\x14\x00", b"+1.003\x14\x14\x00", b"+2.003\x14\x14\x00"]
    return {
        "TRM-EDP-001_reserved_empty.edf": _header(reserved=""),
        "TRM-EDP-001_other_family.edf": _header(reserved="BDF+C"),
        "TRM-EDP-001_neither.edf": _header(reserved="EDF+"),
        "TRM-EDP-002_continuous.edf": _without_annotations("EDF+C"),
        "TRM-EDP-002_interrupted.edf": _without_annotations("EDF+D"),
        "TRM-EDP-003_no_time.edf": _lists(b"+0\x14\x14\x00", b""),
        "TRM-EDP-003_text_first.edf": _lists(b"+0\x14Start\x14\x00"),
        "TRM-EDP-003_later.edf": _lists(b"+1\x14\x14\x00", b"+2\x14\x14\x00", b"+3\x14\x14\x00"),
        "TRM-EDP-003_earlier.edf": _lists(b"-0.5\x14\x14\x00", b"+0.5\x14\x14\x00", b"+1.5\x14\x14\x00"),
        "TRM-EDP-004_gap.edf": _lists(*late),
        "TRM-EDP-004_back.edf": _lists(b"+0\x14\x14\x00", b"+5\x14\x14\x00", b"+4\x14\x14\x00", plus="EDF+D"),
        "TRM-EDP-004_overlap.edf": _lists(b"+0\x14\x14\x00", b"+0.997\x14\x14\x00", b"+2\x14\x14\x00", plus="EDF+D"),
        "TRM-EDP-005_no_sign.edf": _also(b"0.5\x14Blink\x14\x00"),
        "TRM-EDP-005_no_end.edf": _also(b"+0.5\x14Blink\x00"),
        "TRM-EDP-005_after_zeros.edf": _also(b"\x00\x00+0.5\x14A\x14\x00"),
        "TRM-EDP-006_latin.edf": _also("+0.5\x14für\x14\x00".encode("latin-1")),
        "TRM-EDP-006_bell.edf": _also(b"+0.5\x14A\x07\x14\x00"),
        "TRM-EDP-007_name_alone.edf": _header(patient="Somebody"),
        "TRM-EDP-007_sex.edf": _header(patient="X m X X"),
        "TRM-EDP-007_birth.edf": _header(patient="X X 2-AUG-1951 X"),
        "TRM-EDP-007_no_such_day.edf": _header(patient="X X 31-FEB-1951 X"),
        "TRM-EDP-007_no_such_month.edf": _header(patient="X X 01-MAI-1951 X"),
        "TRM-EDP-008_free.edf": _header(recording="in the morning"),
        "TRM-EDP-008_word.edf": _header(recording="startdate X X X X"),
        "TRM-EDP-008_date.edf": _header(recording="Startdate 24.11.26 X X X"),
        "TRM-EDP-009_other_year.edf": _header(recording="Startdate 24-NOV-2025 X X X"),
        "TRM-EDP-010_late.edf": _also(b"+3.5\x14Late\x14\x00"),
        "TRM-EDP-011_name.edf": _header(patient="X X X Somebody"),
        "TRM-EDP-011_code.edf": _header(patient="MCH-12 F X X"),
        "TRM-EDP-011_birth.edf": _header(patient="X X 02-AUG-1951 X"),
    }
