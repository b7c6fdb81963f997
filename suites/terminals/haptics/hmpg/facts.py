"""How much there is in a haptic stream."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.haptics.reader.stream import DATA, read_stream


def facts(source: Source) -> dict[str, float]:
    """The units with data that is not empty, each content counted once."""
    data = bytes(source.data)
    found = {
        data[packet.byte : packet.byte + packet.length + 3]
        for unit in source.once(read_stream).units
        if unit.name in ("temporal", "spatial")
        for packet in unit.packets
        if packet.type == DATA and packet.length and any(data[packet.byte + 3 : packet.byte + 3 + packet.length])
    }
    return {"data_units": len(found)}
