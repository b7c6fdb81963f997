"""Mutated models of real vendors, judged by the official glTF validator and by us.

Runs where Node and npm's gltf-validator are at hand: CONFORMANCE_NODE_MODULES names the folder it is installed in.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from doubles.gltf_mutations import Model, mutated, read
from doubles.gltf_oracle import oracle
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.engine.case import Case
from conformance.model.outcome import Outcome
from conformance.readers.source import Source

# What compresses data is unknown to the tool: tests/test_gltf_compression.py changes those models.
UNKNOWN = ("assets/gltf/compression",)
SUITES = [each for each in PLAN.suites_for("gltf") if "/gltf/" in each.suite.id and each.suite.id not in UNKNOWN]
OFFICIAL = {code for loaded in SUITES for row in loaded.suite.requirements for code in row.covers}
CLASSES = tomllib.loads(Path(__file__).with_name("gltf_disagreements.toml").read_text(encoding="utf-8"))["class"]
MUTATIONS = 2600
LARGEST_MODEL = 800_000
SEED = 20261121


def models(corpora: Path) -> list[Model]:
    """Real models of a size that many mutations of take seconds, and the good samples of our suites."""
    found = []
    for folder in ("controllers", "three-vrm", "omi-extensions"):
        found += [
            read(path.name, path.read_bytes(), path.parent)
            for path in sorted((corpora / "assets" / folder).rglob("*.gl*"))
            if path.suffix in (".glb", ".gltf") and path.stat().st_size < LARGEST_MODEL
        ]
    for path in sorted((corpora / "assets" / "gltf-validator").rglob("*.gltf")):
        with suppress(ValueError):  # some are not JSON
            model = read(path.name, path.read_bytes(), path.parent)
            found += [model] if isinstance(model.document, dict) and model.document else []
    for loaded in SUITES:
        if (loaded.suite.folder / "samples.py").is_file() and "container" not in loaded.suite.id:
            samples = import_module(f"{loaded.suite.package}.samples").good()
            found += [read(name, data) for name, data in samples.items()]
    return found


def violated(cases: list[Case]) -> set[str]:
    """The rows that make a model invalid by the standard: SHALLs that it says, or that its own tool judges."""
    rows = [case.requirement for case in cases if case.outcome is Outcome.FAIL]
    return {row.id for row in rows if row.obligation == "shall" and (row.origin == "inherited" or row.covers)}


def explained(what: str, rows: set[str], codes: set[str]) -> bool:
    """Whether classes of disagreements account for all that one side found and the other did not."""
    classes = [
        each
        for each in CLASSES
        if what.startswith(each.get("model", "")) and each.get("place", "") in what.split(" ")[1]
    ]
    ours = {row for each in classes for row in each.get("ours", ())}
    theirs = {code for each in classes for code in each.get("theirs", ())}
    return rows <= ours if rows else codes <= theirs


@pytest.fixture(scope="module")
def verdicts(corpora: Path) -> list[tuple[str, list[Case], list[dict[str, Any]]]]:
    """(what was changed, our cases, their messages) of every mutation that the official validator survived."""
    with oracle() as asked:
        if asked is None:
            pytest.skip("no node, or no gltf-validator: name its node_modules in CONFORMANCE_NODE_MODULES")
        chance, sources, found = random.Random(SEED), models(corpora), []
        for _ in range(MUTATIONS):
            what, model = mutated(chance.choice(sources), chance)
            content = model.file()
            messages = asked.messages(content, model.format, model.folder)
            judged = judge(Source(f"model.{model.format}", content, model.folder), SUITES)
            if messages is not None:
                found.append((what, [case for _, _, cases in judged for case in cases], messages))
        return found


def test_every_mutation_gets_a_verdict_and_no_check_fails_over_it(verdicts) -> None:
    assert len(verdicts) >= 2000
    crashed = [
        (what, case.requirement.id, case.reason)
        for what, cases, _ in verdicts
        for case in cases
        if case.outcome is Outcome.ERROR
    ]
    assert crashed == []


def test_every_disagreement_is_explained(verdicts) -> None:
    unexplained = []
    for what, cases, messages in verdicts:
        rows = violated(cases)
        codes = {each["code"] for each in messages if each["severity"] == 0}
        if bool(rows) != bool(codes) and not explained(what, rows, codes):
            unexplained.append((what, sorted(rows), sorted(codes)))
    assert unexplained == []


def test_disagreements_are_rare(verdicts) -> None:
    disagreeing = [
        what for what, cases, messages in verdicts if bool(violated(cases)) != any(m["severity"] == 0 for m in messages)
    ]
    assert len(disagreeing) <= len(verdicts) * 0.01, disagreeing


def test_a_single_cause_is_found_where_the_official_validator_finds_it(verdicts) -> None:
    """Where it reports one error only, at a place of the document, nothing else can have hidden the place from us."""
    missed: Counter[str] = Counter()
    total = 0
    for _, cases, messages in verdicts:
        errors = [each for each in messages if each["severity"] == 0 and each["code"] in OFFICIAL]
        if len(errors) != 1 or "pointer" not in errors[0]:
            continue
        total += 1
        code, pointer = errors[0]["code"], errors[0]["pointer"]
        places = {found.where.pointer for case in cases if code in case.requirement.covers for found in case.findings}
        missed[code] += pointer not in places and (pointer != "/" or "" not in places)
    assert total >= 1000
    assert missed.total() <= total * 0.05, missed
