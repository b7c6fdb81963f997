"""The demo of the profile context-entities: rooms in three representations, and a few telling faults."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Sample

FAULTS = (
    "IFC-NGE-011_name.patch.json",
    "IFC-NGE-015_exchanged.patch.json",
    "IFC-NGE-017_zone.patch.json",
    "IFC-NGE-019_symbol.patch.json",
)


def entities(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The files by name: good/ and faulty/."""
    shown = [each for each in samples if each.requirement is None or each.name in FAULTS]
    return {_name(each): each.data for each in shown}


def _name(sample: Sample) -> str:
    if sample.requirement is None:
        return f"good/{sample.name}"
    return f"faulty/{sample.name.removesuffix('.patch.json')}.ngsi-ld.json"


DEMOS = {"context-entities": entities}
