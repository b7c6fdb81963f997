"""Mistakes of newcomers: each is answered in a sentence or two that name the next step, in the user's language."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE
from doubles.small_suites import function, row, write_suite

from conformance.catalogue import folder
from conformance.cli import main as command_line
from conformance.cli.main import COMMANDS, main
from conformance.engine.plan import Plan, Selection
from conformance.reference.product import ReferenceProduct, families_with_products

MISTAKES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("first_mistakes.toml").read_text(encoding="utf-8")
)
IN_CHECKOUT = (folder("suites").parent / "src").is_dir()
PLAN = '[product]\nname = "A"\nversion = "1"\n[endpoints]\nresolver = "http://127.0.0.1:9/"\n'
FILES = {
    "good.json": '{"name": "a", "image": "https://example.org/a.png"}\n',
    "models/good.json": '{"name": "a", "image": "https://example.org/a.png"}\n',
    "page.json": "<!DOCTYPE html>\n<html><body>404</body></html>\n",
    "page.glb": "<!DOCTYPE html>\n<html><body>404</body></html>\n",
    "lfs.glb": "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "model.fbx": "; FBX 7.4.0 project file\n",
    "nothing.gltf": "",
    "walk.bvh": "HIERARCHY\n",
    "lab.xdf": "XDF:",
    "cut.zip": "PK\x03\x04",
    "plan.toml": PLAN,
    "broken.toml": 'profile = "identity-service"\n[product\n',
    "slips.toml": 'profile = "identity-service"\n[product]\nname = "A"\nvers = "1"\n[endpoints]\n'
    'resolver = "localhost"\n[limits]\nconcurrency = 0\n',
    "files.toml": f'profile = "digital-human"\n{PLAN}[statement]\n',
    "known.toml": '[[known]]\nrequirement = "AST-TOK-01"\nsubject = "good.json"\nreason = ""\n',
    "slips.docx": "a draft",
    "draft.txt": "The server shall respond within 5 s.\n",
    "slips-explained.toml": '[[explained]]\nplace = "x"\ncode = "W-X"\nreason = "y"\n',
    "pilot/programme.toml": '[programme]\nname = { en = "A", zh = "甲" }\nissuer = "did:web:x.example"\n'
    'url = "https://x.example"\n[[profile]]\nid = "exchange-model"\ndigest = "a"\ncatalogues = ["a"]\n'
    'levels = ["basic"]\n[[party]]\nid = "did:web:x.example"\nname = "A"\nacts = ["certify", "register"]\nkeys = []\n',
    "unknown.toml": f'profile = "identity-servise"\n{PLAN}[statement]\n',
}
# What may be in a Chinese answer without being Chinese: what is typed, file names, ids, and names of formats.
CODE = re.compile(
    r"(?:conformance (?:COMMAND|[a-z]+)|(?:programme|challenge) [a-z]+)|pip install|openssl genpkey|git lfs pull"
    r"|Git LFS|[\w.-]*[./_\-\[\]=][\w.\-/\[\]={}\"*]*|'[^']*'|“[^”]*”"
)
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b|\b(?:error|usage|argument|option|missing|unknown|invalid|the)\b")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what newcomers have lying about."""
    top = tmp_path_factory.mktemp("desk")
    for name, text in FILES.items():
        path = top / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    (top / "gbk.toml").write_bytes('# 产品\nprofile = "identity-service"\n'.encode("gbk"))
    (top / "gbk.txt").write_bytes("系统应应答。".encode("gbk"))
    (top / "token.toml").write_text(_plan_with_token(), encoding="utf-8")
    (top / "empty").mkdir()
    shutil.copytree(CATALOGUE.suite("tokens/identifier").folder / "samples" / "good", top / "contract")
    with zipfile.ZipFile(top / "other.zip", "w") as out:
        out.writestr("readme.txt", "hello")
    with zipfile.ZipFile(top / "empty.zip", "w"):
        pass
    slips = [
        row(obligation='"must"', origin=None, orgin='"added"'),
        row("TNY-THG-002", title='"Things"'),
    ]
    write_suite(top / "slips", slips, checks=function())
    with contextlib.chdir(top):
        main(["check", "good.json", "--journal", "run/run.jsonl", "--output", "run/report.txt"])
    return top


