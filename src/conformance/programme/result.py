"""The signed result of a run: a statement about its evidence bundle, and whether a bundle is the one it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.engine.bundle import Bundle
from conformance.model.digest import digest_of_pieces
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.envelope import Envelope, sealed, statement
from conformance.programme.facts import Facts, facts_of
from conformance.programme.moments import moment, written
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import Party, Trust
from conformance.readers.json_values import object_or_empty

KIND = "urn:metaverse-conformance:result:1"
TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1"
CLAIMS = ("self", "witnessed", "laboratory")
SUFFIX = ".dsse.json"
_PIECE = 1 << 20
NO_LABORATORY = Text(
    "the run names no laboratory: name it under [laboratory] of the plan, or sign as --claim self",
    "运行未写明测试机构：请在计划的 [laboratory] 中写明，或以 --claim self 签名",
)
DIGEST = Text(
    "{name} is not the file that was signed: its digest is {received}, the statement says {expected}",
    "{name} 不是所签名的文件：其摘要为 {received}，声明中为 {expected}",
)
OTHER_KIND = Text("{name}: this statement is not a result of a run", "{name}：该声明不是运行结果")
SAYS_ELSE = Text(
    "{name}: {member} is stated as {received}, but the evidence says {expected}",
    "{name}：{member} 所述为 {received}，而证据为 {expected}",
)


class Told(NamedTuple):
    """What only the signer knows: who tested, who chose the subjects and how, and how the product was identified."""

    claim: str = "self"
    chosen_by: str | None = None
    rule: str | None = None
    identified_by: str | None = None
    witness: str | None = None


def signed_file(bundle: Path) -> Path:
    """Where the signatures of a bundle are: beside it."""
    return bundle.with_suffix(SUFFIX)


def file_digest(path: Path) -> str:
    """The digest of a file. Raises OSError."""
    with path.open("rb") as file:
        return digest_of_pieces(iter(lambda: file.read(_PIECE), b""))


def result_statement(path: Path, told: Told, signed: datetime) -> dict[str, Any]:
    """The statement about the bundle in the file. Raises Problem, OSError."""
    with Bundle(path) as bundle:
        facts = facts_of(bundle)
    laboratory = facts.summary.opening.laboratory.get("name")
    if told.claim == "laboratory" and not laboratory:
        raise Problem(NO_LABORATORY)
    testing = {
        "claim": told.claim,
        "laboratory": laboratory,
        "witness": told.witness,
        "subjects_chosen_by": told.chosen_by,
        "selection_rule": told.rule,
        "product_identified_by": told.identified_by or facts.summary.opening.product.get("identity"),
    }
    subjects = {path.name: file_digest(path), **_products(facts, path.name)}
    return statement(KIND, subjects, {**facts.told, "testing": testing, "signed": written(signed)})


def _products(facts: Facts, bundle: str) -> dict[str, str]:
    return {name: told for name, told in facts.subjects.items() if name != bundle and told.count(":") == 1}


def test_result(content: dict[str, Any]) -> dict[str, Any]:
    """The result for a generic policy engine (in-toto test-result v0.1): PASSED only where nothing is open."""
    predicate = content["predicate"]
    passed = predicate["conclusion"] == "conformant" and not any(
        counts["violated"] + counts["unproven"] for counts in predicate["counts"].values()
    )
    failed = predicate["conclusion"] == "nonconformant"
    profile = predicate["profile"]
    told = {
        "result": "PASSED" if passed else "FAILED" if failed else "WARNED",
        "configuration": [{"name": profile["id"], "digest": _as_set(profile["digest"])}] if profile else [],
    }
    return {**content, "predicateType": TEST_RESULT, "predicate": told}


def _as_set(told: str) -> dict[str, str]:
    name, _, value = told.partition(":")
    return {name: value}


def sign_result(path: Path, told: Told, signers: Iterable[Signer], signed: datetime) -> Envelope:
    """The envelope of the statement about a bundle. Raises Problem, OSError."""
    return sealed(result_statement(path, told, signed), signers)


def check_result(name: str, envelope: Envelope, bundle: Path, trust: Trust, at: datetime) -> tuple[list[Party], Facts]:
    """Who vouches for the result in an envelope, and what its bundle says. Raises Refusal, Problem, OSError."""
    if envelope.statement["predicateType"] != KIND:
        raise Refusal(Status.SIGNATURE, OTHER_KIND.filled({"name": name}))
    predicate = envelope.predicate
    if object_or_empty(predicate.get("testing")).get("claim") not in CLAIMS:
        raise Refusal(Status.SIGNATURE, OTHER_KIND.filled({"name": name}))
    parties = trust.vouching(name, envelope, "test", signed_at(name, predicate), at)
    expected = envelope.digests.get(bundle.name) or next(iter(envelope.digests.values()), "")
    if (received := file_digest(bundle)) != expected:
        values = {"name": bundle.name, "received": received, "expected": expected}
        raise Refusal(Status.DIGEST, DIGEST.filled(values))
    with Bundle(bundle) as opened:
        facts = facts_of(opened)
    for member, value in facts.told.items():
        if predicate.get(member) != value:
            said = {"name": name, "member": member, "received": predicate.get(member), "expected": value}
            raise Refusal(Status.VERDICT, SAYS_ELSE.filled(said))
    return parties, facts


def signed_at(name: str, predicate: dict[str, Any]) -> datetime:
    """The moment that a statement says it was signed at. Raises Refusal."""
    try:
        return moment(predicate.get("signed"))
    except ValueError:
        raise Refusal(Status.SIGNATURE, OTHER_KIND.filled({"name": name})) from None
