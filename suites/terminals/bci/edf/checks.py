"""Checks of the header and the data records."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.terminals.bci.reader.dates import dated, timed
from conformance_suites.terminals.bci.reader.edf import BDF_VERSION
from conformance_suites.terminals.bci.reader.fields import HEADER, WHOLE, Field
from conformance_suites.terminals.bci.reader.range import first_outside

from .view import Signals

FORMS = {"startdate": "dd.mm.yy", "starttime": "hh.mm.ss"}
REST = (
    "version", "fields", "numbers", "sizes", "dates", "digital_ranges", "physical_ranges", "counts", "durations",
    "data", "sampled",
)  # fmt: skip


@check("TRM-EDF-001")
def header_is_whole(signals: Signals) -> Findings:
    edf = signals.edf
    if not edf.fields:
        yield Finding(edf.size, received=edf.size, expected=HEADER).cutting(*REST)
    elif edf.declared_signals is None:
        field = edf.fields["signals"]
        yield Finding(field.where, "signals", received=field.text).cutting(*REST)
    elif edf.size < edf.header_size:
        yield Finding(edf.size, received=edf.size, expected=edf.header_size).cutting(*REST)


@check("TRM-EDF-002")
def version_is_known(signals: Signals) -> Findings:
    for field in signals.version:
        if field.raw not in ("0       ", BDF_VERSION.decode("latin-1")):
            yield Finding(field.where, received=field.text)


@check("TRM-EDF-003")
def fields_are_printable_ascii(signals: Signals) -> Findings:
    least, most = (" ", "~") if signals.edf.plus else ("\x01", "\x7f")
    for field in signals.fields:
        if odd := next((one for one in field.raw if not least <= one <= most), None):
            yield Finding(field.where, field=field.name, received=ord(odd))


@check("TRM-EDF-004")
def numbers_are_decimal(signals: Signals) -> Findings:
    after = {
        "records": ("data", "sampled"),
        "samples": ("counts", "durations", "data", "sampled"),
        "duration": ("durations",),
        "header_bytes": ("sizes",),
        "digital_minimum": ("digital_ranges", "sampled"),
        "digital_maximum": ("digital_ranges", "sampled"),
        "physical_minimum": ("physical_ranges",),
        "physical_maximum": ("physical_ranges",),
    }
    for field in signals.numbers:
        if field.number is None:
            form = "123" if field.name in WHOLE else "123.4"
            told = {"received": field.text} if field.text else {}
            told |= {"field": field.name, "owner": _owner(signals, field), "expected": form}
            yield Finding(field.where, "" if field.text else "none", **told).cutting(*after[field.name])


def _owner(signals: Signals, field: Field) -> str:
    return "header" if field.signal is None else signals.edf.signals[field.signal].name


@check("TRM-EDF-005")
def fields_are_left_justified(signals: Signals) -> Findings:
    for field in signals.fields:
        if field.text and field.raw.startswith(" "):
            spaces = len(field.raw) - len(field.raw.lstrip(" "))
            yield Finding(field.where, field=field.name, count=spaces, received=field.text)


@check("TRM-EDF-006")
def header_states_its_size(signals: Signals) -> Findings:
    for field in signals.sizes:
        if field.number != signals.edf.header_size:
            yield Finding(field.where, received=field.whole, expected=signals.edf.header_size)


@check("TRM-EDF-007")
def start_exists(signals: Signals) -> Findings:
    for field in signals.dates:
        right = dated(field.text) if field.name == "startdate" else timed(field.text)
        if not right:
            yield Finding(field.where, field=field.name, received=field.text, expected=FORMS[field.name])


@check("TRM-EDF-008")
def digital_minimum_is_less(signals: Signals) -> Findings:
    for signal, least, most in signals.digital_ranges:
        if least >= most:
            where = signal.fields["digital_minimum"].where
            yield Finding(where, signal=signal.name, received=least, maximum=most).cutting("sampled")


@check("TRM-EDF-009")
def digital_range_fits(signals: Signals) -> Findings:
    bound = 2 ** (8 * signals.edf.width - 1)
    for signal, *ends in signals.digital_ranges:
        for name, value in zip(("digital_minimum", "digital_maximum"), ends, strict=True):
            if not -bound <= value < bound:
                told = {"field": name, "received": value, "least": -bound, "most": bound - 1}
                yield Finding(signal.fields[name].where, signal=signal.name, **told)


@check("TRM-EDF-010")
def physical_ends_differ(signals: Signals) -> Findings:
    for signal in signals.physical_ranges:
        least = signal.number("physical_minimum")
        if least == signal.number("physical_maximum"):
            yield Finding(signal.fields["physical_minimum"].where, signal=signal.name, received=least)


@check("TRM-EDF-011")
def signals_have_samples(signals: Signals) -> Findings:
    for signal in signals.counts:
        count = signal.fields["samples"].whole
        if count < 1:
            cut = ("durations", "data", "sampled")
            yield Finding(signal.fields["samples"].where, signal=signal.name, received=count).cutting(*cut)


@check("TRM-EDF-012")
def records_have_a_duration(signals: Signals) -> Findings:
    for first in signals.durations[:1]:
        field = signals.edf.fields["duration"]
        if not signals.edf.duration:
            yield Finding(field.where, signal=first.name, count=first.count, received=field.number)


@check("TRM-EDF-013")
def records_are_as_many_as_declared(signals: Signals) -> Findings:
    for edf in signals.data:
        declared = edf.fields["records"].whole
        if declared < 0 and edf.plus:
            yield Finding(edf.fields["records"].where, "open", received=declared)
        elif edf.size < edf.end:
            yield Finding(edf.size, record=edf.records + 1, expected=declared)
        elif edf.size > edf.end:
            yield Finding(edf.end, "more", received=edf.size - edf.end, expected=declared)


@check("TRM-EDF-014")
def samples_lie_in_the_digital_range(signals: Signals) -> Findings:
    for signal, least, most in signals.sampled:
        if outside := first_outside(signals.edf, signal, least, most):
            told = {"count": outside.samples, "least": least, "most": most, "received": outside.value}
            yield Finding(outside.byte, signal=signal.name, **told)
