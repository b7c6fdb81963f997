"""The terminal view: conclusion, counts, then what is violated, where, why and how to fix it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, Any

from conformance.model.baseline import Known
from conformance.model.finding import Where
from conformance.model.journal.records import Located, RequirementRecord
from conformance.model.outcome import Conclusion, Outcome, Verdict
from conformance.model.profile import LEVELS
from conformance.model.text import in_words
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.causes import causes
from conformance.reporting.frozen import notes
from conformance.reporting.lines import Line, print_lines, width
from conformance.reporting.record import SEPARATORS, title_line
from conformance.reporting.summary import OBLIGATIONS, Summary
from conformance.reporting.unjudged import unjudged
from conformance.reporting.words import COLONS, clause, word

PLACES_PER_CASE = 3
UNPROVEN_SHOWN = 12
PROBLEMS_SHOWN = 10
PLACE_MEMBERS = ("line", "byte", "frame", "exchange")

STYLE_OF = {
    Verdict.CONFORMANT: "bold green",
    Verdict.NO_VIOLATION: "bold green",
    Verdict.NONCONFORMANT: "bold red",
    Verdict.UNPROVEN: "bold yellow",
    Verdict.ERROR: "bold magenta",
}


def write_terminal(summary: Summary, out: IO[str], language: str, detail: str = "normal") -> None:
    """Write the view: styled and wrapped if `out` is a terminal, otherwise plain."""
    print_lines(render(summary, language, detail), out)


def render(summary: Summary, language: str, detail: str = "normal") -> Iterator[Line]:
    """The view of a run, line by line: quiet, normal or verbose."""
    yield from conclusion(summary, language)
    if detail == "quiet":
        return
    verbose = detail == "verbose"
    yield Line()
    yield from _counts(summary, language)
    violated = summary.concluded(Conclusion.VIOLATED)
    new = [row for row in violated if row.new]
    if new:
        yield from _heading(word("label", "violated", language))
    for row in new:
        yield from _requirement(row, language, verbose=verbose)
    yield from _known(violated, language, verbose=verbose)
    yield from _unproven(summary.concluded(Conclusion.UNPROVEN), language, verbose=verbose)
    yield from _leftovers(summary, language)
    yield from _unjudged(summary, language)


def conclusion(summary: Summary, language: str) -> Iterator[Line]:
    """What a run concludes, in the first lines of the view."""
    verdict = summary.verdict
    yield Line(word("conclusion", verdict.value, language), 0, STYLE_OF[verdict])
    if title := title_line(summary, language):
        yield Line(title)
    counts = summary.counts.values()
    text = word(
        "label",
        "summary",
        language,
        violated=sum(each["violated"] for each in counts),
        unproven=sum(each["unproven"] for each in counts),
        requirements=len(summary.scored),
        subjects=summary.judged,
    )
    separator = "；" if language == "zh" else "; "
    if summary.part_count:
        text += separator + word("label", "part_count", language, count=summary.part_count)
    if summary.problem_count:
        text += separator + word("label", "unjudged", language, count=summary.problem_count)
    yield Line(text)
    if summary.judged > 1:
        yield Line(by_subject(summary, language))
    if any(each["violated"] for each in counts):
        yield Line(origins(summary, language))
    yield from known_findings(summary, language)
    if profile := summary.opening.profile:
        level = word("level", summary.opening.level or LEVELS[0], language)
        names = {"profile": profile.title[language], "version": profile.version, "level": level}
        yield Line(word("label", "profile", language, **names))
    yield from (Line(note[language], 0, "yellow") for note in notes(summary))
    yield from unmet(summary, language)
    if summary.status != "complete":
        yield Line(word("label", "partial", language), 0, "bold yellow")


def origins(summary: Summary, language: str) -> str:
    """By obligation, how many violated requirements the standards say, and how many are added."""
    parts = [
        word("label", "origins_of", language, obligation=word("obligation", obligation, language), **counts)
        for obligation, counts in summary.violated_by_origin.items()
    ]
    return word("label", "origins", language, parts=("；" if language == "zh" else "; ").join(parts))


def by_subject(summary: Summary, language: str) -> str:
    """How many subjects have each conclusion: one that is unproven may leave many requirements so."""
    told = [(word("requirement", each, language), summary.by_subject[each]) for each in Conclusion]
    parts = [f"{name} {count} 个" if language == "zh" else f"{count} {name}" for name, count in told if count]
    return word("label", "by_subject", language, parts=("、" if language == "zh" else ", ").join(parts))


def known_findings(summary: Summary, language: str) -> Iterator[Line]:
    """How many findings are known, and whether all that decide are."""
    if summary.known_findings:
        text = word("label", "known_count", language, count=summary.known_findings)
        if summary.verdict is Verdict.NONCONFORMANT is not summary.verdict_but_known:
            text += (" " if language == "en" else "") + word("label", "nothing_new", language)
        yield Line(text, 0, "bold yellow")


def unmet(summary: Summary, language: str) -> Iterator[Line]:
    """Why the profile cannot be claimed whatever else was judged."""
    for reason in summary.unmet:
        yield Line(reason.text[language], 0, "bold yellow")
    if summary.unjudged:
        yield Line(word("label", "named", language), 0, "bold yellow")


def _counts(summary: Summary, language: str) -> Iterator[Line]:
    heads = [word("requirement", conclusion.value, language) for conclusion in Conclusion]
    names = {obligation: word("obligation", obligation, language) for obligation in OBLIGATIONS}
    first = max(width(name) for name in names.values())
    yield Line(" " * first + "".join(f"  {head}" for head in heads), 2, "dim")
    for obligation, counts in summary.counts.items():
        cells = [
            " " * (2 + width(head) - len(str(counts[conclusion.value]))) + str(counts[conclusion.value])
            for head, conclusion in zip(heads, Conclusion, strict=True)
        ]
        yield Line(names[obligation] + " " * (first - width(names[obligation])) + "".join(cells), 2)


def _heading(text: str) -> Iterator[Line]:
    yield Line()
    yield Line(text, 0, "bold")


def heading(record: RequirementRecord, language: str) -> str:
    """A requirement's id, obligation and title, and whether it comes from the standard or is added to it."""
    obligation, origin = (word(key, getattr(record, key), language) for key in ("obligation", "origin"))
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    origin += "" if record.scored else SEPARATORS[language] + word("frozen", "not_scored", language)
    return f"{record.id}  {obligation}  {record.title[language]}{left}{origin}{right}"


