"""The matrix as one HTML page that needs no network, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from conformance.model.outcome import Conclusion
from conformance.model.profile import LEVELS
from conformance.model.text import LANGUAGES, in_words
from conformance.reporting.frozen import notes
from conformance.reporting.matrix import SIGNS, Line, Product, matrix, unlike
from conformance.reporting.page import badge, both, listed, options, origin_of, safe, wide, wording, write_page
from conformance.reporting.record import product_name, tester
from conformance.reporting.record_page import PERSONS, signature
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import place
from conformance.reporting.words import COLONS, moments, word, words

COUNTED = (Conclusion.VIOLATED, Conclusion.UNPROVEN, Conclusion.SATISFIED)
MANY = 7


def write_matrix(products: list[Product], out: IO[str], language: str) -> None:
    """Write the page, initially shown in `language`."""
    lines = matrix(products)
    numbers = {"requirements": len(lines), "products": len(products), "differ": sum(line.differs for line in lines)}
    told, conclusions = words()["matrix"], words()["requirement"]
    fields = {
        "lead": wording("matrix", "lead", **numbers),
        "unlike": _unlike(products),
        "heads": "".join(f'<th scope="col">{_shall(each)}</th>' for each in COUNTED),
        "products": "".join(map(_product, products)),
        "legend": " ".join(_legend()),
        "options": options([*conclusions.items(), ("differ", told["differ"])]),
        "many": "many" if len(products) >= MANY else "few",
        "columns": "".join(f'<th scope="col" class="product">{safe(product.name)}</th>' for product in products),
        "lines": "".join(_line(line) for line in lines if line.applies),
        "rest": _rest([line for line in lines if not line.applies]),
        "signatures": "".join(map(signature, PERSONS)),
        "findings": _section(list(_findings(products, lines))),
        "runs": "".join(map(_run, products)),
    }
    write_page(out, "matrix", language, told["title"], fields)


def cells(product: Product) -> dict[str, Any]:
    """A product's line in the list of products; texts are given as {en, zh}."""
    summary = product.summary
    profile, level = summary.opening.profile, words()["level"][summary.opening.level or LEVELS[0]]
    title = {each: f"{profile.title[each]} {profile.version} {level[each]}" if profile else "-" for each in LANGUAGES}
    return {
        "name": product.name,
        "about": [product_name(summary), summary.opening.product.get("producer") or ""],
        "tester": tester(summary),
        "number": summary.opening.order.get("report_number") or "",
        "verdict": {each: _verdict(summary, each) for each in LANGUAGES},
        "unmet": [*notes(summary), *(reason.text for reason in summary.unmet)],
        "counts": [summary.counts["shall"][each.value] for each in COUNTED],
        "profile": title,
        "finished": moments(summary.end.finished if summary.end else "-"),
    }


def _verdict(summary: Summary, language: str) -> str:
    verdict = word("conclusion", summary.verdict.value, language)
    if summary.status == "complete":
        return verdict
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    return f"{verdict}{left}{word('matrix', 'partial', language)}{right}"


def unlike_in_words(products: list[Product]) -> dict[str, str] | None:
    """How the runs differ, as a sentence; None if they can be compared without reservation."""
    found = unlike(products)
    names = words()["unlike"]
    if not found:
        return None
    return {
        each: words()["matrix"]["unlike"][each].format(
            what=in_words([names[key][each] if key in names else key for key in found], each)
        )
        for each in LANGUAGES
    }


def _unlike(products: list[Product]) -> str:
    told = unlike_in_words(products)
    return f'<p class="partial">{both(told)}</p>' if told else ""


def _shall(conclusion: Conclusion) -> str:
    shall, named = words()["obligation"]["shall"], words()["requirement"][conclusion]
    return both({each: f"{shall[each]}{COLONS[each]}{named[each]}" for each in LANGUAGES})


