"""A small suites folder with a profile, and the ways in which a drafter changes it, each on its own copy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from doubles.small_suites import TEXT, function, row, write_suite

PROFILE = "thing-maker"
SUITE = Path("tiny/things/thing")
IDS = {name: f"TNY-THG-{number:03}" for number, name in enumerate(("type", "known", "most", "size", "name"), 1)}
DEFINITIONS = {
    "short": {"maxLength": 8},
    IDS["type"]: {"properties": {"thing": {"type": "object"}}},
    IDS["name"]: {"properties": {"thing": {"properties": {"name": {"$ref": "#/$defs/short"}}}}},
}
CHECKS = """
def of(document):
    thing = document.get("thing")
    return thing if isinstance(thing, dict) else {{}}


@check("{known}", parameters=True)
def known(document, parameters):
    if (colour := of(document).get("colour")) not in (None, *parameters["colours"]):
        yield Finding("/thing/colour", received=colour)


@check("{most}", parameters=True)
def most(document, parameters):
    if of(document).get("weight", 0) > parameters["heaviest"]:
        yield Finding("/thing/weight", received=of(document)["weight"])


@check("{size}")
def size(document):
    if of(document).get("size", 0) > 100:
        yield Finding("/thing/size", received=of(document)["size"])
"""
PARAMETERS = f"""
[parameters.heaviest]
title = {TEXT}
default = 10

[parameters.colours]
title = {TEXT}
default = ["red", "green"]
"""
PLACES = {"type": "/thing", "known": "/thing/colour", "most": "/thing/weight", "size": "/thing/size"}
THINGS = {
    "plain": {"colour": "red", "weight": 1, "size": 1, "name": "short"},
    "heavy": {"weight": 9, "name": "seven77"},
    "green": {"colour": "green", "size": 60},
    "small": {"size": 10},
}
"""What is judged before and after a change; all of it conforms before."""


def write_world(top: Path) -> Path:
    """The suites folder, with its profile beside it."""
    rows = [
        row(each, at=f'"{PLACES.get(name, "/thing/name")}"', finding=None if each in DEFINITIONS else _FOUND)
        for name, each in IDS.items()
    ]
    schema = {"allOf": [{"$ref": f"#/$defs/{name}"} for name in DEFINITIONS if name != "short"], "$defs": DEFINITIONS}
    write_suite(top / "suites", rows, checks=CHECKS.format(**IDS), schema=json.dumps(schema), rest=PARAMETERS)
    (top / "profiles").mkdir()
    head = f'[profile]\nversion = "1"\ntitle = {TEXT}\nrole = {TEXT}\nkinds = ["thing"]\nby_rule = true\n'
    (top / "profiles" / f"{PROFILE}.toml").write_text(
        head + '[[level]]\nid = "basic"\nrequirements = ["' + '", "'.join(IDS.values()) + '"]\n', encoding="utf-8"
    )
    return top / "suites"


_FOUND = '{ en = "{received} found", zh = "发现 {received}" }'


def write_things(folder: Path) -> Path:
    """The files that are judged."""
    folder.mkdir(parents=True)
    for name, thing in THINGS.items():
        (folder / f"{name}.json").write_text(json.dumps({"thing": thing}), encoding="utf-8")
    return folder


def changed(suites: Path, place: Path, *changes: Callable[[Path], None]) -> Path:
    """A copy of the folder, and of the profiles beside it, with these changes."""
    shutil.copytree(suites.parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    for each in changes:
        each(place / "suites")
    return place / "suites"


def edit(path: Path, before: str, after: str) -> None:
    """Replace what is there exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, (path, before, text.count(before))
    path.write_text(text.replace(before, after), encoding="utf-8")


def in_row(name: str, before: str, after: str) -> Callable[[Path], None]:
    """A change in one row of suite.toml."""

    def change(suites: Path) -> None:
        path = suites / SUITE / "suite.toml"
        rows = path.read_text(encoding="utf-8").split("[[requirement]]\n")
        at = next(at for at, each in enumerate(rows) if f'id = "{IDS[name]}"' in each)
        assert before in rows[at]
        rows[at] = rows[at].replace(before, after)
        path.write_text("[[requirement]]\n".join(rows), encoding="utf-8")

    return change


def obligation(suites: Path) -> None:
    """A SHALL becomes a SHOULD."""
    in_row("size", '"shall"', '"should"')(suites)


def statement(suites: Path) -> None:
    """Other words."""
    in_row("size", "A thing shall be.", "A thing shall be small.")(suites)


def place(suites: Path) -> None:
    """Judged elsewhere."""
    in_row("size", '"/thing/size"', '["/thing", "/thing/size"]')(suites)


def helper(suites: Path) -> None:
    """A definition that a row of the schema refers to is stricter."""
    edit(suites / SUITE / "schema.json", '"maxLength": 8', '"maxLength": 6')


def stricter_check(suites: Path) -> None:
    """Code that finds more."""
    edit(suites / SUITE / "checks.py", "> 100", "> 50")


def other_code(suites: Path) -> None:
    """Code that finds the same."""
    edit(suites / SUITE / "checks.py", "> 100", ">= 101")


def parameter(suites: Path) -> None:
    """A lower limit."""
    edit(suites / SUITE / "suite.toml", "default = 10", "default = 5")


def new_row(suites: Path) -> None:
    """One row more."""
    path = suites / SUITE / "suite.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n[[requirement]]\n" + row("TNY-THG-006", finding=_FOUND) + "\n",
        encoding="utf-8",
    )
    path = suites / SUITE / "checks.py"
    body = 'if "size" in of(document):\n        yield Finding("/thing/size", received=1)'
    path.write_text(path.read_text(encoding="utf-8") + "\n\n" + function("TNY-THG-006", body), encoding="utf-8")
    edit(suites.parent / "profiles" / f"{PROFILE}.toml", '"TNY-THG-005"]', '"TNY-THG-005", "TNY-THG-006"]')


def withdrawn(suites: Path) -> None:
    """A row that is withdrawn, and its check with it."""
    in_row("size", "finding", 'withdrawn = { en = "no longer needed", zh = "不再需要" }\nfinding')(suites)
    text = (suites / SUITE / "checks.py").read_text(encoding="utf-8")
    (suites / SUITE / "checks.py").write_text(
        text.partition(f'\n\n@check("{IDS["size"]}")')[0] + "\n", encoding="utf-8"
    )
    edit(suites.parent / "profiles" / f"{PROFILE}.toml", f'"{IDS["size"]}", ', "")
