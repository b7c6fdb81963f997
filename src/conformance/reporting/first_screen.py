"""What a page shows first: the conclusion, what is violated at a glance, and a conclusion per subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.model.outcome import Outcome
from conformance.model.profile import LEVELS
from conformance.model.text import LANGUAGES
from conformance.reporting.cases import RequirementSummary
from conformance.reporting.frozen import notes
from conformance.reporting.page import badge, both, origin_of, safe, wording
from conformance.reporting.subjects import SubjectConclusion, SubjectConclusions
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import known_findings, origins, place
from conformance.reporting.words import COLONS, words

OVERVIEW_ROWS = 15


def conclusion(summary: Summary) -> str:
    """The verdict, the numbers behind it, the profile, and what keeps it from being claimed."""
    numbers = {key: sum(each[key] for each in summary.counts.values()) for key in ("violated", "unproven")}
    numbers |= {"requirements": len(summary.scored), "subjects": summary.judged}
    parts = [f"<h1>{wording('conclusion', summary.verdict)}</h1>"]
    parts.append(f'<p class="lead">{wording("label", "summary", **numbers)}</p>')
    if numbers["violated"]:
        parts.append(f"<p>{both({each: origins(summary, each) for each in LANGUAGES})}</p>")
    if summary.part_count:
        parts.append(f"<p>{wording('label', 'part_count', count=summary.part_count)}</p>")
    if summary.problem_count:
        parts.append(f"<p>{wording('label', 'unjudged', count=summary.problem_count)}</p>")
    if profile := summary.opening.profile:
        level, label = words()["level"][summary.opening.level or LEVELS[0]], words()["label"]["profile"]
        names = {each: {"profile": profile.title[each], "level": level[each]} for each in LANGUAGES}
        told = {each: label[each].format(version=profile.version, **names[each]) for each in LANGUAGES}
        parts.append(f"<p>{both(told)}</p>")
    parts += [f'<p class="partial">{both(note)}</p>' for note in notes(summary)]
    if summary.known_findings:
        told = {each: " ".join(line.text for line in known_findings(summary, each)) for each in LANGUAGES}
        parts.append(f'<p class="partial">{both(told)}</p>')
    parts += [f'<p class="partial">{both(reason.text)}</p>' for reason in summary.unmet]
    if summary.unjudged:
        parts.append(f'<p class="partial">{wording("label", "named")}</p>')
    if summary.status != "complete":
        parts.append(f'<p class="partial">{wording("label", "partial")}</p>')
    return "".join(parts)


def overview(violated: list[RequirementSummary]) -> Iterator[str]:
    """The violated requirements, each with its first finding, few enough to fit on the first printed page."""
    lines = []
    for row in violated[:OVERVIEW_ROWS]:
        id_ = safe(row.record.id)
        count = wording("report", "in_files", count=row.outcomes[Outcome.FAIL])
        lines.append(
            f'<tr><td class="id"><a href="#r-{id_}">{id_}</a></td><td>{badge(row.record.obligation)}</td>'
            f"<td>{both(row.record.title)} {origin_of(row.record)}{_first(row)}</td>"
            f'<td class="times">{count}</td></tr>'
        )
    if lines:
        left = len(violated) - OVERVIEW_ROWS
        more = f'<p class="more">{wording("label", "more_rows", count=left)}</p>' if left > 0 else ""
        yield f'<div class="card"><table>{"".join(lines)}</table>{more}</div>'


def _first(row: RequirementSummary) -> str:
    """The first finding of a requirement: where, and what."""
    for case in row.kept_with(Outcome.FAIL):
        for finding in case.findings[:1]:
            where = {each: place(case.subject.name, finding.where, each) for each in LANGUAGES}
            said = {each: finding.message[each].removeprefix(case.row.title[each] + COLONS[each]) for each in LANGUAGES}
            return f'<div class="first"><span class="place">{both(where)}</span> {both(said)}</div>'
    return ""


def subjects_table(subjects: SubjectConclusions) -> Iterator[str]:
    """A conclusion per subject, the worst first and the clean ones folded; nothing if there is a single subject."""
    if subjects.count < 2:
        return
    totals = " · ".join(
        f'<span class="{key}">{wording("requirement", key)} {count}</span>' for key, count in subjects.counts.items()
    )
    worst = subjects.worst
    clean = [each for each in worst if not each.violated and not each.unproven]
    told = _table(each for each in worst if each.violated or each.unproven)
    if clean:
        label = wording("report", "clean", count=subjects.clean)
        told += f"<details><summary>{label}</summary>{_table(clean)}</details>"
    left = subjects.count - len(worst)
    more = f'<p class="more">{wording("report", "more_subjects", count=left)}</p>' if left else ""
    yield f'<div class="card"><p>{totals}</p>{told}{more}</div>'


def _table(subjects: Iterable[SubjectConclusion]) -> str:
    lines = "".join(
        f'<tr><td class="place">{safe(each.name)}</td>'
        f'<td class="{each.conclusion}">{wording("requirement", each.conclusion)}</td>'
        f"<td>{each.violated or '–'}</td><td>{each.unproven or '–'}</td></tr>"
        for each in subjects
    )
    if not lines:
        return ""
    keys = ("subject", "conclusion", "violated", "unproven")
    heads = "".join(f'<th scope="col">{wording("report", key)}</th>' for key in keys)
    return f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
