"""Checks of XDF files: chunks, headers, footers and times; those of EEG are in the second half."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.terminals.bci.reader.electrodes import electrode, is_electrode
from conformance_suites.terminals.bci.reader.measures import short
from conformance_suites.terminals.xdf.reader.channels import Channel
from conformance_suites.terminals.xdf.reader.chunks import FILE_HEADER, MAGIC
from conformance_suites.terminals.xdf.reader.clocks import exact, lost, steps_back
from conformance_suites.terminals.xdf.reader.samples import FORMATS, TEXT
from conformance_suites.terminals.xdf.reader.xdf import Stream

from .view import Streams

Parameters = Mapping[str, Any]
VERSION = "1.0"
SAID = ("name", "type", "channel_count", "nominal_srate", "channel_format")
ENDS = {"first_timestamp": 0, "last_timestamp": -1}
UNIT = "microvolts"


def _of(stream: Stream) -> Where:
    """The place of a stream: its number, and the byte where it begins."""
    return Where(pointer=f"/streams/{stream.id}", byte=stream.byte)


def _at(channel: Channel) -> tuple[Where, dict[str, Any]]:
    """The place of a channel, and what findings call it."""
    where = Where(pointer=f"/streams/{channel.stream.id}/channels/{channel.index}", byte=channel.stream.byte)
    return where, {"stream": channel.stream.name, "channel": channel.name}


@check("TRM-XDF-001")
def chunks_reach_the_end(streams: Streams) -> Findings:
    for xdf in streams.file:
        if not xdf.magic:
            yield Finding(0, "magic", expected=MAGIC.decode())
        if xdf.damage:
            kind = "" if xdf.damage.kind == "cut" else xdf.damage.kind
            yield Finding(xdf.damage.byte, kind, received=xdf.damage.received).cutting("ended", "counted", "stamped")


@check("TRM-XDF-002")
def file_header_comes_first(streams: Streams) -> Findings:
    for first in streams.chunks:
        if first.tag != FILE_HEADER:
            yield Finding(first.byte, received=first.tag, expected=FILE_HEADER)
    for number, header in enumerate(streams.xdf.headers):
        if number:
            yield Finding(header.byte, "again")
        elif header.said("version") != VERSION:
            yield Finding(header.byte, "version", received=header.said("version") or "", expected=VERSION)


@check("TRM-XDF-003")
def streams_have_one_header(streams: Streams) -> Findings:
    for stream in streams.streams:
        if len(stream.headers) != 1:
            yield Finding(_of(stream), stream=stream.name, received=len(stream.headers))


@check("TRM-XDF-004")
def headers_are_xml(streams: Streams) -> Findings:
    for stream, part, info in streams.texts:
        told = {"stream": stream.name, "part": part}
        where = Where(pointer=f"/streams/{stream.id}/{part}", byte=info.byte)
        if info.tree.problem:
            yield Finding(where, "syntax", received=info.tree.problem.detail, **told).cutting(
                "headed" if part == "header" else "counted"
            )
        elif info.root != "info":
            yield Finding(where, received=info.root, expected="info", **told)


@check("TRM-XDF-005")
def headers_say_what_streams_are(streams: Streams) -> Findings:
    for stream, header in streams.headed:
        for name in SAID:
            if header.said(name) is None:
                yield Finding(_of(stream), stream=stream.name, expected=name)


@check("TRM-XDF-006")
def headers_say_how_samples_are_stored(streams: Streams) -> Findings:
    for stream, header in streams.headed:
        rate = header.number("nominal_srate")
        right = {
            "channel_count": (stream.channels is not None, "1"),
            "nominal_srate": (rate is not None and rate >= 0, "0"),
            "channel_format": (stream.said("channel_format") in (*FORMATS, TEXT), ", ".join((*FORMATS, TEXT))),
        }
        for name, (known, expected) in right.items():
            if not known and (received := header.said(name)) is not None:
                yield Finding(_of(stream), stream=stream.name, name=name, received=received, expected=expected)


@check("TRM-XDF-007")
def samples_fill_their_chunk(streams: Streams) -> Findings:
    for stream, chunk in streams.sampled:
        if chunk in stream.unreadable:
            where = Where(pointer=f"/streams/{stream.id}", byte=chunk.byte)
            yield Finding(where, stream=stream.name).cutting("counted", "stamped")


@check("TRM-XDF-008")
def streams_have_a_footer(streams: Streams) -> Findings:
    damaged = streams.xdf.damage is not None  # a footer may have been behind it
    for stream, _ in streams.ended:
        if len(stream.footers) > 1 or not (stream.footers or damaged):
            yield Finding(_of(stream), stream=stream.name, received=len(stream.footers))


@check("TRM-XDF-009")
def footer_counts_the_samples(streams: Streams) -> Findings:
    for stream, footer in streams.counted:
        stated = footer.number("sample_count")
        where = Where(pointer=f"/streams/{stream.id}/footer", byte=footer.byte)
        if stated is None:
            yield Finding(where, "none", stream=stream.name)
        elif stated != len(stream.times):
            yield Finding(where, stream=stream.name, received=len(stream.times), expected=int(stated))


@check("TRM-XDF-010")
def footer_states_the_ends(streams: Streams) -> Findings:
    for stream, footer in streams.stamped:
        for name, at in ENDS.items():
            stated, time = footer.number(name), float(stream.times[at])
            if stated is not None and abs(stated - time) > stream.slack:
                where = Where(pointer=f"/streams/{stream.id}/footer", byte=footer.byte)
                yield Finding(where, stream=stream.name, name=name, received=exact(time), expected=exact(stated))


@check("TRM-XDF-011")
def times_do_not_go_back(streams: Streams) -> Findings:
    for stream in streams.timed:
        for step in steps_back(stream):
            told = {"sample": step.sample + 1, "received": exact(step.after), "expected": exact(step.before)}
            yield Finding(_of(stream), stream=stream.name, **told)


@check("TRM-XDF-012", parameters=True)
def rate_is_the_nominal_one(streams: Streams, parameters: Parameters) -> Findings:
    for stream, rate in streams.regular:
        if abs(rate / stream.rate - 1) > parameters["rate_slack"]:
            yield Finding(_of(stream), stream=stream.name, received=short(rate), expected=stream.rate)


@check("TRM-XDF-013")
def channels_are_described(streams: Streams) -> Findings:
    for stream in streams.eeg:
        if len(stream.described) != stream.channels:
            told = {"received": len(stream.described), "expected": stream.channels}
            yield Finding(_of(stream), "count", stream=stream.name, **told)
    for channel in streams.eeg_channels:
        if not channel.said("label"):
            where, told = _at(channel)
            yield Finding(where, **told)


@check("TRM-XDF-014")
def labels_name_electrodes(streams: Streams) -> Findings:
    for channel, label in streams.labels:
        if not is_electrode(electrode(label) or ""):
            where, told = _at(channel)
            yield Finding(where, received=label, **told)


@check("TRM-XDF-015")
def unit_is_of_voltage(streams: Streams) -> Findings:
    for channel in streams.eeg_channels:
        where, told = _at(channel)
        unit = channel.said("unit")
        if not unit:
            yield Finding(where, "none", expected=UNIT, **told)
        elif channel.volts is None:
            yield Finding(where, received=unit, expected=UNIT, **told)


@check("TRM-XDF-016", parameters=True)
def impedance_is_low(streams: Streams, parameters: Parameters) -> Findings:
    for channel, text in streams.impedances:
        where, told = _at(channel)
        try:
            kiloohm = float(text)
        except ValueError:
            yield Finding(where, "number", received=text, **told)
            continue
        if not 0 <= kiloohm <= parameters["max_impedance"]:
            yield Finding(where, received=short(kiloohm), expected=parameters["max_impedance"], **told)


@check("TRM-XDF-017", parameters=True)
def channels_are_not_flat(streams: Streams, parameters: Parameters) -> Findings:
    for channel, band in streams.heard:
        if band < parameters["flat_uv"]:
            where, told = _at(channel)
            yield Finding(where, received=short(band), expected=parameters["flat_uv"], **told)


@check("TRM-XDF-018", parameters=True)
def channels_do_not_stop(streams: Streams, parameters: Parameters) -> Findings:
    for channel, measures in streams.measured:
        if measures.still_seconds > parameters["still_seconds"]:
            where, told = _at(channel)
            told |= {"received": short(measures.still_seconds), "start": short(measures.still_from)}
            yield Finding(where, expected=parameters["still_seconds"], **told)


@check("TRM-XDF-019", parameters=True)
def mains_are_weak(streams: Streams, parameters: Parameters) -> Findings:
    for channel, spectrum in streams.spectra:
        excess = spectrum.excess(parameters["line_frequency"])
        if excess is not None and excess > parameters["line_db"]:
            where, told = _at(channel)
            told |= {"frequency": parameters["line_frequency"], "received": short(excess)}
            yield Finding(where, expected=parameters["line_db"], **told)


@check("TRM-XDF-020", parameters=True)
def spectrum_is_not_noise(streams: Streams, parameters: Parameters) -> Findings:
    for channel, spectrum in streams.fast:
        share = spectrum.share(parameters["line_frequency"])
        if share is not None and share < parameters["eeg_share"]:
            where, told = _at(channel)
            yield Finding(where, received=short(share), expected=parameters["eeg_share"], **told)


@check("TRM-XDF-021", parameters=True)
def markers_lie_in_a_signal(streams: Streams, parameters: Parameters) -> Findings:
    for stream in streams.markers:
        if outside := lost(stream, streams.spans, parameters["marker_skew"]):
            start, end = streams.hull
            told = {"count": len(outside), "received": exact(outside[0])}
            yield Finding(_of(stream), stream=stream.name, start=exact(start), end=exact(end), **told)
