"""What commands print and write, whole, on the toy badges: the layout of every view, each sentence and exit status.

A step is a command line; `DIR` in it is the folder of the toy suites. What differs from run to run, or with the code
that judges, is replaced: times, digests, run ids, folders, the version.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from conformance.cli.main import main
from conformance.version import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
TOYS = CHECKOUT / "tests" / "doubles" / "suites"
TEXTS = {
    "files/good.json": '{"badge":{"name":"Ada","validFor":30,"colour":"red"}}',
    "files/plain.json": '{"badge":{"name":"Bo"}}',
    "files/long.json": '{\n "badge": {\n  "name": "Ada Lovelace",\n  "colour": "pink",\n  "validFor": 0\n }\n}\n',
    "files/list.json": '{"badge": [1, 2]}',
    "files/number.json": '{"badge": {"name": 7, "note": "<b>& | `x`"}}',
    "files/cut.json": '{"badge": {"name": ',
    "files/empty.json": "",
    "files/other.txt": "nothing\n",
    "files/deeper/again.json": '{"badge":{"name":"Ada Lovelace"}}',
    "draft.md": "# Badges\n\nIt must be small and/or nice, if necessary.\n\n徽章\u5fc5\u987b是圆的。\n",
    "explained.toml": (
        '[[explained]]\ncode = "M-BANNED"\nplace = "line 3"\nreason = "The law says it"\n'
        '[[explained]]\ncode = "W-E"\nplace = "line 5"\nreason = "It was there"\n'
    ),
    "no_reason.toml": '[[explained]]\ncode = "M-BANNED"\nplace = "line 3"\nmore = 1\n',
    "comments.toml": (
        '[[comment]]\nclause = "TOY-BDG-003"\nby = "A"\ncomment = "Too strict"\nproposal = "should"\n'
        'decision = "rejected"\nreason = "It is what the policy says"\n'
        '[[comment]]\nclause = "4"\nby = "B"\ncomment = "A word is missing"\n'
    ),
    "wrong.toml": (
        'more = 1\n[[comment]]\nclause = "TOY-BDG-303"\nby = "A"\ncomment = "a"\n'
        '[[comment]]\nclause = "4"\nby = "A"\ncoment = "a"\n'
        '[[comment]]\nclause = "4"\nby = "A"\ncomment = "a"\ndecision = "rejected"\n'
        '[[comment]]\nclause = "4"\nby = "A"\ncomment = "a"\ndecision = "never"\n'
    ),
    "bad.toml": "[product]\nname = 3\nendpoint = true\n",
}
VIEWS = {"terminal": "txt", "json": "json", "html": "html", "sarif": "sarif", "junit": "xml", "markdown": "md"}
VIEWS |= {"csv": "csv", "earl": "jsonld"}
STEPS: dict[str, tuple[str, ...]] = {
    "check": (
        "check files --journal all/run.jsonl",
        "check files --lang zh --workers 1",
        "check files/good.json files/plain.json --workers 1",
        "check files/good.json --profile badge-issuer --journal good/run.jsonl",
        "check files/good.json --profile badge-issuer --level mutual_recognition",
        "check files/long.json files/list.json --profile badge-issuer --level mutual_recognition --journal bad/a.jsonl",
        "check files/plain.json --profile badge-issuer --level interoperable",
        "check files/plain.json --suite toy/badges/badge",
        "check files/other.txt",
        "check files/other.txt --profile badge-issuer --lang zh",
        "check files/empty.json files/cut.json",
        "check files/absent.json",
        "check files --format nothing",
        "check files --level mutual_recognition",
        "check files --workers none",
        "check",
    ),
    "views": (
        *(f"report all/run.jsonl --format {name} --output view.{end}" for name, end in VIEWS.items()),
        *(f"report bad/a.jsonl --lang zh --format {name} --output view.{end}" for name, end in VIEWS.items()),
        "report good",
        "report nothing",
        "report all --format nothing",
        "compare good bad/a.jsonl",
        "compare bad/a.jsonl good --lang zh",
        "compare good good",
        "compare bad/a.jsonl good --format json",
        "matrix one=good two=bad/a.jsonl --output matrix.html",
        "matrix good bad/a.jsonl --lang zh --output matrix.html",
        "matrix one=good one=bad/a.jsonl --output matrix.html",
    ),
    "drafting": (
        "list suites --suite badge",
        "list requirements --suite badge",
        "list requirements --suite badge --lang zh --format json",
        "list requirements --profile badge-issuer",
        "list kinds --suite badge",
        "list families --suite badge",
        "list codes --suite badge",
        "list nothing",
        "explain TOY-BDG-003",
        "explain toy-bdg-005 --lang zh",
        "explain TOY-BDG-006",
        "explain TOY-BDG-033",
        "prove badge",
        "prove TOY-BDG-004 --lang zh",
        "new family toys/badge --into mine",
        "new suite toys/badge/second --into mine",
        "new requirement second A_title --into mine",
        "new requirement second A_title --into mine --lang zh",
        "new suite Toys/badge --into mine",
        "prove toys --suites mine/suites",
    ),
    "measuring": (
        "strength badge",
        "strength badge --lang zh --output strength.txt",
        "strength badge --format json",
        "mutate badge --each 1",
        "mutate badge --each 1 --lang zh",
        "mutate badge --each 1 --operators learned --format json",
        "mutate badge --each 1 --format html --output mutants.html",
        "witness TOY-BDG-004",
        "witness TOY-BDG-004 --lang zh",
        "witness TOY-BDG-006",
        "lint badge",
        "lint draft.md",
        "lint draft.md --lang zh",
        "lint draft.md --format json",
        "lint draft.md --explained explained.toml",
        "lint draft.md --explained explained.toml --lang zh",
        "lint draft.md --explained no_reason.toml",
        "draft badge",
        "draft badge --lang zh",
        "draft badge --ics",
        "draft badge --part comments --records comments.toml",
        "draft badge --part comments --records comments.toml --lang zh --output comments.md",
        "draft badge --part comments --records wrong.toml",
    ),
    "plans": (
        "init --profile identity-service",
        "doctor bad.toml",
        "doctor nothing.toml --lang zh",
        "run bad.toml",
        "rejudge nothing",
        "convert files/good.json out.jsonl",
        "convert nothing.bvh",
        "convert nothing.bvh out.jsonl --lang zh",
        "nothing",
        "explian",
        "TOY-BDG-001",
        "--lang zh check files",
    ),
}
TAKES_SUITES = {"check", "list", "explain", "prove", "strength", "mutate", "witness", "lint", "draft"}
_DIFFERS = [
    (re.compile(r"\b\d{8}T\d{6}Z-[0-9a-f]{4}\b"), "RUN"),
    (re.compile(r"\b(?:sha256:)?[0-9a-f]{64}\b"), "DIGEST"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{12,40}\b"), "ID"),
    (re.compile(r"(\"(?:seconds|duration)\": ?|time=\")[\d.e-]+"), r"\1SECONDS"),
    (re.compile(r"\b\d+\.\d+ (?=s\b|秒)"), "SECONDS "),
    (re.compile(r"(?<=<dd>)\d+\.\d+(?=</dd>)"), "SECONDS"),
]
_DAYS = [
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DATE"),
]
PASSED_OVER = {"__pycache__", ".conformance", ".hypothesis"}
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


def commands_text(name: str, folder: Path) -> str:
    """What the steps of this name print and write in a folder, after those before them."""
    folder /= "work"
    for path, text in TEXTS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with contextlib.chdir(folder):
        if name == "views":
            for step in STEPS["check"]:
                if "--journal" in step:
                    _run(step)
        return f"# By `python -m tests.outcomes core`.\n{''.join(map(step_text, STEPS[name]))}"


def step_text(step: str, *, whole: bool = True, days: bool = False) -> str:
    """What a step prints and which files it makes or changes; whole: with their texts, days: as on invented days."""
    before = _files()
    status, out, err = _run(step)
    parts = [f"$ conformance {step}\n", out, *(f"! {line}\n" for line in err.splitlines()), f"= {status}\n"]
    for path, text in _files().items():
        if before.get(path) != text and path.suffix not in {".jsonl", ".zip", ".xlsx"}:
            parts.append(f"> {path.as_posix()}\n")
            parts += [f"{_STYLE.sub('', text.decode('utf-8-sig'))}\n"] if whole else []
    return _same_each_time("".join(parts), _DIFFERS if days else [*_DIFFERS, *_DAYS])


def _run(step: str) -> tuple[int, str, str]:
    words = shlex.split(step)
    if words[0] in TAKES_SUITES and "--suites" not in words:
        words += ["--suites", str(TOYS)]
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    environment = {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    machine = dict.fromkeys(("node", "system", "release", "machine", "python_version"), lambda: "THIS")
    with (
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["conformance", *words]),
        patch.multiple(platform, **machine),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        status = main(words)
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode().replace("\r\n", "\n"))  # type: ignore[attr-defined]
    return status, texts[0], texts[1]


def _files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(_walk()) if not PASSED_OVER & {*path.parts}}


def _walk() -> Iterator[Path]:
    yield from (path for path in Path().rglob("*") if path.is_file())


def _same_each_time(text: str, differing: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for place, name in ((str(Path.cwd()), "HERE"), (str(CHECKOUT), "CHECKOUT"), (__version__, "VERSION")):
        text = text.replace(place, name)
    for pattern, name in differing:
        text = pattern.sub(name, text)
    return text
