"""Descriptions of things and shells: 10,000 of each, as a fleet has them, judged against reading and parsing them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue import folder
from tests.bench.measure import Figure, command, interleaved, seconds

COUNT = 10_000
FLEETS = {
    "Thing Descriptions": ("interfaces/wot/thing_description/samples/good/lamp.td.json", ("id",)),
    "Asset Administration Shells": (
        "interfaces/aas/environment/samples/good/press.aas.json",
        ("assetAdministrationShells", 0, "id"),
    ),
}
"""By what they are: the sample that each of them is like, and the way to its identifier."""
READ_AND_PARSE = """
import json, os, sys
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        json.loads(file.read())
"""


def things(folder_: Path) -> Iterator[Figure]:
    for what, (sample, way) in FLEETS.items():
        fleet = _fleet(folder_ / Path(sample).name, sample, way)
        ours = [command(), "check", str(fleet), "--journal", str(folder_ / f"{what[:5]}.jsonl")]
        check, parse = interleaved(
            lambda ours=ours: seconds(ours),
            lambda fleet=fleet: seconds([sys.executable, "-c", READ_AND_PARSE, str(fleet)]),
            rounds=2,
        )
        detail = f"{COUNT / check:,.0f} / {COUNT / parse:,.0f} a second"
        yield Figure(f"{COUNT:,} {what} / reading and parsing", parse / check, ">=", 0.3, detail)


def _fleet(into: Path, sample: str, way: tuple[str | int, ...]) -> Path:
    """Documents like a sample, each with its own identifier."""
    path = folder("suites") / sample
    document = json.loads(path.read_text(encoding="utf-8"))
    *steps, last = way
    holder = document
    for step in steps:
        holder = holder[step]
    into.mkdir()
    ending = path.name.partition(".")[2]
    for number in range(COUNT):
        holder[last] = f"urn:example:{number}"
        (into / f"{number:05}.{ending}").write_text(json.dumps(document, indent=1), encoding="utf-8")
    return into
