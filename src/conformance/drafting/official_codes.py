"""The codes of the official tools: which requirements cover them, and why some are not covered.

`python -m conformance.drafting.official_codes` writes the coverage pages in reports/.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.catalogue import Catalogue, CatalogueError, folder, load_catalogue
from conformance.model.text import Text

HEADING = Text("Codes of official tools and the requirements that cover them", "官方工具的代码与覆盖它们的要求")
COUNTED = Text(
    "{covered} of {all} codes are covered: {by_severity}.", "共 {all} 个代码，已覆盖 {covered} 个：{by_severity}。"
)
COLUMNS = (
    Text("code", "代码"),
    Text("severity", "级别"),
    Text("covered by", "由下列要求覆盖"),
    Text("or why it is not", "或未覆盖的原因"),
)
GENERATED = Text(
    "Written by `python -m conformance.drafting.official_codes`.",
    "由 `python -m conformance.drafting.official_codes` 生成。",
)


@dataclass(frozen=True)
class OfficialCode:
    """A code of a tool. `rows` are the requirements that cover it; if there are none, `reason` says why."""

    tool: str
    code: str
    severity: Text
    rows: tuple[str, ...]
    reason: Text | None


def official_codes(catalogue: Catalogue) -> Iterator[OfficialCode]:
    """Every code listed in the codes/ of a family, by tool and in order of severity.

    Raises CatalogueError for a code that is neither covered nor has a reason, or both, and for one that is not listed.
    """
    covering: dict[str, list[str]] = {}
    for row in catalogue.requirements.values():
        for code in row.covers:
            covering.setdefault(code, []).append(row.id)
    listed: set[str] = set()
    for path in [path for each in catalogue.families.values() for path in sorted(each.folder.glob("codes/*.toml"))]:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        title, reasons = content["tool"]["title"]["en"], content["reasons"]
        for severity, codes in content["codes"].items():
            for code in codes:
                if (code in covering) == (code in reasons):
                    problem = Text(
                        f"{code} needs either a requirement that covers it or a reason",
                        f"{code} 应有对应的要求或原因，且仅有其一",
                    )
                    raise CatalogueError(path, problem)
                reason = Text(**reasons[code]) if code in reasons else None
                word = Text(**content["severity"][severity])
                yield OfficialCode(title, code, word, tuple(covering.get(code, ())), reason)
        listed |= {code for codes in content["codes"].values() for code in codes}
    if unknown := sorted(covering.keys() - listed):
        problem = Text(
            f"no codes/ of a family lists the code {', '.join(unknown)}",
            f"没有测试套族的 codes/ 列出代码 {'、'.join(unknown)}",
        )
        raise CatalogueError(folder("suites"), problem)


def pages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """(file name, Markdown text) of the coverage page in each language."""
    codes = list(official_codes(catalogue))
    for language in ("en", "zh"):
        yield f"official-codes-{language}.md", "\n".join(_page(codes, language))


def _page(codes: list[OfficialCode], language: str) -> Iterator[str]:
    yield f"# {HEADING[language]}\n"
    yield f"{GENERATED[language]}\n"
    for tool in dict.fromkeys(each.tool for each in codes):
        own = [each for each in codes if each.tool == tool]
        yield f"## {tool}\n"
        yield f"{_counts(own, language)}\n"
        yield "| " + " | ".join(column[language] for column in COLUMNS) + " |"
        yield "| " + " | ".join("---" for _ in COLUMNS) + " |"
        for each in own:
            reason = each.reason[language] if each.reason else ""
            yield f"| `{each.code}` | {each.severity[language]} | {' '.join(each.rows)} | {reason} |"
        yield ""


def _counts(codes: list[OfficialCode], language: str) -> str:
    totals = Counter(each.severity[language] for each in codes)
    covered = Counter(each.severity[language] for each in codes if each.rows)
    comma = ", " if language == "en" else "、"
    by_severity = comma.join(f"{word} {covered[word]}/{count}" for word, count in totals.items())
    values = {"covered": covered.total(), "all": totals.total(), "by_severity": by_severity}
    return COUNTED.filled(values)[language]


if __name__ == "__main__":
    for name, text in pages(load_catalogue()):
        (Path(__file__).resolve().parents[3] / "reports" / name).write_text(text, encoding="utf-8", newline="\n")
