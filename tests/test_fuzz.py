"""The generator of hostile inputs: a short run of it, and what it notices."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of processor time and memory are POSIX's")
pytest.importorskip("conformance_suites.assets.labels", reason="formats of families are generated")
if sys.platform != "win32":
    from tests.fuzz import __main__ as fuzz
    from tests.fuzz import trial
    from tests.fuzz.__main__ import Record, run
    from tests.fuzz.changes import BYTE_CHANGES, JSON_CHANGES, changed
    from tests.fuzz.format import Format, Trouble
    from tests.fuzz.formats import formats

SEEDS = [("a.json", b'{"a": [1, 2.5, {"b": "c"}], "d": null}'), ("b.txt", b"1 2 3\nfour\n")]
SHORT = 5
"""Inputs of each format in a run of all tests."""


@pytest.fixture(autouse=True)
def _what_other_tests_hold_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "BYTES", trial.BYTES + trial.memory())


def test_generated_inputs_of_every_format_are_judged_without_trouble() -> None:
    inputs = ((each, index) for each in formats().values() for index in range(SHORT))
    results = ((each.name, index, trial.tried(each, 2022, index)) for each, index in inputs)
    assert [result for result in results if result[2]] == []


def test_an_input_is_the_same_for_its_number_and_most_differ_from_the_seeds() -> None:
    first = [changed(Random(f"1/a/{index}"), SEEDS) for index in range(200)]
    assert first == [changed(Random(f"1/a/{index}"), SEEDS) for index in range(200)]
    assert len({data for _, data in first} - {data for _, data in SEEDS}) > 100


@pytest.mark.parametrize("change", dict.fromkeys([*BYTE_CHANGES, *JSON_CHANGES]))
def test_each_change_changes_something(change: object) -> None:
    assert callable(change)
    seeds = [("m.glb", b"glTF\2\0\0\0\x2c\0\0\0\x18\0\0\0JSON" + b'{"a":[1,{"b":2}],"c":3 }'), *SEEDS]
    made = {change(Random(number), seeds[number % 3][1], seeds) for number in range(60)}
    assert len(made - {data for _, data in seeds}) > 10


def _raise(*_: object) -> None:
    raise ValueError("an exception that leaves the harness")


def _trouble(*_: object) -> None:
    raise Trouble("ROW-001: an internal error")


def _die(*_: object) -> None:
    os._exit(9)


def _hang(*_: object) -> None:
    began = time.process_time()
    while time.process_time() - began < 60:
        pass


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (_raise, "an exception that leaves the harness"),
        (_trouble, "ROW-001: an internal error"),
        (_die, "the process ended with status 9"),
        (_hang, "s of processor time"),
        (lambda *_: None, ""),
    ],
)
def test_trouble_is_kept_with_its_input_and_the_rest_goes_on(
    feed: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "SECONDS", 1.0)

    def second_only(name: str, data: bytes) -> None:
        if data == trial.generated(each, 3, 1)[1]:
            feed(name, data)  # type: ignore[operator] # one of the above

    each = Format("a.json", SEEDS, second_only)
    record = Record(tmp_path, 3)
    run(list(record.left(each, 4)), record, jobs=2)
    kept = sorted(path.name for path in record.troubles.iterdir())
    assert kept == (["3-a.json-1.input", "3-a.json-1.txt"] if said else [])
    assert not said or said in (record.troubles / "3-a.json-1.txt").read_text("utf-8")
    assert not list(Record(tmp_path, 3).left(each, 4)), "a second run goes on behind it"


@pytest.mark.parametrize("times", [1, 2])
def test_silence_is_trouble_only_where_it_comes_again(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that was suspended is silent for long, too."""
    monkeypatch.setattr(fuzz, "SILENT", 2.0)
    said = tmp_path / "said"

    def silent(name: str, data: bytes) -> None:
        if data == trial.generated(each, 3, 1)[1]:
            with said.open("ab") as file:
                file.write(b".")
            while said.stat().st_size <= times:
                signal.pause()

    each = Format("a.json", SEEDS, silent)
    record = Record(tmp_path, 3)
    run(list(record.left(each, 4)), record, jobs=2)
    kept = sorted(path.name for path in record.troubles.iterdir())
    assert kept == (["3-a.json-1.input", "3-a.json-1.txt"] if times == 2 else [])
    assert not list(Record(tmp_path, 3).left(each, 4)), "the rest is tried"
