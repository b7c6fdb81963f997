"""The table of mutants in docs/mutation.md, in both languages, from what tests/suites/explained.py keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conformance.catalogue import Catalogue
from conformance.drafting.kept import kept_at
from conformance.drafting.mutation.trial import Status

DOCS = Path(__file__).resolve().parents[2] / "docs"
STATUSES = (Status.KILLED, Status.ELSEWHERE, Status.UNPROVEN, Status.LEDGER, Status.INVALID, Status.SURVIVED)
PAGES = {
    DOCS / "mutation.md": (
        "suite | mutants | killed | elsewhere | unproven | explained | invalid | survive | strength | seconds",
        "not measured",
        "all that were measured",
    ),
    DOCS / "zh" / "mutation.md": (
        "测试套 | 变异体 | 发现 | 由其他测试套发现 | 未能证实 | 已说明理由 | 无效 | 存活 | 强度 | 时间（s）",
        "未测",
        "已测合计",
    ),
}
TABLE = re.compile(r"(<!-- figures (?P<day>[-\d]*) -->\n)\|.*?\n(?=\n|\Z)", re.DOTALL)

ROW = re.compile(r"^\| `([^`]+)` \| ([\d,]+ \|.*) \|$", re.MULTILINE)


def write(catalogue: Catalogue, folder: Path) -> None:
    """Put the table into the pages. A suite that is not in the folder keeps its figures of before.

    Raises ValueError for a page without its place.
    """
    for page, words in PAGES.items():
        text = page.read_text(encoding="utf-8")
        if not (found := TABLE.search(text)):
            raise ValueError(f"{page.name} has no table of figures")
        before = {row[1]: row[2].split(" | ") for row in ROW.finditer(found[0])}
        table = "\n".join(_lines(catalogue, folder, before, *words)) + "\n"
        head = f"<!-- figures {datetime.now(UTC).date()} -->\n"
        page.write_text(TABLE.sub(lambda found, made=head + table: made, text), encoding="utf-8", newline="\n")


def _lines(
    catalogue: Catalogue, folder: Path, before: Mapping[str, list[str]], head: str, unmeasured: str, total: str
) -> Iterator[str]:
    yield f"| {head} |"
    yield "|---" * (head.count("|") + 1) + "|"
    sums = [0.0] * (len(STATUSES) + 2)
    for name, suite in sorted(catalogue.suites.items()):
        mutants, strength = (_read(kept_at(folder, suite, what)) for what in ("", ".strength"))
        if mutants is None and name in before:
            *counted, _, seconds = before[name]
            yield f"| `{name}` | {' | '.join(before[name])} |"
            sums = _added(sums, [*counted, seconds])
            continue
        if mutants is None:
            yield f"| `{name}` | {unmeasured} |" + " |" * (len(STATUSES) + 2)
            continue
        counts = [_count(mutants, status) for status in STATUSES]
        seconds = mutants["config"]["seconds"] + (strength["config"]["seconds"] if strength else 0)
        share = f"{100 * strength['noticed']['all']:.1f} %" if strength and strength["changes"] else ""
        row = [sum(counts), *counts]
        yield f"| `{name}` | {' | '.join(f'{each:,}' for each in row)} | {share} | {seconds:,.0f} |"
        sums = _added(sums, [f"{each:,.0f}" for each in (*row, seconds)])
    *counted, seconds = sums
    yield f"| {total} | {' | '.join(f'{each:,.0f}' for each in counted)} | | {seconds:,.0f} |"


def _added(sums: Iterable[float], more: Iterable[str]) -> list[float]:
    """The sums with the figures of a row, as its page writes them."""
    return [each + float(figure.replace(",", "")) for each, figure in zip(sums, more, strict=True)]


def _count(report: dict[str, Any], status: Status) -> int:
    """How many mutants have a status; a check that fails is counted with those that survive."""
    counts = report["config"]["statuses"]
    return int(counts[status] + (counts[Status.CRASHED] if status is Status.SURVIVED else 0))


def _read(path: Path | None) -> dict[str, Any] | None:
    if path is None or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found
