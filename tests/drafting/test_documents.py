"""Our own documents keep to their published schemas."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from conformance.catalogue import folder, load_catalogue
from conformance.cli.main import main
from conformance.drafting.documents import DOCUMENTS, schema_of, text_of

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="the fast engine is not installed")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_published_schema_is_fresh(name: str) -> None:
    assert (folder("schemas") / f"{name}.json").read_text(encoding="utf-8") == text_of(name)


def test_every_suite_and_profile_of_ours_is_valid() -> None:
    catalogue = load_catalogue()
    suites = [suite.folder / "suite.toml" for suite in catalogue.suites.values()]
    for name, paths in (("suite", suites), ("profile", catalogue.profile_files.values())):
        validator = jsonschema_rs.validator_for(schema_of(name))
        for path in paths:
            validator.validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_a_report_is_valid(
    tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["check", str(toy_suites / "toy" / "badges" / "badge" / "samples"), "--suites", str(toy_suites)])
    capsys.readouterr()
    (path,) = tmp_path.glob(".conformance/*/report.json")
    jsonschema_rs.validator_for(schema_of("report")).validate(json.loads(path.read_text(encoding="utf-8")))
