"""The line of a table or key in a TOML text, which its readers do not tell."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conformance.catalogue import CatalogueError, load_catalogue
from conformance.catalogue.places import Place, lines
from conformance.catalogue.tables import parse_toml

TEXT = '''\
top = 1
"quoted key" = 2
[table]
inner = { a = 1 }
deep.key = """
[not.a.table]
not_a_key = 1
"""
after = [
  1,
]
[[row]]
id = "A"
[row.more]
x = 1
[[row]]
id = "B"
'''
LINES = {
    ("top",): 1,
    ("quoted key",): 2,
    ("table",): 3,
    ("table", "inner"): 4,
    ("table", "deep", "key"): 5,
    ("table", "after"): 9,
    ("row", 0): 12,
    ("row", 0, "id"): 13,
    ("row", 0, "more"): 14,
    ("row", 0, "more", "x"): 15,
    ("row", 1): 16,
    ("row", 1, "id"): 17,
}


def test_every_table_and_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    assert lines(TEXT) == LINES


def test_what_is_not_said_is_at_the_table_around_it(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(TEXT, encoding="utf-8")
    place = Place(path).at("row", 1, name="B")
    assert str(place) == f"{path}:16: B"
    assert str(place.line_of("id")) == f"{path}:17: B"
    assert str(place.line_of("missing")) == f"{path}:16: B"
    assert str(place.at("id", name="id")) == f"{path}:17: B: id"
    assert str(Place(path).at("nowhere")) == str(path)
    assert str(Place(tmp_path / "gone.toml").at("row")) == str(tmp_path / "gone.toml")
    assert str(Place("a plan").at("row", name="row")) == "a plan: row"


@pytest.mark.parametrize("suite", load_catalogue().suites.values(), ids=lambda suite: suite.id)
def test_the_lines_of_our_own_rows_are_found(suite) -> None:  # type: ignore[no-untyped-def]
    text = (suite.folder / "suite.toml").read_text(encoding="utf-8")
    found, written = lines(text), text.splitlines()
    for index, row in enumerate(suite.requirements):
        assert f'"{row.id}"' in written[found["requirement", index, "id"] - 1]
        assert written[found["requirement", index, "statement"] - 1].startswith("statement")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb = 2\na = [\n  3,\n]\n", "x.toml:3: a is written twice, first in line 1"),
        ("[t]\na = 1\n[u]\na = 1\na = 2", "x.toml:5: u.a is written twice, first in line 4"),
        ("[t]\na.b = 1\n'a'.\"b\" = 2\n", "x.toml:3: t.a.b is written twice, first in line 2"),
        ("[t]\na = 1\n[u]\n[t]\n", "x.toml:4: t is written twice, first in line 1"),
        ("t = { a = 1 }\n[t]\nb = 1\n", "x.toml:2: t is written twice, first in line 1"),
        ("[[t]]\na = 1\n[[t]]\na = 1\na = 2\n", "x.toml:5: t.a is written twice, first in line 4"),
        ("a = 1\nt = { b = 1, b = 2 }\n", "x.toml:2: b is written twice"),
        ("a = 1\nb = x\na = 2\n", "x.toml:2: is not TOML: Invalid value: 'b = x'"),
    ],
)
def test_a_key_that_is_written_twice_is_named_with_both_lines(text: str, told: str) -> None:
    with pytest.raises(CatalogueError) as raised:
        parse_toml(Path("x.toml"), text)
    assert raised.value.text.en == told
    assert ("重复出现" in raised.value.text.zh) == ("twice" in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"a = 1\nb = {'1' * 5000}\n", "x.toml:2: a number has too many digits"),
        (f"a = [\n1,\n-{'1_0' * 5000}]\n", "x.toml:3: a number has too many digits"),
        (f"a = {'[' * 5000}\n", "x.toml: is nested too deeply"),
    ],
)
def test_what_python_does_not_read_is_a_mistake_of_the_file(text: str, told: str) -> None:
    with pytest.raises(CatalogueError) as raised:
        parse_toml(Path("x.toml"), text)
    assert raised.value.text.en == told


def test_a_file_is_read_for_its_lines_once_however_many_mistakes_it_has(tmp_path: Path) -> None:
    path = tmp_path / "suite.toml"
    path.write_text("[[row]]\nid = 1\n" * 50, encoding="utf-8")
    lines.cache_clear()
    told = [str(Place(path).at("row", number, "id", name="id")) for number in range(50)]
    assert told[-1] == f"{path}:100: id"
    assert lines.cache_info().misses == 1
