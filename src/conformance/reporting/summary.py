"""What a journal comes to: conclusions per requirement, counts, the verdict, and samples of what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from conformance.model.outcome import BY_LETTER, Conclusion, Outcome, Verdict, conclude, roll_up, verdict
from conformance.reporting.needs import unmet_needs

KEPT_RESULTS = 5
KEPT_PROBLEMS = 20
HARMLESS = frozenset({"unknown_kind", "no_suite"})
IDENTITY = ("kind", "digest", "bytes")
OBLIGATIONS = ("shall", "should", "may")
ORIGINS = ("inherited", "added")


@dataclass
class RequirementSummary:
    """One requirement over all subjects: its record, the number of cases by outcome, and the first cases to show."""

    record: dict[str, Any]
    suite: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    kept: list[dict[str, Any]] = field(default_factory=list)

    @property
    def conclusion(self) -> Conclusion:
        if self.record["excluded"]:
            return Conclusion.EXCLUDED
        return conclude(roll_up(self.outcomes)) if self.outcomes else Conclusion.NOT_APPLICABLE

    @property
    def worst(self) -> Outcome:
        """The outcome that decides the conclusion."""
        return roll_up(self.outcomes) if self.outcomes else Outcome.NOT_APPLICABLE


class Summary:
    """The roll-up of a run, event by event; memory does not grow with the number of subjects."""

    def __init__(self, opening: dict[str, Any]) -> None:
        self.opening = opening
        self.end: dict[str, Any] | None = None
        self.requirements: dict[str, RequirementSummary] = {}
        self.suites: list[dict[str, Any]] = []
        self.rows: dict[str, list[str]] = {}
        self._take_in(opening["suites"])
        self._folds: Counter[tuple[str, str]] = Counter()
        self.judged = 0
        self.problems: list[dict[str, Any]] = []
        self.problem_count = 0
        self.unjudged = False
        self.leftovers: list[str] = []

    def add(self, event: dict[str, Any]) -> None:
        """Take one event in."""
        if event["event"] == "end":
            self.end = event["run"]
            return
        if event["event"] == "suites":
            self._take_in(event["suites"])
            return
        subject = event["subject"]
        self.leftovers += subject.get("leftovers", [])
        self.judged += bool(subject["outcomes"])
        for suite, letters in subject["outcomes"].items():
            self._folds[suite, letters] += 1
        if problem := subject.get("problem"):
            self.problem_count += 1
            self.unjudged = self.unjudged or problem["named"] or problem["key"] not in HARMLESS
            if len(self.problems) < KEPT_PROBLEMS:
                self.problems.append({"name": subject["name"], **problem})
        for result in event["results"]:
            row = self.requirements.get(result["requirement"])
            if row is not None and result["outcome"] not in ("not_applicable", "pass"):
                self._keep(row, result, subject)

    def _take_in(self, suites: list[dict[str, Any]]) -> None:
        """Suites whose rows count from here on; without a profile they turn up with the subjects they judge."""
        self.suites += suites
        for suite in suites:
            self.rows[suite["id"]] = suite["rows"]
            for record in suite["requirements"]:
                self.requirements[record["id"]] = RequirementSummary(record, suite["id"])

    def _keep(self, row: RequirementSummary, result: dict[str, Any], subject: dict[str, Any]) -> None:
        """Keep the first few cases of each outcome, with what identifies their subject.

        Failures must not be crowded out by blocked cases.
        """
        if sum(kept["outcome"] == result["outcome"] for kept in row.kept) < KEPT_RESULTS:
            row.kept.append({**result, "evidence": {key: subject[key] for key in IDENTITY if subject.get(key)}})

    def close(self) -> Summary:
        """Roll the folded outcomes up; call once, after the last event."""
        for (suite, letters), times in self._folds.items():
            for name, letter in zip(self.rows[suite], letters, strict=True):
                if name in self.requirements:
                    self.requirements[name].outcomes[BY_LETTER[letter]] += times
        self.suites.sort(key=lambda suite: str(suite["id"]))
        order = {suite["id"]: place for place, suite in enumerate(self.suites)}
        self.requirements = dict(sorted(self.requirements.items(), key=lambda row: order[row[1].suite]))
        return self

    @property
    def status(self) -> str:
        """complete, interrupted, or partial where the run never wrote its end."""
        return str(self.end["status"]) if self.end else "partial"

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The five counts of conclusions, per obligation."""
        counts = {each: dict.fromkeys((c.value for c in Conclusion), 0) for each in OBLIGATIONS}
        for row in self.requirements.values():
            counts[row.record["obligation"]][row.conclusion.value] += 1
        return counts

    @property
    def violated_by_origin(self) -> dict[str, int]:
        """How many of the violated requirements the standards have, and how many our draft adds."""
        found = Counter(row.record["origin"] for row in self.concluded(Conclusion.VIOLATED))
        return {each: found[each] for each in ORIGINS}

    @property
    def unmet(self) -> list[dict[str, Any]]:
        """What the profile needs judged and no subject gave occasion to, as reasons."""
        judged = {name for name, row in self.requirements.items() if row.conclusion is not Conclusion.NOT_APPLICABLE}
        records = {name: row.record for name, row in self.requirements.items()}
        return unmet_needs(self.opening["profile"], records, judged)

    @property
    def verdict(self) -> Verdict:
        """What the run concludes; one that was cut short or left a need of its profile unmet is never conformant."""
        return verdict(
            {Conclusion(name): count for name, count in self.counts["shall"].items()},
            errors=any(row.outcomes[Outcome.ERROR] for row in self.requirements.values()),
            unjudged=self.unjudged or bool(self.unmet) or self.status != "complete",
        )

    def concluded(self, conclusion: Conclusion) -> list[RequirementSummary]:
        """The requirements with this conclusion, the binding ones first, in the order of their suites."""
        found = [row for row in self.requirements.values() if row.conclusion is conclusion]
        return sorted(found, key=lambda row: OBLIGATIONS.index(row.record["obligation"]))


def summarise(journal: Iterable[dict[str, Any]]) -> Summary:
    """The summary of all events of a journal."""
    summary: Summary | None = None
    for event in journal:
        if summary is None:
            summary = Summary(event)
        else:
            summary.add(event)
    if summary is None:
        raise ValueError("a journal has an opening")
    return summary.close()
