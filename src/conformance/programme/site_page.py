"""The markup of the register's pages: they need no network, and are read on a telephone and without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from conformance.model.text import LANGUAGES, Text
from conformance.programme.certificate import certificate_words

STYLE = """
body{font:16px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:66rem;
margin:0 auto;padding:1rem;color:#1c1c1c;background:#fff}
nav{display:flex;gap:1rem;justify-content:space-between}
h1{font-size:1.6rem;line-height:1.25;margin:.8rem 0}
h2{font-size:1.2rem;margin:1.6rem 0 0}
td p{margin:0 0 .3rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border-bottom:1px solid #ccc;padding:.45rem .6rem;text-align:left;vertical-align:top}
th{white-space:nowrap}
code{overflow-wrap:anywhere;font-size:.85em}
input{font:inherit;box-sizing:border-box;width:100%;padding:.5rem}
.badge{border-left:4px solid #888;padding:.3rem .8rem;margin:1rem 0;background:#f5f5f5;overflow-wrap:anywhere}
.state{white-space:nowrap;padding:.1rem .55rem;border-radius:1rem;border:1px solid currentColor}
.valid{color:#14602f}.conditional{color:#6e4600}.stopped{color:#96120c}
.date,.number{white-space:nowrap}
@media (max-width:46rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,td{display:block}
tr{border:1px solid #bbb;border-radius:.4rem;margin:.8rem 0;padding:.3rem .6rem}
tr[hidden]{display:none}
td{border:0;padding:.2rem 0;display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.6rem}
td:empty{display:none}
td::before{content:attr(data-label);color:#555}
td>*{justify-self:start}
}
@media print{nav,input{display:none}}
""".replace("\n", "")
SEARCH = (
    "const q=document.querySelector('input');q.addEventListener('input',()=>{const w=q.value.toLowerCase();"
    "for(const r of document.querySelectorAll('tbody tr'))r.hidden=!r.textContent.toLowerCase().includes(w)})"
)
TAGS = {"en": "en", "zh": "zh-CN"}
NAMES = {"en": "English", "zh": "中文"}
UP = Text("Register", "登记册")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are markup; on a narrow screen each row is a box with the names of the columns."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
    body = "\n".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(columns, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def marked(text: str, style: str) -> str:
    """Text in a style of the page."""
    return f'<span class="{style}">{escape(text)}</span>' if text else ""


def page(title: str, language: str, body: str, path: str, *, top: bool = False) -> str:
    """A page at a path below the folder of its language, with the way to the register and to the other language."""
    other = next(each for each in LANGUAGES if each != language)
    root = "../" * (path.count("/") + 1)
    up = "" if top else f'<a href="{root}{language}/index.html">{UP[language]}</a>'
    switch = f'<a href="{root}{other}/{escape(path)}" lang="{TAGS[other]}">{NAMES[other]}</a>'
    form = escape(certificate_words()["disclaimer"]["form"][language])
    return (
        f'<!DOCTYPE html>\n<html lang="{TAGS[language]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body><nav><span>{up}</span>{switch}</nav><main><h1>{escape(title)}</h1>{body}<p>{form}</p></main></body></html>\n"
    )


def entrance() -> str:
    """The page that leads to the languages."""
    links = " ".join(f'<a href="{each}/index.html" lang="{TAGS[each]}">{NAMES[each]}</a>' for each in LANGUAGES)
    head = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Register</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    main = f"<main><h1>Register 登记册</h1><p>{links}</p></main>"
    return f"{head}{view}<style>{STYLE}</style></head><body>{main}</body></html>\n"
