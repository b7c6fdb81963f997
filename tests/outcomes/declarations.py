"""What is said of declarations and journals that have one mistake each, as a slip would make it.

Kept is each complaint in both languages, and nothing where there is none.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from conformance.catalogue import load_catalogue
from conformance.catalogue.families import check_uses, families_in
from conformance.catalogue.profiles import load_profile
from conformance.catalogue.suites import load_suite
from conformance.drafting.expected import Expected
from conformance.drafting.findings import toml
from conformance.engine.plan_answers import check_answers
from conformance.engine.plan_file import parse_plan
from conformance.engine.suite_code import load_suite_code
from conformance.model.problem import Problem
from conformance.reporting.journal import events
from conformance.reporting.summary import summarise
from tests.doubles.journals import write
from tests.outcomes.distortions import changed_documents, with_strangers
from tests.outcomes.runs import runs

DOUBLES = Path(__file__).resolve().parents[1] / "doubles"
BADGES, SHELVES = Path("suites/toy/badges"), Path("live/suites/toy/shelves")
COUNT, LENGTH = 110, 160
BY_HAND = {
    "also": {"TOY-BDG-004_unknown_colour.json": ["TOY-BDG-005"]},
    "cannot": {"TOY-BDG-003": {"finding": "no reason"}},
}
PLAN: Mapping[str, Any] = {
    "profile": "shelf",
    "level": "interoperable",
    "product": {"name": "Shelf", "version": "1", "producer": "Toy"},
    "endpoints": {"shelf": "http://127.0.0.1:9/"},
    "statement": {"labels": True},
    "information": {"thing": "vase"},
    "authentication": {"scheme": "bearer", "token": {"env": "TOKEN"}},
    "tls": {"authorities": "ca.pem"},
    "limits": {"writing": True, "stimuli": 10, "concurrency": 4, "requests_per_second": 2.5, "hosts": ["a"]},
    "adapter": {"command": ["a", "b"]},
}


def declarations_text(folder: Path) -> str:
    """The complaints about suites, a family, a profile, expected findings, a plan and a journal of the toys."""
    shutil.copytree(DOUBLES, folder / "toys")
    toys = folder / "toys"
    catalogue = load_catalogue([toys / "suites", toys / "live" / "suites"])
    badges, shelves = toys / BADGES, toys / SHELVES
    profile, expected = toys / "profiles" / "badge-issuer.toml", badges / "badge" / "samples" / "expected.toml"
    badge, shelf = catalogue.suite("toy/badges/badge"), catalogue.suite("toy/shelves/shelf")

    def suite(place: Path) -> None:
        family = catalogue.families[f"toy/{place.parent.name}"]
        read = load_suite(place, family, catalogue.families, catalogue.clauses, catalogue.standards)
        _ = read.content
        if read.recognise:
            load_suite_code(read, read.recognise.judge)

    said = [
        *_changed(badges / "badge" / "suite.toml", lambda: suite(badges / "badge")),
        *_changed(shelves / "shelf" / "suite.toml", lambda: suite(shelves / "shelf")),
        *_changed(badges / "family.toml", lambda: check_uses(_families(toys / "suites"))),
        *_changed(profile, lambda: load_profile(profile, catalogue)),
        *_changed(expected, lambda: Expected.of(badge), by_line=True, **BY_HAND),
        "plan.toml\n",
        *_said(
            chain(with_strangers(PLAN), changed_documents("plan", PLAN, COUNT)),
            lambda plan: check_answers(parse_plan(plan, ""), [shelf], ""),
        ),
        *_journals(folder / "run.jsonl"),
    ]
    # cut to a length only when the folder's name, which has any length, is out of it
    text = "".join(said).replace(str(folder), "HERE").replace("HERE/toys", "TOYS")
    return "".join(f"{line[:LENGTH]}\n" for line in text.splitlines())


def _families(folder: Path) -> dict[str, Any]:
    return {family.id: family for family in families_in(folder)}


def _journals(path: Path) -> Iterable[str]:
    """Each kind of line of a journal in turn."""
    lines = write(path, *runs()["violated"]).read_text(encoding="utf-8").splitlines()
    for number in (*range(7), len(lines) - 2, len(lines) - 1):
        yield f"line {number + 1} of a journal\n"

        def read(record: Any, number: int = number) -> None:
            changed = [*lines[:number], json.dumps(record), *lines[number + 1 :]]
            path.write_text("\n".join(changed) + "\n", encoding="utf-8")
            summarise(events(path))

        yield from _said(changed_documents(f"line {number}", json.loads(lines[number]), COUNT // 4), read)


def _changed(path: Path, use: Callable[[], object], *, by_line: bool = False, **more: Any) -> Iterable[str]:
    """What is said of each change of a TOML file that has these members as well, which is put back afterwards.

    Those of a file that is read by line are written so.
    """
    original = path.read_text(encoding="utf-8")

    def changed(values: Any) -> None:
        headed = {name: each for name, each in values.items() if not by_line or name in more}
        entries = (f"{json.dumps(name)} = {_inline(each)}\n" for name, each in values.items() if name not in headed)
        path.write_text("".join(entries) + _toml(headed), encoding="utf-8")
        use()

    yield f"{path.name}\n"
    values = {**tomllib.loads(original), **more}
    yield from _said(chain(with_strangers(values), changed_documents(path.name, values, COUNT)), changed)
    path.write_text(original, encoding="utf-8")


def _said(changes: Iterable[tuple[str, Any]], use: Callable[[Any], object]) -> Iterable[str]:
    for what, values in changes:
        try:
            use(values)
        except Problem as problem:
            yield f"with {what}\n"
            yield from (f"  {line}\n" for line in f"{problem.text.en}\n{problem.text.zh}".splitlines())


def _toml(values: Mapping[str, Any]) -> str:
    """Tables and arrays of tables with their heads, since suites are read by these."""
    lines = [f"{name} = {_inline(each)}" for name, each in values.items() if not _headed(each)]
    for name, each in values.items():
        for table in (each if isinstance(each, list) else [each]) if _headed(each) else ():
            lines.append(f"[[{name}]]" if isinstance(each, list) else f"[{name}]")
            lines += [f"{key if key.isidentifier() else json.dumps(key)} = {_inline(table[key])}" for key in table]
    return "".join(f"{line}\n" for line in lines)


def _headed(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and value != [] and all(isinstance(x, dict) for x in value)
    )


def _inline(value: Any) -> str:
    return toml(value).replace("null", '"null"')
