"""What users install: the wheel holds what the checkout holds, and runs alone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    "CONFORMANCE_PACKAGE" not in os.environ, reason="builds and installs a wheel: run `tox -e package`"
)
CHECKOUT = Path(__file__).resolve().parents[1]
SHIPPED = {"suites": "conformance/suites", "schemas": "conformance/schemas", "profiles": "conformance/profiles"}

# Suites that the wheel judges without any extra.
WITHOUT_EXTRAS = ("gltf/document", "did/document", "urdf/robot")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(out), str(CHECKOUT)], check=True, capture_output=True
    )
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but the wheel and what it asks for; the folder of its commands."""
    place = tmp_path_factory.mktemp("alone")
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    commands = place / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([str(commands / "pip"), "install", "-q", str(wheel)], check=True, capture_output=True)
    return commands


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_file_of_the_checkout_is_in_the_wheel(wheel: Path, folder: str) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [p for p in (CHECKOUT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert files
    wanted = {f"{SHIPPED[folder]}/{path.relative_to(CHECKOUT / folder).as_posix()}" for path in files}
    assert wanted - inside == set()


def test_the_wheel_holds_the_licence_the_type_marker_and_the_message_files(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    for wanted in ("conformance/py.typed", "conformance/catalogue/messages.toml", "conformance/reporting/words.toml"):
        assert wanted in inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert not any(name.startswith(("suites/", "tests/", "schemas/")) for name in inside)


def test_the_installed_command_runs_the_demo_and_proves_its_requirements(alone: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    proofs = [["prove", name] for name in WITHOUT_EXTRAS]
    for arguments in (["--version"], ["demo"], ["demo", "--profile", "identity-service"], *proofs, ["list", "suites"]):
        done = subprocess.run(
            [str(alone / "conformance"), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_without_the_fast_engine_the_same_requirements_are_proven(alone: Path, tmp_path: Path) -> None:
    subprocess.run([str(alone / "pip"), "uninstall", "-q", "-y", "jsonschema-rs"], check=True, capture_output=True)
    for name in WITHOUT_EXTRAS:
        done = subprocess.run([str(alone / "conformance"), "prove", name], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
