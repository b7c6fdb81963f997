"""The test record: what a report of a laboratory states (ISO/IEC 17025:2017, 7.8), and what a self-test leaves open."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from conformance.model.digest import digest
from conformance.model.outcome import Conclusion
from conformance.model.profile import LEVELS
from conformance.model.text import LANGUAGES, Bilingual
from conformance.reporting.items import LISTED, Items
from conformance.reporting.summary import Summary
from conformance.reporting.words import COLONS, moments, word, words

SEPARATORS = {"en": ", ", "zh": "，"}
Texts = list[Bilingual]


class Entry(NamedTuple):
    """An item of the record: the key of its name, its texts, and whether the plan states them; empty if unknown."""

    key: str
    texts: Texts
    stated: bool = False


def is_self_test(summary: Summary) -> bool:
    """Whether no laboratory is named."""
    return not summary.opening.laboratory.get("name")


def product_name(summary: Summary) -> str:
    """Name, model and version of the product; empty if the run knows none."""
    product = summary.opening.product
    return " ".join(filter(None, (product.get(key) for key in ("name", "model", "version"))))


def tester(summary: Summary) -> Bilingual:
    """The laboratory, or that there is none."""
    name = summary.opening.laboratory.get("name")
    return _same(name) if name else words()["record"]["self_test"]


def title_line(summary: Summary, language: str) -> str:
    """The product and who tested it in one line; empty if neither is known."""
    laboratory, name = summary.opening.laboratory.get("name"), product_name(summary)
    if not laboratory and not name:
        return ""
    labels = [(key, text) for key, text in (("product", name), ("laboratory", laboratory)) if text]
    told = [f"{word('head', key, language)}{COLONS[language]}{text}" for key, text in labels]
    told += [] if laboratory else [word("record", "self_test", language)]
    return {"en": "; ", "zh": "；"}[language].join(told)


def profile_and_level(summary: Summary) -> dict[str, str] | None:
    """The profile, its version and the level; None for a run without a profile."""
    profile, level = summary.opening.profile, words()["level"][summary.opening.level or LEVELS[0]]
    if profile is None:
        return None
    title, said = profile.title, words()["label"]["profile"]
    return {
        each: said[each].format(profile=title[each], version=profile.version, level=level[each]) for each in LANGUAGES
    }


def title_block(summary: Summary, language: str) -> list[tuple[str, str]]:
    """What identifies a report at its head, as (label, text): product, producer, number, who tested, when."""
    opening, end = summary.opening, summary.end
    order, persons, laboratory = opening.order, opening.persons, opening.laboratory
    number = SEPARATORS[language].join(filter(None, (order.get("report_number"), order.get("revision"))))
    known: dict[str, str | None] = {
        "product": product_name(summary),
        "producer": opening.product.get("producer"),
        "number": number,
        "client": order.get("client"),
        "laboratory": laboratory.get("name") or word("record", "self_test", language),
        "tested_by": persons.get("tested_by"),
        "tested": moments(end.finished if end else opening.run.get("started", ""))[language],
        "issued": order.get("issue_date"),
    }
    return [(word("head", key, language), text) for key, text in known.items() if text]


def record(summary: Summary, items: Items) -> Iterator[Entry]:
    """All items, in their order on paper."""
    opening = summary.opening
    product, laboratory, order, persons = opening.product, opening.laboratory, opening.order, opening.persons
    yield Entry("title", [words()["report"]["title"]])
    yield _stated("number", order, "report_number", "revision")
    yield _stated("laboratory", laboratory, "name", "address")
    place = _plain(laboratory, "place", "environment")
    yield Entry("place", [*place, _environment(opening.run)], bool(place))
    yield _stated("client", order, "client")
    yield _stated("producer", product, "producer")
    yield _stated("item", product, "name", "model", "version")
    yield Entry("identity", [*_plain(product, "identity"), *_items(items)])
    yield _stated("condition", product, "condition", "supplied_by")
    yield _stated("received", order, "receipt_date")
    if any(opening.authorisation.values()):
        yield _stated("authorisation", opening.authorisation, "by", "scope", "starts", "ends")
    yield Entry("tested", list(_times(summary)))
    yield _stated("issued", order, "issue_date")
    yield Entry("basis", [_same(f"{each.id} {each.version} {each.digest}") for each in summary.suites])
    profile = profile_and_level(summary)
    yield Entry("profile", [profile or words()["record"]["none"]])
    harness = {
        "name": opening.harness.name,
        "version": opening.harness.version,
        "engine": opening.harness.schema_engine,
    }
    yield Entry("method", [_said("method_text", **harness)])
    yield from _answers(opening.statement)
    yield Entry("sampling", _plain(order, "sampling_plan") or [_said("all_judged", count=items.count)])
    yield Entry("results", [_said("in_tables")])
    yield Entry("values", [_said("uncertainty")])
    yield Entry("rule", [opening.decision_rule])
    for key, conclusions in (
        ("inapplicable", (Conclusion.NOT_APPLICABLE, Conclusion.EXCLUDED)),
        ("open", (Conclusion.UNPROVEN,)),
    ):
        ids = [row.record.id for each in conclusions for row in summary.concluded(each)]
        yield Entry(key, [_same(" ".join(ids)) if ids else _said("none")])
    yield _stated("deviations", order, "deviations")
    yield _stated("external", order, "external_results")
    yield Entry("supplied", [_said("marked")])
    yield Entry("conformity", [words()["conclusion"][summary.verdict], *([profile] if profile else [])])
    yield _stated("opinions", order, "opinions")
    yield Entry("relates", [words()["disclaimer"]["relates"]])
    yield Entry("copying", [words()["disclaimer"]["copying"]])
    yield _stated("persons", persons, "tested_by", "reviewed_by", "approved_by")
    yield Entry("verify", [_said("run", id=opening.run.get("id", "-"))])
    yield Entry("evidence", [_said("listed")])
    yield _stated("remarks", order, "remarks")


def _stated(key: str, table: Mapping[str, str | None], *members: str) -> Entry:
    return Entry(key, _plain(table, *members), True)


def _plain(table: Mapping[str, str | None], *members: str) -> Texts:
    return [_same(text) for member in members if (text := table.get(member))]


def _same(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def _said(key: str, **values: Any) -> dict[str, str]:
    return {each: word("record", key, each, **values) for each in LANGUAGES}


def _environment(run: Mapping[str, str]) -> dict[str, str]:
    return _said("clock", system=run.get("system", "-"), python=run.get("python", "-"))


def _items(items: Items) -> Texts:
    """The digest of each item if they are few, otherwise one over all of them."""
    if items.count > LISTED:
        return [_said("many", count=items.count, digest=items.digest)]
    return [_same(" ".join(filter(None, (each.name, each.digest)))) for each in items.listed]


def _times(summary: Summary) -> Iterator[Bilingual]:
    started, end = summary.opening.run.get("started"), summary.end
    if started:
        yield moments(started)
    if end:
        yield moments(end.finished)


def _answers(statement: Mapping[str, Any] | None) -> Iterator[Entry]:
    """The supplier's statement and the information for testing, by digest: the journal holds them in full."""
    keys = {"statement": "answers", "information": "information"}
    for key, member in keys.items():
        told = (statement or {}).get(member)
        if told is None:
            yield Entry(key, [_said("no_answers")])
        else:
            encoded = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            yield Entry(key, [_said("answers", count=len(told), digest=digest(encoded))])
    yield Entry("static", [_said("no_answers" if statement is None else "reviewed")])


def labelled(entry: Entry, summary: Summary, language: str) -> tuple[str, str]:
    """The name of an item and its text in one language; what is missing is said to be."""
    name = word("record", entry.key, language)
    if not entry.texts:
        return name, word("record", "blank" if is_self_test(summary) else "empty", language)
    mark = "◇ " if entry.stated else ""
    return name, mark + SEPARATORS[language].join(text[language] for text in entry.texts)
