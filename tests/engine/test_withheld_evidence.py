"""What evidence does not hold: by kind, on request and for minors; supplied files are found by their digest."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.engine.subjects import is_our_output

pytestmark = pytest.mark.needs("assets/gltf", "assets/cityjson", "terminals/recording", "terminals/bvh")
PERSONAL = {
    *("recording", "bvh", "city_model", "ifc", "xapi", "edf", "xdf"),
    *("asset_credential", "exported_credential", "presentation_history"),
    *("credential", "secured_credential", "jose_credential", "sd_jwt", "sd_jwt_vc"),
}
PLAN = '[product]\nname = "P"\nversion = "1"\n'


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model with a file beside it, a recording and a city model."""
    folder = tmp_path / "product"
    folder.mkdir()
    catalogue = CATALOGUE
    for suite, name in (("recording/pose", "a.jsonl"), ("cityjson/city_model", "b.city.json")):
        good = next(each for each in samples(catalogue.suite(suite)) if each.requirement is None)
        (folder / name).write_bytes(good.data)
    document = {"asset": {"version": "2.0"}, "buffers": [{"uri": "c.bin", "byteLength": 4}]}
    (folder / "c.gltf").write_text(json.dumps(document), encoding="utf-8")
    (folder / "c.bin").write_bytes(b"1234")
    monkeypatch.chdir(tmp_path)
    return folder


def check(*options: str) -> dict[str, str | None]:
    """What the evidence of a run over the product withholds, by the name of the file."""
    main(["check", "product", "--evidence", "b.zip", "--journal", "run/run.jsonl", "--workers", "1", *options])
    with zipfile.ZipFile("b.zip") as opened:
        told = [json.loads(line) for line in opened.read("subjects.jsonl").splitlines()]
    return {Path(each["name"]).name: each.get("withheld") for each in told}


@pytest.mark.needs("identity/data_integrity", "identity/jose", "identity/sd_jwt", "interfaces/ifc", "interfaces/xapi")
def test_families_name_kinds_that_exist() -> None:
    catalogue = CATALOGUE
    named = {kind for family in catalogue.families.values() for kind, _ in family.withheld}
    assert named == PERSONAL
    assert named <= catalogue.kinds.keys()


def test_what_may_show_persons_or_protected_places_is_withheld_and_said(product: Path, capsys) -> None:
    found = check("--lang", "en")
    assert found == {"a.jsonl": "personal", "b.city.json": "personal", "c.gltf": None, "c.bin": "not_judged"}
    assert "of 2 files the evidence holds the digest only" in capsys.readouterr().err
    bundle = Path("b.zip").read_bytes()
    assert not [name for name in ("a.jsonl", "b.city.json") if (product / name).read_bytes()[:200] in bundle]
    with zipfile.ZipFile("b.zip") as opened:
        assert json.loads(opened.read("bundle.json"))["withheld"] == {"not_judged": 1, "personal": 2}


@pytest.mark.parametrize(
    ("options", "withheld"),
    [
        (["--withhold", "none"], set()),
        (["--withhold", "all"], {"a.jsonl", "b.city.json", "c.gltf"}),
        (["--withhold", "gltf"], {"a.jsonl", "b.city.json", "c.gltf"}),
        (["--withhold", "none", "--withhold", "gltf"], {"c.gltf"}),
    ],
)
def test_the_user_decides_otherwise(product: Path, options: list[str], withheld: set[str]) -> None:
    assert {name for name, why in check(*options).items() if why == "personal"} == withheld


def test_nothing_of_minors_is_packed_whatever_else_was_asked_for(product: Path, capsys) -> None:
    Path("plan.toml").write_text(PLAN + "[evidence]\nminors = true\n", encoding="utf-8")
    found = check("--plan", "plan.toml", "--withhold", "none", "--lang", "en")
    said = capsys.readouterr().err
    assert "concerns minors" in said
    assert "--withhold none" not in said
    assert found["a.jsonl"] == found["c.gltf"] == "personal"
    with zipfile.ZipFile("b.zip") as opened:
        assert not [name for name in opened.namelist() if name.startswith("bodies")]


def test_withheld_files_are_judged_again_when_they_are_supplied(product: Path, tmp_path: Path, capsys) -> None:
    """By their digest, whatever they are called, with the files beside them; without them nothing is claimed."""
    check("--withhold", "all")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for number, path in enumerate(sorted(product.iterdir())):
        path.rename(elsewhere / str(number))
    capsys.readouterr()
    assert main(["rejudge", "b.zip", "--folder", "none", "--lang", "en"]) == 3
    assert "holds only their digests: 3 (" in capsys.readouterr().out
    main(["rejudge", "b.zip", "--folder", "all", "--lang", "en", "--subjects", "elsewhere"])
    assert "byte for byte" in capsys.readouterr().out
    assert Path("all/run.jsonl").read_bytes() == Path("run/run.jsonl").read_bytes()
    (elsewhere / "0").write_bytes(b"another file")
    main(["rejudge", "b.zip", "--folder", "some", "--lang", "en", "--subjects", "elsewhere"])
    assert "holds only their digests: 1 (" in capsys.readouterr().out


def test_a_kind_that_does_not_exist_is_refused_before_anything_is_judged(product: Path, capsys) -> None:
    assert main(["check", "product", "--evidence", "b.zip", "--withhold", "gltff", "--lang", "en"]) == 2
    assert "did you mean gltf" in capsys.readouterr().err
    assert main(["check", "product", "--withhold", "gltf", "--lang", "en"]) == 2
    assert "--withhold needs --evidence" in capsys.readouterr().err


def test_an_edited_journal_is_not_excused(product: Path, tmp_path: Path, capsys) -> None:
    """(E8) Not even where all outcomes are the same."""
    from conformance.model.digest import digest

    check("--withhold", "none")
    with zipfile.ZipFile("b.zip") as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    edited = members["run.jsonl"].replace(b'"title":{"en":"', b'"title":{"en":"Not ', 1)
    index = json.loads(members["bundle.json"])
    index["members"]["run.jsonl"] = digest(edited)
    with zipfile.ZipFile("edited.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in {**members, "run.jsonl": edited, "bundle.json": json.dumps(index).encode()}.items():
            out.writestr(name, data)
    capsys.readouterr()
    assert main(["rejudge", "edited.zip", "--lang", "en"]) != 0
    assert "it was edited" in capsys.readouterr().out


def test_evidence_without_files_is_known_as_our_own(product: Path, tmp_path: Path) -> None:
    """(B2) It is not judged, and a folder with it is purged."""
    check("--withhold", "all")
    assert is_our_output("b.zip", "b.zip")
    Path("b.zip").rename(product / "b.zip")
    assert "b.zip" not in check()
