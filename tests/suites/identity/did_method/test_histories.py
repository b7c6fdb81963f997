"""Logs of did:webvh: samples and recipe agree, the example of the standard has its hash, hostile logs are bounded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "multiformats", "rfc8785"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/did_method")

from conformance_suites.identity.did_method.history.facts import facts  # noqa: E402
from conformance_suites.identity.did_method.reader.hashes import entry_hash  # noqa: E402
from tests.suites.identity.did_method import history_recipe as recipe  # noqa: E402


def judged(data: bytes) -> dict[str, tuple[Outcome, str]]:
    """By row with a case: its outcome, and the key of its reason."""
    found = {}
    for _, _, cases in PLAN.judge(Source("did.jsonl", data), "did_log").verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
    return found


def test_the_samples_are_those_of_the_recipe() -> None:
    made = recipe.samples()
    assert set(recipe.FOLDER.glob("*/*.jsonl")) == set(made)
    assert [path.name for path, data in made.items() if path.read_bytes() != data] == []


def test_the_entry_of_the_standard_has_its_hash() -> None:
    """did:webvh 1.0, Generate Entry Hash."""
    scid = "QmdmPkUdYzbr9txmx8gM2rsHPgr5L6m3gHjJGAf4vUFoGE"
    names = ["z6Mkkc51mg2vpQzKWAbWQZupeGYhowaBjYkmvcKMTqteqHB4", "z6MkuDdJdKLCgwZuQuEi9xG6LVgJJ9Tebr74CXPYPSumqgJs"]
    names.append("z6MkoSWmQyp4fTk4ZQy4KUsss9dFX51XfEUzKKKj1J1JUsrF")
    parameters = {
        "witness": {"threshold": 2, "witnesses": [{"id": f"did:key:{name}", "weight": 1} for name in names]},
        "updateKeys": ["z6MkgzBDcBFV3sk4ypPE5YXMZHmS213A3HpYY2LmcVKV15jr"],
        "nextKeyHashes": ["QmZreDcjvWEpyRFznQeExWNCsvMLk5i59AcRJJuQC8UodJ"],
        "method": "did:webvh:0.5",
        "scid": scid,
    }
    state = {"@context": ["https://www.w3.org/ns/did/v1"], "id": f"did:webvh:{scid}:domain.example"}
    entry = {"versionTime": "2025-04-01T17:39:50Z", "parameters": parameters, "state": state}
    assert entry_hash(entry, scid) == "QmQ6FJ4fk2xheSSQoEjVpTgx9AQPKhJgtR9hn1nr4EeCrZ"


def test_a_log_is_evidence_if_every_version_verifies() -> None:
    def versions(entries: list[Any]) -> float:
        return facts(Source("did.jsonl", recipe.written(entries)))["versions"]

    assert versions(recipe.rotated()) == 3
    assert versions(recipe.bad()["016_forged"]) == versions(recipe.bad()["015_other"]) == 0


def test_parameters_of_other_versions_are_not_judged() -> None:
    """Drafts before 1.0 had others, and so may versions after it."""
    for version, found in (("did:webvh:0.5", set()), ("did:webvh:1.0", {"ID-DWH-009"}), ("did:webvh:1.1", set())):
        log = recipe.begun(method=version, prerotation=True)
        outcomes = judged(recipe.written(log)).items()
        assert {name for name, (outcome, _) in outcomes if outcome is Outcome.FAIL} == found


WRONG: list[Any] = [
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    [],
    [[]],
    {},
    {"id": {}},
    [None],
    "z" * 5000,
    2**60,
    {"updateKeys": [1]},
]


def test_wrong_types_everywhere_raise_nothing() -> None:
    log = recipe.rotated()
    for wrong in WRONG:
        judged(recipe.written([wrong]))
        for at in range(2):
            for name in ("versionId", "versionTime", "parameters", "state", "proof"):
                judged(recipe.written(recipe.edited(log, at, **{name: wrong})))
        for name in ("scid", "updateKeys", "nextKeyHashes", "witness", "ttl", "method", "deactivated"):
            judged(recipe.written(recipe.edited(log, 0, parameters={**log[0]["parameters"], name: wrong})))
        for name in ("verificationMethod", "proofValue", "cryptosuite", "@context"):
            judged(recipe.written(recipe.edited(log, 1, proof=[{**log[1]["proof"][0], name: wrong}])))


def test_logs_made_to_take_long_are_bounded() -> None:
    line = json.dumps(recipe.rotated()[0]).encode() + b"\n"
    for data, reason in ((b"{}\n" * 2000, "entries_bound"), (line + b" " * (17 << 20), "log_bound")):
        assert reason in {why for _, why in judged(data).values()}
    deep = line + b"[" * 5000 + b"\n"
    assert "json_depth" in {why for _, why in judged(deep).values()}
