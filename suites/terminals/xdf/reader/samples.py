"""The content of Samples chunks: times and values, of fixed size or texts."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance_suites.terminals.xdf.reader.chunks import varlen

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

FORMATS = {"int8": "<i1", "int16": "<i2", "int32": "<i4", "int64": "<i8", "float32": "<f4", "double64": "<f8"}
TEXT = "string"
STAMP = 8


class Samples(NamedTuple):
    """Times in seconds, NaN where a sample has none, and values: float64 of shape (samples, channels), or texts."""

    times: NDArray[float64]
    values: NDArray[float64] | None


def read_samples(data: bytes, channels: int, form: str) -> Samples | None:
    """The samples of a chunk behind the number of its stream; None if they do not fill it exactly."""
    found = varlen(data, 0)
    if found is None:
        return None
    count, start = found
    if form == TEXT:
        return _texts(data, start, count, channels)
    return _numbers(data[start:], count, channels, FORMATS[form])


def _numbers(data: bytes, count: int, channels: int, form: str) -> Samples | None:
    import numpy as np

    own = np.dtype([("mark", "u1"), ("values", form, (channels,))])
    stamped = np.dtype([("mark", "u1"), ("time", "<f8"), ("values", form, (channels,))])
    if len(data) == count * stamped.itemsize:
        rows = np.frombuffer(data, stamped)
        if (rows["mark"] == STAMP).all():
            return Samples(rows["time"].astype(np.float64), _wide(rows["values"]))
    if len(data) == count * own.itemsize:
        rows = np.frombuffer(data, own)
        if not rows["mark"].any():
            return Samples(np.full(count, np.nan), _wide(rows["values"]))
    return _mixed(data, count, channels, form)


def _mixed(data: bytes, count: int, channels: int, form: str) -> Samples | None:
    """Samples of which only some have a time."""
    import numpy as np

    width, at = np.dtype(form).itemsize * channels, 0
    times: list[float] = []
    starts: list[int] = []
    while at < len(data) and len(times) < count:
        time, after = _time(data, at)
        if after is None or after + width > len(data):
            return None
        times.append(time)
        starts.append(after)
        at = after + width
    if at != len(data) or len(times) != count:
        return None
    values = [_wide(np.frombuffer(data, form, channels, start)) for start in starts]
    return Samples(np.array(times), np.array(values, dtype=np.float64).reshape(count, channels))


def _wide(values: Any) -> NDArray[float64]:
    """The values as float64, without a warning for signalling NaNs, which a damaged file may hold."""
    import numpy as np

    with np.errstate(invalid="ignore"):
        wide: NDArray[float64] = values.astype(np.float64)
    return wide


def _texts(data: bytes, at: int, count: int, channels: int) -> Samples | None:
    """Samples of texts, of which only the times are kept."""
    import numpy as np

    times: list[float] = []
    while at < len(data) and len(times) < count:
        time, after = _time(data, at)
        for _ in range(channels):
            found = varlen(data, after) if after is not None else None
            after = found[0] + found[1] if found else None
        if after is None or after > len(data):
            return None
        times.append(time)
        at = after
    return Samples(np.array(times), None) if at == len(data) and len(times) == count else None


def _time(data: bytes, at: int) -> tuple[float, int | None]:
    """The time of a sample, NaN without one, and the byte behind it; None if it is neither."""
    if data[at] == 0:
        return float("nan"), at + 1
    if data[at] == STAMP and at + 1 + STAMP <= len(data):
        return struct.unpack_from("<d", data, at + 1)[0], at + 1 + STAMP
    return float("nan"), None
