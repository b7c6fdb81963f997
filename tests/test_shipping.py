"""What users install: the wheel holds what the checkout holds, and runs alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    "CONFORMANCE_PACKAGE" not in os.environ, reason="builds and installs a wheel: run `tox -e package`"
)
CHECKOUT = Path(__file__).resolve().parents[1]
NO_PART = shutil.ignore_patterns("__pycache__")
SHIPPED = {"suites": "conformance_suites", "schemas": "conformance/schemas", "profiles": "conformance/profiles"}

# Suites that the wheel judges without any extra.
WITHOUT_EXTRAS = ("gltf/document", "did/document", "urdf/robot")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CHECKOUT, tmp_path_factory.mktemp("dist"), "--sdist", "--wheel")


def built(project: Path, out: Path, *what: str) -> Path:
    """The wheel of a project."""
    command = [sys.executable, "-m", "build", "--no-isolation", *(what or ["--wheel"]), "--outdir", str(out)]
    subprocess.run([*command, str(project)], check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but the wheel and what it asks for; the folder of its commands."""
    return environment_of(wheel, tmp_path_factory.mktemp("alone"))


def environment_of(wheel: Path, place: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    commands = place / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(commands / "pip"), "install", "-q", "--no-compile", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return commands


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_file_of_the_checkout_is_in_the_wheel(wheel: Path, folder: str) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [p for p in (CHECKOUT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert files
    wanted = {f"{SHIPPED[folder]}/{path.relative_to(CHECKOUT / folder).as_posix()}" for path in files}
    assert wanted - inside == set()


def test_the_container_is_built_from_all_that_the_wheel_needs(wheel: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for line in (CHECKOUT / "ci" / "Containerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *names, into = line.split()[1:]
            target = source / into.removeprefix("/source").strip("/")
            for name in names:
                place = CHECKOUT / name
                if place.is_dir():
                    shutil.copytree(place, target, ignore=NO_PART)
                else:
                    target.mkdir(parents=True, exist_ok=True)
                    shutil.copy(place, target)
    made = built(source, tmp_path / "dist")
    assert sorted(zipfile.ZipFile(made).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_licence_the_type_marker_and_the_message_files(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    for wanted in ("conformance/py.typed", "conformance/catalogue/messages.toml", "conformance/reporting/words.toml"):
        assert wanted in inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert not any(name.startswith(("suites/", "tests/", "schemas/")) for name in inside)


def test_the_installed_command_runs_the_demo_and_proves_its_requirements(alone: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    proofs = [["prove", name] for name in WITHOUT_EXTRAS]
    for arguments in (["--version"], ["demo"], ["demo", "--profile", "did-resolver"], *proofs, ["list", "suites"]):
        done = subprocess.run(
            [str(alone / "conformance"), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {".conformance"}


def test_without_the_fast_engine_the_same_requirements_are_proven(alone: Path, tmp_path: Path) -> None:
    subprocess.run([str(alone / "pip"), "uninstall", "-q", "-y", "jsonschema-rs"], check=True, capture_output=True)
    for name in WITHOUT_EXTRAS:
        done = subprocess.run([str(alone / "conformance"), "prove", name], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr


# A wheel of a family has its folder under the name it is imported by, and its schemas beside those of the core.
FAMILY_PROJECT = """
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "conformance-{name}"
version = "1.0.0"

[tool.hatch.build.targets.wheel]
only-include = ["suites", "schemas"]

[tool.hatch.build.targets.wheel.sources]
"suites" = "conformance_suites"
"schemas" = "conformance/schemas"
"""
AVATAR = """
import pathlib, sys
from conformance_suites.assets.vrm.demo.mannequin import mannequin
pathlib.Path(sys.argv[1]).write_bytes(mannequin().glb())
"""


def family_wheel(domain: str, name: str, place: Path) -> Path:
    """The wheel of one family, made from its folders alone."""
    for part in ("suites", "schemas"):
        shutil.copytree(CHECKOUT / part / domain / name, place / name / part / domain / name, ignore=NO_PART)
    (place / name / "pyproject.toml").write_text(FAMILY_PROJECT.format(name=name), encoding="utf-8")
    return built(place / name, place / f"{name}-dist")


def core_wheel(place: Path) -> Path:
    """The wheel of the core: this project without any family."""
    shutil.copytree(CHECKOUT, place / "core", ignore=shutil.ignore_patterns(".*", "tests", "__pycache__"))
    for path in (place / "core" / "suites").glob("*/*/family.toml"):
        shutil.rmtree(path.parent)
        shutil.rmtree(place / "core" / "schemas" / path.parent.relative_to(place / "core" / "suites"), True)
    return built(place / "core", place / "core-dist")


def test_families_install_as_wheels_of_their_own(alone: Path, tmp_path: Path) -> None:
    core, commands = core_wheel(tmp_path), alone
    gltf, vrm = (family_wheel("assets", name, tmp_path) for name in ("gltf", "vrm"))
    inside = {name for name in zipfile.ZipFile(core).namelist() if name.endswith("suite.toml")}
    assert inside == set()

    def pip(*arguments: str) -> None:
        subprocess.run([str(commands / "pip"), *arguments], check=True, capture_output=True)

    def conformance(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        command = [str(commands / "conformance"), *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")

    def suites() -> set[str]:
        done = conformance("list", "suites")
        assert done.returncode == 0, done.stderr
        return {line.split()[0].rpartition("/")[0] for line in done.stdout.splitlines()}

    pip("uninstall", "-q", "-y", "metaverse-conformance")
    pip("install", "-q", "--no-deps", str(core))
    model = next((CHECKOUT / "suites/assets/gltf/document/samples/good").glob("*.gltf"))
    avatar = tmp_path / "avatar.vrm"
    assert suites() == set()
    pip("install", "-q", "--no-deps", str(vrm))
    done = conformance("check", str(model))
    (sentence,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert "vrm/family.toml:3: uses: unknown family 'assets/gltf'" in sentence
    pip("install", "-q", "--no-deps", str(gltf))
    assert suites() == {"assets/gltf", "assets/vrm"}
    subprocess.run([str(commands / "python"), "-c", AVATAR, str(avatar)], cwd=tmp_path, check=True)
    for arguments in (["check", str(model)], ["check", str(avatar), "--suite", "vrm/avatar"], ["prove", "vrm/avatar"]):
        done = conformance(*arguments)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    pip("uninstall", "-q", "-y", "conformance-vrm")
    assert suites() == {"assets/gltf"}
    for arguments in (["check", str(model)], ["check", str(avatar)], ["prove", "gltf/document"]):
        done = conformance(*arguments)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
