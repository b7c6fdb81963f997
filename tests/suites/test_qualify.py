"""The tool confirmation record."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from conformance.cli.main import main

SOME = ["--suite", "gltf/container", "--suite", "did/document"]


def test_this_installation_is_confirmed_and_says_by_what_and_whom(capsys) -> None:
    assert main(["qualify", "--by", "李雷", "--format", "json", *SOME]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["confirmed"] is True
    assert record["by"] == "李雷"
    faults = [fault for suite in record["suites"] for row in suite["requirements"] for fault in row["planted"]]
    assert len(faults) > 100
    assert all(fault["caught_by"] == fault["expected"] for fault in faults)
    assert all(fault["sample"].split("_")[0].split(".")[0] in fault["expected"] for fault in faults)
    assert sum(len(fault["expected"]) > 1 for fault in faults) <= 2
    assert all(suite["digest"].startswith("sha256:") for suite in record["suites"])


def test_the_record_reads_in_both_languages(tmp_path: Path, capsys) -> None:
    assert main(["qualify", "--lang", "en", *SOME]) == 0
    assert "Tool confirmation record: confirmed" in capsys.readouterr().out
    assert main(["qualify", "--lang", "zh", "--output", str(tmp_path / "记录.txt"), *SOME]) == 0
    text = (tmp_path / "记录.txt").read_text(encoding="utf-8")
    assert text.startswith("测试工具确认记录：已确认")
    assert "不表示任何认可" in text


def test_a_fault_that_is_not_caught_is_told_and_fails(tmp_path: Path, toy_suites: Path, capsys) -> None:
    suites = shutil.copytree(toy_suites, tmp_path / "suites")
    good = next((suites / "toy" / "badges" / "badge" / "samples" / "good").iterdir())
    shutil.copy(good, suites / "toy" / "badges" / "badge" / "samples" / "bad" / "TOY-BDG-003_none.json")
    assert main(["qualify", "--suites", str(suites), "--suite", "badge", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "NOT CONFIRMED" in out
    assert "TOY-BDG-003: a planted fault was missed" in out