def _requirement(row: RequirementSummary, language: str, *, verbose: bool) -> Iterator[Line]:
    record = row.record
    yield Line()
    style = "bold red" if record.decides else "bold yellow"
    yield Line(heading(record, language), 0, style)
    if row.beyond:
        yield Line(word("label", "beyond", language, count=row.beyond), 2, "dim")
    failures = [case for case in row.kept_with(Outcome.FAIL) if not case.known]
    for case in failures:
        yield from _case(case, language, verbose=verbose)
    more = row.new - len(failures)
    if more > 0:
        yield Line(word("label", "more_files", language, count=more), 2, "dim")
    yield from _grounds(record, language, verbose=verbose)


def _case(case: Case, language: str, *, verbose: bool) -> Iterator[Line]:
    title, shown = case.row.title[language], case.findings if verbose else case.findings[:PLACES_PER_CASE]
    for finding in shown:
        yield Line(place(case.subject.name, finding.where, language), 2, "cyan")
        yield Line(finding.message[language].removeprefix(f"{title}{COLONS[language]}"), 4)
        values = shown_values(finding, language)
        yield from _labelled([(word("label", key, language), text) for key, text in values.items()], 4, language)
    more = len(case.findings) - len(shown) + case.more
    if more:
        yield Line(word("label", "more_places", language, count=more), 4, "dim")


def _known(rows: list[RequirementSummary], language: str, *, verbose: bool) -> Iterator[Line]:
    """The known findings of all requirements, each with its reason and its last day."""
    cases = {row.record.id: [case for case in row.kept_with(Outcome.FAIL) if case.known] for row in rows}
    if any(cases.values()):
        yield from _heading(word("label", "known", language))
    for row in rows:
        for case in cases[row.record.id]:
            yield Line()
            yield Line(heading(case.row, language), 0, "bold")
            yield from _case(case, language, verbose=verbose)
            yield Line(until(case.known, language), 4, "yellow") if case.known else Line()
        more = row.known - len({case.subject for case in cases[row.record.id]})
        if more > 0:
            yield Line(word("label", "more_files", language, count=more), 2, "dim")


