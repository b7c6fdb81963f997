"""Compare verdicts on the information in building models: ours (IFC-BIM-025) and those of ifctester by the same IDS.

    python -m tests.oracles.building_information [--seed N] [--count N] [MODEL...]

The samples of the suite and each MODEL are changed: one value of an attribute or a property is removed, emptied or
renamed.
The IDS is made from the parameter `required_information`, a specification for each line and each entity with instances,
since IDS names entities without their subtypes. A model is bad to a tool that finds anything missing.

With the 3 samples and 300 changes of them by seed 1, ifctester 0.9.0 agrees on all 285 that our row judges; the 18
others lack what the schema demands, which other rows report.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import ifcopenshell
from ifctester import ids

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.information import information
from conformance_suites.interfaces.ifc.writer import models

SUITE, ROW = "interfaces/ifc/building", "IFC-BIM-025"
_TEXT = re.compile(rb"(?<=[(,])\s*'[^'\\\n]*'\s*(?=[,)])")


def changed(data: bytes, chance: random.Random) -> bytes:
    """The model with one of its texts removed, emptied or renamed; GlobalIds stay as they are."""
    found = [each for each in _TEXT.finditer(data) if len(each[0].strip()) != 24]
    each = chance.choice(found)
    return data[: each.start()] + chance.choice((b"$", b"''", b"'another'")) + data[each.end() :]


def ours(plan: Plan, data: bytes) -> bool | None:
    """Whether something is missing to our row; None where the model cannot be judged."""
    for loaded, letters, _ in plan.judge(Source("a.ifc", data), "ifc").verdicts:
        for row, each in zip(loaded.suite.requirements, letters, strict=True):
            if row.id == ROW:
                return {Outcome.FAIL: True, Outcome.PASS: False}.get(BY_LETTER[each])
    return None


def theirs(wanted: list[str], data: bytes) -> bool:
    """Whether something is missing to ifctester."""
    model = ifcopenshell.file.from_string(data.decode("latin-1"))
    asked = ids.Ids(title="information")
    for each in map(information, wanted):
        for entity in sorted({one.is_a() for one in model.by_type(each.entity)}):
            one = ids.Specification(name=f"{each.text} {entity}", ifcVersion=["IFC4X3_ADD2", "IFC4"])
            one.applicability.append(ids.Entity(name=entity.upper()))
            facet = ids.Attribute(name=each.name)
            if each.set is not None:
                facet = ids.Property(propertySet=each.set, baseName=each.name)
            one.requirements.append(facet)
            asked.specifications.append(one)
    asked.validate(model)
    return any(each.status is False for each in asked.specifications)


def subjects(paths: list[Path], seed: int, count: int) -> Iterator[bytes]:
    """The models as they are, then so many changes of them."""
    given = [*models.good().values(), *(path.read_bytes() for path in paths)]
    yield from given
    chance = random.Random(seed)
    for _ in range(count):
        yield changed(chance.choice(given), chance)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("models", type=Path, nargs="*")
    given = options.parse_args()
    catalogue = load_catalogue()
    plan = Plan(Selection(suites=("interfaces/ifc/exchange", SUITE)), catalogue)
    wanted = list(catalogue.suite(SUITE).parameters["required_information"].default)
    agreed, open_, disagreed = 0, 0, []
    for data in subjects(given.models, given.seed, given.count):
        mine = ours(plan, data)
        if mine is None:
            open_ += 1
        elif mine == theirs(wanted, data):
            agreed += 1
        else:
            disagreed.append((mine, data))
    print(f"agreed: {agreed}, not judged by us: {open_}, disagreed: {len(disagreed)}")
    for mine, data in disagreed[:5]:
        print(f"ours: {'missing' if mine else 'complete'}\n{data.decode('latin-1')}")


if __name__ == "__main__":
    main()
