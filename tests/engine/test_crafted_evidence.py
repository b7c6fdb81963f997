"""Crafted bundles and journals are refused in a sentence or read as what they are, never an error of ours (E8)."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import SUITES
from doubles.shelf import Shelf, running

from conformance.cli.main import main
from conformance.engine.bundle import Bundle, BundleRefused
from conformance.model.digest import digest

OTHERS = (None, True, 7, -1, 1e300, "", "x" * 300, [], [1], {}, {"a": 1}, 10**30)
MEMBERS = ("run.jsonl", "check.json", "subjects.jsonl", "bundle.json")
TRIALS = 120


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The members of a bundle with a violated and a withheld model."""
    folder = tmp_path_factory.mktemp("good")
    (folder / "a.gltf").write_text('{"asset":{"version":"2.0"},"scene":3}', encoding="utf-8")
    (folder / "b.txt").write_text("hello", encoding="utf-8")
    options = ["--evidence", str(folder / "b.zip"), "--journal", str(folder / "run.jsonl"), "--workers", "1"]
    (folder / "plan.toml").write_text(
        '[product]\nname = "P"\nversion = "1"\n[evidence]\nretention_days = 1\n', encoding="utf-8"
    )
    options += ["--profile", "exchange-model", "--plan", str(folder / "plan.toml")]
    main(["check", str(folder / "a.gltf"), str(folder / "b.txt"), *options])
    with zipfile.ZipFile(folder / "b.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if way:
        yield way
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*way, key))


