"""Cases: what a recall found about a certificate, signed and kept in the folder; the certificate is not changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.text import Text
from conformance.programme.envelope import Envelope, read_record, sealed, statement
from conformance.programme.ledger import of_issuer
from conformance.programme.moments import written
from conformance.programme.pilot import EVIDENCE, Pilot
from conformance.programme.recall import EFFECTS, Recall, Touched
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal, Status
from conformance.reporting.words import words

KIND = "urn:metaverse-conformance:case:1"
FOLDER = "cases"
OTHER = Text(
    "{path} is a case about {number}: restore the folder of cases from its history",
    "{path} 是关于 {number} 的立案：请由版本历史恢复立案文件夹",
)


def opened(pilot: Pilot, found: Recall, signers: list[Signer], at: datetime) -> dict[Path, bytes | str]:
    """A case for each certificate that is touched, unless there is the same one. Raises Refusal, OSError."""
    keys = of_issuer(pilot, signers, "certify", at)
    files: dict[Path, bytes | str] = {}
    for each in found.touched:
        told = _told(each, found.versions)
        there = list(cases_of(pilot, each.certificate.number))
        if any(_unsigned(envelope.predicate) == told for _, envelope in there):
            continue
        digests = each.certificate.issued["digests"]
        subjects = {EVIDENCE: digests["evidence"], f"{each.certificate.number}.vc.json": digests["certificate"]}
        content = statement(KIND, subjects, {**told, "signed": written(at)})
        files[_folder(pilot, each.certificate.number) / f"{len(there) + 1:03d}.dsse.json"] = sealed(content, keys).text
    return files


def cases_of(pilot: Pilot, number: str) -> Iterator[tuple[Path, Envelope]]:
    """The cases about a certificate, in the order they were opened. Raises Refusal, OSError."""
    for path in sorted(_folder(pilot, number).glob("*.dsse.json")):
        case = read_record(path, KIND, "certificate", "effect", "text")
        if case.predicate["certificate"] != number:
            raise Refusal(
                Status.VERDICT, OTHER.filled({"path": str(path), "number": str(case.predicate["certificate"])})
            )
        yield path, case


def sentence(touched: Touched) -> Text:
    """What the change means for the certificate, and what to do."""
    conclusions = words()["conclusion"]
    level = {name: Text(**conclusions[getattr(touched.level, name)]) for name in ("before", "after") if touched.level}
    return EFFECTS[touched.effect].filled({"names": touched.rows, "why": touched.unread, **level})


def _folder(pilot: Pilot, number: str) -> Path:
    return pilot.folder / FOLDER / number


def _told(touched: Touched, versions: tuple[str, str]) -> dict[str, Any]:
    issued, said = touched.certificate.issued, sentence(touched)
    named = ("certificate", "holder", "product", "version", "profile", "level")
    level = touched.level
    return {
        **{name: issued[name] for name in named},
        "effect": touched.effect,
        "text": {"en": said.en, "zh": said.zh},
        "harness": {"from": versions[0], "to": versions[1]},
        "conclusion": {"from": level.before, "to": level.after} if level else None,
        "changes": [_case(each) for each in touched.changes],
        "needs_new_run": [_case(each) for each in touched.new_runs],
    }


def _case(change: Any) -> dict[str, Any]:
    """A change without the path of its bundle, which is another one on each machine."""
    return {name: value for name, value in change._asdict().items() if name != "bundle"}


def _unsigned(predicate: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in predicate.items() if name != "signed"}
