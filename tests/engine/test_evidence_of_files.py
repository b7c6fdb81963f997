"""A run over files leaves evidence: its bundle is judged again to the same bytes, elsewhere, without the files."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import IO

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.engine import packing, run
from conformance.engine.subjects import Target

SUITES = ("gltf/buffers", "gltf/appearance", "tiles/tileset", "c2pa/provenance", "tokens/identifier")


def product(folder: Path) -> Path:
    """Samples of suites that read files beside their subjects, in a folder."""
    catalogue = CATALOGUE
    for suite in SUITES:
        for sample in samples(catalogue.suite(suite)):
            source = sample.folder or Path()
            place = folder / suite.replace("/", "-") / sample.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(sample.data)
            for each in source.rglob("*") if sample.folder and source.name in ("good", "bad") else ():
                there = place.parent / each.relative_to(source)
                if each.is_file() and not there.exists():
                    there.parent.mkdir(parents=True, exist_ok=True)
                    there.write_bytes(each.read_bytes())
    return folder


def report(journal: Path) -> bytes:
    return journal.with_name("report.json").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what was judged in `product`, the run and its bundle."""
    folder = tmp_path_factory.mktemp("made")
    product(folder / "product")
    (folder / "product" / "secret.txt").write_text("nobody judges this", encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        status = main(["check", "product", "--evidence", "bundle.zip", "--journal", "run/run.jsonl", "--workers", "1"])
    finally:
        os.chdir(before)
    assert status == 1
    return folder


@pytest.mark.needs("assets/gltf", "assets/tiles", "assets/c2pa", "assets/tokens")
def test_the_evidence_of_files_is_judged_again_to_the_same_bytes(made: Path, tmp_path: Path, capsys) -> None:
    """Elsewhere, where none of the files is: journal and report are the same (idea 10)."""
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes((made / "bundle.zip").read_bytes())
    assert main(["rejudge", str(bundle), "--folder", str(tmp_path / "again"), "--lang", "en"]) == 1
    assert "byte for byte" in capsys.readouterr().out
    assert (tmp_path / "again" / "run.jsonl").read_bytes() == (made / "run" / "run.jsonl").read_bytes()
    assert report(tmp_path / "again" / "run.jsonl") == report(made / "run" / "run.jsonl")


@pytest.mark.needs("assets/gltf")
def test_the_evidence_of_a_claim_is_judged_again_by_its_profile_and_level(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.gltf").write_text('{"asset": {"version": "2.0"}}', encoding="utf-8")
    claim = ["--profile", "exchange-model", "--level", "interoperable"]
    status = main(["check", "a.gltf", *claim, "--evidence", "b.zip", "--journal", "run/run.jsonl", "--workers", "1"])
    assert main(["rejudge", "b.zip", "--folder", "again", "--lang", "en"]) == status == 3
    assert "byte for byte" in capsys.readouterr().out
    assert b'"level":"interoperable"' in Path("again/run.jsonl").read_bytes()


@pytest.mark.needs("assets/gltf", "assets/tiles", "assets/c2pa", "assets/tokens")
def test_files_that_a_subject_refers_to_are_part_of_the_evidence(made: Path) -> None:
    with zipfile.ZipFile(made / "bundle.zip") as opened:
        told = [json.loads(line) for line in opened.read("subjects.jsonl").splitlines()]
        names = set(opened.namelist())
    beside = [each["beside"] for each in told if each.get("beside")]
    assert len(beside) > 5
    held = {digest for each in beside for digest in each.values() if digest}
    assert {f"bodies/{digest.replace(':', '-')}" for digest in held} <= names


@pytest.mark.needs("assets/gltf", "assets/tiles", "assets/c2pa", "assets/tokens")
def test_a_file_that_nobody_judges_is_not_packed(made: Path) -> None:
    assert b"nobody judges this" not in (made / "bundle.zip").read_bytes()


def test_a_link_out_of_the_folder_is_not_read_and_judged_again_as_such(tmp_path: Path, monkeypatch, capsys) -> None:
    """(E1) Neither as a subject nor as a file beside one."""
    secret = tmp_path / "secret.bin"
    secret.write_bytes(b"top secret" * 100)
    folder = tmp_path / "product"
    folder.mkdir()
    (folder / "link.gltf").symlink_to(secret)
    (folder / "link.bin").symlink_to(secret)
    document = {"asset": {"version": "2.0"}, "buffers": [{"uri": "link.bin", "byteLength": 10}]}
    (folder / "a.gltf").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status = main(["check", "product", "--evidence", "bundle.zip", "--journal", "run/run.jsonl", "--workers", "1"])
    assert b"top secret" not in (tmp_path / "bundle.zip").read_bytes()
    assert '"link_outside"' in (tmp_path / "run" / "run.jsonl").read_text(encoding="utf-8")
    assert main(["rejudge", "bundle.zip", "--lang", "en"]) == status
    assert "byte for byte" in capsys.readouterr().out


@pytest.mark.needs("assets/gltf")
def test_a_subject_that_changes_before_it_is_packed_is_not_recomputable(tmp_path: Path, monkeypatch, capsys) -> None:
    def judged_then_changed(*given, **named):
        found = original(*given, **named)
        (tmp_path / "a.gltf").write_text('{"asset":{"version":"1.0"}}', encoding="utf-8")
        return found

    original = run._judged
    (tmp_path / "a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    monkeypatch.setattr(run, "_judged", judged_then_changed)
    monkeypatch.chdir(tmp_path)
    main(["check", "a.gltf", "--evidence", "bundle.zip", "--workers", "1"])
    monkeypatch.setattr(run, "_judged", original)
    with zipfile.ZipFile("bundle.zip") as opened:
        assert json.loads(opened.read("bundle.json"))["withheld"] == {"changed": 1}
    assert main(["rejudge", "bundle.zip", "--lang", "en"]) == 3
    assert "holds the digest of this file only" in capsys.readouterr().out


def test_what_the_harness_wrote_is_left_out_of_folders(tmp_path: Path, monkeypatch) -> None:
    """(B2) The folder .conformance, journals, reports and bundles, whatever they are called."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    for number in range(2):  # the second run finds what the first one wrote
        main(["check", ".", "--evidence", "my.zip", "--journal", f"my{number}.jsonl", "--workers", "1"])
        main(["check", "."])
    lines = (tmp_path / "my1.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in lines if '"event":"subject"' in line] == ["a.gltf"]


@pytest.mark.needs("assets/gltf", "assets/tiles", "assets/c2pa", "assets/tokens")
def test_the_evidence_of_files_can_be_shown_and_has_no_exchanges(made: Path, capsys) -> None:
    assert main(["report", str(made / "bundle.zip"), "--format", "json", "--lang", "en"]) == 1
    assert json.loads(capsys.readouterr().out)["run"]["status"] == "complete"
    assert main(["report", str(made / "bundle.zip"), "--format", "har", "--lang", "en"]) == 2
    assert "has no exchanges" in capsys.readouterr().err


def test_a_name_that_is_not_utf_8_is_judged_again(tmp_path: Path, monkeypatch, capsys) -> None:
    """As names in GBK are on systems that keep names as bytes (E6)."""
    monkeypatch.chdir(tmp_path)
    Path("product").mkdir()
    for name in ("中文".encode("gbk"), b"\xff\xfe"):
        (Path("product") / f"{os.fsdecode(name)}.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    status = main(["check", "product", "--evidence", "bundle.zip", "--journal", "run/run.jsonl"])
    assert main(["rejudge", "bundle.zip", "--lang", "en"]) == status
    assert "byte for byte" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path: Path, monkeypatch, capsys) -> None:
    """Not where it has the name of what runs write, nor among the supplied subjects (E1)."""
    monkeypatch.chdir(tmp_path)
    Path("product").mkdir()
    for name in ("a.jsonl", "a.zip", "b.gltf"):
        os.mkfifo(Path("product") / name)
    (Path("product") / "c.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    assert main(["check", "product", "--evidence", "bundle.zip", "--withhold", "all"]) == 3
    main(["rejudge", "bundle.zip", "--subjects", "product", "--lang", "en"])
    assert "byte for byte" in capsys.readouterr().out
    assert main(["purge", "product"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="a limit of POSIX")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.needs("assets/gltf")
def test_on_a_full_disk_the_file_is_named_and_none_is_left(language: str, tmp_path: Path, monkeypatch, capsys) -> None:
    """(B3) Not even the unfinished one, which would keep the disk full."""
    import resource

    monkeypatch.chdir(tmp_path)
    document = {"asset": {"version": "2.0"}, "extras": "x" * 3_000_000}
    Path("a.gltf").write_text(json.dumps(document), encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        assert main(["check", "a.gltf", "--evidence", "out/b.zip", "--workers", "1", "--lang", language]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    said = {"en": "b.zip.part: the file is too large", "zh": "b.zip.part：文件超出文件系统的上限"}
    assert said[language] in capsys.readouterr().err
    assert list(Path("out").iterdir()) == []


@pytest.mark.needs("assets/gltf", "assets/tiles", "assets/c2pa", "assets/tokens")
def test_long_files_are_packed_to_the_same_bytes_piece_by_piece(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_IN_MEMORY", 0)
    monkeypatch.chdir(made)
    again = tmp_path / "again.zip"
    main(["check", "product", "--evidence", str(again), "--journal", str(tmp_path / "run.jsonl"), "--workers", "1"])
    with zipfile.ZipFile(made / "bundle.zip") as before, zipfile.ZipFile(again) as after:
        assert after.testzip() is None
        assert after.namelist() == before.namelist()
        bodies = [name for name in before.namelist() if name.startswith("bodies/")]
        assert len(bodies) > len(SUITES)
        assert all(after.read(name) == before.read(name) for name in bodies)


@pytest.mark.needs("assets/gltf")
@pytest.mark.parametrize("added", [b" ", b""], ids=["another", "shorter"])
def test_a_long_file_that_changes_while_it_is_packed_ends_the_run(
    added: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "a.gltf"
    text = b'{"asset":{"version":"2.0"}}'
    model.write_bytes(text + b"\n")
    digest_of_file = packing._digest_of_file

    def found(file: IO[bytes]) -> str:
        """The digest of the file, which is another one from now on."""
        before = digest_of_file(file)
        model.write_bytes(text + added)
        return before

    monkeypatch.setattr(packing, "_IN_MEMORY", 0)
    monkeypatch.setattr(packing, "_digest_of_file", found)
    options = ["--evidence", str(tmp_path / "b.zip"), "--journal", str(tmp_path / "run.jsonl"), "--workers", "1"]
    assert main(["check", str(model), *options, "--lang", "en"]) == 2
    assert "a.gltf changed while it was packed" in capsys.readouterr().err
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.needs("assets/gltf")
def test_a_subject_has_beside_it_what_it_asked_for_alone(tmp_path: Path) -> None:
    """Those that one process judges together do not hand on what they read."""
    for name in ("a", "b"):
        document = {"asset": {"version": "2.0"}, "buffers": [{"uri": f"{name}.bin", "byteLength": 4}]}
        (tmp_path / f"{name}.gltf").write_text(json.dumps(document), encoding="utf-8")
        (tmp_path / f"{name}.bin").write_bytes(b"1234")
    targets = [Target(str(tmp_path / f"{name}.gltf"), name, True) for name in ("a", "b")]
    chunk, _ = run._judged(targets, PLAN)
    assert [[*each.beside] for each in chunk] == [["a.bin"], ["b.bin"]]