def distorted(data: bytes, chance: random.Random) -> bytes:
    """One value of one line replaced by another, removed, or a line removed or doubled."""
    lines = [json.loads(data)] if data.lstrip().startswith(b"{\n") else [json.loads(line) for line in data.splitlines()]
    at = chance.randrange(len(lines))
    match chance.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        case kind:
            *way, last = chance.choice(list(places(lines[at])))
            owner = lines[at]
            for step in way:
                owner = owner[step]
            if kind == 2:
                del owner[last]
            else:
                owner[last] = chance.choice(OTHERS)
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.needs("assets/gltf")
def test_a_distorted_member_is_refused_or_judged(name: str, good, tmp_path: Path, capsys) -> None:
    chance = random.Random(name)
    for number in range(TRIALS // 8):
        members = {**good, name: distorted(good[name], chance)}
        if name != "bundle.json":
            index = json.loads(members["bundle.json"])
            index["members"][name] = digest(members[name])
            members["bundle.json"] = json.dumps(index).encode()
        path = packed(tmp_path / f"{number}.zip", members)
        again = ["rejudge", str(path), "--folder", str(tmp_path / "out")]
        for command in (again, ["report", str(path)], ["purge", str(path), "--on", "2199-01-01"]):
            status = main([*command, "--lang", "en"])
            told = capsys.readouterr()
            assert "internal error" not in told.err, (command[0], members[name])
            assert status in (0, 1, 2, 3, 4)


@pytest.mark.needs("assets/gltf")
def test_a_distorted_journal_is_refused_or_shown(good, tmp_path: Path, capsys) -> None:
    chance = random.Random("journal")
    for number in range(TRIALS):
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(distorted(good["run.jsonl"], chance))
        for view in ("json", "terminal", "html"):
            status = main(["report", str(path), "--format", view, "--lang", "en"])
            told = capsys.readouterr()
            assert "internal error" not in told.err, path.read_text(encoding="utf-8")
            assert status in (0, 1, 2, 3)


@pytest.mark.parametrize("told", [None, "x", {"a": 1}, [None], [{"suites/a": "sha256:0"}]])
@pytest.mark.needs("assets/gltf")
def test_private_parts_that_are_none_are_refused(told: object, good, tmp_path: Path, capsys) -> None:
    index = json.loads(good["bundle.json"]) | {"private": told}
    path = packed(tmp_path / "b.zip", {**good, "bundle.json": json.dumps(index).encode()})
    for command, status in ((["rejudge", str(path)], 2), (["purge", str(path), "--on", "2199-01-01"], 3)):
        assert main([*command, "--lang", "en"]) == status
        assert "bundle.json is not what a run writes" in capsys.readouterr().err


WRONG_SUBJECTS: dict[str, dict[str, Any]] = {
    "another name": {"name": "/c.gltf"},
    "another digest": {"digest": f"sha256:{'0' * 64}"},
    "named by a word": {"named": "yes"},
    "a list beside it": {"beside": ["c.bin"]},
    "not judged, though it was": {"withheld": "not_judged"},
    "within a word": {"within": "models"},
    "within the folder above": {"within": [".."]},
    "within a number": {"within": [1]},
    "within two folders in one": {"within": ["a/b"]},
    "a root that is a word": {"root": "1"},
    "a root that is true": {"root": True},
    "a root below": {"root": -1},
    "beside it a number": {"beside": {"c.bin": 7}},
    "beside it a path of the system": {"beside": {"/etc/passwd": None}},
    "beside it what is far above": {"beside": {"../../../c.bin": None}},
    "beside it the folder above": {"beside": {"..": None}},
    "beside it nothing": {"beside": {"a//c.bin": None}},
    "beside it a name that no file has": {"beside": {"a\0b": None}},
}


@pytest.mark.parametrize("change", WRONG_SUBJECTS.values(), ids=WRONG_SUBJECTS)
@pytest.mark.needs("assets/gltf")
def test_a_subject_that_no_run_writes_is_refused(change: dict[str, Any], good, tmp_path: Path, capsys) -> None:
    first, *more = good["subjects.jsonl"].splitlines()
    changed = b"\n".join([json.dumps(json.loads(first) | change).encode(), *more]) + b"\n"
    index = json.loads(good["bundle.json"])
    index["members"]["subjects.jsonl"] = digest(changed)
    members = {**good, "subjects.jsonl": changed, "bundle.json": json.dumps(index).encode()}
    assert main(["rejudge", str(packed(tmp_path / "b.zip", members)), "--lang", "en"]) == 2
    assert "subjects.jsonl is not what a run writes" in capsys.readouterr().err


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The members of a bundle of a live run."""
    folder = tmp_path_factory.mktemp("live")
    with running(Shelf()) as shelf:
        (folder / "plan.toml").write_text(
            'profile = "shelf"\n[product]\nname = "S"\nversion = "1"\n'
            f'[endpoints]\nshelf = "{shelf.url}"\n[statement]\nlabels = true\n[information]\nthing = "vase"\n',
            encoding="utf-8",
        )
        main(["run", str(folder / "plan.toml"), "--suites", SUITES, "--folder", str(folder)])
    with zipfile.ZipFile(folder / "evidence.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("name", ["exchanges.jsonl", "run.jsonl"])
def test_distorted_exchanges_are_refused_or_judged(name: str, live, tmp_path: Path, capsys) -> None:
    chance = random.Random(name)
    for number in range(TRIALS // 2):
        index, changed = json.loads(live["bundle.json"]), distorted(live[name], chance)
        index["members"][name] = digest(changed)
        members = {**live, name: changed, "bundle.json": json.dumps(index).encode()}
        path = packed(tmp_path / f"{number}.zip", members)
        again = ["rejudge", str(path), "--folder", str(tmp_path / "out"), "--suites", SUITES]
        for command in (again, ["report", str(path), "--format", "har"]):
            assert main([*command, "--lang", "en"]) in (0, 1, 2, 3, 4)
            assert "internal error" not in capsys.readouterr().err, (command[0], changed)


@pytest.mark.needs("assets/gltf")
def test_other_compression_than_ours_is_refused(good, tmp_path: Path) -> None:
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        with pytest.raises(BundleRefused, match="compressed or encrypted as no bundle is"):
            Bundle(packed(tmp_path / f"{method}.zip", good, method))


@pytest.mark.parametrize("where", ["before", "after", "comment", "between"])
@pytest.mark.needs("assets/gltf")
def test_bytes_that_belong_to_no_member_are_refused(where: str, good, tmp_path: Path) -> None:
    path = packed(tmp_path / "b.zip", good)
    data = path.read_bytes()
    if where == "comment":
        with zipfile.ZipFile(path, "a") as out:
            out.comment = b"hidden"
    elif where == "between":
        at = data.index(b"PK\x01\x02")
        moved = data[:at] + b"hidden" + data[at:]
        end = moved.rindex(b"PK\x05\x06")
        start = (int.from_bytes(moved[end + 16 : end + 20], "little") + 6).to_bytes(4, "little")
        path.write_bytes(moved[: end + 16] + start + moved[end + 20 :])
    else:
        path.write_bytes(b"hidden" + data if where == "before" else data + b"hidden")
    with pytest.raises(BundleRefused):
        Bundle(path)
