"""Our own documents keep to their published schemas."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue import folder
from conformance.cli.main import main
from conformance.drafting.documents import DOCUMENTS, schema_of, text_of
from conformance.model.baseline import PLACES

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="the fast engine is not installed")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_published_schema_is_fresh(name: str) -> None:
    assert (folder("schemas") / f"{name}.json").read_text(encoding="utf-8") == text_of(name)


def test_every_suite_and_profile_of_ours_is_valid() -> None:
    catalogue = CATALOGUE
    suites = [suite.folder / "suite.toml" for suite in catalogue.suites.values()]
    for name, paths in (("suite", suites), ("profile", catalogue.profile_files.values())):
        validator = jsonschema_rs.validator_for(schema_of(name))
        for path in paths:
            validator.validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_a_baseline_is_valid(tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bad = str(toy_suites / "toy" / "badges" / "badge" / "samples" / "bad")
    main(["check", bad, "--suites", str(toy_suites), "--format", "baseline", "--output", "known.toml"])
    told = tomllib.loads(Path("known.toml").read_text(encoding="utf-8"))
    assert len(told["known"]) > 3
    validator = jsonschema_rs.validator_for(schema_of("baseline"))
    validator.validate(json.loads(json.dumps(told, default=str)))
    (entry,) = schema_of("baseline")["$defs"].values()
    assert set(entry["properties"]) == {"requirement", "subject", *PLACES, "reason", "expires", "author"}


def test_a_report_is_valid(
    tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["check", str(toy_suites / "toy" / "badges" / "badge" / "samples"), "--suites", str(toy_suites)])
    capsys.readouterr()
    (path,) = tmp_path.glob(".conformance/*/report.json")
    jsonschema_rs.validator_for(schema_of("report")).validate(json.loads(path.read_text(encoding="utf-8")))
