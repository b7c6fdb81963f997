"""What kind of thing a file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from doubles.small_suites import function, row, write_suite

from conformance.engine.judge_target import judge_source
from conformance.engine.plan import Plan, Selection
from conformance.engine.recognise import Recogniser
from conformance.engine.subjects import Target
from conformance.model.requirement import Kind
from conformance.model.text import Text
from conformance.readers.json import read_document
from conformance.readers.source import Source

T = Text("thing", "事物")
KINDS = [
    Kind("box", T, magic=((0, b"BOX1"), (0, b"BOX2")), json=("/box",), names=(".box", ".crate")),
    Kind("card", T, json=("/card", "/card/name"), names=(".card",)),
    Kind("deck", T, json=("/cards/*",), names=(".deck",)),
    Kind("pair", T, json=("/box", "/card")),
    Kind("dove", T, json=("/id=did:",)),
    Kind("white dove", T, json=("/white",), of="dove"),
    Kind("tape", T, json=("/tape",), lines=("/tape",)),
    Kind("robot", T, xml=("robot",)),
    Kind("film", T, magic=((4, b"ftyp"),)),
    Kind("ice", T, magic=((0, b'{"ice'),)),
    Kind("song", T, json=("/{song,tune}=1.", "/info"), yaml=True),
    Kind("play", T, json=("/play",), yaml=True),
    Kind("record", T, json=("/record/of=lab",), toml=True),
    Kind("flock", T, json=("/{feather,*/feather}",)),
    Kind("nest", T, json=("/*/egg=blue", "/*/*/twig")),
    Kind("wood", T, json=("/*/*/oak",)),
]


def kinds(data: bytes | str, name: str = "a.bin") -> tuple[list[str], str]:
    return Recogniser(KINDS, lambda kind: read_document)(Source(name, data.encode() if isinstance(data, str) else data))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"BOX1 and more", ["box"]),
        (b"BOX2", ["box"]),
        ('{"ice": 1, "box": 2}', ["ice"]),
        ('{"box": null}', ["box"]),
        ('\n\t {"box": 1}', ["box"]),
        (b'\xef\xbb\xbf{"box": 1}', ["box"]),
        ('{"card": {"name": ""}}', ["card"]),
        ('{"cards": [1]}', ["deck"]),
        ('{"box": 1, "card": 2}', ["box", "pair"]),
        ('{"id": "did:web:a"}', ["dove"]),
        ('{"id": "did:web:a", "white": 1}', ["white dove"]),
        ('{"tape": 1}\n[1, 2', ["tape"]),
        ('{"tape": 1}\r\n', ["tape"]),
        ('<?xml version="1.0"?>\n<!-- a --><robot name="b"><link/>', ["robot"]),
        ('<r:robot xmlns:r="urn:r"/>', ["robot"]),
        (b"\0\0\0\x18ftypmp42", ["film"]),
        ('{"tune": "1.0", "info": 1}', ["song"]),
        ("song: 1.0.1\ninfo: {}\n", ["song"]),
        ("# about\n---\n'tune' : '1.'\ninfo:\n", ["song"]),
        (b"\xef\xbb\xbfinfo:\n  a: 1\r\nplay:\r\n  song: 2", ["play"]),
        ('{"feather": 1}', ["flock"]),
        ('[1, {"feather": 1}]', ["flock"]),
        ('{"a": 1, "b": {"\\u0066eather": 1}}', ["flock"]),
        ('[{"egg": "red"}, {"egg": "blue", "a": {"twig": 1}}]', ["nest"]),
        ('{"a": {"b": {"oak": 1}, "feather": 1}, "box": 1}', ["box", "flock", "wood"]),
    ],
)
def test_content_decides(data: bytes | str, found: list[str]) -> None:
    assert kinds(data) == (found, "content")


@pytest.mark.parametrize(
    "data",
    [
        "",
        " ",
        "BOX3",
        "BOX",
        '{"card": {}}',
        '{"cards": []}',
        "[]",
        '"box"',
        '{"a": {"box": 1}}',
        '{"a": [{"feather": 1}]}',
        '[{"egg": "red", "a": {"twig": 1}}]',
        '[[{"egg": "blue", "a": {"twig": 1}}]]',
        '[{"oak": 1}]',
        '{"box": 1',
        '{"id": "urn:did:a"}',
        '{"id": 1, "white": 1}',
        '{"reel": 1}\n{"tape": 1}',
        "<html><robot/></html>",
        "card: {name: a}",
        "song: 2.0\ninfo: 1",
        "song: 1.0\n",
        "a:\n  play: 1",
        "play: [",
        "play: 1\n---\nplay: 2\n",
        "{play: 1}",
        '{"play": 1,}',
        "<robot",
        '<!DOCTYPE a [<!ENTITY b "c">]><robot/>',
        b"\0" * 9,
    ],
)
def test_what_fits_nothing_is_of_no_kind(data: bytes | str) -> None:
    assert kinds(data) == ([], "")


def test_content_comes_before_the_name() -> None:
    assert kinds("BOX1", "a.card") == (["box"], "content")
    assert kinds('{"cards": [1]}', "a.card") == (["deck"], "content")


def test_a_name_is_a_claim_where_the_content_says_nothing() -> None:
    assert kinds("", "a.card") == (["card"], "name")
    assert kinds('{"card": ', "A.CARD") == (["card"], "name")
    assert kinds(b"\xff\xfe", "folder.deck/a.CRATE") == (["box"], "name")


def test_a_name_counts_by_its_ending_only() -> None:
    assert kinds("", "card") == ([], "")
    assert kinds("", "a.card.txt") == ([], "")
    assert kinds("", "folder.card/a") == ([], "")


def test_a_kind_that_confirms_is_asked_about_bytes_and_names_alike() -> None:
    zipped = Kind("zipped", T, magic=((0, b"PK"),), names=(".zip",), confirm=True)
    recognise = Recogniser(
        [*KINDS, zipped], lambda kind: read_document, lambda kind: lambda source: b"map" in source.data
    )
    for name, data, expected in [
        ("a", b"PK map", (["zipped"], "content")),
        ("a", b"PK", ([], "")),
        ("a.zip", b"a map", (["zipped"], "name")),
        ("a.zip", b"PK", ([], "")),
        ("a", b"BOX1", (["box"], "content")),
    ]:
        assert recognise(Source(name, data)) == expected


def test_a_kind_that_confirms_is_asked_about_texts_and_special_cases_too() -> None:
    ways = [
        (Kind("a", T, json=("/it",), confirm=True), b'{"it": 1, "map": 2}'),
        (Kind("a", T, lines=("/it",), confirm=True), b'{"it": 1}\n{"map": 2}\n'),
        (Kind("a", T, xml=("it",), confirm=True), b"<it map='2'/>"),
        (Kind("a", T, json=("/it",), yaml=True, confirm=True), b"it: 1\nmap: 2\n"),
    ]
    for kind, data in ways:
        recognise = Recogniser([kind], lambda kind: read_document, lambda kind: lambda source: b"map" in source.data)
        assert recognise(Source("a", data)) == (["a"], "content")
        assert recognise(Source("a", data.replace(b"map", b"pam"))) == ([], "")
    general, special = Kind("a", T, json=("/it",)), Kind("b", T, json=("/more",), of="a", confirm=True)
    recognise = Recogniser(
        [general, special], lambda kind: read_document, lambda kind: lambda source: b"map" in source.data
    )
    assert recognise(Source("a", b'{"it": 1, "more": "map"}')) == (["b"], "content")
    assert recognise(Source("a", b'{"it": 1, "more": "pam"}')) == (["a"], "content")


def test_a_recogniser_that_fails_costs_no_file_its_verdict() -> None:
    zipped = Kind("zipped", T, magic=((0, b"PK"),), confirm=True)
    recognise = Recogniser([zipped], lambda kind: read_document, lambda kind: lambda source: 1 / 0 > 1)
    assert recognise(Source("a", b"PK")) == (["zipped"], "content")


def test_hostile_json_is_of_no_kind_and_does_not_raise() -> None:
    for data in (b"[" * 1_000_000, b'{"box":' * 1000, b'{"box": 1e999999}', b'{"box": "\\ud800"}', b"{" + b"\xff" * 99):
        found, _ = kinds(data)
        assert found in ([], ["box"])


def told(plan: Plan, data: str, name: str = "a.json", *, named: bool = True) -> dict[str, Any]:
    """What the journal says of a subject."""
    found = judge_source(Source(name, data.encode()), plan, Target(name, name, named)).verdict
    problem = found.problem and {"key": found.problem.reason.key, "cause": found.problem.reason.cause}
    return {**found._asdict(), "outcomes": dict(found.outcomes), "problem": problem}


@pytest.fixture
def folders(tmp_path: Path, toy_suites: Path) -> tuple[str, ...]:
    """The toy badges, and things which an object may be at the same time."""
    write_suite(tmp_path, [row()], checks=function(), recognise='json = ["/thing"]\nnames = [".thing"]')
    return (str(toy_suites), str(tmp_path))


def test_a_thing_of_two_kinds_is_not_judged_but_the_user_may_choose(folders: tuple[str, ...]) -> None:
    both = '{"badge": {"name": "Ada"}, "thing": {}}'
    found = told(Plan(Selection(folders)), both)
    assert (found["kind"], found["outcomes"]) == (None, {})
    assert (found["problem"]["key"], found["problem"]["cause"]) == ("several_kinds", "configuration")
    chosen = told(Plan(Selection(folders, ("badge",))), both)
    assert (chosen["kind"], list(chosen["outcomes"])) == ("badge", ["toy/badges/badge"])


def test_a_kind_that_was_not_chosen_is_said_for_files_of_a_folder(folders: tuple[str, ...]) -> None:
    found = told(Plan(Selection(folders, ("tiny/things/thing",))), '{"badge": {}}', named=False)
    assert (found["problem"]["key"], found["kind"]) == ("no_suite", "badge")


def test_a_named_file_is_judged_by_the_chosen_suite_whatever_it_is(folders: tuple[str, ...]) -> None:
    found = told(Plan(Selection(folders, ("tiny/things/thing",))), '{"badge": {}}')
    assert (found["kind"], found["recognised_by"], found["outcomes"]) == ("thing", "suite", {"tiny/things/thing": "-"})


def test_a_named_file_of_neither_of_two_chosen_kinds_is_not_guessed(folders: tuple[str, ...]) -> None:
    found = told(Plan(Selection(folders, ("tiny/things/thing", "badge"))), '{"asset": 1}')
    assert (found["problem"]["key"], found["outcomes"]) == ("unknown_kind", {})


def test_a_suite_named_twice_judges_once(folders: tuple[str, ...]) -> None:
    plan = Plan(Selection(folders, ("badge", "toy/badges/badge")))
    judged = judge_source(Source("a", b'{"badge": {}}'), plan, Target("a", "a", True))
    cases = (*judged.failures, *judged.verdict.open, *judged.verdict.inapplicable)
    ids = [case.requirement for case in cases]
    assert len(ids) == len(set(ids)) == 3


def test_a_name_alone_brings_a_broken_file_before_its_suite(folders: tuple[str, ...]) -> None:
    found = told(Plan(Selection(folders)), '{"badge": ', "a.badge", named=False)
    assert (found["kind"], found["recognised_by"], found["outcomes"]) == (
        "badge",
        "name",
        {"toy/badges/badge": "IIIII-"},
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("play: [", (["play"], "content")),
        ("tune: 1.0\n---\n", (["song"], "content")),
        ("{play: 1}", (["play"], "content")),
        ('{"play": 1,}', (["play"], "content")),
        ("player: [", ([], "")),
    ],
)
def test_a_name_says_that_a_text_is_yaml_even_if_it_cannot_be_read(data: str, found: tuple[list[str], str]) -> None:
    assert kinds(data, "a.yml") == found


def test_only_what_may_be_of_a_kind_is_parsed_as_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of other kinds, and of none, lose no time by it."""
    monkeypatch.setattr("conformance.readers.yaml.events", None)
    for data in ("BOX1\nplay: 1", '{"box": 1}', '{"play": 1}', "<robot>\nplay: 1</robot>", "display: 1\n played: 2"):
        kinds(data)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("# of today\n[record]\nof = 'lab 7'\n", (["record"], "content")),
        ("record.of = 'lab'", (["record"], "content")),
        ('{"record": {"of": "lab"}}', (["record"], "content")),
        ("[record]\nof = 'home'\n", ([], "")),
        ("[record]\nof = \n", (["record"], "content")),
        ("[records]\nof = \n", ([], "")),
    ],
)
def test_toml_is_recognised_by_the_same_places(data: str, found: tuple[list[str], str]) -> None:
    """Where it cannot be read, its name and its first table say what it was meant to be."""
    assert kinds(data, "a.toml") == found
    if "= \n" in data:
        assert kinds(data) == ([], "")
