"""The published test vectors of Data Integrity: each verifies, and no longer does if any signed value changes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.authoring import Blocked
from conformance.readers.json import parse

pytest.importorskip("pyld")
pytest.importorskip("pyoxigraph")
pytest.importorskip("rfc8785")
pytest.importorskip("multiformats")
pytestmark = pytest.mark.needs("identity/data_integrity")

from conformance_suites.identity.credential.reader.linked_data import NotLinkedData  # noqa: E402
from conformance_suites.identity.data_integrity.reader import verifying  # noqa: E402
from conformance_suites.identity.data_integrity.reader.canonical import (  # noqa: E402
    canonical_json,
    canonical_statements,
)
from conformance_suites.identity.data_integrity.reader.secured import JCS, Proof, SecuredDocument  # noqa: E402

VECTORS = ("vc-di-eddsa", "vc-di-ecdsa")


def proof_of(document: Any) -> Proof:
    (proof,) = SecuredDocument(parse(json.dumps(document).encode())).known
    return proof


def vectors(corpora: Path) -> dict[str, Any]:
    """The signed documents, by path."""
    found = [path for name in VECTORS for path in sorted((corpora / "identity" / name).rglob("signed*.json"))]
    return {str(path.relative_to(corpora)): json.loads(path.read_text(encoding="utf-8")) for path in found}


def leaves(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value that holds no others."""
    if isinstance(value, dict | list) and value:
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for step, each in parts:
            yield from leaves(each, (*steps, step))
    else:
        yield steps


def changed(document: Any, steps: tuple[Any, ...]) -> Any:
    """A copy in which one value is another of its type."""
    copied = copy.deepcopy(document)
    around = copied
    for step in steps[:-1]:
        around = around[step]
    value = around[steps[-1]]
    around[steps[-1]] = f"{value[:-1]}{'1' if value[-1:] != '1' else '2'}" if isinstance(value, str) else value + 1
    return copied


def forms(document: Any) -> list[bytes] | None:
    """The canonical forms of the document and its proof; None if there are none."""
    proof = proof_of(document)
    options = verifying.options_of(proof)
    try:
        if proof.cryptosuite in JCS:
            return [canonical_json(each) for each in (options, document)]
        with_context = {**options, "@context": document["@context"]}
        parts = (with_context, verifying.secured_forms(proof)[0])
        return [canonical_statements(each, "sha256") for each in parts]
    except (Blocked, NotLinkedData):
        return None


def verifies(document: Any) -> bool:
    """Whether the only proof verifies; what cannot be verified does not."""
    try:
        return verifying.verifies(proof_of(document))
    except Blocked:
        return False


def test_every_vector_verifies(corpora: Path) -> None:
    found = vectors(corpora)
    assert len(found) == 6
    assert [name for name, document in found.items() if not verifies(document)] == []


def test_no_vector_verifies_with_another_signed_value(corpora: Path) -> None:
    tried = 0
    for name, document in vectors(corpora).items():
        honest = forms(document)
        for steps in leaves(document):
            if steps in (("proof", "type"), ("proof", "cryptosuite")):  # proofs of other kinds have no row here
                continue
            mutant = changed(document, steps)
            if steps == ("proof", "proofValue") or forms(mutant) != honest:
                tried += 1
                assert not verifies(mutant), (name, steps)
    assert tried > 80