def _plan_with_token() -> str:
    """A plan that can be used, but for a token that is not in the environment."""
    plan = Plan(Selection(profile="did-resolver"))
    product = ReferenceProduct(families_with_products(plan.catalogue, plan.sought), "did-resolver")
    values = {**product.plan("http://127.0.0.1:9", {}), "authentication": {"scheme": "bearer"}}
    scalars = [f"{key} = {json.dumps(value)}" for key, value in values.items() if not isinstance(value, dict)]
    tables = [
        "\n".join([f"[{key}]", *(f"{name} = {json.dumps(each)}" for name, each in table.items())])
        for key, table in values.items()
        if isinstance(table, dict)
    ]
    return "\n".join([*scalars, *tables, 'token = { env = "FIRST_MISTAKES_TOKEN" }', ""])


def _uninstall(name: str, patch: pytest.MonkeyPatch) -> None:
    for loaded in [each for each in sys.modules if each.startswith(f"{name}.")]:
        patch.delitem(sys.modules, loaded)
    patch.setitem(sys.modules, name, None)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", MISTAKES)
@pytest.mark.needs("assets/gltf", "assets/vrm", "assets/tokens", "identity/did", "identity/openid")
def test_each_mistake_is_answered_with_the_next_step(
    command: str,
    language: str,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8" if language == "zh" else "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "FIRST_MISTAKES_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    wrong = []
    families = CATALOGUE.families
    for mistake in MISTAKES[command]:
        if mistake.get("checkout") and not IN_CHECKOUT:
            continue  # an installed copy asks for the folder to write into first
        if mistake.get("family", "") not in {"", *families}:
            continue  # the core's tests pass without any family
        with monkeypatch.context() as patch:
            for name in mistake.get("lacking", ()):
                _uninstall(name, patch)
            status = main(mistake["line"].split())
        captured = capsys.readouterr()
        wrong += [f"{mistake['line']}: {problem}" for problem in _problems(mistake, language, status, captured)]
    assert wrong == []


def _problems(mistake: dict[str, Any], language: str, status: int, captured: Any) -> Iterator[str]:
    said = captured.err + (captured.out if mistake.get("lacking") else "")
    if status != mistake["exit"]:
        yield f"exit status {status}, expected {mistake['exit']}: {said}"
    for words in mistake[language]:
        if words not in said:
            yield f"does not say {words!r}: {said}"
    if "Traceback" in said or "Errno" in said or "internal error" in said:
        yield f"looks like a crash: {said}"
    if status == 2 and captured.out:
        yield f"shows something beside the mistake: {captured.out[:200]}"
    if mistake["exit"] == 2 and len(captured.err.splitlines()) > max(3, len(mistake[language])):
        yield f"is long: {said}"
    if language == "zh":
        plain = CODE.sub("", "\n".join(captured.err.splitlines()))
        if found := ENGLISH.findall(plain):
            yield f"is English: {found} in {said}"
        if captured.err and not re.search("[\u4e00-\u9fff]", captured.err):
            yield f"is not Chinese: {said}"


def test_every_command_has_ten_mistakes() -> None:
    """Nine are typed; the tenth is an old Python, below."""
    assert {*MISTAKES} == {*COMMANDS, "none"}
    assert {command: len(found) for command, found in MISTAKES.items() if len(found) < 9} == {}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_old_python_is_said_before_anything_else(
    command: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "OLDEST", (9, 1))
    assert main([command, "--lang", language]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    words = {"en": "Python 3.11 or newer is needed, this is", "zh": "需要 Python 3.11 或更新版本，当前为"}
    assert words[language] in line


PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
OLD = [PYENV / version / "bin" / "python" for version in ("3.8.18", "3.9.18", "3.10.13")]


@pytest.mark.parametrize("python", OLD, ids=lambda path: path.parts[-3])
def test_an_old_python_can_read_as_much_as_says_so(python: Path) -> None:
    if not python.is_file():
        pytest.skip("this machine has no such Python")
    source = Path(command_line.__file__).parents[2]
    done = subprocess.run(
        [python, "-m", "conformance", "check", "x"], capture_output=True, encoding="utf-8", cwd=source
    )
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert "Python 3.11 or newer is needed" in line or "需要 Python 3.11 或更新版本" in line