def _product(product: Product) -> str:
    told = cells(product)
    counts = "".join(
        f'<td class="{each.value}{"" if count else " none"}">{count}</td>'
        for each, count in zip(COUNTED, told["counts"], strict=True)
    )
    about = "".join(f"<small>{safe(each)}</small>" for each in told["about"] if each and each != told["name"])
    tested = both(told["tester"]) + (f"<small>{safe(told['number'])}</small>" if told["number"] else "")
    verdict = both(told["verdict"]) + "".join(f"<small>{both(reason)}</small>" for reason in told["unmet"])
    return (
        f'<tr><th scope="row">{safe(told["name"])}{about}</th>'
        f'<td class="verdict {product.summary.verdict.value}">{verdict}</td>{counts}'
        f"<td>{both(told['profile'])}</td><td>{tested}</td><td>{both(told['finished'])}</td></tr>"
    )


def _legend() -> Iterator[str]:
    for conclusion, sign in SIGNS.items():
        yield f'<span class="times {conclusion.value}"><b>{sign}</b> {wording("requirement", conclusion.value)}</span>'


def _line(line: Line) -> str:
    states = {each.value for each in line.conclusions if each} | ({"differ"} if line.differs else set())
    why = f"<small>{both(line.record.excluded)}</small>" if line.record.excluded else ""
    return (
        f'<tr class="item" data-state="{" ".join(sorted(states))}"><td class="id">{safe(line.record.id)}</td>'
        f"<td>{badge(line.record.obligation)}</td><td>{both(line.record.title)}{origin_of(line.record)}{why}</td>"
        f"{''.join(map(_cell, line.conclusions))}</tr>"
    )


def _rest(lines: list[Line]) -> str:
    """What applies to no product, folded."""
    if not lines:
        return ""
    rows = "".join(
        f'<tr class="item" data-state="{" ".join(sorted({each.value for each in line.conclusions if each}))}">'
        f'<td class="id">{safe(line.record.id)}</td><td>{badge(line.record.obligation)}</td>'
        f"<td>{both(line.record.title)}{origin_of(line.record)}"
        f"{f'<small>{both(line.record.excluded)}</small>' if line.record.excluded else ''}</td></tr>"
        for line in lines
    )
    label = wording("matrix", "rest", count=len(lines))
    return (
        f'<details class="rest"><summary>{label}</summary><table class="list"><tbody>{rows}</tbody></table></details>'
    )


def _cell(conclusion: Conclusion | None) -> str:
    if conclusion is None:
        return f'<td class="cell absent"><small>{wording("matrix", "absent")}</small></td>'
    named = f"<small>{wording('requirement', conclusion.value)}</small>"
    return f'<td class="cell {conclusion.value}"><b>{SIGNS[conclusion]}</b> {named}</td>'


def _findings(products: list[Product], lines: list[Line]) -> Iterator[str]:
    """The first finding in each violated cell."""
    for line in lines:
        for product, cell in zip(products, line.cells, strict=True):
            cases = product.cases(line.record.id) if cell and cell.conclusion is Conclusion.VIOLATED else []
            for case, finding in ((each, found) for each in cases[:1] for found in each.findings[:1]):
                where = {each: place(case.subject.name, finding.where, each) for each in LANGUAGES}
                yield (
                    f'<tr><td class="id">{safe(line.record.id)}</td><td>{safe(product.name)}</td>'
                    f'<td><div class="place">{both(where)}</div>{both(finding.message)}</td></tr>'
                )


def _section(rows: list[str]) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{wording("matrix", key)}</th>' for key in ("requirement", "product", "finding"))
    table = f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<section id="findings"><h2>{wording("matrix", "findings")}</h2>{wide(table)}</section>'


def _run(product: Product) -> str:
    summary, harness = product.summary, product.summary.opening.harness
    suites = "<br>".join(f"{safe(each.id)} {safe(each.version)} {safe(each.digest)}" for each in summary.suites)
    facts = {
        "run": safe(summary.opening.run.get("id", "")),
        "harness": safe(f"{harness.name} {harness.version}, {harness.schema_engine}"),
        "rule": both(summary.opening.decision_rule),
        "suites": suites or "-",
    }
    return f"<h3>{safe(product.name)}</h3>" + listed(
        ((wording("matrix", key), value) for key, value in facts.items()), "facts"
    )
