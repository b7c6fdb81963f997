"""The suites load without the libraries of the extras: what needs one says so where it is used."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

LOADING = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
from conformance.cli.main import main
sys.exit(main(["prove", "{suite}"]))
"""


def absent() -> set[str]:
    """The modules of distributions that extras alone ask for."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [each for names in project["optional-dependencies"].values() for each in names]
    extra, base = (set(map(_name, given)) for given in (extras, project["dependencies"]))
    found = packages_distributions().items()
    return {name for name, owners in found if {each.lower() for each in owners} & (extra - base)}


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


@pytest.mark.needs("interfaces/http")
def test_the_suites_load_without_the_extras() -> None:
    names = absent()
    assert {"cbor2", "joserfc"} <= names
    code = LOADING.format(absent=sorted(names), suite="interfaces/http/cors")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
