"""The head of a page and the test record as markup, in both languages."""

from __future__ import annotations

from conformance.model.text import LANGUAGES
from conformance.reporting.items import Items
from conformance.reporting.page import both, listed, safe, wording
from conformance.reporting.record import is_self_test, labelled, product_name, record, title_block
from conformance.reporting.summary import Summary
from conformance.reporting.words import COLONS, moments, words

PERSONS = ("tested_by", "reviewed_by", "approved_by")


def titles(summary: Summary) -> dict[str, str]:
    """What the page is called: the product if it is known, and the verdict."""
    title, verdict, name = words()["report"]["title"], words()["conclusion"][summary.verdict], product_name(summary)
    named = {each: f"{title[each]}{COLONS[each]}{name}" if name else title[each] for each in LANGUAGES}
    return {each: f"{named[each]} – {verdict[each]}" for each in LANGUAGES}


def head(summary: Summary) -> str:
    """Product, producer, number, laboratory or self-test, and date."""
    blocks = {each: title_block(summary, each) for each in LANGUAGES}
    pairs = (
        (both({"en": label, "zh": chinese}), both({"en": text, "zh": translated}))
        for (label, text), (chinese, translated) in zip(blocks["en"], blocks["zh"], strict=True)
    )
    return listed(pairs, "head")


def record_section(summary: Summary, items: Items) -> str:
    """The test record with lines for signatures; a self-test says that it is one."""
    told = []
    for entry in record(summary, items):
        (label, text), (chinese, translated) = (labelled(entry, summary, each) for each in LANGUAGES)
        told.append((both({"en": label, "zh": chinese}), both({"en": text, "zh": translated})))
    warning = f'<p class="partial">{wording("record", "self_test")}</p>' if is_self_test(summary) else ""
    signatures = "".join(signature(key, summary.opening.persons.get(key) or "") for key in PERSONS)
    return (
        f'<section id="record"><h2>{wording("record", "heading")}</h2><div class="card">{warning}'
        f"<p>{wording('record', 'lead')}</p>{listed(told, 'facts items')}"
        f'<table class="signatures"><tbody>{signatures}</tbody></table>'
        f'<p class="end">{wording("record", "end")}</p></div></section>'
    )


def signature(key: str, name: str = "") -> str:
    """A line to sign on, for one of the persons responsible."""
    word = key.removesuffix("_by")
    return (
        f'<tr><th scope="row">{wording("qualify", word)}</th><td class="line">{safe(name)}</td>'
        f'<th scope="row">{wording("qualify", "date")}</th><td class="line"></td></tr>'
    )


def run_facts(summary: Summary) -> str:
    """The run itself: decision rule, test system, times, and the suites with their digests."""
    opening, end = summary.opening, summary.end
    facts = {"harness": f"{opening.harness.name} {opening.harness.version}, {opening.harness.schema_engine}"}
    for key, about in (("laboratory", opening.laboratory), ("product", opening.product)):
        if told := " ".join(filter(None, (about.get("name"), about.get("version")))):
            facts[key] = told
    facts |= {"id": opening.run["id"]} if "id" in opening.run else {}
    labelled = [(wording("report", "rule"), both(opening.decision_rule))]
    labelled += [(wording("report", key), safe(value)) for key, value in facts.items()]
    times = {"started": opening.run.get("started"), "finished": end.finished if end else None}
    labelled += [(wording("report", key), both(moments(time))) for key, time in times.items() if time]
    labelled += [(wording("report", "seconds"), safe(end.seconds))] if end else []
    for suite in summary.suites:
        told = f"{both(suite.title)} ({safe(suite.id)}), {wording('report', 'version', version=suite.version)}"
        labelled.append((wording("report", "suite"), f"{told}<br><code>{safe(suite.digest)}</code>"))
    return listed(labelled, "facts")
