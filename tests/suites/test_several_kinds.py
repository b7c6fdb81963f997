"""Subjects of several kinds in one run, whose suites become known one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main

pytestmark = pytest.mark.versions

MODEL = '{"asset":{"version":"2.0"},"scene":3}'
AVATAR = '{"asset":{"version":"2.0"},"extensionsUsed":["VRMC_vrm"],"extensions":{"VRMC_vrm":{"specVersion":"1.0"}}}'


@pytest.mark.parametrize("order", [("a.gltf", "b.gltf"), ("b.gltf", "a.gltf")])
def test_the_places_of_every_file_are_shown_whatever_kinds_follow(order, tmp_path, monkeypatch, capsys) -> None:
    """B1: a second kind told of its suites anew, and the places that were found before were gone."""
    monkeypatch.chdir(tmp_path)
    Path("a.gltf").write_text(MODEL, encoding="utf-8")
    Path("b.gltf").write_text(AVATAR, encoding="utf-8")
    assert main(["check", *order, "--lang", "en"]) == 1
    assert "a.gltf  /scene  line 1" in capsys.readouterr().out
