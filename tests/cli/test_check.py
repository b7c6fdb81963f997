"""`conformance check`, end to end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conformance.cli.main import main

pytestmark = pytest.mark.versions

GOOD = '{"badge":{"name":"Ada","validFor":30}}'
BAD = '{"badge":{"name":"Ada Lovelace"}}'
TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = GOOD) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def check(*arguments: str) -> int:
    return main(["check", *arguments, *TOY])


def report(*arguments: str) -> dict:
    main(["check", *arguments, *TOY, "--format", "json", "--output", "out.json"])
    return json.loads(Path("out.json").read_text(encoding="utf-8"))


def test_a_good_file_exits_0_and_says_that_no_violation_was_found(capsys) -> None:
    assert check(write("a.json"), "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("NO VIOLATION FOUND\n")


def test_a_faulty_file_exits_1_and_shows_place_clause_and_policy(capsys) -> None:
    assert check(write("a.json", BAD), "--lang", "en", "-v") == 1
    out = capsys.readouterr().out
    assert out.startswith("NOT CONFORMANT\n")
    assert "a.json  /badge/name" in out
    assert "Data Interchange Format, 7" in out
    assert "Policy" in out


def test_the_same_result_in_chinese(capsys) -> None:
    assert check(write("a.json", BAD), "--lang", "zh") == 1
    out = capsys.readouterr().out
    assert out.startswith("不符合\n")
    assert "a.json  /badge/name" in out


def test_the_order_is_conclusion_counts_violations(capsys) -> None:
    check(write("a.json", BAD), "--lang", "en")
    out = capsys.readouterr().out
    assert out.index("NOT CONFORMANT") < out.index("satisfied") < out.index("Violated requirements")


def test_a_folder_is_judged_recursively_and_everything_in_it_is_accounted_for() -> None:
    write("badges/a.json")
    write("badges/inner/b.json")
    write("badges/notes.txt", "hello")
    found = report("badges")
    assert [each["name"] for each in found["subjects"]] == ["badges/a.json", "badges/inner/b.json", "badges/notes.txt"]
    assert found["classes"][found["subjects"][2]["class"]]["problem"]["key"] == "unknown_kind"
    assert found["conclusion"] == "no_violation"


def test_a_named_file_of_no_known_kind_is_never_green(capsys) -> None:
    assert check(write("notes.txt", "hello"), write("a.json")) == 3


def test_a_view_in_a_file_leaves_the_conclusion_on_the_screen(capsys) -> None:
    assert check(write("a.json"), "--format", "html", "--output", "out.html", "--lang", "en") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "NO VIOLATION FOUND"
    assert "Report: out.html" in shown
    assert shown.count("NO VIOLATION FOUND") == 1


def test_paths_that_do_not_exist_stop_the_command_before_it_judges_or_writes_anything(capsys) -> None:
    assert check("nowhere.json", write("a.json"), "neither.json", "--lang", "en") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "conformance: nowhere.json: no such file or folder",
        "conformance: neither.json: no such file or folder",
    ]
    assert not Path(".conformance").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_folder_is_said_and_does_not_hang() -> None:
    write("badges/a.json")
    os.mkfifo("badges/pipe.json")
    found = report("badges")
    assert found["classes"][found["subjects"][1]["class"]]["problem"]["key"] == "not_a_file"
    assert found["conclusion"] == "unproven"


def test_unknown_names_suggest_the_nearest_and_exit_2(capsys) -> None:
    write("a.json")
    for arguments, hint in (
        (["check", "a.json", "--suite", "bagde"], "toy/badges/badge"),
        (["check", "a.json", "--profile", "badge_issuer"], "badge-issuer"),
        (["explain", "TOY-BDG-0004"], "TOY-BDG-004"),
        (["chek", "a.json"], "check"),
        (["prove", "badges/bagde"], "toy/badges/badge"),
    ):
        assert main([*arguments, *TOY]) == 2
        assert hint in capsys.readouterr().err


def test_a_level_needs_a_profile(capsys) -> None:
    assert check(write("a.json"), "--level", "basic") == 2
    assert "--level needs --profile" in capsys.readouterr().err


@pytest.mark.parametrize("level", ["basic", "interoperable", "mutual_recognition"])
def test_each_level_of_the_profile_judges_a_good_file_conformant(level: str) -> None:
    found = report(write("a.json"), "--profile", "badge-issuer", "--level", level)
    assert found["conclusion"] == "conformant"
    assert found["level"] == level
    assert found["profile"]["id"] == "badge-issuer"


def test_higher_levels_ask_for_more() -> None:
    write("a.json")
    counts = [
        len(report("a.json", "--profile", "badge-issuer", "--level", level)["requirements"])
        for level in ("basic", "interoperable", "mutual_recognition")
    ]
    assert counts[0] < counts[1] < counts[2]


def test_one_suite_alone_judges_by_its_rows_only() -> None:
    found = report(write("a.json"), "--suite", "toy/badges/badge")
    assert {row["suite"] for row in found["requirements"]} == {"toy/badges/badge"}


def test_the_report_differs_between_two_runs_in_its_run_member_only() -> None:
    write("a.json", BAD)
    first, second = report("a.json"), report("a.json")
    assert first.pop("run") != second.pop("run")
    assert first == second


def test_the_number_of_workers_changes_no_byte_of_the_report() -> None:
    for number in range(30):
        write(f"badges/{number:02}.json", BAD if number % 7 == 0 else GOOD)
    reports = [report("badges", "--workers", workers) for workers in ("1", "2", "auto")]
    for each in reports:
        each.pop("run")
    assert reports[0] == reports[1] == reports[2]


def test_the_journal_renders_again_later(capsys) -> None:
    check(write("a.json", BAD), "--journal", "kept/run.jsonl", "--lang", "en")
    first = capsys.readouterr().out
    assert main(["report", "kept/run.jsonl", "--lang", "en"]) == 1
    again = capsys.readouterr().out
    assert first.startswith(again.rstrip())


def test_a_file_that_is_no_journal_is_refused_in_a_sentence(capsys) -> None:
    write("a.json")
    assert main(["report", "a.json"]) == 2
    assert "no event of a run" in capsys.readouterr().err


def test_chinese_paths_and_a_gbk_console_work(tmp_path: Path) -> None:
    write("模型/汽车😀.json", BAD)
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    for language in ("zh", "en"):
        command = [sys.executable, "-m", "conformance", "check", "模型", *TOY, "--lang", language]
        done = subprocess.run(command, capture_output=True, env=environment)
        assert done.returncode == 1
        assert "模型/汽车" in done.stdout.decode("gbk")
        assert b"Traceback" not in done.stderr


def test_plain_output_has_no_escape_sequences() -> None:
    write("a.json", BAD)
    done = subprocess.run([sys.executable, "-m", "conformance", "check", "a.json", *TOY], capture_output=True)
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_cut_short_leaves_a_journal_that_renders_as_partial(signal_: signal.Signals, capsys) -> None:
    for number in range(6_000):
        write(f"badges/{number // 500:03}/{number:05}.json", GOOD)
    command = [sys.executable, "-m", "conformance", "check", "badges", *TOY, "--workers", "1", "--journal", "run.jsonl"]
    # A shell starts what runs in its background with SIGINT ignored, and that would be passed on.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **heard)
    while process.poll() is None and (not Path("run.jsonl").exists() or Path("run.jsonl").stat().st_size < 100_000):
        time.sleep(0.005)
    process.send_signal(signal_)
    code = process.wait()
    assert code == (-9 if signal_ is signal.SIGKILL else 130)
    assert main(["report", "run.jsonl", "--lang", "en"]) == 3
    assert "partial" in capsys.readouterr().out


def test_no_python_warning_about_encodings(tmp_path: Path) -> None:
    write("a.json", BAD)
    command = [
        sys.executable,
        "-X",
        "warn_default_encoding",
        "-W",
        "error::EncodingWarning",
        "-m",
        "conformance",
        "check",
    ]
    assert subprocess.run([*command, "a.json", *TOY], capture_output=True).returncode == 1


def test_two_journals_in_a_folder_have_a_report_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """(B4) Also one that is called run.jsonl."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    for name in ("one.jsonl", "two.jsonl", "run.jsonl"):
        main(["check", "a.gltf", "--journal", f"out/{name}"])
    reports = {path.name for path in (tmp_path / "out").glob("*report.json")}
    assert reports == {"one.report.json", "two.report.json", "report.json"}
