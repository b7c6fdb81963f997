"""What a committee's explanation (编制说明) says of tests: requirements, samples, mutants, what was judged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.samples import samples
from conformance.drafting.expected import Expected
from conformance.model.outcome import Conclusion
from conformance.model.problem import Problem
from conformance.model.requirement import Obligation, Origin, Suite
from conformance.model.text import Text
from conformance.paper.blocks import Cover, Document
from conformance.readers.bounds import JSON_BYTES
from conformance.reporting.journal import events
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.words import word

MUTANTS = ("Killed", "Survived", "Timeout", "Ignored", "CompileError")
"""What may become of a mutant, in the words of the report's schema (mutation-testing-elements)."""
NO_RECORD = Text("neither the journal of a run nor a mutation report", "既不是运行的日志，也不是变异测试报告")


def compose_explanation(suite: Suite, records: Sequence[Path], language: str) -> Document:
    """The part on tests. Raises CatalogueError with all records that are neither journal nor mutation report."""
    other = "en" if language == "zh" else "zh"
    made = Document(language, Cover((), suite.title[language], suite.title[other], ()))
    made.cover = made.cover._replace(below=(made.word("explanation"),))
    read = dict(zip(records, _read(records), strict=True))
    made.chapter("explanation")
    made.subclause(made.word("requirements"))
    made.say("explained_rows", count=sum(1 for row in suite.requirements if not row.withdrawn))
    columns = [("obligation", 34), ("inherited", 33), ("added", 33)]
    made.table("rows_table", columns, _counts(suite, language))
    made.subclause(made.word("samples"))
    made.say("explained_samples", **_samples(suite))
    mutants = [(path, found) for path, found in read.items() if isinstance(found, Counter)]
    if mutants:
        made.subclause(made.word("mutants"))
        heads = [("report", 22), ("mutants_all", 13), *((f"mutant_{status.lower()}", 13) for status in MUTANTS)]
        rows = ((path.name, str(found.total()), *(str(found[each]) for each in MUTANTS)) for path, found in mutants)
        made.table("mutants_table", heads, rows)
    runs = [(path, found) for path, found in read.items() if isinstance(found, Summary)]
    if runs:
        made.subclause(made.word("judged"))
        heads = [("run", 24), ("subjects", 16), ("satisfied", 20), ("violated", 20), ("unproven", 20)]
        made.table("judged_table", heads, (_run(path, found, suite) for path, found in runs))
    return made


def _counts(suite: Suite, language: str) -> Iterator[tuple[str, ...]]:
    counted = Counter((row.obligation, row.origin) for row in suite.requirements if not row.withdrawn)
    for obligation in Obligation:
        yield word("obligation", obligation, language), *(str(counted[obligation, origin]) for origin in Origin)


def _samples(suite: Suite) -> dict[str, int]:
    expected = Expected.of(suite)
    findings = [finding for name in expected.entries for finding in expected.findings(name)]
    return {
        "good": sum(sample.requirement is None for sample in samples(suite)),
        "bad": len(expected.entries),
        "sentences": len({(row, each["sentence"]) for row, each in _by_row(expected)}),
        "findings": len(findings),
    }


def _by_row(expected: Expected) -> Iterator[tuple[str, Any]]:
    for name in expected.entries:
        for each in expected.findings(name):
            yield name.split("_", 1)[0].split(".", 1)[0], each


def _run(path: Path, summary: Summary, suite: Suite) -> tuple[str, ...]:
    """What a run says of the requirements of the suite."""
    own = [row.conclusion for key, row in summary.requirements.items() if key.startswith(f"{suite.prefix}-")]
    counted = Counter(own)
    shown = (Conclusion.SATISFIED, Conclusion.VIOLATED, Conclusion.UNPROVEN)
    return path.name, str(summary.judged), *(str(counted[each]) for each in shown)


def _read(records: Sequence[Path]) -> list[Summary | Counter[str]]:
    found: list[Summary | Counter[str]] = []
    mistakes = Mistakes()
    for path in records:
        with mistakes.gathered():
            try:
                found.append(summarise(events(path)))
            except Problem:
                found.append(_mutants(path))
    mistakes.report()
    return found


def _mutants(path: Path) -> Counter[str]:
    """How many mutants of a report became what. Raises CatalogueError where the file is not such a report."""
    try:
        if path.stat().st_size > JSON_BYTES:
            raise ValueError
        report = json.loads(path.read_bytes())
        return Counter(mutant["status"] for file in report["files"].values() for mutant in file["mutants"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CatalogueError(path, NO_RECORD) from None