def until(known: Known, language: str) -> str:
    """Why a finding is accepted, and until when."""
    return word("label", "until", language, day=known.expires, reason=known.reason.strip())


def shown_values(finding: Located, language: str) -> dict[str, str]:
    """The values shown below a finding's sentence: received and expected unless it states both, the correction, ..."""
    values, pair = finding.values, ("received", "expected")
    shown = {}
    if all(key in values for key in pair) and not all(_states(finding.message.en, values[key]) for key in pair):
        shown = {key: in_words(values[key], language) for key in pair}
    if "stimulus" in values:
        shown["stimulus"] = json.dumps(values["stimulus"], ensure_ascii=False)
    return shown | {key: str(values[key]) for key in ("corrected", "reproduce") if key in values}


def _states(sentence: str, value: Any) -> bool:
    """Whether the sentence contains the value, and not only as a part of another word or number."""
    return bool(re.search(rf"(?<![\w.]){re.escape(in_words(value))}(?!\.?\w)", sentence))


def place(file: str, where: Where, language: str) -> str:
    """A finding's place in words: the file, then all that is known about the place inside it."""
    inside = place_inside(where, language)
    return f"{file}  {inside}" if inside else file


def place_inside(where: Where, language: str) -> str:
    """The place inside a file: pointer, line, byte, frame and exchange, as they are known."""
    known = where.as_record()
    parts = [known["pointer"] or word("label", "root", language)] if "pointer" in known else []
    parts += [word("label", key, language, **{key: known[key]}) for key in PLACE_MEMBERS if key in known]
    return "  ".join(parts)


def _grounds(record: RequirementRecord, language: str, *, verbose: bool) -> Iterator[Line]:
    """Why it is required, how to fix it and which standard says so; the policy clauses as well if asked for."""
    pairs = [(word("label", "raised", language), record.raised[language])] if record.raised else []
    pairs += [(word("label", "fix", language), record.fix[language])] if record.fix else []
    standard = word("label", "standard", language)
    pairs += [(standard, clause(basis.title[language], basis.section, language)) for basis in record.basis]
    for policy in record.policy if verbose else ():
        text = word(
            "label",
            "quoted",
            language,
            phrase=policy.phrase[language],
            document=policy.document[language],
            heading=policy.heading[language],
        )
        pairs.append((word("label", "policy", language), f"{policy.key} {text}"))
    yield from _labelled(pairs, 2, language)


def _labelled(pairs: list[tuple[str, str]], indent: int, language: str) -> Iterator[Line]:
    """Aligned `label: text` lines."""
    heads = [f"{label}{COLONS[language]}" for label, _ in pairs]
    longest = max(map(width, heads), default=0)
    for head, (_, text) in zip(heads, pairs, strict=True):
        yield Line(f"{head}{' ' * (longest - width(head))}{text}", indent)


def _unproven(rows: list[RequirementSummary], language: str, *, verbose: bool) -> Iterator[Line]:
    if not rows:
        return
    yield from _heading(word("label", "unproven", language))
    left = len(rows) if verbose else UNPROVEN_SHOWN
    for outcome, reason, found in causes(rows):
        shown, left = found[:left], max(0, left - len(found))
        if not shown:
            continue
        subjects = max(row.outcomes[outcome] for row in found)
        text = word("label", "blocked", language, outcome=word("outcome", outcome.value, language), count=subjects)
        yield Line(text + (COLONS[language] + reason.text[language] if reason else ""), 2)
        for row in shown:
            yield Line(heading(row.record, language), 4, "dim")
        if len(found) > len(shown):
            yield Line(word("label", "more_rows", language, count=len(found) - len(shown)), 4, "dim")


def _leftovers(summary: Summary, language: str) -> Iterator[Line]:
    if summary.leftovers:
        yield from _heading(word("label", "leftovers", language))
        yield Line(in_words(summary.leftovers, language), 2)


def _unjudged(summary: Summary, language: str) -> Iterator[Line]:
    for key, groups, left in unjudged(summary, PROBLEMS_SHOWN):
        yield from _heading(word("label", key, language))
        for said, names in groups:
            if len(names) == 1:
                yield Line(f"{names[0]}{COLONS[language]}{said[language]}", 2)
                continue
            yield Line(said[language], 2)
            yield from (Line(name, 4) for name in names)
        if left:
            yield Line(word("label", "more_rows", language, count=left), 2, "dim")
