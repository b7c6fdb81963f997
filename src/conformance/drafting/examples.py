"""The examples in reports/examples, generated from the demo: `python -m conformance.drafting.examples`."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from conformance.catalogue import folder
from conformance.cli.console import write_lines
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import Target, targets
from conformance.reference.demo import write_demo
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import Line, render

WIDTH = 110


def examples() -> Iterator[tuple[str, str]]:
    """(file name, text) of every example; what differs from run to run is left out."""
    with tempfile.TemporaryDirectory() as place:
        plan = Plan(Selection())
        models = write_demo(plan.catalogue, Path(place) / "demo-models")
        journal = Path(place) / "run.jsonl"
        execute(plan, _named(targets([str(models)])), journal, workers=1)
        report = io.StringIO()
        write_report(events(journal), report)
        yield "report.json", _without_volatile(json.loads(report.getvalue()))
        for language in ("en", "zh"):
            lines = list(render(summarise(events(journal)), language))
            text = io.StringIO()
            write_lines(lines, text)
            yield f"terminal-{language}.txt", text.getvalue()


def pictures() -> Iterator[tuple[str, str]]:
    """(file name, SVG) of the terminal view in both languages, as the README shows it."""
    with tempfile.TemporaryDirectory() as place:
        plan = Plan(Selection())
        models = write_demo(plan.catalogue, Path(place) / "demo-models")
        journal = Path(place) / "run.jsonl"
        chosen = [each for each in targets([str(models)]) if "AST-GLD-013" in each.name or "/good/" in each.name]
        execute(plan, _named(chosen), journal, workers=1)
        for language in ("en", "zh"):
            yield f"terminal-{language}.svg", _picture(list(render(summarise(events(journal)), language)))


def _named(found: Iterable[Target]) -> Iterator[Target]:
    """The targets under names that hold nothing of this machine."""
    for each in found:
        yield Target(each.path, each.name[each.name.index("demo-models") :], False)


def _picture(lines: list[Line]) -> str:
    from rich.console import Console
    from rich.padding import Padding
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    console = Console(width=WIDTH, record=True, file=io.StringIO(), highlight=False, force_terminal=True)
    for line in lines:
        console.print(Padding(Text(line.text, line.style), (0, 0, 0, line.indent), expand=False))
    return console.export_svg(title="conformance check demo-models", theme=MONOKAI, unique_id="conformance")


def _without_volatile(report: dict[str, Any]) -> str:
    report["run"] = {}
    report["harness"] = {"name": report["harness"]["name"]}
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


def write_all(into: Path) -> None:
    """Write all examples and pictures into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    for name, text in [*examples(), *pictures()]:
        (into / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all(folder("reports") / "examples")
