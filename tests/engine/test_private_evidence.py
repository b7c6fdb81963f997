"""Private suites and profiles travel in the evidence; their code is run only if it is trusted by its digest (D12)."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from doubles.live_runs import SUITES
from doubles.shelf import Shelf, running
from doubles.small_suites import function, write_suite

from conformance.cli.main import main

TRACE = 'with open({path!r}, "a") as trace:\n        trace.write("run ")\n    return iter(())'
PROFILE = """
[profile]
id = "mine"
version = "1"
title = {{ en = "Mine", zh = "我的轮廓" }}
role = {{ en = "A thing.", zh = "事物。" }}
kinds = ["{kind}"]
[[level]]
id = "basic"
requirements = ["{row}"]
"""


@pytest.fixture
def traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle of a run by a private suite; its code leaves a trace in the file `trace` whenever it is run."""
    trace = tmp_path / "trace"
    imported = f'with open({str(trace)!r}, "a") as trace:\n    trace.write("imported ")\n\n'
    checks = imported + function(body=TRACE.format(path=str(trace)))
    root = write_suite(tmp_path / "mine" / "suites", checks=checks)
    (tmp_path / "a.json").write_text('{"thing": 1}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    options = ["--suites", str(root), "--evidence", "b.zip", "--journal", "run/run.jsonl", "--workers", "1"]
    assert main(["check", "a.json", *options]) in (0, 3)
    assert trace.read_text() == "imported run "
    trace.unlink()
    shutil.move(str(tmp_path / "mine"), str(tmp_path / "elsewhere"))
    return trace


def told_digest(capsys) -> str:
    return re.search("--trust-suites (sha256:[0-9a-f]{64})", capsys.readouterr().err)[1]


def test_code_in_evidence_is_not_run_unless_it_is_trusted(traced: Path, capsys) -> None:
    capsys.readouterr()
    for trusted in ([], ["--trust-suites", "sha256:" + "0" * 64]):
        assert main(["rejudge", "b.zip", "--lang", "en", *trusted]) == 2
        digest = told_digest(capsys)
        assert not traced.exists()
    assert main(["rejudge", "b.zip", "--folder", "again", "--lang", "en", "--trust-suites", digest]) in (0, 3)
    assert "byte for byte" in capsys.readouterr().out
    assert "run " in traced.read_text()


def test_code_that_was_changed_is_not_trusted_by_the_digest_of_the_other(traced: Path, tmp_path: Path, capsys) -> None:
    main(["rejudge", "b.zip", "--lang", "en"])
    digest = told_digest(capsys)
    with zipfile.ZipFile("b.zip") as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    index = json.loads(members["bundle.json"])
    name = next(each for each in index["private"][0] if each.endswith("suite.toml"))
    other = next(each for each in index["private"][0] if each.endswith("checks.py"))
    index["private"][0][other] = index["private"][0][name]
    members["bundle.json"] = json.dumps(index).encode()
    with zipfile.ZipFile("evil.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for each, data in members.items():
            out.writestr(each, data)
    assert main(["rejudge", "evil.zip", "--trust-suites", digest, "--lang", "en"]) == 2
    assert not traced.exists()


@pytest.mark.parametrize(
    "name", ["suites/../../evil.py", "/suites/a", "else/a", "suites", "suites//a", "suites\\..\\a"]
)
def test_names_that_leave_the_folder_are_refused(name: str, traced: Path, capsys) -> None:
    with zipfile.ZipFile("b.zip") as opened:
        members = {each: opened.read(each) for each in opened.namelist()}
    index = json.loads(members["bundle.json"])
    index["private"][0] = {name: next(iter(index["private"][0].values()))}
    members["bundle.json"] = json.dumps(index).encode()
    with zipfile.ZipFile("evil.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for each, data in members.items():
            out.writestr(each, data)
    assert main(["rejudge", "evil.zip", "--lang", "en"]) == 2
    assert "bundle.json is not what a run writes" in capsys.readouterr().err


@pytest.mark.needs("assets/gltf")
def test_a_private_profile_needs_no_trust(tmp_path: Path, monkeypatch, capsys) -> None:
    """A file, or profiles beside a folder without suites: they have no code."""
    monkeypatch.chdir(tmp_path)
    text = PROFILE.format(kind="gltf", row="AST-GLD-001")
    Path("mine.toml").write_text(text, encoding="utf-8")
    (tmp_path / "own" / "suites").mkdir(parents=True)
    (tmp_path / "own" / "profiles").mkdir()
    (tmp_path / "own" / "profiles" / "other.toml").write_text(text.replace("mine", "other"), encoding="utf-8")
    Path("a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    for named in (["--profile", "mine.toml"], ["--suites", "own/suites", "--profile", "other"]):
        main(["check", "a.gltf", *named, "--evidence", "b.zip", "--journal", "run/run.jsonl"])
        shutil.copy("b.zip", tmp_path / "c.zip")
        moved = Path("mine.toml" if named[0] == "--profile" else "own")
        moved.rename("hidden")
        capsys.readouterr()
        main(["rejudge", "c.zip", "--folder", "again", "--lang", "en"])
        assert "byte for byte" in capsys.readouterr().out
        Path("hidden").rename(moved)


def test_the_evidence_of_a_live_run_brings_its_suites_as_well(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    with running(Shelf()) as shelf:
        Path("plan.toml").write_text(
            'profile = "shelf"\n[product]\nname = "S"\nversion = "1"\n'
            f'[endpoints]\nshelf = "{shelf.url}"\n[statement]\nlabels = true\n[information]\nthing = "vase"\n',
            encoding="utf-8",
        )
        main(["run", "plan.toml", "--suites", SUITES, "--folder", "out"])
    capsys.readouterr()
    assert main(["rejudge", "out/evidence.zip", "--lang", "en"]) == 2
    digest = told_digest(capsys)
    main(["rejudge", "out/evidence.zip", "--lang", "en", "--folder", "again", "--trust-suites", digest])
    assert "byte for byte" in capsys.readouterr().out


def test_only_what_suites_consist_of_is_packed(traced: Path, tmp_path: Path) -> None:
    """A suites folder may have secrets, samples of persons and the files to judge beside its families (E1)."""
    home = tmp_path / "elsewhere"
    other = (".env", "suites/.git/config", "suites/tiny/things/.env", "suites/tiny/notes.txt", "suites/models/a/b.json")
    kept_out = (*other, "suites/tiny/things/thing/samples/good/a.json", "profiles/login.json", "schemas/key.pem")
    for name in kept_out:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("hunter2 hunter2", encoding="utf-8")
    (home / "suites" / "tiny" / "things" / "\udcff.txt").write_text("a name that is not UTF-8", encoding="utf-8")
    assert main(["check", "a.json", "--suites", "elsewhere/suites", "--evidence", "c.zip"]) in (0, 3)
    with zipfile.ZipFile("c.zip") as opened:
        private = json.loads(opened.read("bundle.json"))["private"][0]
        assert not [name for name in opened.namelist() if b"hunter2" in opened.read(name)]
    assert {"suites/tiny/things/family.toml", "suites/tiny/things/thing/checks.py"} <= private.keys()
