"""The HTML view: one page without network, in both languages, readable without script and on paper."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import IO, Any

from conformance.model.outcome import Conclusion, Outcome
from conformance.model.text import LANGUAGES, capped, in_words
from conformance.reporting.summary import RequirementSummary, Summary, summarise
from conformance.reporting.terminal import PLACES_PER_CASE, place
from conformance.reporting.words import word, words

LONGEST_TEXT, LONGEST_BLOCK = 2000, 50_000
COLONS = {"en": ": ", "zh": "："}

# Controls, lone surrogates and marks that turn the direction of writing: shown as their code, never obeyed.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile("`([^`]+)`")


def write_html(journal: Iterable[dict[str, Any]], out: IO[str], language: str) -> Summary:
    """Write the page, `language` showing first; it holds what the summary keeps, however many subjects there were."""
    summary = summarise(journal)
    template = Template((_templates() / "report.html").read_text(encoding="utf-8"))
    told = words()
    conclusions, title, verdict = told["requirement"], told["html"]["title"], told["conclusion"][summary.verdict]
    titles = {each: f"{title[each]}{COLONS[each]}{verdict[each]}" for each in LANGUAGES}
    fields = {
        "language": language,
        "verdict": summary.verdict.value,
        "title": _safe(titles[language]),
        "titles": _attributes(titles),
        "conclusion": _conclusion(summary),
        "counts": _counts(summary),
        "violated": _section("violated", map(_violated, summary.concluded(Conclusion.VIOLATED))),
        "unproven": _section("unproven", map(_unproven, summary.concluded(Conclusion.UNPROVEN))),
        "problems": _section("problems", _problems(summary)),
        "options": "".join(f'<option value="{key}" {_attributes(text)}></option>' for key, text in conclusions.items()),
        "all_label": _word("html", "all", count=len(summary.requirements)),
        "all": "".join(_row(row) for row in summary.requirements.values()),
        "run": _run(summary),
    }
    out.write(template.substitute(_Fields(fields)))
    return summary


def _templates() -> Path:
    inside = Path(__file__).parents[1] / "reports" / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "reports" / "templates"


class _Fields(dict[str, str]):
    """The fields of the template; word_KEY and attr_KEY are the words of [html], as text and as attributes."""

    def __missing__(self, name: str) -> str:
        kind, _, key = name.partition("_")
        return {"word": _both, "attr": _attributes}[kind](words()["html"][key])


def _safe(text: Any, longest: int = LONGEST_TEXT) -> str:
    """Any value as text that cannot become markup."""
    shown = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", capped(str(text), longest))
    return html.escape(shown, quote=True)


def _both(texts: Mapping[str, Any]) -> str:
    """A text in both languages; what stands in backquotes is set as code."""
    told = {language: _CODE.sub(r"<code>\1</code>", _safe(texts[language])) for language in LANGUAGES}
    return "".join(f'<span lang="{language}">{text}</span>' for language, text in told.items())


def _attributes(texts: Mapping[str, str]) -> str:
    """A text in both languages where no markup can stand: the script shows one of them."""
    return " ".join(f'data-{language}="{_safe(texts[language])}"' for language in LANGUAGES)


def _word(section: str, key: str, **values: Any) -> str:
    return _both({language: word(section, key, language, **values) for language in LANGUAGES})


def _pairs(pairs: Iterable[tuple[str, str]], style: str) -> str:
    """Labels and what belongs to them, both already safe."""
    told = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in pairs)
    return f'<dl class="{style}">{told}</dl>' if told else ""


def _conclusion(summary: Summary) -> str:
    numbers = {key: sum(each[key] for each in summary.counts.values()) for key in ("violated", "unproven")}
    numbers |= {"requirements": len(summary.requirements), "subjects": summary.judged}
    parts = [f"<h1>{_word('conclusion', summary.verdict)}</h1>"]
    parts.append(f'<p class="lead">{_word("label", "summary", **numbers)}</p>')
    if summary.problem_count:
        parts.append(f"<p>{_word('label', 'unjudged', count=summary.problem_count)}</p>")
    if profile := summary.opening["profile"]:
        level, title, label = words()["level"][summary.opening["level"]], profile["title"], words()["label"]["profile"]
        names = {each: {"profile": title[each], "level": level[each]} for each in LANGUAGES}
        told = {each: label[each].format(version=profile["version"], **names[each]) for each in LANGUAGES}
        parts.append(f"<p>{_both(told)}</p>")
    if summary.status != "complete":
        parts.append(f'<p class="partial">{_word("label", "partial")}</p>')
    return "".join(parts)


def _counts(summary: Summary) -> str:
    heads = "".join(f'<th scope="col">{_word("requirement", each.value)}</th>' for each in Conclusion)
    lines = [f'<thead><tr><th scope="col">{_word("html", "obligation")}</th>{heads}</tr></thead>']
    for obligation, counts in summary.counts.items():
        total = sum(counts.values()) or 1
        cells = "".join(
            f'<td class="{name}{"" if count else " none"}">{count}'
            f'<i class="bar" aria-hidden="true"><b style="width:{100 * count / total:.1f}%"></b></i></td>'
            for name, count in counts.items()
        )
        lines.append(f'<tr><th scope="row">{_word("obligation", obligation)}</th>{cells}</tr>')
    return f'<table class="counts">{"".join(lines)}</table>'


def _section(key: str, items: Iterable[str]) -> str:
    told = "".join(items)
    return f'<section id="{key}"><h2>{_word("label", key)}</h2>{told}</section>' if told else ""


def _badge(record: dict[str, Any]) -> str:
    return f'<span class="badge {record["obligation"]}">{_word("obligation", record["obligation"])}</span>'


def _article(record: dict[str, Any], conclusion: Conclusion, *parts: str) -> str:
    id_ = _safe(record["id"])
    head = f'<h3><span class="id">{id_}</span> {_badge(record)} <span class="name">{_both(record["title"])}</span></h3>'
    style = f'class="item {record["obligation"]}" data-conclusion="{conclusion}"'
    return f'<article id="r-{id_}" {style}>{head}{"".join(parts)}</article>'


def _violated(row: RequirementSummary) -> str:
    record = row.record
    failures = [case for case in row.kept if case["outcome"] == Outcome.FAIL.value]
    texts = ((each, _safe(_supplier(row, failures, each), LONGEST_BLOCK)) for each in LANGUAGES)
    blocks = "".join(f'<pre lang="{language}">{text}</pre>' for language, text in texts)
    grounds = [(_word("label", key), _both(texts)) for key, texts in _grounds(record)]
    return _article(
        record,
        Conclusion.VIOLATED,
        f'<p class="origin">{_word("origin", record["origin"])}</p><p>{_both(record["statement"])}</p>',
        f"{_pairs(grounds, 'grounds')}<h4>{_word('html', 'findings')}</h4>",
        *(_case(case, record["title"]) for case in failures),
        _more("more_files", row.outcomes[Outcome.FAIL] - len(failures)),
        f'<p class="fix"><strong>{_word("label", "fix")}</strong> {_both(record["fix"])}</p>' if record["fix"] else "",
        f'<details class="supplier"><summary>{_word("html", "supplier")}</summary>{blocks}',
        f'<button type="button" class="copy">{_word("html", "copy")}</button></details>',
    )


def _more(key: str, count: int) -> str:
    return f'<p class="more">{_word("label", key, count=count)}</p>' if count > 0 else ""


def _grounds(record: dict[str, Any]) -> Iterable[tuple[str, dict[str, str]]]:
    """The clauses of the standard and of the policies, each with the key of its label."""
    clause, quoted = (words()["label"][key] for key in ("clause", "quoted"))
    for basis in record["basis"]:
        section = basis["section"]
        yield "standard", {each: clause[each].format(title=basis["title"][each], section=section) for each in LANGUAGES}
    for policy in record["policy"]:
        names = {each: {key: policy[key][each] for key in ("phrase", "document", "heading")} for each in LANGUAGES}
        yield "policy", {each: f"{policy['key']} {quoted[each].format(**names[each])}" for each in LANGUAGES}


def _finding(finding: dict[str, Any], title: dict[str, str], language: str) -> tuple[str, str, dict[str, str]]:
    """Its place, its message without the title it may begin with, and its values: what came, was due, is to be."""
    message = str(finding["message"][language]).removeprefix(title[language] + COLONS[language])
    values = finding["values"]
    keys = ("received", "expected") if "received" in values and "expected" in values else ()
    shown = {key: in_words(values[key], language) for key in keys}
    if "corrected" in values:
        shown["corrected"] = str(values["corrected"])
    return place(finding["where"], language), message, shown


def _case(case: dict[str, Any], title: dict[str, str]) -> str:
    told, shown = "", case["findings"][:PLACES_PER_CASE]
    for finding in shown:
        (*english, values), (*chinese, others) = (_finding(finding, title, each) for each in LANGUAGES)
        where, message = (_both({"en": one, "zh": other}) for one, other in zip(english, chinese, strict=True))
        pairs = [
            (_word("label", key), f'<code lang="en">{_safe(text)}</code><code lang="zh">{_safe(others[key])}</code>')
            for key, text in values.items()
        ]
        told += f'<div class="place">{where}</div><p>{message}</p>{_pairs(pairs, "values")}'
    more = len(case["findings"]) - len(shown) + case.get("more_findings", 0)
    return f'<div class="case">{told}{_more("more_places", more)}</div>'


def _supplier(row: RequirementSummary, failures: list[dict[str, Any]], language: str) -> str:
    """A violated requirement as plain text, to be sent to who can mend it."""
    record, colon = row.record, COLONS[language]
    lines = [f"{record['id']} {word('obligation', record['obligation'], language)} {record['title'][language]}"]
    labelled = [("statement", record["statement"]), *_grounds(record), ("fix", record["fix"])]
    lines += [f"{word('label', key, language)}{colon}{texts[language]}" for key, texts in labelled if texts]
    for finding in (each for case in failures for each in case["findings"][:PLACES_PER_CASE]):
        where, message, values = _finding(finding, record["title"], language)
        told = (f"  {word('label', key, language)}{colon}{text}" for key, text in values.items())
        lines += ["", where, f"  {message}", *told]
    return "\n".join(lines)


def _unproven(row: RequirementSummary) -> str:
    worst, count = words()["outcome"][row.worst], row.outcomes[row.worst]
    text = {each: word("label", "blocked", each, outcome=worst[each], count=count) for each in LANGUAGES}
    shown = next((case for case in row.kept if case["outcome"] == row.worst.value and case["reason"]), None)
    reason = f"<p>{_both(shown['reason'])}</p>" if shown else ""
    return _article(row.record, Conclusion.UNPROVEN, f'<p class="origin">{_both(text)}</p>{reason}')


def _problems(summary: Summary) -> Iterable[str]:
    for problem in summary.problems:
        yield f'<div class="problem"><code>{_safe(problem["name"])}</code><p>{_both(problem)}</p></div>'
    yield _more("more_rows", summary.problem_count - len(summary.problems))


def _row(row: RequirementSummary) -> str:
    record, name = row.record, row.conclusion.value
    id_ = _safe(record["id"])
    link = f'<a href="#r-{id_}">{id_}</a>' if name in ("violated", "unproven") else id_
    counts = ((each.value, row.outcomes[each]) for each in Outcome if row.outcomes[each])
    cases = " · ".join(f'<span class="times">{_word("outcome", key)} {count}</span>' for key, count in counts)
    why = f"<small>{_both(record['excluded'])}</small>" if record["excluded"] else ""
    return (
        f'<tr class="item" data-conclusion="{name}"><td class="id">{link}</td><td>{_badge(record)}</td>'
        f'<td>{_both(record["title"])}{why}</td><td class="{name}">{_word("requirement", name)}</td>'
        f"<td>{cases}</td></tr>"
    )


def _run(summary: Summary) -> str:
    opening, harness = summary.opening, summary.opening["harness"]
    facts = {"harness": f"{harness['name']} {harness['version']}, {harness['schema_engine']}"}
    facts |= {key: opening[key]["name"] for key in ("laboratory", "product") if opening[key]["name"]}
    times = opening["run"] | (summary.end or {})
    facts |= {key: times[key] for key in ("id", "started", "finished", "seconds") if key in times}
    pairs = [(_word("html", "rule"), _both(opening["decision_rule"]))]
    pairs += [(_word("html", key), _safe(value)) for key, value in facts.items()]
    for suite in summary.suites:
        told = f"{_both(suite['title'])} ({_safe(suite['id'])}), {_word('html', 'version', version=suite['version'])}"
        pairs.append((_word("html", "suite"), f"{told}<br><code>{_safe(suite['digest'])}</code>"))
    return _pairs(pairs, "facts")
