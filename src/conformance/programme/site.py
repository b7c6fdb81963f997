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
from conformance.programme.feed import feed
from conformance.programme.moments import moment
from conformance.programme.pilot import Pilot
from conformance.programme.register import State, states

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #bbb;padding:.3rem .6rem;text-align:left}"
    "code{overflow-wrap:anywhere}input{font:inherit;width:100%;padding:.4rem}"
)
SEARCH = (
    "const q=document.querySelector('input');q.addEventListener('input',()=>{const w=q.value.toLowerCase();"
    "for(const r of document.querySelectorAll('tbody tr'))r.hidden=!r.textContent.toLowerCase().includes(w)})"
)
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
    "valid": Text("valid", "有效"),
    "conditional": Text("conditional", "附条件有效"),
    "history": Text("History of the product", "产品历史"),
    "badge": Text("Badge", "标注文字"),
    "register": Text("Register", "登记册"),
}


def site(pilot: Pilot, at: datetime) -> dict[str, bytes | str]:
    """All files of the site by their paths in it. Raises Refusal where the register is broken, OSError."""
    entries = pilot.chain.entries
    found = states(entries)
    history: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in entries:
        history[f"{entry['holder']}/{entry['product']}"].append(entry)
    files: dict[str, bytes | str] = {
        "register.json": json.dumps([dict(each) for each in entries], ensure_ascii=False, indent=1) + "\n",
        "feed.atom": feed(pilot, "", entries),
    }
    for language in LANGUAGES:
        files[f"{language}/index.html"] = _index(pilot, found, language, at)
    for product, told in history.items():
        files[f"products/{product}/feed.atom"] = feed(pilot, product, told)
        for language in LANGUAGES:
            files[f"{language}/products/{product}.html"] = _product(pilot, product, told, found, language, at)
    files["index.html"] = _redirect()
    return files


def state_now(state: State, at: datetime) -> Text:
    """The state of a certificate at a moment."""
    name = state.name
    if name in ("valid", "conditional"):
        if at >= moment(state.issued["until"]):
            return Text(**certificate_words()["event"]["expired"])
        return WORDS[name]
    return Text(**certificate_words()["event"][name])


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
        cells = [number, issued["organisation"], None, issued["version"], issued["profile"]]
        cells += [LEVEL_TITLES[issued["level"]][language], state_now(state, at)[language], issued["until"][:10]]
        rows.append("".join(f"<td>{link if each is None else escape(str(each))}</td>" for each in cells))
    table = _table([WORDS[each][language] for each in columns], rows)
    search = f'<p><input type="search" placeholder="{escape(WORDS["search"][language])}"></p>'
    title = f"{pilot.file.programme.name.text[language]} - {WORDS['register'][language]}"
    return _page(title, language, f"{search}{table}<script>{SEARCH}</script>")


def _product(
    pilot: Pilot,
    product: str,
    entries: Iterable[Mapping[str, Any]],
    found: Mapping[str, State],
    language: str,
    at: datetime,
) -> str:
    """A product: each event with its reason and digests, and what its certificates say now."""
    events, parts, rows, name = certificate_words()["event"], [], [], product
    for entry in entries:
        name = str(entry.get("name", product))
        digests = "<br>".join(f"{key} <code>{escape(str(each))}</code>" for key, each in entry["digests"].items())
        cells = [entry["time"][:10], events[entry["event"]][language], entry["version"], entry.get("certificate", "")]
        cells += [entry["reason"].get(language, "")]
        rows.append("".join(f"<td>{escape(str(each))}</td>" for each in cells) + f"<td>{digests}</td>")
        state = found.get(str(entry.get("certificate")))
        if state and entry is state.issued:
            means = ", ".join(state.issued["recognised"])
            told = badge(pilot, state, at)[language]
            parts.append(f"<p>{escape(told)}<br>{WORDS['recognised'][language]}: <code>{escape(means)}</code></p>")
    columns = ("time", "state", "version", "number", "reason", "digests")
    table = _table([WORDS[each][language] for each in columns], rows)
    return _page(f"{name} - {WORDS['history'][language]}", language, "".join(parts) + table)


def _table(columns: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in columns)
    body = "\n".join(f"<tr>{each}</tr>" for each in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _page(title: str, language: str, body: str) -> str:
    form = escape(certificate_words()["disclaimer"]["form"][language])
    tag = {"en": "en", "zh": "zh-CN"}[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}<p>{form}</p></body></html>\n"
    )


def _redirect() -> str:
    links = '<p><a href="en/index.html">English</a> <a href="zh/index.html">中文</a></p>'
    head = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Register</title></head>'
    return f"{head}<body>{links}</body></html>\n"


def trust_file(pilot: Pilot) -> str:
    """trust.toml of the published folder: the issuer's keys, for certificates and the register."""
    own = [each for each in pilot.file.party if each.id == pilot.issuer]
    lines = []
    for party in own:
        keys = ", ".join(_key(f"{place}.pem", each) for place, each in enumerate(party.keys, 1))
        acts = [each for each in party.acts if each in ("certify", "register")]
        lines += ["[[party]]", f"id = {json.dumps(party.id)}", f"name = {json.dumps(party.name, ensure_ascii=False)}"]
        lines += [f"acts = {json.dumps(acts)}", f"keys = [{keys}]", ""]
    return "\n".join(lines)


def _key(file: str, key: Any) -> str:
    days = "".join(f", {name} = {getattr(key, name)}" for name in ("starts", "ends") if getattr(key, name))
    return f'{{ file = "{file}"{days} }}'


def trust_keys(pilot: Pilot) -> dict[str, bytes]:
    """The files of the issuer's public keys, as trust.toml names them. Raises OSError."""
    keys = [key for each in pilot.file.party if each.id == pilot.issuer for key in each.keys]
    return {f"{place}.pem": (pilot.folder / each.file).read_bytes() for place, each in enumerate(keys, 1)}


def site_folder(pilot: Pilot) -> Path:
    """Where the site is written."""
    return pilot.folder / "site"
