"""The files of ci/ and the commit hook: their scripts run here as the services run them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue.samples import samples
from conformance.cli.main import main

yaml = pytest.importorskip("yaml")
CHECKOUT = Path(__file__).resolve().parents[1]
TOY = Path(__file__).parent / "doubles" / "suites"
pytestmark = [
    pytest.mark.skipif(not (CHECKOUT / "ci").is_dir(), reason="no checkout around the tests"),
    pytest.mark.skipif(sys.platform == "win32", reason="the scripts run in a shell"),
]
MEDIA = "media_file"
GOOD, BAD = '{"asset": {"version": "2.0"}}', '{"asset": {"version": "2.0"}, "scene": 3}'
STUB = """#!/bin/sh
echo "$0 $*" | sed "s|$HOME/||g" >> "$HOME/calls"
case "$*" in
  "-m venv "*)
    mkdir -p "$3/bin"
    for each in python pip; do cp "$0" "$3/bin/$each"; done
    cp "$HOME/tools/conformance" "$3/bin" ;;
esac
"""
REAL = f"""#!/bin/sh
PYTHONPATH={CHECKOUT / "src"} exec {sys.executable} -m conformance "$@"
"""


def read(name: str) -> Any:
    return yaml.safe_load((CHECKOUT / name).read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a good and a bad model; `python3` only notes what it is asked for, `conformance` is ours."""
    for name, text in (("tools/python3", STUB), ("tools/conformance", REAL)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    for name, text in (("my models/good.gltf", GOOD), ("my models/bad.gltf", BAD)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(project: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub and GitLab do."""
    environment = {
        "PATH": f"{project / 'tools'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(project),
        "LANG": "C.UTF-8",
        **variables,
    }
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(command, env=environment, cwd=project, capture_output=True, encoding="utf-8")


def action(project: Path, step: int, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run a step of the action with these inputs; its process, and what it wrote to the files of the runner."""
    told = read("ci/github/action.yml")
    values = {name: each["default"] for name, each in told["inputs"].items()} | inputs
    wanted = told["runs"]["steps"][step]
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]], text)
        for name, text in wanted["env"].items()
    }
    files = {name: project / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    runner = {"RUNNER_OS": "Linux", "RUNNER_TEMP": str(project / "temp"), "GITHUB_ACTION_PATH": "/action/ci/github"}
    done = run(project, wanted["run"], **variables, **runner, **{name: str(path) for name, path in files.items()})
    return done, {name: path.read_text(encoding="utf-8") for name, path in files.items() if path.exists()}


def test_the_action_takes_only_declared_inputs_and_none_as_part_of_a_script() -> None:
    told = read("ci/github/action.yml")
    text = (CHECKOUT / "ci/github/action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.(\w+)", text)) == set(told["inputs"])
    assert all("${{" not in step["run"] for step in told["runs"]["steps"])


def test_the_action_annotates_summarises_and_keeps_the_reports(project: Path) -> None:
    done, files = action(project, 1, paths="my models")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error title=")
    assert "my models/bad.gltf" in done.stdout
    assert files["GITHUB_OUTPUT"] == "status=1\n"
    assert files["GITHUB_STEP_SUMMARY"].startswith("## ")
    kept = {path.name for path in (project / "conformance-report").iterdir()}
    assert kept == {"report.html", "report.json", "junit.xml", "pull-request.md", "report.sarif"}


def test_the_action_passes_every_input_on_and_each_as_one_word(project: Path) -> None:
    known = project / "known list.toml"
    assert main(["check", "my models", "--format", "baseline", "--output", str(known)]) == 1
    known.write_text(known.read_text(encoding="utf-8").replace('reason = ""', 'reason = "later"'), encoding="utf-8")
    inputs = {"paths": "my models/good.gltf\nmy models/bad.gltf\n", "baseline": known.name, "language": "zh"}
    done, files = action(project, 1, output="out put", **inputs)
    assert done.returncode == 0, done.stderr
    assert (project / "out put" / "report.sarif").is_file()
    assert "不符合" in files["GITHUB_STEP_SUMMARY"]
    done, files = action(project, 1, paths="my models", profile="$(touch stolen)", level="basic")
    assert done.returncode == 2
    assert "$(touch stolen)" in done.stderr
    assert files["GITHUB_OUTPUT"].endswith("status=2\n")
    assert not (project / "stolen").exists()


