"""The numbers of an outlet of Lab Streaming Layer as a recording: of one of type EEG if there is one, else of any.

Outlets are looked for on this machine; with an address of it, also by multicast on the network of that address.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from conformance.authoring import Text
from conformance.readers.extra import missing
from conformance.recordings.capture import AsItIs
from conformance.recordings.convert import FORMAT, Refused, line_of

TITLE = Text("an outlet of Lab Streaming Layer (LSL)", "Lab Streaming Layer（LSL）的输出端")
BY = "source"
PROFILES = ()
LOOKED_FOR = Text("outlets of Lab Streaming Layer", "Lab Streaming Layer 的输出端")
LOOK_SECONDS, PULL_SECONDS, ASK_SECONDS = 1.0, 0.2, 5.0
MOST_SAMPLES = 1024
"""Samples that are taken at once."""
BUFFER_SECONDS = 30
TEXT = 3
"""The format of channels with texts."""


def capture() -> AsItIs:
    """For one outlet."""
    return AsItIs()


def messages(address: str | None, over: Callable[[], bool]) -> Iterator[bytes]:
    """The header, then frames as they come, until the outlet is gone. Raises NotRun without the library, or Refused."""
    try:
        import pylsl
    except (ImportError, RuntimeError):  # the latter where its shared library is missing
        raise missing("lsl") from None
    _reach(pylsl, address)
    info = _found(pylsl, over)
    if info is None:
        return
    inlet = pylsl.StreamInlet(info, max_buflen=BUFFER_SECONDS, recover=False)
    try:
        yield line_of(_header(inlet.info(timeout=ASK_SECONDS)))
        while not over():
            samples, times = inlet.pull_chunk(timeout=PULL_SECONDS, max_samples=MOST_SAMPLES)
            if samples:
                rows = zip(times, samples, strict=True)
                yield b"\n".join(line_of({"t": time, "samples": [_finite(each) for each in row]}) for time, row in rows)
    except pylsl.util.LostError:
        return
    except pylsl.util.TimeoutError:
        raise Refused("the outlet does not say what it sends", "输出端没有说明其发送的内容") from None
    finally:
        inlet.close_stream()


def _reach(pylsl: Any, address: str | None) -> None:
    """Look no further than this machine, unless an address of it was given."""
    scope = (
        f"[multicast]\nResolveScope = link\nListenAddress = {address}\n"
        if address
        else "[multicast]\nResolveScope = machine\n"
    )
    pylsl.set_config_content(f"{scope}\n[log]\nlevel = -2\n")


def _found(pylsl: Any, over: Callable[[], bool]) -> Any:
    """The first outlet with numbers, preferably of EEG; None if the wait is over."""
    while not over():
        numeric = [each for each in pylsl.resolve_streams(wait_time=LOOK_SECONDS) if each.channel_format() != TEXT]
        if numeric:
            return min(numeric, key=lambda each: (each.type().upper() != "EEG", each.name()))
    return None


def _header(info: Any) -> dict[str, Any]:
    return {
        "recording": FORMAT,
        "device": {"name": info.name() or "LSL"},
        "clock": {"unit": "s"},
        "rate": info.nominal_srate() or 0,
        "source": {"format": "LSL", "type": info.type(), "sourceId": info.source_id()},
        "streams": {"samples": {"kind": "channels", "channels": _channels(info)}},
    }


def _channels(info: Any) -> list[dict[str, str]]:
    """What the outlet says of its channels; otherwise numbered labels and the unit "unstated"."""
    found = []
    channel = info.desc().child("channels").child("channel")
    for at in range(info.channel_count()):
        label, unit = channel.child_value("label"), channel.child_value("unit")
        found.append({"label": label or f"channel {at + 1}", "unit": unit or "unstated"})
        channel = channel.next_sibling("channel")
    return found


def _finite(number: float) -> float | None:
    """The number; None for NaN and infinity, which JSON does not have."""
    return number if math.isfinite(number) else None
