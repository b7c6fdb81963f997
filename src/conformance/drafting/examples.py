"""The examples in reports/examples, generated from the demo: `python -m conformance.drafting.examples`."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from conformance.catalogue import folder
from conformance.drafting.confirmation import confirmation
from conformance.drafting.trace import as_records
from conformance.engine.journal import Journal, entry
from conformance.engine.pictures import make_pictures
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import Target, targets
from conformance.model.journal.records import Ending, Event, Opening, SubjectJudged, SuiteRecord, SuitesTold
from conformance.model.text import LANGUAGES
from conformance.reference.demo import write_demo
from conformance.reporting.html import write_html
from conformance.reporting.journal import events
from conformance.reporting.lines import Line, print_styled
from conformance.reporting.matrix import Product, read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.qualification_page import write_qualification
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import render
from conformance.reporting.trace_page import write_trace
from conformance.reporting.views import VIEWS, Run, View

WIDTH = 110
# What is left out of the pictures: they show the first two findings on avatars, and the plots of one recording.
AVATARS_CUT = ".controls, #counts, #overview, #models, #run, article:nth-of-type(n+3), .grounds, details, .results-of"
RECORDINGS_CUT = ".controls, #counts, #overview, #violated, #run, #plots article:nth-of-type(n+2), details"
CONFIRMED = ("gltf/container", "gltf/document", "did/document")  # the record of all suites takes a minute
NEVER = "2000-01-01T00:00:00+00:00"
EVERY_CASE = frozenset({"earl"})  # views of every case: only of the faulty models, or they would take megabytes
NOTHING = f"sha256:{'0' * 64}"  # a suite's digest changes with each comment in its code


def examples() -> Iterator[tuple[str, str]]:
    """(file name, text) of every example; what differs between runs is replaced by fixed values."""
    told, faultless = _runs()
    with tempfile.TemporaryDirectory() as place:
        journal = _journal(told, Path(place) / "run.jsonl")
        faulty = _journal(filter(_is_of_faulty_models, told), Path(place) / "faulty.jsonl")
        for view in VIEWS.values():
            if view.needs != "exchanges" and not view.binary:
                yield from _shown(view, faulty if view.name in EVERY_CASE else journal)
    plan = Plan(Selection())
    yield "matrix.html", _written(write_matrix, _products(told, faultless), "en")
    yield "trace.html", _written(write_trace, as_records(plan.catalogue), "en")
    yield "qualify.html", _written(write_qualification, _still_record(confirmation(plan, "", CONFIRMED)), "en")


def _is_of_faulty_models(event: Event) -> bool:
    """Whether the event does not concern a good model."""
    return not isinstance(event, SubjectJudged) or "/faulty/" in event.subject.name


def _shown(view: View, journal: Path) -> Iterator[tuple[str, str]]:
    """A view of the run, once per language unless it is bilingual."""
    stem, ending = view.file.split(".")
    for language in ("en",) if view.bilingual else LANGUAGES:
        out = io.StringIO()
        view.show(Run(journal), out, language)
        yield view.file if view.bilingual else f"{stem}-{language}.{ending}", out.getvalue()


def write_workbooks(into: Path) -> None:
    """Write the matrix as a workbook in both languages; its content matters, not its bytes."""
    from conformance.reporting.workbook import write_workbook

    for language in LANGUAGES:
        write_workbook(_products(*_runs()), into / f"matrix-{language}.xlsx", language)


def _runs() -> tuple[list[Event], list[Event]]:
    """The events of a run over the demo, and of one over its good models only."""
    with tempfile.TemporaryDirectory() as place:
        plan = Plan(Selection())
        models = write_demo(plan.catalogue, "", Path(place) / "demo-models")
        found = []
        for folder_ in (models, models / "good"):
            journal = Path(place) / "run.jsonl"
            execute(plan, _named(targets([str(folder_)])), journal, workers=1)
            found.append([_still(event) for event in events(journal)])
    return found[0], found[1]


def _journal(told: Iterable[Event], path: Path) -> Path:
    """The events as a journal."""
    with Journal(path) as out:
        for event in told:
            if isinstance(event, SubjectJudged):
                out.add([entry(event)])
            else:
                out.write(event)
    return path


def _products(told: list[Event], faultless: list[Event]) -> list[Product]:
    return [read_product("Demo A", told), read_product("Demo B", faultless)]


def _written(write: Callable[..., object], told: Any, language: str) -> str:
    out = io.StringIO()
    write(told, out, language)
    return out.getvalue()


def _still(event: Event) -> Event:
    """The event without volatile values: who ran it, where and when, with which harness and suites."""
    match event:
        case Opening(harness=harness, suites=suites):
            run = {"id": "example", "started": NEVER, "host": "example", "system": "example", "python": "example"}
            still = harness._replace(version="0", schema_engine="example")
            return event._replace(run=run, harness=still, suites=_still_suites(suites))
        case SuitesTold(suites):
            return SuitesTold(_still_suites(suites))
        case Ending():
            return event._replace(finished=NEVER, seconds=0.0)
    return event


def _still_suites(suites: Iterable[SuiteRecord]) -> tuple[SuiteRecord, ...]:
    return tuple(suite._replace(digest=NOTHING) for suite in suites)


def _still_record(record: dict[str, Any]) -> dict[str, Any]:
    """The tool confirmation record without volatile values."""
    return {
        **record,
        "date": NEVER,
        "harness": {**record["harness"], "version": "0", "schema_engine": "example"},
        "system": dict.fromkeys(record["system"], "example"),
        "suites": [{**suite, "digest": NOTHING} for suite in record["suites"]],
    }


def write_pictures(into: Path) -> None:
    """Write the pictures in the README as PNG in both languages: the terminal view and the top of the HTML report.

    Needs Chromium on the path, and Chinese fonts.
    """
    with tempfile.TemporaryDirectory() as place:
        plan = Plan(Selection())
        models = write_demo(plan.catalogue, "", Path(place) / "demo-models")
        journal = Path(place) / "run.jsonl"
        chosen = [each for each in targets([str(models)]) if "AST-GLD-01" in each.name or "/good/" in each.name]
        execute(plan, _named(chosen), journal, workers=1)
        for language in ("en", "zh"):
            page = Path(place) / f"{language}.html"
            page.write_text(_page(list(render(summarise(events(journal)), language))), encoding="utf-8")
            _photograph(page, into / f"terminal-{language}.png", 1180, 1010)
            page.write_text(_written(write_html, map(_still, events(journal)), language), encoding="utf-8")
            _photograph(page, into / f"report-{language}.png", 1080, 1420)


def write_avatar_pictures(into: Path) -> None:
    """Write the report on the demo's avatars with its pictures as PNG in both languages; needs the extra `pictures`.

    Nothing is written if that is missing: the pictures in the repository remain.
    """
    if find_spec("embreex") is not None:
        _write_role_pictures("digital-human", into, "avatar", AVATARS_CUT)


def write_recording_pictures(into: Path) -> None:
    """Write the report on the demo's recordings with its plots as PNG in both languages."""
    _write_role_pictures("xr-headset", into, "recording", RECORDINGS_CUT)


