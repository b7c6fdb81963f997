"""Checks of EEG signals: what their fields say, and what was measured in their samples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.terminals.bci.reader.edf import Signal
from conformance_suites.terminals.bci.reader.electrodes import MICROVOLTS, electrode, is_electrode
from conformance_suites.terminals.bci.reader.measures import short

from .view import Eeg

Parameters = Mapping[str, Any]
UNITS = ["uV", "mV", "nV", "V"]
FILTERS = "HP:0.1Hz LP:75Hz N:50Hz"
_FILTER = re.compile(r"(?:HP|LP|N):\s?(?:DC|[0-9]+(?:[.,][0-9]+)?\s?(?:Hz)?)", re.IGNORECASE)


def _place(signal: Signal, field: str = "label") -> Where:
    return signal.fields[field].where


def _of(signal: Signal) -> str:
    """The pointer to a signal."""
    return f"/signals/{signal.index}"


@check("TRM-EEG-001")
def labels_name_electrodes(file: Eeg) -> Findings:
    for signal in file.eeg:
        if not is_electrode(electrode(signal.label) or ""):
            yield Finding(_place(signal), received=signal.label)


@check("TRM-EEG-002")
def labels_are_unique(file: Eeg) -> Findings:
    seen: dict[str, int] = {}
    for signal in file.eeg:
        if signal.label in seen:
            yield Finding(_place(signal), received=signal.label, first=seen[signal.label])
        seen.setdefault(signal.label, signal.index + 1)


@check("TRM-EEG-003")
def unit_is_of_voltage(file: Eeg) -> Findings:
    for signal in file.eeg:
        unit = signal.fields["dimension"].text
        if unit not in MICROVOLTS:
            told = {"signal": signal.label, "expected": UNITS} | ({"received": unit} if unit else {})
            yield Finding(_place(signal, "dimension"), "" if unit else "none", **told)


@check("TRM-EEG-004")
def filters_are_stated_by_frequency(file: Eeg) -> Findings:
    for signal in file.filtered:
        text = signal.fields["prefiltering"].text
        if _FILTER.sub("", text).strip(" ;,"):
            yield Finding(_place(signal, "prefiltering"), signal=signal.label, received=text, expected=FILTERS)


@check("TRM-EEG-005", parameters=True)
def rate_is_high_enough(file: Eeg, parameters: Parameters) -> Findings:
    for each in file.rated:
        rate = each.measures.rate
        if rate < parameters["min_rate"]:
            yield Finding(
                _of(each.signal), signal=each.signal.name, received=short(rate), expected=parameters["min_rate"]
            )


@check("TRM-EEG-006", parameters=True)
def signals_are_not_flat(file: Eeg, parameters: Parameters) -> Findings:
    for each, band in file.heard:
        if band < parameters["flat_uv"]:
            yield Finding(
                _of(each.signal), signal=each.signal.name, received=short(band), expected=parameters["flat_uv"]
            )


@check("TRM-EEG-007", parameters=True)
def signals_do_not_stand_still(file: Eeg, parameters: Parameters) -> Findings:
    for each in file.rated:
        seconds = each.measures.still_seconds
        if seconds > parameters["still_seconds"]:
            record, sample = divmod(each.measures.still[0], each.signal.count)
            where = Where(f"/signals/{each.signal.index}", file.edf.place(record, each.signal, sample))
            told = {"received": short(seconds), "start": short(each.measures.still_from)}
            yield Finding(where, signal=each.signal.name, expected=parameters["still_seconds"], **told)


@check("TRM-EEG-008", parameters=True)
def signals_are_not_saturated(file: Eeg, parameters: Parameters) -> Findings:
    for signal, share in file.ranged:
        if share > parameters["clip_share"]:
            yield Finding(_of(signal), signal=signal.name, received=short(share), expected=parameters["clip_share"])


@check("TRM-EEG-009", parameters=True)
def voltages_are_those_of_a_head(file: Eeg, parameters: Parameters) -> Findings:
    for each, band in file.heard:
        if band > parameters["max_uv"]:
            yield Finding(
                _of(each.signal), signal=each.signal.name, received=short(band), expected=parameters["max_uv"]
            )


@check("TRM-EEG-010", parameters=True)
def mains_are_weak(file: Eeg, parameters: Parameters) -> Findings:
    frequency = parameters["line_frequency"]
    for each, spectrum in file.spectra:
        excess = spectrum.excess(frequency)
        if excess is not None and excess > parameters["line_db"]:
            told = {"frequency": frequency, "received": short(excess), "expected": parameters["line_db"]}
            yield Finding(_of(each.signal), signal=each.signal.name, **told)


@check("TRM-EEG-011", parameters=True)
def spectrum_is_not_noise(file: Eeg, parameters: Parameters) -> Findings:
    for each, spectrum in file.fast:
        share = spectrum.share(parameters["line_frequency"])
        if share is not None and share < parameters["eeg_share"]:
            told = {"received": short(share), "expected": parameters["eeg_share"]}
            yield Finding(_of(each.signal), signal=each.signal.name, **told)


@check("TRM-EEG-012")
def signals_differ(file: Eeg) -> Findings:
    seen: dict[str, str] = {}
    for each in file.varying:
        if each.digest in seen:
            yield Finding(_of(each.signal), signal=each.signal.name, first=seen[each.digest])
        seen.setdefault(each.digest, each.signal.label)