@pytest.mark.parametrize(
    ("inputs", "installed"),
    [
        ({}, "install --quiet /action/ci/github/../.."),
        ({"extras": "xlsx,xdf"}, "install --quiet /action/ci/github/../..[xlsx,xdf]"),
        (
            {"extras": "xlsx", "wheelhouse": "wheels"},
            "install --quiet --no-index --find-links wheels metaverse-conformance[xlsx]",
        ),
    ],
)
def test_the_action_installs_into_an_environment_of_the_runner(project: Path, inputs: dict, installed: str) -> None:
    done, files = action(project, 0, **inputs)
    assert done.returncode == 0, done.stderr
    calls = (project / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == ["tools/python3 -m venv temp/conformance", f"temp/conformance/bin/python -m pip {installed}"]
    assert files["GITHUB_PATH"] == f"{project}/temp/conformance/bin\n"


def test_the_job_of_gitlab_installs_judges_and_keeps_the_reports(project: Path) -> None:
    job = read("ci/gitlab.yml")[".conformance"]
    given = {
        **job["variables"],
        "CONFORMANCE_TOOL": str(project / "tool"),
        "CONFORMANCE_PATHS": "my*",
        "CONFORMANCE_OPTIONS": "-q",
    }
    done = run(project, "\n".join(job["script"]), **given)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("NOT CONFORMANT\n")
    assert job["variables"]["CONFORMANCE_TOOL"].startswith("/"), "outside the project, which is judged"
    calls = (project / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[1] == "tool/bin/pip install --quiet metaverse-conformance"
    kept = job["artifacts"]["reports"]["junit"].replace("$CONFORMANCE_OUTPUT", job["variables"]["CONFORMANCE_OUTPUT"])
    assert (project / kept).is_file()
    assert job["artifacts"]["when"] == "always"


def test_the_commit_hook_asks_for_the_files_that_kinds_are_called_and_no_others() -> None:
    """A kind with a new ending is added to `files` in .pre-commit-hooks.yaml."""
    (hook,) = read(".pre-commit-hooks.yaml")
    wanted = re.compile(hook["files"])
    catalogue = CATALOGUE
    names = [name for kind, told in catalogue.kinds.items() for name in told.names if kind != MEDIA]
    assert [name for name in names if not wanted.search(f"models/a{name}" if name[0] == "." else name)] == []
    assert not any(map(wanted.search, ("README.md", "package.json", "a.glb.txt", "candid.json", "data.jsonl")))
    good = [
        each.name
        for suite in catalogue.suites.values()
        for each in takewhile(lambda each: each.requirement is None, samples(suite))
    ]
    assert sum(bool(wanted.search(name)) for name in good) > 20


def test_the_commit_hook_runs_our_command(project: Path) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    done = run(project, f"{hook['entry']} {shlex.quote('my models/bad.gltf')}")
    assert done.returncode == 1
    assert "my models/bad.gltf" in done.stdout


def test_the_container_holds_what_the_wheel_is_made_of_and_runs_as_nobody() -> None:
    lines = (CHECKOUT / "ci" / "Containerfile").read_text(encoding="utf-8").splitlines()
    steps = [line.split() for line in lines if line and not line.startswith("#")]
    copied = {source for words in steps if words[0] == "COPY" and "--from" not in words[1] for source in words[1:-1]}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"], *wheel}
    assert all(any(name == each or name.startswith(f"{each}/") for each in copied) for name in needed)
    assert all((CHECKOUT / name).exists() for name in copied)
    after = steps[max(at for at, words in enumerate(steps) if words[0] == "FROM") :]
    (user,) = [words[1] for words in after if words[0] == "USER"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert ["ENTRYPOINT", '["conformance"]'] in after
    extras = next(words[1] for words in steps if words[0] == "ARG" and words[1].startswith("EXTRAS=")).partition("=")[2]
    assert set(extras.split(",")) == set(project["project"]["optional-dependencies"]) - {"pictures"}


def test_what_the_page_shows_is_what_the_files_offer() -> None:
    blocks = re.findall(
        r"```yaml[^\n]*\n(.*?)```", (CHECKOUT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL
    )
    workflow, pipeline, hooks = (yaml.safe_load(block) for block in blocks)
    _, step, upload = workflow["jobs"]["conformance"]["steps"]
    inputs = read("ci/github/action.yml")["inputs"]
    assert step["with"].keys() <= inputs.keys()
    assert upload["with"]["sarif_file"].startswith(inputs["output"]["default"] + "/")
    template = read(pipeline["include"][0]["file"])
    job = pipeline["conformance"]
    assert job["variables"].keys() <= template[job["extends"]]["variables"].keys()
    assert hooks["repos"][0]["hooks"][0]["id"] == read(".pre-commit-hooks.yaml")[0]["id"]