def _write_role_pictures(profile: str, into: Path, name: str, cut: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        plan = Plan(Selection(profile=profile))
        folder_ = write_demo(plan.catalogue, profile, Path(place) / f"demo-{profile}")
        journal, pictures = Path(place) / "run.jsonl", Path(place) / "run.pictures"
        with chdir(place):  # its files have short names, by which they are opened again
            execute(plan, targets([folder_.name]), journal, workers=1)
            if find_spec("embreex") is not None:
                make_pictures(events(journal), pictures, plan.catalogue)
        for language in ("en", "zh"):
            page, out = Path(place) / f"{language}.html", io.StringIO()
            write_html(events(journal), out, language, pictures)
            style = f"<style>{cut} {{ display: none !important }}</style></head>"
            page.write_text(out.getvalue().replace("</head>", style), encoding="utf-8")
            _photograph(page, into / f"{name}-{language}.png", 1180, 3000)
            _trim(into / f"{name}-{language}.png")


def _photograph(page: Path, picture: Path, width: int, height: int) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("no pictures: Chromium is not on the path")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    options += [f"--user-data-dir={page.parent / 'browser'}", f"--screenshot={picture}"]
    subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True)  # noqa: S603 - our own page


def _trim(picture: Path, margin: int = 24) -> None:
    """Crop the empty bottom of a picture."""
    from PIL import Image, ImageChops

    image = Image.open(picture).convert("RGB")
    empty = Image.new("RGB", image.size, image.getpixel((0, image.height - 1)))
    _, _, _, bottom = ImageChops.difference(image, empty).getbbox() or (0, 0, 0, image.height)
    image.crop((0, 0, image.width, min(image.height, bottom + margin))).save(picture, optimize=True)


def _page(lines: list[Line]) -> str:
    from rich.console import Console
    from rich.terminal_theme import MONOKAI

    console = Console(width=WIDTH, record=True, file=io.StringIO(), highlight=False, force_terminal=True)
    print_styled(lines, console)
    style = "<style>body { margin: 24px } pre { font-size: 16px; line-height: 1.35 }</style>"
    return console.export_html(theme=MONOKAI, inline_styles=True).replace("</head>", f"{style}</head>")


def _named(found: Iterable[Target]) -> Iterator[Target]:
    """The targets, with names that do not depend on this machine."""
    for each in found:
        yield Target(each.path, each.name[each.name.index("demo-models") :], False)


def write_all(into: Path) -> None:
    """Write all examples into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    for name, text in examples():
        (into / name).write_text(text, encoding="utf-8", newline="\n")
    write_workbooks(into)


if __name__ == "__main__":
    write_all(folder("reports") / "examples")
    write_pictures(folder("reports") / "examples")
    write_avatar_pictures(folder("reports") / "examples")
    write_recording_pictures(folder("reports") / "examples")
