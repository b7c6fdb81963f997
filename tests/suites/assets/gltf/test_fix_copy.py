"""`conformance check --fix-copy DIR`, end to end."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from conformance.cli.main import main

MINOR_MISSING = '{"asset":{"version":"2"}}'


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = MINOR_MISSING) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def check(*arguments: str) -> int:
    return main(["check", *arguments])


def files(folder: str) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def records() -> list[dict]:
    (place,) = Path(".conformance").rglob("copies/repairs.json")
    return json.loads(place.read_text(encoding="utf-8"))["copies"]


def test_a_repaired_copy_is_written_judged_and_told_and_the_original_decides(capsys) -> None:
    write("models/a.gltf")
    before = files("models")
    assert check("models", "--fix-copy", "fixed", "--lang", "en") == 1
    out = capsys.readouterr().out
    assert out.startswith("NOT CONFORMANT\n")
    assert "models/a.gltf -> fixed/models/a.gltf" in out
    assert "/asset/version  Before: 2  After: 2.0" in out
    assert "The copies judged again: NO VIOLATION FOUND" in out
    assert files("models") == before
    assert Path("fixed/models/a.gltf").read_text(encoding="utf-8") == '{"asset":{"version":"2.0"}}'
    assert check("fixed") == 0


def test_the_same_in_chinese(capsys) -> None:
    check(write("a.gltf"), "--fix-copy", "fixed", "--lang", "zh")
    out = capsys.readouterr().out
    assert "修复后的副本" in out
    assert "/asset/version  修改前：2  修改后：2.0" in out
    assert "对副本重新判定：未发现不符合项" in out


def test_the_record_says_each_change_in_both_languages() -> None:
    check(write("a.gltf"), "--fix-copy", "fixed")
    (record,) = records()
    assert record["subject"] == "a.gltf"
    assert record["copy"] == "fixed/a.gltf"
    assert record["repairs"] == [
        {
            "requirement": "AST-GLD-007",
            "repair": {"en": "append the minor version 0", "zh": "添加次版本号 0"},
            "kept": True,
            "reason": None,
            "changes": [{"where": {"pointer": "/asset/version"}, "before": "2", "after": "2.0"}],
        }
    ]


def test_the_journal_and_report_of_the_originals_are_the_same_with_and_without() -> None:
    write("a.gltf")
    kept = []
    for extra in ((), ("--fix-copy", "fixed")):
        check("a.gltf", "--journal", "run.jsonl", *extra)
        lines = Path("run.jsonl").read_text(encoding="utf-8").splitlines()
        kept.append([line for line in lines if json.loads(line)["event"] == "subject"])
    assert kept[0] == kept[1]


def test_a_machine_reads_the_report_alone_on_standard_output(capsys) -> None:
    check(write("a.gltf"), "--fix-copy", "fixed", "--format", "json")
    assert json.loads(capsys.readouterr().out)["conclusion"] == "nonconformant"
    assert records()[0]["copy"] == "fixed/a.gltf"


def test_what_cannot_be_repaired_is_told_and_no_copy_is_written(capsys) -> None:
    write("a.gltf", '{"asset":{"version":"2.0"},"nodes":[{"rotation":[0,0,0,0]}]}')
    write("b.gltf", '{"asset":{"version":"2.0"},"scene":3}')
    assert check("a.gltf", "b.gltf", "--fix-copy", "fixed", "--lang", "en") == 1
    out = capsys.readouterr().out
    assert "AST-GLD-018  Not repaired: it cannot be fixed mechanically" in out
    assert "No copy was written" in out
    assert not Path("fixed").exists()


def test_a_conformant_file_gets_no_copy(capsys) -> None:
    assert check(write("a.gltf", '{"asset":{"version":"2.0"}}'), "--fix-copy", "fixed", "--lang", "en") == 0
    assert not Path("fixed").exists()
    assert "No copy was written" in capsys.readouterr().out


def test_the_files_it_refers_to_are_copied_along(capsys) -> None:
    write("模型/数据/a b.bin", "abcd")
    write("outside.bin", "abcd")
    buffers = '[{"byteLength":4,"uri":"数据/a b.bin"},{"byteLength":4,"uri":"../outside.bin"}]'
    write("模型/立方体.gltf", f'{{"asset":{{"version":"2"}},"buffers":{buffers}}}')
    check("模型", "--fix-copy", "副本", "--lang", "en")
    assert sorted(files("副本")) == ["模型/数据/a b.bin", "模型/立方体.gltf"]
    assert "referenced files also copied: 1" in capsys.readouterr().out
    assert json.loads(Path("副本/模型/立方体.gltf").read_text(encoding="utf-8"))["buffers"][0] == {
        "byteLength": 4,
        "uri": "数据/a%20b.bin",
    }


def test_nothing_is_overwritten_and_that_is_told(capsys) -> None:
    write("a.gltf")
    write("fixed/a.gltf", "mine")
    check("a.gltf", "--fix-copy", "fixed", "--lang", "en")
    assert Path("fixed/a.gltf").read_text(encoding="utf-8") == "mine"
    assert "not written: fixed/a.gltf already exists" in capsys.readouterr().out


def test_the_folder_may_lie_inside_the_one_that_is_checked_and_copies_are_not_copied_again() -> None:
    write("models/a.gltf")
    check("models", "--fix-copy", "models/fixed")
    first = files("models")
    assert sorted(first) == ["a.gltf", "fixed/models/a.gltf"]
    write("models/fixed/other.gltf")
    check("models", "--fix-copy", "models/fixed")
    assert sorted(files("models")) == ["a.gltf", "fixed/models/a.gltf", "fixed/other.gltf"]


@pytest.mark.parametrize("folder", [".", "models", "models/../models"])
def test_the_folder_must_not_hold_what_is_checked(folder: str, capsys) -> None:
    write("models/a.gltf")
    assert check("models", "--fix-copy", folder) == 2
    assert sorted(files("models")) == ["a.gltf"]


def test_names_from_above_and_absolute_names_stay_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("models/a.gltf")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    check("../models", str(tmp_path / "models" / "a.gltf"), "--fix-copy", "fixed")
    copies = sorted(files("fixed"))
    assert copies[-1] == "models/a.gltf" or copies[0] == "models/a.gltf"
    assert len(copies) == 2
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == [".conformance", "fixed"]


def test_only_the_rows_of_the_profile_are_repaired() -> None:
    text = '{"asset":{"version":"2"},"materials":[]}'
    check(write("a.gltf", text), "--fix-copy", "fixed", "--suite", "gltf/container")
    assert not Path("fixed").exists()


def test_an_asset_that_names_another_as_its_buffer_takes_nothing_away() -> None:
    """Whichever is written first stays: a file that was copied along is not overwritten by its own repaired copy."""
    write("models/a.gltf", '{"asset":{"version":"2"},"buffers":[{"byteLength":4,"uri":"b.gltf"}]}')
    write("models/b.gltf", '{"asset":{"version":"2"},"buffers":[{"byteLength":4,"uri":"b.gltf"}]}')
    check("models", "--fix-copy", "fixed")
    first, second = records()
    assert first["copy"] == "fixed/models/a.gltf"
    assert second["copy"] is None
    assert second["problems"][0]["key"] == "copy_exists"


def test_a_kind_without_repairs_is_left_alone(toy_suites: Path) -> None:
    write("x.badge.json", '{"badge":{"name":"much too long a name"}}')
    check("x.badge.json", "--suites", str(toy_suites), "--fix-copy", "fixed")
    assert not Path("fixed").exists()


def test_explain_says_what_a_repair_does(capsys) -> None:
    main(["explain", "AST-GLD-007", "--lang", "en"])
    assert "append the minor version 0" in capsys.readouterr().out
