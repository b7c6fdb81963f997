"""Surveillance: a version with a certificate is tested again, and the signed result is kept in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.catalogue import Catalogue
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.envelope import Envelope, read_envelope, read_record
from conformance.programme.in_force import folder_of
from conformance.programme.pilot import Pilot
from conformance.programme.register import states
from conformance.programme.result import KIND, check_result, signed_file
from conformance.programme.rules import RULES, Result, about_result
from conformance.programme.states import UNKNOWN

FOLDER = "reruns"
UNSIGNED = Text(
    "{path} is missing: conformance sign {bundle} --key KEY writes it",
    "缺少 {path}：可由 conformance sign {bundle} --key KEY 写出",
)
RULE = Text("{rule}: {text}", "{rule}：{text}")


def taken_in(
    pilot: Pilot, number: str, evidence: Path, catalogue: Catalogue, at: datetime
) -> tuple[str, dict[Path, bytes | str]]:
    """The conclusion of a re-run, and its files. Raises Problem with every rule it does not meet, OSError."""
    state = states(pilot.chain.entries).get(number)
    if state is None:
        raise Problem(UNKNOWN.filled({"number": number}))
    signatures = signed_file(evidence)
    if not signatures.is_file():
        raise Problem(UNSIGNED.filled({"path": str(signatures), "bundle": str(evidence)}))
    submission, envelope = pilot.submission(folder_of(pilot, state.issued)), read_envelope(signatures)
    parties, facts = check_result(evidence.name, envelope, evidence, pilot.trust, at)
    wrong = list(about_result(pilot, submission, Result(envelope, parties, facts), catalogue))
    if wrong:
        texts = [RULE.filled({"rule": RULES[rule], "text": text}) for rule, text in wrong]
        raise Problem(Text("\n".join(each.en for each in texts), "\n".join(each.zh for each in texts)))
    place = _folder(pilot, state.issued) / f"{len(list(reruns(pilot, state.issued))) + 1:03d}.zip"
    return facts.told["conclusion"], {place: evidence.read_bytes(), signed_file(place): signatures.read_bytes()}


def reruns(pilot: Pilot, issued: Any) -> Iterator[tuple[Path, Envelope]]:
    """The re-runs of the version that a certificate is about, in their order. Raises Refusal, OSError."""
    paths = sorted(_folder(pilot, issued).glob("*.dsse.json"))
    return ((path, read_record(path, KIND, "conclusion")) for path in paths)


def _folder(pilot: Pilot, issued: Any) -> Path:
    return pilot.folder.joinpath(FOLDER, *(issued[name] for name in ("holder", "product", "version")))
