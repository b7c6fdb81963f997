"""Recall: the requirements changed, and the evidence of each certificate in force is judged by both versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.impact.comparing import impact_of
from conformance.impact.side import SideProcess
from conformance.model.outcome import Outcome, Verdict
from conformance.model.text import Text
from conformance.programme.in_force import InForce, in_force
from conformance.programme.pilot import Pilot
from conformance.programme.result import file_digest
from conformance.reporting.impact import CaseChange, Impact, LevelChange, NewRun

OPEN = {each.value for each in (Outcome.FAIL, Outcome.ERROR, Outcome.INCONCLUSIVE, Outcome.NOT_RUN)}
NOT_THERE = Text(
    "the evidence is missing from its folder: restore it from the history of the folder",
    "其文件夹中缺少证据：请由文件夹的版本历史恢复",
)
NOT_ITS = Text(
    "the evidence is not the one that the register names: restore it from the history of the folder",
    "该证据与登记册所列不同：请由文件夹的版本历史恢复",
)
EFFECTS: dict[str, Text] = {
    "conclusion": Text(
        "the conclusion was {before} and is {after}: suspend or revoke it, or test a corrected version",
        "结论原为 {before}，现为 {after}：请暂停或撤销，或测试更正后的版本",
    ),
    "worse": Text(
        "not satisfied by the new requirements: {names}; decide whether it may go on",
        "按新要求未满足：{names}；请决定是否可继续有效",
    ),
    "unread": Text("it could not be judged again: {why}", "无法重新判定：{why}"),
    "new_run": Text(
        "needs a new run, the evidence has nothing about {names}: test this version again",
        "需要重新运行，证据中没有 {names} 所需的内容：请重新测试此版本",
    ),
    "better": Text(
        "the conclusion was {before} and is {after}: it may be certified anew, without conditions",
        "结论原为 {before}，现为 {after}：可重新颁发，不附条件",
    ),
    "changed": Text("other outcomes, none of them worse: {names}", "判定结果有变化，但均未变差：{names}"),
}
"""What a change of the requirements means for a certificate, the worst first."""


class Touched(NamedTuple):
    """A certificate that a change of the requirements touches, and what comes out differently."""

    certificate: InForce
    changes: list[CaseChange]
    level: LevelChange | None
    new_runs: list[NewRun]
    unread: Text | None

    @property
    def effect(self) -> str:
        """One of EFFECTS."""
        if self.level:
            return "better" if self.level.after == Verdict.CONFORMANT.value else "conclusion"
        if any(each.after in OPEN for each in self.changes):
            return "worse"
        if self.unread:
            return "unread"
        return "new_run" if self.new_runs else "changed"

    @property
    def rows(self) -> list[str]:
        """The requirements that the effect is about; a subject, where all of it is missing."""
        if self.effect == "new_run":
            return sorted({each.requirement or each.subject for each in self.new_runs})
        worse = {each.requirement for each in self.changes if each.after in OPEN}
        return sorted(worse or {each.requirement for each in self.changes})


class Recall(NamedTuple):
    """The certificates in force, and those that are touched; `versions` are those of the two sides."""

    certificates: list[InForce]
    touched: list[Touched]
    versions: tuple[str, str]

    @property
    def suspended(self) -> list[str]:
        """The numbers of those that are suspended, and may be reinstated."""
        return [each.number for each in self.certificates if each.state.name == "suspended"]

    @property
    def exit_status(self) -> int:
        """1 where a certificate is touched, 3 where all that are need a new run or cannot be read, otherwise 0."""
        effects = {each.effect for each in self.touched}
        return (3 if effects <= {"new_run", "unread"} else 1) if effects else 0


def recall(
    pilot: Pilot,
    sides: tuple[SideProcess, SideProcess],
    at: datetime,
    supplied: Iterable[Path] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Recall:
    """What the change from one side to the other touches. Raises Refusal where the register is broken, OSError.

    Evidence that is missing, or that is not the one of the register, touches its certificate: nothing is known of it.
    """
    certificates = in_force(pilot, at)
    lost = {each.number: text for each in certificates if (text := _lost(each))}
    bundles = dict.fromkeys(each.evidence for each in certificates if each.number not in lost)
    found = impact_of(sides, bundles, supplied, progress)
    by_bundle = _by_bundle(found)
    touched = [
        one
        for each in certificates
        if (one := _touched(each, lost.get(each.number), by_bundle.get(str(each.evidence), {})))
    ]
    return Recall(certificates, touched, (sides[0].version, sides[1].version))


def _lost(certificate: InForce) -> Text | None:
    if not certificate.evidence.is_file():
        return NOT_THERE
    same = file_digest(certificate.evidence) == certificate.issued["digests"].get("evidence")
    return None if same else NOT_ITS


def _by_bundle(impact: Impact) -> dict[str, dict[str, list[Any]]]:
    """What differs, by the path of the bundle and by kind."""
    found: dict[str, dict[str, list[Any]]] = {}
    for kind, records in (("changes", impact.cases), ("levels", impact.levels), ("new_runs", impact.new_runs)):
        for each in records:
            found.setdefault(each.bundle, {}).setdefault(kind, []).append(each)
    for name, why in impact.unread:
        found.setdefault(name, {}).setdefault("unread", []).append(why)
    return found


def _touched(certificate: InForce, lost: Text | None, found: dict[str, list[Any]]) -> Touched | None:
    unread = lost or next(iter(found.get("unread", ())), None)
    if not (unread or found):
        return None
    level = next(iter(found.get("levels", ())), None)
    return Touched(certificate, found.get("changes", []), level, found.get("new_runs", []), unread)
