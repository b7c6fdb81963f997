"""The public register as a static site: pages in both languages, JSON, a feed, and the folder that platforms load."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from conformance.model.profile import LEVEL_TITLES
from conformance.model.text import LANGUAGES, Text
from conformance.programme.certificate import certificate_words
from conformance.programme.certificate_check import conditions_of, read_certificate
from conformance.programme.feed import News, feed, news_about, news_of
from conformance.programme.matters import Matter, matters_of
from conformance.programme.moments import moment
from conformance.programme.pilot import Pilot
from conformance.programme.register import USABLE, State, states
from conformance.programme.site_matters import PAGE, heading, section
from conformance.programme.site_matters import WORDS as MATTERS
from conformance.programme.site_page import SEARCH, entrance, marked, page, table
from conformance.programme.wording import STATES
from conformance.reporting.words import COLONS

CONDITIONAL = "provisional"
WORDS: dict[str, Text] = {
    "search": Text("Search: holder, product, version, number", "搜索：持有方、产品、版本、编号"),
    "number": Text("Number", "编号"),
    "holder": Text("Holder", "持有方"),
    "product": Text("Product", "产品"),
    "version": Text("Version", "版本"),
    "profile": Text("Requirements", "依据"),
    "level": Text("Level", "等级"),
    "state": Text("State", "状态"),
    "until": Text("Until", "有效期至"),
    "time": Text("Time", "时间"),
    "reason": Text("Reason", "理由"),
    "digests": Text("Digests", "摘要值"),
    "recognised": Text("Recognised by", "识别方式"),
    "history": Text("History of the product", "产品历史"),
    "badge": Text("Badge", "标注文字"),
    "register": Text("Register", "登记册"),
}
DIGESTS = {
    "certificate": Text("certificate", "证明"),
    "evidence": Text("evidence", "证据包"),
    "result": Text("signed result", "已签名的结果"),
    "review": Text("review", "评审"),
}


def site(pilot: Pilot, at: datetime) -> dict[str, bytes | str]:
    """All files of the site by their paths in it. Raises Problem where something is not signed by who may, OSError."""
    entries = pilot.chain.entries
    found = states(entries)
    history: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in entries:
        history[f"{entry['holder']}/{entry['product']}"].append(entry)
    matters = matters_of(pilot, found, at)
    disputed: dict[str, list[Matter]] = defaultdict(list)
    for each in matters:
        disputed[f"{each.entry['holder']}/{each.entry['product']}"].append(each)
    files: dict[str, bytes | str] = {
        "register.json": json.dumps([dict(each) for each in entries], ensure_ascii=False, indent=1) + "\n",
        "feed.atom": feed(pilot, "", _news(entries, matters)),
    }
    for language in LANGUAGES:
        files[f"{language}/index.html"] = _index(pilot, found, language, at)
        files[f"{language}/{PAGE}"] = _matters(matters, language)
    for product, told in history.items():
        files[f"products/{product}/feed.atom"] = feed(pilot, f"products/{product}", _news(told, disputed[product]))
        for language in LANGUAGES:
            content = _product(pilot, product, told, found, language, at, disputed[product])
            files[f"{language}/products/{product}.html"] = content
    for requirement, news in _by_requirement(pilot, entries, matters).items():
        files[f"requirements/{requirement}/feed.atom"] = feed(pilot, f"requirements/{requirement}", news)
    files["index.html"] = entrance()
    return files


def _news(entries: Iterable[Mapping[str, Any]], matters: Iterable[Matter]) -> list[News]:
    return [*map(news_of, entries), *(news for each in matters for news in news_about(each))]


def _by_requirement(
    pilot: Pilot, entries: Iterable[Mapping[str, Any]], matters: Iterable[Matter]
) -> dict[str, list[News]]:
    """By requirement, the events of certificates that are conditional on it, and the cases and disputes about it."""
    conditions: dict[str, list[str]] = {}
    found: dict[str, list[News]] = defaultdict(list)
    for entry in entries:
        number = str(entry.get("certificate"))
        if entry["event"] == CONDITIONAL:
            conditions[number] = conditions_of(read_certificate(pilot.certificate(number)))
        for requirement in conditions.get(number, ()):
            found[requirement].append(news_of(entry))
    for matter in matters:
        for requirement in matter.requirements:
            found[requirement] += news_about(matter)
    return found


def state_now(state: State, at: datetime) -> Text:
    """The state of a certificate at a moment."""
    return STATES["expired" if state.name in USABLE and at >= moment(state.issued["until"]) else state.name]


def badge(pilot: Pilot, state: State, at: datetime) -> Text:
    """What a holder may write beside the product: text, never a mark."""
    name, issued = pilot.file.programme.name, state.issued
    form = certificate_words()[pilot.file.programme.legal_form]["name"]
    now = state_now(state, at)
    about = f"{issued['name']} {issued['version']}", issued["profile"], issued["certificate"]
    level = LEVEL_TITLES[issued["level"]]
    return Text(
        f"{name.en}: {form['en']} {about[2]}, {about[0]}, {about[1]}, level {level.en}, {now.en}",
        f"{name.zh}：{form['zh']} {about[2]}，{about[0]}，{about[1]}，等级 {level.zh}，{now.zh}",
    )


def _index(pilot: Pilot, found: Mapping[str, State], language: str, at: datetime) -> str:
    columns = ("number", "holder", "product", "version", "profile", "level", "state", "until")
    rows = []
    for number, state in sorted(found.items(), reverse=True):
        issued = state.issued
        link = f'<a href="products/{issued["holder"]}/{issued["product"]}.html">{escape(issued["name"])}</a>'
        about = [escape(str(issued[each])) for each in ("version", "profile")]
        about.append(escape(LEVEL_TITLES[issued["level"]][language]))
        shown = [marked(number, "number"), escape(issued["organisation"]), link, *about]
        rows.append([*shown, _state(state, language, at), marked(issued["until"][:10], "date")])
    words = [WORDS[each][language] for each in columns]
    label = escape(WORDS["search"][language])
    more = f'<p><a href="{PAGE}">{escape(MATTERS["title"][language])}</a></p>'
    search = f'<p><input type="search" aria-label="{label}" placeholder="{label}"></p>'
    title = f"{pilot.file.programme.name.text[language]} - {WORDS['register'][language]}"
    body = f"{search}{table(words, rows)}{more}<script>{SEARCH}</script>"
    return page(title, language, body, "index.html", top=True)


def _matters(matters: list[Matter], language: str) -> str:
    """The page of all cases and disputes."""
    body = section(matters, language, "products/") if matters else f"<p>{escape(MATTERS['none'][language])}</p>"
    return page(MATTERS["title"][language], language, body, PAGE)


def _state(state: State, language: str, at: datetime) -> str:
    """The state of a certificate, with a colour for those that see it."""
    told = state_now(state, at)
    style = state.name if told is STATES[state.name] and state.name in USABLE else "stopped"
    return marked(told[language], f"state {style}")


def _product(
    pilot: Pilot,
    product: str,
    entries: Iterable[Mapping[str, Any]],
    found: Mapping[str, State],
    language: str,
    at: datetime,
    matters: list[Matter],
) -> str:
    """A product: each event with its reason and digests, what its certificates say now, and what is disputed."""
    events, parts, rows, name = certificate_words()["event"], [], [], product
    for entry in entries:
        name = str(entry.get("name", product))
        told = [marked(entry["time"][:10], "date"), escape(events[entry["event"]][language])]
        told += [escape(entry["version"]), _certificate(entry.get("certificate")), _reason(entry, language)]
        rows.append([*told, _digests(entry["digests"], language)])
        state = found.get(str(entry.get("certificate")))
        if state and entry is state.issued:
            means = ", ".join(state.issued["recognised"])
            said = escape(badge(pilot, state, at)[language])
            recognised = f"{WORDS['recognised'][language]}{COLONS[language]}<code>{escape(means)}</code>"
            parts.append(f'<p class="badge">{said}<br>{recognised}</p>')
    columns = ("time", "state", "version", "number", "reason", "digests")
    history = table([WORDS[each][language] for each in columns], rows)
    title = f"{name} - {WORDS['history'][language]}"
    if matters:
        history += heading(language) + section(matters, language, "../")
    return page(title, language, "".join(parts) + history, f"products/{product}.html")


def _certificate(number: object) -> str:
    """A link to the signed file."""
    if number is None:
        return ""
    told = escape(str(number))
    return f'<a class="number" href="../../../certificates/{told}.vc.json">{told}</a>'


def _reason(entry: Mapping[str, Any], language: str) -> str:
    return f"<span>{escape(str(entry['reason'].get(language, '')))}</span>"


def _digests(digests: Mapping[str, object], language: str) -> str:
    """The digests, folded: they are for programs, and for those who check."""
    if not digests:
        return ""
    lines = (
        f"{escape(DIGESTS.get(key, Text(key, key))[language])} <code>{escape(str(each))}</code>"
        for key, each in digests.items()
    )
    return f"<details><summary>{len(digests)}</summary>{'<br>'.join(lines)}</details>"


def site_folder(pilot: Pilot) -> Path:
    """Where the site is written."""
    return pilot.folder / "site"
