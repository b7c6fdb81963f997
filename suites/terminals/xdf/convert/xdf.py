"""One stream of an XDF file as channels, with times as recorded: clock offsets are kept in the header."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import numpy as np

from conformance.authoring import Text
from conformance.readers.extra import missing
from conformance.readers.source import Source
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.xdf.reader.chunks import ends_with_a_chunk

TITLE = Text("XDF", "XDF")
IN_PLACE = False


def recognises(head: bytes) -> bool:
    """Whether a file starts like XDF."""
    return head.startswith(b"XDF:")


def lines(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """The stream of this name, or the only one with numbers. Raises NotRun without the library that reads XDF."""
    try:
        import pyxdf
    except ImportError:
        raise missing("xdf") from None
    if not ends_with_a_chunk(bytes(source.data)):
        raise Refused(
            "the XDF file ends in the middle of a chunk: it is truncated", "XDF 文件在某一数据块中间结束：文件被截断"
        )
    with _told() as told, np.errstate(all="ignore"):  # it computes rates from whatever times there are
        try:
            found, _ = pyxdf.load_xdf(
                BytesIO(bytes(source.data)), synchronize_clocks=False, dejitter_timestamps=False, verbose=False
            )
        except Exception as error:  # the library raises exceptions of any type for a broken file
            raise Refused(f"the XDF file cannot be read: {error}", f"无法读取 XDF 文件：{error}") from None
    if damage := [each.getMessage() for each in told if each.levelno >= logging.ERROR]:
        raise Refused(f"the XDF file is damaged: {damage[0]}", f"XDF 文件已损坏：{damage[0]}")
    chosen = _chosen(found, stream)
    if _sample_count(chosen) is None:
        name = _info(chosen, "name")
        raise Refused(
            f"the stream {name} has no footer with its number of samples: it was not recorded to its end",
            f"数据流 {name} 没有写明采样数的尾部：录制未到结束",
        )
    yield line_of(_header(chosen, found))
    for time, sample in zip(chosen["time_stamps"].tolist(), chosen["time_series"].tolist(), strict=True):
        yield line_of({"t": _finite(time), "samples": [_finite(value) for value in sample]})


class _Keeper(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record)


@contextmanager
def _told() -> Iterator[list[logging.LogRecord]]:
    """What the library logs meanwhile, instead of printing it: it leaves out damaged chunks and goes on."""
    logger, keeper = logging.getLogger("pyxdf"), _Keeper()
    logger.addHandler(keeper)
    before, logger.propagate = logger.propagate, False
    try:
        yield keeper.told
    finally:
        logger.removeHandler(keeper)
        logger.propagate = before


def _chosen(found: list[dict[str, Any]], name: str | None) -> dict[str, Any]:
    """The stream to convert."""
    if name is not None:
        named = [each for each in found if _info(each, "name") == name]
        if not named:
            raise Refused(f"the XDF file has no stream {name}", f"XDF 文件中没有数据流 {name}")
        if _info(named[0], "channel_format") == "string":
            raise Refused(f"the stream {name} contains strings, not numbers", f"数据流 {name} 含有的是字符串，不是数值")
        return named[0]
    full = [each for each in found if _info(each, "channel_format") != "string" and len(each["time_stamps"])]
    if len(full) != 1:
        names = ", ".join(_info(each, "name") for each in full) or "-"
        raise Refused(
            f"streams with numbers: {names}; choose one with --stream", f"含数值的数据流：{names}；请用 --stream 选择"
        )
    return full[0]


def _header(stream: dict[str, Any], found: list[dict[str, Any]]) -> dict[str, Any]:
    offsets = list(zip(stream.get("clock_times", []), stream.get("clock_values", []), strict=False))
    return {
        "recording": FORMAT,
        "device": {"name": _info(stream, "name") or "XDF"},
        "clock": {"unit": "s"},
        "rate": _rate(stream),
        "frames": _sample_count(stream),
        "source": {
            "format": "XDF",
            "type": _info(stream, "type"),
            "channelFormat": _info(stream, "channel_format"),
            "clockOffsets": [[_finite(float(time)), _finite(float(value))] for time, value in offsets[:1000]],
            "leftOut": [_info(each, "name") for each in found if each is not stream],
        },
        "streams": {"samples": {"kind": "channels", "channels": _channels(stream)}},
    }


def _sample_count(stream: dict[str, Any]) -> int | None:
    """The number of samples that the footer of the stream states; None without it."""
    try:
        return int(stream["footer"]["info"]["sample_count"][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _rate(stream: dict[str, Any]) -> float:
    try:
        return max(0.0, _finite(float(_info(stream, "nominal_srate"))) or 0.0)
    except ValueError:
        return 0.0


def _finite(number: float) -> float | None:
    """The number; None for NaN and infinity, which JSON does not have."""
    return number if math.isfinite(number) else None


def _channels(stream: dict[str, Any]) -> list[dict[str, str]]:
    """The labels and units that the stream describes; otherwise numbered labels and the unit "unstated"."""
    count = stream["time_series"].shape[1]
    try:
        described = stream["info"]["desc"][0]["channels"][0]["channel"]
    except (KeyError, IndexError, TypeError):
        described = []
    found = []
    for at in range(count):
        about = described[at] if at < len(described) and isinstance(described[at], dict) else {}
        label, unit = (str((about.get(key) or [""])[0] or "") for key in ("label", "unit"))
        found.append({"label": label or f"channel {at + 1}", "unit": unit or "unstated"})
    return found


def _info(stream: dict[str, Any], key: str) -> str:
    return str((stream["info"].get(key) or [""])[0])
