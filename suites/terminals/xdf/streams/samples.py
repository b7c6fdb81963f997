"""Samples of XDF: a cap and markers with separate clocks, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.bci.writer.eeg import CAP, RATE, microvolts
from conformance_suites.terminals.xdf.reader.chunks import BOUNDARY, MAGIC, STREAM_HEADER
from conformance_suites.terminals.xdf.writer.xdf import Track, chunk, header, whole

SECONDS = 4
START = 1000.0
Values = NDArray[np.float64]


def cap(seconds: float = SECONDS, electrodes: int = 2) -> Track:
    """A stream of EEG whose clock is 0.25 s behind that of the recording."""
    values = np.stack([microvolts(at, seconds) for at in range(electrodes)], axis=1)
    about = [{"label": name, "unit": "microvolts", "type": "EEG", "impedance": "5"} for name in CAP[:electrodes]]
    times = START + np.arange(len(values)) / RATE
    return Track(1, times, values, RATE, offsets=[(START, 0.25), (START + 2, 0.25)], channels=about)


def markers(*times: float) -> Track:
    """A stream of texts by the clock of the recording."""
    said = {"name": "Markers", "type": "Markers"}
    return Track(2, np.array(times), [f"stimulus {at}" for at in range(len(times))], form="string", header={**said})


def _file(track: Track | None = None, *others: Track) -> bytes:
    return whole([track or cap(), *(others or (markers(START + 1, START + 2),))])


def _header(**members: str | None) -> bytes:
    track = cap()
    track.header = {**members}
    return _file(track)


def _later() -> Track:
    """Another signal, some seconds later and shorter."""
    times = START + 6 + np.arange(10) / 10
    return Track(5, times, np.ones((10, 1)), header={"type": "data", "name": "Force"})


def _footer(**members: str | None) -> bytes:
    track = cap()
    track.footer = {**members}
    return _file(track)


def _channel(**members: str) -> bytes:
    track = cap()
    track.channels = [{**track.channels[0], **members}, track.channels[1]]
    return _file(track)


def _values(change: Callable[[Values], Values]) -> bytes:
    track = cap()
    values = np.array(track.values, dtype=np.float64)
    values[:, 0] = change(values[:, 0].copy())
    track.values = values
    return _file(track)


def _still(values: Values) -> Values:
    values[300:551] = values[300]
    return values


def _mains(values: Values) -> Values:
    return values + 40 * np.sin(2 * np.pi * 50 * np.arange(len(values)) / RATE)


def _noise(values: Values) -> Values:
    return np.random.RandomState(3).normal(0, 20, len(values))


def _timed(change: Callable[[Values], Values], offsets: list[tuple[float, float]] | None = None) -> bytes:
    track = cap()
    track.times = change(track.times.copy())
    track.offsets = track.offsets if offsets is None else offsets
    return _file(track, markers(START + 0.5))


def _back(times: Values) -> Values:
    times[600:] -= 2.2
    return times


def _sparse(times: Values) -> Values:
    times[1:240] = np.nan
    times[700:] = np.nan
    return times


def _cut_chunk() -> bytes:
    """A chunk that declares more samples than it holds."""
    track = cap()
    good = track.body()
    return (
        MAGIC
        + header()
        + track.begin()
        + good.replace(b"\x04\xfa\x00\x00\x00", b"\x04\xfb\x00\x00\x00", 1)
        + track.end()
    )


def good() -> dict[str, bytes]:
    """File name -> bytes of files that satisfy every row."""
    integers = cap()
    integers.form = "int16"
    integers.channels = [{"label": "C3", "unit": "uV"}, {"label": "HEOG", "type": "EOG", "unit": "percent"}]
    bare = Track(3, np.zeros(0), np.zeros((0, 1)), 1, header={"type": "data"})
    reset = _timed(_back, [(START, 0.25), (START + 2, 2.45)])
    boundary = whole([cap(), markers(START + 1)]) + chunk(BOUNDARY, bytes(16))
    return {
        "cap.xdf": _file(),
        "integers.xdf": _file(integers),
        "empty_stream.xdf": _file(cap(), bare, markers()),
        "sparse_times.xdf": _timed(_sparse),
        "clock_reset.xdf": reset,
        "boundary.xdf": boundary,
        "at_the_bounds.xdf": _channel(impedance="500"),
        "no_impedance.xdf": _channel(impedance="0"),
        "still_for_a_second.xdf": _values(lambda values: np.where(np.arange(len(values)) // 250 == 1, 9.0, values)),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of files, each of which violates one row."""
    file, track = _file(), cap()
    between = MAGIC + header() + track.begin() + track.body() + track.end()
    return {
        "TRM-XDF-001_cut_off.xdf": file[:-1],
        "TRM-XDF-001_length.xdf": between + b"\x02\x00\x00",
        "TRM-XDF-001_short.xdf": between + b"\x01\x04\x03\x00\x01\x00",
        "TRM-XDF-001_magic.xdf": b"XDG:" + file[4:],
        "TRM-XDF-002_stream_first.xdf": whole([cap()], b""),
        "TRM-XDF-002_version_2.xdf": whole([cap()], header("2.0")),
        "TRM-XDF-002_twice.xdf": file + header(),
        "TRM-XDF-003_none.xdf": file + markers(START).samples(0).replace(b"\x02\x00\x00\x00", b"\x09\x00\x00\x00", 1),
        "TRM-XDF-003_two.xdf": MAGIC + header() + track.begin() + track.begin() + track.body() + track.end(),
        "TRM-XDF-004_footer.xdf": MAGIC
        + header()
        + track.begin()
        + track.body()
        + track.end().replace(b"</info>", b"<!info>"),
        "TRM-XDF-004_header.xdf": file
        + markers().own(STREAM_HEADER, b"<info>").replace(b"\x02\x00\x00\x00", b"\x09\x00\x00\x00"),
        "TRM-XDF-004_root.xdf": MAGIC
        + header()
        + track.begin()
        + track.body()
        + track.end().replace(b"info>", b"news>"),
        "TRM-XDF-005_no_type.xdf": _header(type=None),
        "TRM-XDF-005_no_name.xdf": _header(name=None),
        "TRM-XDF-005_no_format.xdf": _header(channel_format=None),
        "TRM-XDF-006_no_channels.xdf": _header(channel_count="0"),
        "TRM-XDF-006_rate.xdf": _header(nominal_srate="-1"),
        "TRM-XDF-006_format.xdf": _header(channel_format="float16"),
        "TRM-XDF-007_too_few.xdf": _cut_chunk(),
        "TRM-XDF-007_other_width.xdf": _header(channel_format="double64"),
        "TRM-XDF-008_none.xdf": MAGIC + header() + track.begin() + track.body(),
        "TRM-XDF-008_two.xdf": between + track.end(),
        "TRM-XDF-009_fewer.xdf": _footer(sample_count="999"),
        "TRM-XDF-009_none.xdf": _footer(sample_count=None),
        "TRM-XDF-010_first.xdf": _footer(first_timestamp="999.9"),
        "TRM-XDF-010_last.xdf": _footer(last_timestamp="0"),
        "TRM-XDF-011_back.xdf": _timed(_back),
        "TRM-XDF-011_other_jump.xdf": _timed(_back, [(START, 0.25), (START + 1, 0.25), (START + 2, 9.0)]),
        "TRM-XDF-012_slow.xdf": _header(nominal_srate="300"),
        "TRM-XDF-013_none.xdf": _without_description(),
        "TRM-XDF-013_no_label.xdf": _channel(label=""),
        "TRM-XDF-014_number.xdf": _channel(label="1"),
        "TRM-XDF-015_percent.xdf": _channel(unit="percent"),
        "TRM-XDF-015_none.xdf": _channel(unit=""),
        "TRM-XDF-016_open.xdf": _channel(impedance="900"),
        "TRM-XDF-016_negative.xdf": _channel(impedance="-1"),
        "TRM-XDF-016_words.xdf": _channel(impedance="5 kOhm"),
        "TRM-XDF-017_flat.xdf": _values(lambda values: values / 100),
        "TRM-XDF-018_stops.xdf": _values(_still),
        "TRM-XDF-019_mains.xdf": _values(_mains),
        "TRM-XDF-020_noise.xdf": _values(_noise),
        "TRM-XDF-021_later.xdf": _file(cap(), _later(), markers(START + 1, START + 60, START + 70)),
        "TRM-XDF-021_earlier.xdf": _file(cap(), markers(START - 60)),
    }


def _without_description() -> bytes:
    track = cap()
    track.channels = track.channels[:1]
    return _file(track)
