"""Samples of EDF and BDF: a small cap, and what may be wrong with its header or its data records."""

from __future__ import annotations

from conformance_suites.terminals.bci.writer.edf import Channel, Take
from conformance_suites.terminals.bci.writer.eeg import cap, digitised

SECONDS = 3


def _plain(recording: str = "in the morning") -> Take:
    """An EDF without annotations, and with free text where EDF+ has subfields."""
    fields = {"patient": "somebody", "recording": recording, "startdate": "29.02.96"}
    return Take([Channel("EEG C3", digitised(0, SECONDS))], SECONDS, plus="", fields=fields)


def _of_1992() -> Take:
    """A plain EDF with what only EDF+ rules out: a tab in a text, and a physical range of nothing."""
    take = _plain("in the\tmorning")
    take.channels[0].fields = {"physical_minimum": "0", "physical_maximum": "0"}
    return take


def _header(**fields: str) -> bytes:
    """With other text in fields of the file."""
    take = cap(SECONDS, 2)
    take.fields = fields
    return take.data()


def _signal(**fields: str) -> bytes:
    """With other text in fields of the first signal."""
    take = cap(SECONDS, 2)
    take.channels[0].fields = fields
    return take.data()


def _wide(**fields: str) -> bytes:
    take = cap(SECONDS, 1, wide=True)
    take.channels[0].label, take.channels[0].fields = "Resp nasal", fields
    return take.data()


def _beyond(sample: int, value: int, *, wide: bool = False, **fields: str) -> bytes:
    """With a sample beyond the digital range; no EEG, of which more is expected."""
    take = cap(SECONDS, 2, wide=wide)
    samples = digitised(0, SECONDS)
    samples[sample] = value
    take.channels[0] = Channel("Resp nasal", samples, fields=fields)
    return take.data()


def _unknown_and_cut_off() -> bytes:
    take = _plain()
    take.fields["records"] = "-1"
    return take.data()[:-1]


def good() -> dict[str, bytes]:
    """File name -> bytes of recordings that satisfy every row."""
    one = Take([Channel("Body temp", digitised(0, SECONDS)[:SECONDS])], SECONDS, 0.0, fields={"reserved": ""}, plus="")
    negative = cap(SECONDS, 2)
    negative.channels[0].fields = {"physical_minimum": "500.0", "physical_maximum": "-5e2", "digital_minimum": "-32768"}
    unknown = _plain()
    unknown.fields["records"] = "-1"
    later = _plain()
    later.fields["startdate"] = "29.02.yy"
    return {
        "cap.edf": cap(SECONDS, 2).data(),
        "plain.edf": _plain().data(),
        "plain_of_1992.edf": _of_1992().data(),
        "wide.bdf": cap(SECONDS, 1, wide=True).data(),
        "one_sample.edf": one.data(),
        "negative_gain.edf": negative.data(),
        "unknown_records.edf": unknown.data(),
        "after_2084.edf": later.data(),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of recordings, each of which violates one row."""
    whole = cap(SECONDS, 2).data()
    reserved = whole[:192] + b" EDF+C" + whole[198:]
    latin = whole[:115] + "ü".encode("latin-1") + whole[116:]
    return {
        "TRM-EDF-001_cut_off.edf": whole[:100],
        "TRM-EDF-001_cut_in_signals.edf": whole[:700],
        "TRM-EDF-001_none.edf": _header(signals="0"),
        "TRM-EDF-001_word.edf": _header(signals="two"),
        "TRM-EDF-002_next.edf": _header(version="1"),
        "TRM-EDF-003_latin.edf": latin,
        "TRM-EDF-003_bell.edf": _signal(transducer="AgAgCl\x07"),
        "TRM-EDF-003_plain.edf": _plain("Z\x00rich").data(),
        "TRM-EDF-003_plain_latin.edf": _plain("Z\xfcrich").data(),
        "TRM-EDF-003_zeros.edf": _signal(transducer="AgAgCl\x00"),
        "TRM-EDF-004_comma.edf": _signal(physical_minimum="-500,5"),
        "TRM-EDF-004_physical_word.edf": _signal(physical_maximum="high"),
        "TRM-EDF-004_empty.edf": _header(duration=""),
        "TRM-EDF-004_fraction.edf": _signal(digital_maximum="32767.0"),
        "TRM-EDF-004_hexadecimal.edf": _signal(digital_minimum="0x8000"),
        "TRM-EDF-004_samples.edf": _signal(samples="many"),
        "TRM-EDF-004_records.edf": _header(records="3s"),
        "TRM-EDF-004_size.edf": _header(header_bytes="1 kB"),
        "TRM-EDF-005_reserved.edf": reserved,
        "TRM-EDF-005_label.edf": _signal(dimension="  uV"),
        "TRM-EDF-006_size.edf": _header(header_bytes="768"),
        "TRM-EDF-007_date.edf": _header(startdate="31.02.20"),
        "TRM-EDF-007_american.edf": _header(startdate="11.24.26"),
        "TRM-EDF-007_slashes.edf": _header(startdate="24/11/26"),
        "TRM-EDF-007_no_leap_year.edf": _header(startdate="29.02.99"),
        "TRM-EDF-007_time.edf": _header(starttime="24.00.00"),
        "TRM-EDF-007_colons.edf": _header(starttime="09:30:00"),
        "TRM-EDF-008_equal.edf": _signal(digital_minimum="0", digital_maximum="0"),
        "TRM-EDF-008_exchanged.edf": _signal(digital_minimum="32767", digital_maximum="-32768"),
        "TRM-EDF-009_too_wide.edf": _signal(digital_maximum="32768"),
        "TRM-EDF-009_too_low.edf": _signal(digital_minimum="-32769"),
        "TRM-EDF-009_wider_than_24.bdf": _wide(digital_maximum="8388608"),
        "TRM-EDF-010_equal.edf": _signal(physical_minimum="0", physical_maximum="0.0"),
        "TRM-EDF-011_none.edf": _signal(samples="0"),
        "TRM-EDF-011_negative.edf": _signal(samples="-250"),
        "TRM-EDF-012_zero.edf": _header(duration="0"),
        "TRM-EDF-012_negative.edf": _header(duration="-1"),
        "TRM-EDF-013_cut_off.edf": whole[:-1],
        "TRM-EDF-013_trailing.edf": whole + b"\x00",
        "TRM-EDF-013_a_record_more.edf": _header(records="2"),
        "TRM-EDF-013_unknown_and_cut_off.edf": _unknown_and_cut_off(),
        "TRM-EDF-013_not_closed.edf": _header(records="-1"),
        "TRM-EDF-014_above.edf": _beyond(300, 30001, digital_maximum="30000"),
        "TRM-EDF-014_below.bdf": _beyond(30, -8000001, wide=True, digital_minimum="-8000000"),
    }
