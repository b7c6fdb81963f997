"""The HTML view: one page that needs no network, in both languages, readable without a script and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from conformance.model.journal.records import Event, RequirementRecord, SubjectJudged
from conformance.model.outcome import Conclusion, Outcome
from conformance.model.text import LANGUAGES, Text, in_words
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.causes import Causes, causes
from conformance.reporting.first_screen import conclusion, overview, subjects_table
from conformance.reporting.html_cases import block, case_block, more_of, policies, standards, supplier_lines
from conformance.reporting.items import Items
from conformance.reporting.page import (
    badge,
    both,
    filled,
    listed,
    options,
    origin_of,
    safe,
    wording,
    write_page,
)
from conformance.reporting.pictures import Pictures
from conformance.reporting.plots import Plots
from conformance.reporting.record_page import head, record_section, run_facts, titles
from conformance.reporting.result_rows import ResultRows
from conformance.reporting.subjects import SubjectConclusions
from conformance.reporting.summary import KEPT_PROBLEMS, Summary, begun
from conformance.reporting.terminal import PLACES_PER_CASE
from conformance.reporting.unjudged import unjudged
from conformance.reporting.words import word, words

Beside = Callable[[Case], str]
"""What else a page shows of a case: its picture, or a link to the time axis."""
# If very many requirements are violated, later ones show fewer cases and finally only their title: pairs of
# (characters so far, cases shown).
SHOWN_CASES = ((300_000, 5), (900_000, 1))


def write_html(journal: Iterable[Event], out: IO[str], language: str, pictures: Path | None = None) -> Summary:
    """Write the page, initially shown in `language`, with the pictures of the run's models in the folder `pictures`.

    The page itself has totals, all requirements and the first cases of each; all results follow as data for its script.
    """
    summary, events = begun(journal)
    results, plots, items, subjects = ResultRows(), Plots(), Items(), SubjectConclusions(summary)
    for event in events:
        cases = summary.add(event)
        for case in cases:
            results.add(case)
        if isinstance(event, SubjectJudged):
            plots.add(event.subject.name, event.plots, cases)
            items.add(event.subject)
            subjects.add(event)
    summary.close()
    violated = summary.concluded(Conclusion.VIOLATED)
    drawn = Pictures(pictures, summary.opening.run.get("id", ""), language)

    def beside(case: Case) -> str:
        return drawn.of(case) + plots.link(case.subject.name)

    fields = {
        "verdict": summary.verdict.value,
        "conclusion": conclusion(summary) + head(summary),
        "subjects": _section("subjects", subjects_table(subjects)),
        "counts": _counts(summary),
        "overview": _section("overview", overview(violated)),
        "models": _section("models", drawn.models()),
        "plots": _section("plots", plots.articles()),
        "violated": _section("violated", _articles(violated, beside)),
        "unproven": _section("unproven", map(_unproven, causes(summary.concluded(Conclusion.UNPROVEN)))),
        "problems": _section("leftovers", _leftovers(summary)) + _unjudged(summary),
        "options": options(words()["requirement"].items()),
        "all_label": wording("report", "all", count=len(summary.requirements)),
        "all": "".join(_row(row) for row in summary.requirements.values()),
        "results": _results(results),
        "run": run_facts(summary),
        "record": record_section(summary, items),
    }
    data, scripts = (results.blocks(), {"report.js": "startResults"}) if results.count else ("", {})
    write_page(out, "report", language, titles(summary), fields, scripts=scripts, data=data)
    return summary


def _counts(summary: Summary) -> str:
    heads = "".join(f'<th scope="col">{wording("requirement", each.value)}</th>' for each in Conclusion)
    lines = [f'<thead><tr><th scope="col">{wording("report", "obligation")}</th>{heads}</tr></thead>']
    for obligation, counts in summary.counts.items():
        total = sum(counts.values()) or 1
        cells = "".join(
            f'<td class="{name}{"" if count else " none"}">{count}'
            f'<i class="bar" aria-hidden="true"><b style="width:{100 * count / total:.1f}%"></b></i></td>'
            for name, count in counts.items()
        )
        lines.append(f'<tr><th scope="row">{wording("obligation", obligation)}</th>{cells}</tr>')
    return f'<table class="counts">{"".join(lines)}</table>'


def _section(key: str, items: Iterable[str]) -> str:
    told = "".join(items)
    filtered = ' class="filtered"' if key in ("violated", "unproven") else ""
    return f'<section id="{key}"{filtered}><h2>{wording("label", key)}</h2>{told}</section>' if told else ""


def _article(record: RequirementRecord, conclusion: Conclusion, *parts: str) -> str:
    id_ = safe(record.id)
    title = f'{badge(record.obligation)} <span class="name">{both(record.title)}</span>'
    raised = f"<p><strong>{wording('label', 'raised')}</strong> {both(record.raised)}</p>" if record.raised else ""
    head = f'<h3><span class="id">{id_}</span> {title}</h3><p>{origin_of(record)}</p>{raised}'
    style = f'class="item {record.obligation}" data-state="{conclusion}"'
    return f'<article id="r-{id_}" {style}>{head}{"".join(parts)}</article>'


def _articles(violated: list[RequirementSummary], beside: Beside) -> Iterator[str]:
    """The violated requirements; the page stays small however many there are."""
    size = 0
    for row in violated:
        shown = next((cases for limit, cases in SHOWN_CASES if size < limit), 0)
        failures = row.kept_with(Outcome.FAIL)[:shown]
        brief = f"<p>{both(row.record.statement)}</p>{_link_to_results(row, failures)}"
        article = _violated(row, failures, beside) if shown else _article(row.record, Conclusion.VIOLATED, brief)
        size += len(article)
        yield article


def _violated(row: RequirementSummary, failures: list[Case], beside: Beside) -> str:
    record = row.record
    texts = ((each, block(supplier_lines(row, failures, each))) for each in LANGUAGES)
    blocks = "".join(f'<pre lang="{language}">{text}</pre>' for language, text in texts)
    grounds = [(wording("label", key), both(texts)) for key, texts in standards(record)]
    motives = listed(((wording("label", key), both(texts)) for key, texts in policies(record)), "grounds")
    folded = (
        f'<details class="motive"><summary>{wording("report", "policy")}</summary>{motives}</details>'
        if motives
        else ""
    )
    return _article(
        record,
        Conclusion.VIOLATED,
        _more_beyond(row),
        *(case_block(case, beside(case)) for case in failures),
        more_of("more_files", row.outcomes[Outcome.FAIL] - len(failures)),
        _link_to_results(row, failures),
        f'<p class="fix"><strong>{wording("label", "fix")}</strong> {both(record.fix)}</p>' if record.fix else "",
        f'<div class="clause"><p>{both(record.statement)}</p>{listed(grounds, "grounds")}{folded}</div>',
        f'<details class="supplier"><summary>{wording("report", "supplier")}</summary>{blocks}',
        f'<button type="button" class="copy">{wording("report", "copy")}</button></details>',
    )


def _link_to_results(row: RequirementSummary, shown: list[Case]) -> str:
    """A link to the results that the article leaves out."""
    if row.outcomes[Outcome.FAIL] <= len(shown) and all(len(each.findings) <= PLACES_PER_CASE for each in shown):
        return ""
    attributes = f'class="results-of" href="#results" data-id="{safe(row.record.id)}"'
    return f'<p class="more"><a {attributes}>{wording("report", "results_of")}</a></p>'


def _more_beyond(row: RequirementSummary) -> str:
    return f'<p class="partial">{wording("label", "beyond", count=row.beyond)}</p>' if row.beyond else ""


def _unproven(cause: Causes) -> str:
    """One cause with all requirements that it leaves open."""
    outcome, reason, rows = cause
    count = max(row.outcomes[outcome] for row in rows)
    said = words()["outcome"][outcome]
    text = {each: word("label", "blocked", each, outcome=said[each], count=count) for each in LANGUAGES}
    lines = "".join(
        f'<tr id="r-{safe(row.record.id)}" class="item" data-state="unproven"><td class="id">{safe(row.record.id)}</td>'
        f"<td>{badge(row.record.obligation)}</td><td>{both(row.record.title)} {origin_of(row.record)}</td></tr>"
        for row in rows
    )
    told = f"<p><strong>{both(reason.text)}</strong></p>" if reason else ""
    told += f'<p class="origin">{both(text)}</p><table class="list">{lines}</table>'
    return f'<article class="cause">{told}</article>'


def _leftovers(summary: Summary) -> Iterable[str]:
    if summary.leftovers:
        yield f"<p>{both({each: in_words(summary.leftovers, each) for each in LANGUAGES})}</p>"


def _unjudged(summary: Summary) -> str:
    """The files that were not judged, and those that were read as part of a subject."""
    return "".join(_section(key, _groups(groups, left)) for key, groups, left in unjudged(summary, KEPT_PROBLEMS))


def _groups(groups: list[tuple[Text, list[str]]], left: int) -> Iterator[str]:
    for said, names in groups:
        told = "".join(f"<li><code>{safe(name)}</code></li>" for name in names)
        yield f'<div class="problem"><p>{both(said)}</p><ul>{told}</ul></div>'
    yield more_of("more_rows", left)


def _row(row: RequirementSummary) -> str:
    record, name = row.record, row.conclusion.value
    id_ = safe(record.id)
    link = f'<a href="#r-{id_}">{id_}</a>' if name in ("violated", "unproven") else id_
    counts = ((each.value, row.outcomes[each]) for each in Outcome if row.outcomes[each])
    cases = " · ".join(f'<span class="times">{wording("outcome", key)} {count}</span>' for key, count in counts)
    why = f"<small>{both(record.excluded)}</small>" if record.excluded else ""
    return (
        f'<tr class="item" data-state="{name}"><td class="id">{link}</td><td>{badge(record.obligation)}</td>'
        f"<td>{both(record.title)}{origin_of(record)}{why}</td>"
        f'<td class="{name}">{wording("requirement", name)}</td><td>{cases}</td></tr>'
    )


def _results(results: ResultRows) -> str:
    if not results.count:
        return ""
    left_out = wording("report", "left_out", kept=f"{results.kept:,}") if results.kept < results.count else ""
    told = words()["outcome"]
    fields = {
        "results_label": wording("report", "results", count=f"{results.count:,}"),
        "outcomes": options((each, told[each]) for each in ("fail", "inconclusive", "error", "not_run")),
        "left_out": left_out and f'<p class="more">{left_out}</p>',
    }
    return filled("results.html", "report", fields)
