"""Compare verdicts on Asset Administration Shells: ours, those of aas-core3.0 and those of aas-test-engines.

    python -m tests.oracles.asset_shells [--seed N] [--count N] DOCUMENT...

Each DOCUMENT is an environment in JSON of another maker. It is cut into small environments, which are mutated; one is
bad to a tool that finds anything wrong. The other tools check version 3.0 only, so that what later versions allow, or
leave to extensions, is told apart by its cause.

With 2,100 mutants of templates in aas-middleware 0.2.6 (IDTA) and of examples in basyx-python-sdk 1.2.1, all three
agree on 192 of the 194 small environments they come from. Of the mutants, aas-core3.0 1.1.4 agrees on 2,019 and
aas-test-engines 1.0.3 on 1,987; each of the other 81 and 113 has a cause that is named here, so that none is open.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aas_core3 import jsonization, verification
from aas_test_engines.file import check_json_data

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.model.requirement import Obligation
from conformance.readers.source import Source

KIND = "aas_environment"
SUITES = ("interfaces/aas/environment", "interfaces/aas/semantics")
CONCEPTS = 3
"""Concept descriptions of a small environment."""
TEXTS = (
    "",
    " ",
    "x",
    "1",
    "-1",
    "1.5",
    "true",
    "en",
    "no language",
    "a b",
    "a-b",
    "a-",
    "é",
    "\x00",
    "x" * 200,
    "xs:int",
)
VALUES = (None, True, 0, 1.5, [], {}, [None], "Property", "Submodel", "GlobalReference", "ModelReference", "Template")
LATER = {
    "Could not deserialize": "an enumeration or attribute that later versions extend, or an extension",
    "content_type": "contentType is optional since 3.1",
    "contentType": "contentType is optional since 3.1",
    "entityType": "entityType is optional since 3.1",
    "'first'": "first and second are optional since 3.1",
    "'second'": "first and second are optional since 3.1",
    "attribute first": "first and second are optional since 3.1",
    "attribute second": "first and second are optional since 3.1",
    "AASd-090": "removed in 3.1",
    "AASd-120": "removed in 3.1",
    "nexpected": "the schema allows further members",
    "unknown": "the schema allows further members",
    "nknown attribute": "the schema allows further members",
    "dditional": "the schema allows further members",
    "[a-zA-Z][a-zA-Z0-9_]*": "short names may have hyphens since 3.1",
    "AASd-002": "short names may have hyphens since 3.1",
    "They are not existing otherwise": "only for self-managed entities since 3.1",
    "AASc-3a-00": "the category decides, which is deprecated since 3.0",
}
"""By a part of what another tool says: why we do not say it."""


def pieces(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Small environments of the same shells, elements and concept descriptions."""
    for shell in document.get("assetAdministrationShells", ()):
        yield {"assetAdministrationShells": [shell]}
    for submodel in document.get("submodels", ()):
        for element in submodel.get("submodelElements", ()):
            yield {"submodels": [{**submodel, "submodelElements": [element]}]}
    concepts = document.get("conceptDescriptions", [])
    for at in range(0, len(concepts), CONCEPTS):
        yield {"conceptDescriptions": concepts[at : at + CONCEPTS]}


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """(container, name or index) of every value in a document."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, name
        if isinstance(inner, dict | list):
            yield from places(inner)


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one change."""
    changed = copy.deepcopy(document)
    every = list(places(changed))
    container, name = chance.choice(every)
    value = container[name]
    other, key = chance.choice(every)
    way = chance.randrange(6)
    if way == 0:
        del container[name]
    elif way == 1 and isinstance(container, dict):
        container[f"{name}{chance.choice('sX_')}"] = container.pop(name)
    elif way == 2 and isinstance(container, list):
        container.append(copy.deepcopy(value))
    elif way == 3 and isinstance(value, str):
        container[name] = chance.choice(TEXTS)
    elif way == 4 and type(other[key]) is type(value):
        container[name] = copy.deepcopy(other[key])
    else:
        container[name] = chance.choice(VALUES)
    return changed


class Ours:
    """The suites, loaded once."""

    def __init__(self) -> None:
        self._plan = Plan(Selection(suites=SUITES), load_catalogue(()))

    def __call__(self, document: dict[str, Any]) -> list[str]:
        """The ids of the violated requirements; what is only recommended does not count."""
        source = Source("mutant.aas.json", json.dumps(document).encode())
        return [
            row.id
            for loaded, letters, _ in self._plan.judge(source, KIND).verdicts
            for row, letter in zip(loaded.suite.requirements, letters, strict=True)
            if BY_LETTER[letter] in (Outcome.FAIL, Outcome.ERROR) and row.obligation is Obligation.SHALL
        ]


def of_aas_core(document: dict[str, Any]) -> list[str]:
    """What aas-core3.0 says."""
    try:
        environment = jsonization.environment_from_jsonable(document)
    except jsonization.DeserializationException as error:
        return [f"{error.path}: {error.cause}"]
    return [f"{each.path}: {each.cause}" for each in verification.verify(environment)]


def of_test_engines(document: dict[str, Any]) -> list[str]:
    """What aas-test-engines says."""
    try:
        result = check_json_data(document)
    except Exception as error:  # a bug of the tool, which is counted
        return [f"crashed: {type(error).__name__}"]
    return [] if result.ok() else [line.strip() for line in messages(result)]


def messages(result: Any) -> Iterator[str]:
    if not result.sub_results and not result.ok():
        yield result.message
    for each in result.sub_results:
        yield from messages(each)


def explained(said: list[str]) -> str:
    """Why we say nothing of what a tool says; empty if we should."""
    reasons = [next((why for part, why in LATER.items() if part in each), "") for each in said]
    return reasons[0] if all(reasons) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    given = parser.parse_args()
    chance, ours = random.Random(given.seed), Ours()
    small = [each for path in given.documents for each in pieces(json.loads(path.read_text(encoding="utf-8")))]
    good = [each for each in small if not ours(each)]
    alike = sum(bool(ours(each)) == bool(of_aas_core(each)) == bool(of_test_engines(each)) for each in small)
    print(f"{len(small)} small environments, {len(good)} of them good; all three tools agree on {alike}")
    for name, judge in (("aas-core3.0", of_aas_core), ("aas-test-engines", of_test_engines)):
        chance.seed(given.seed)
        counts, reasons, open_ones = Counter[str](), Counter[str](), []
        for number in range(given.count):
            document = mutated(good[number % len(good)], chance)
            said, rows = judge(document), ours(document)
            same = bool(said) == bool(rows)
            counts["bad" if rows else "good"] += 1
            counts["agree" if same else "differ"] += 1
            if not same:
                why = explained(said) if said else OURS.get(rows[0], "")
                reasons[why or "open"] += 1
                if not why:
                    open_ones.append(f"{rows} {said[:2]}")
        print(f"{name}: {dict(counts)}")
        for why, count in reasons.most_common():
            print(f"  {count:5} {why}")
        for each in open_ones[:40]:
            print("   ", each[:400])


OURS: dict[str, str] = {
    "IFC-AAS-008": "aas-test-engines does not check characters (AASd-130)",
    "IFC-AAS-013": "added by us: identifiers of an environment differ",
    "IFC-AAS-015": "aas-test-engines does not check AASd-021 and AASd-077, which its source notes as open",
    "IFC-AAS-016": "the other tool does not check where this reference leads",
    "IFC-AAS-020": "aas-test-engines does not compare languages",
}
"""By row: why another tool does not say what we say."""


if __name__ == "__main__":
    main()
