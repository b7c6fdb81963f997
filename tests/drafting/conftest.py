"""A suites folder with one small suite, as `conformance new family` writes it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conformance.catalogue.packages import forget_code
from conformance.cli.main import main


@pytest.fixture(scope="session")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written once, to be copied."""
    folder = tmp_path_factory.mktemp("scaffold") / "suites"
    folder.mkdir()
    assert main(["new", "family", "toy/medals", "--into", str(folder)]) == 0
    return folder


@pytest.fixture
def suite(scaffold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the suite in a copy."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    forget_code("conformance_suites.toy.medals.document")
    folder = tmp_path / "suites"
    shutil.copytree(scaffold, folder)
    return folder / "toy" / "medals" / "document"
