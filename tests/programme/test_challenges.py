"""`conformance challenge`: fresh vectors, answered once and in time; what is expected is in no file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.programme.challenges import passed
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.moments import now, written
from conformance.programme.pilot import Pilot
from conformance.programme.signers import signer_of
from tests.doubles.ours import CATALOGUE

pytestmark = pytest.mark.needs("assets/gltf", "assets/tokens")
SUITE, NUMBER, COUNT = "assets/tokens/metadata", "X-000001", 6
ABOUT = ["--holder", "alpha", "--product", "lantern", "--version", "1.0.0"]


def challenge(demo: Path, action: str, what: str, *words: Any, key: str = "issuer") -> int:
    signer = ["--key", demo / "keys" / f"{key}.pem"]
    return main(["challenge", action, *map(str, [demo / "pilot", what, *signer, *words]), "--lang", "en"])


def judge(demo: Path, answers: Path, **told: Any) -> int:
    return challenge(demo, "judge", NUMBER, "--answers", answers, **told)


@pytest.fixture(scope="module")
def challenged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo pilot with a challenge, and in given/ what the product gets."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("challenged") / "demo"))
    until = (now() + timedelta(days=30)).date()
    told = [*ABOUT, "--until", until, "--count", COUNT, "--output", folder / "given"]
    assert challenge(folder, "new", SUITE, *told) == 0
    return folder


@pytest.fixture
def scene(challenged: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(challenged, tmp_path / "demo"))


def answered(scene: Path, says: Callable[[Path], str | None]) -> Path:
    """The answers of a product that says this of each vector."""
    path = scene / "given" / "answers.json"
    told = json.loads(path.read_text("utf-8"))
    told["answers"] = {name: says(scene / "given" / "vectors" / name) for name in told["answers"]}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def honest(vector: Path) -> str:
    """What a product says that knows the standard: here the harness."""
    return (
        "refuse" if main(["check", str(vector), "--quiet", "--journal", str(vector.parent / "run.jsonl")]) else "accept"
    )


def test_what_the_product_gets_is_new_and_says_nothing_of_what_is_expected(scene: Path) -> None:
    files = sorted(each.name for each in (scene / "given").iterdir())
    assert files == ["answers.json", "challenge.dsse.json", "vectors"]
    vectors = sorted((scene / "given" / "vectors").iterdir())
    assert len(vectors) == COUNT
    known = {sample.data for sample in samples(CATALOGUE.suite(SUITE))}
    assert not {each.read_bytes() for each in vectors} & known
    kept = sorted((scene / "pilot" / "challenges" / NUMBER).iterdir())
    assert [each.name for each in kept] == ["challenge.dsse.json"]
    told = json.dumps(read_envelope(kept[0]).statement)
    assert not [word for word in ("accept", "refuse", "AST-TOK", "seed") if word in told]
    assert set(json.loads((scene / "given" / "answers.json").read_text("utf-8"))["answers"].values()) == {None}


def test_a_product_that_knows_the_standard_passes_once(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(scene, honest)
    key = ("alpha", "lantern", "1.0.0")
    assert not passed(Pilot(scene / "pilot"), key, now())
    capsys.readouterr()
    assert judge(scene, answers) == 0
    assert f"{NUMBER}: passed; right: {COUNT}, accepted wrongly: 0" in capsys.readouterr().out
    assert passed(Pilot(scene / "pilot"), key, now())
    assert not passed(Pilot(scene / "pilot"), ("alpha", "lantern", "2.0.0"), now())
    assert judge(scene, answers) == 2
    assert "a challenge is used once: make a new one" in capsys.readouterr().err


def test_a_product_that_accepts_everything_or_is_silent_does_not_pass(
    scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vectors = sorted((scene / "given" / "vectors").iterdir())
    answers = answered(scene, lambda vector: None if vector.name == vectors[0].name else "accept")
    assert judge(scene, answers) == 1
    told = read_envelope(scene / "pilot" / "challenges" / NUMBER / "result.dsse.json").predicate
    assert told["passed"] is False
    assert told["missing"] == 1
    assert told["accepted_wrongly"] in (COUNT // 2, COUNT // 2 - 1)
    assert told["right"] + told["accepted_wrongly"] + told["missing"] == COUNT
    assert all(each.startswith("AST-TOK-") for each in told["rows"])
    assert "violated in what it accepted: AST-TOK-" in capsys.readouterr().out


def restated(scene: Path, key: str, **told: Any) -> None:
    path = scene / "pilot" / "challenges" / NUMBER / "challenge.dsse.json"
    content = read_envelope(path).statement
    content["predicate"] |= told
    path.write_text(sealed(content, [signer_of(scene / "keys" / f"{key}.pem")]).text, encoding="utf-8")


def late(scene: Path) -> None:
    restated(scene, "issuer", until=written(now() - timedelta(days=1)))


def by_a_stranger(scene: Path) -> None:
    restated(scene, "stranger", until="2099-01-01T00:00:00Z")


def for_another(scene: Path) -> None:
    restated(scene, "issuer", version="2.0.0")


def other_answers(scene: Path) -> None:
    (scene / "given" / "answers.json").write_text('{"challenge": "X-000002", "answers": {}}', encoding="utf-8")


def unknown_vector(scene: Path) -> None:
    told = {"challenge": NUMBER, "answers": {"999.json": "accept"}}
    (scene / "given" / "answers.json").write_text(json.dumps(told), encoding="utf-8")


def no_answers(scene: Path) -> None:
    told = {"challenge": NUMBER, "answers": {"001.json": "perhaps"}}
    (scene / "given" / "answers.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (late, "and the answers come after it"),
        (by_a_stranger, "a key that nobody here vouches for"),
        (for_another, "was made with another version of the harness or its suites, or with another key"),
        (other_answers, f"answers X-000002, not {NUMBER}"),
        (unknown_vector, "answers 999.json, which the challenge does not have"),
        (no_answers, "holds no answers"),
    ],
)
def test_what_is_late_or_of_another_challenge_is_not_judged(
    change: Callable[[Path], None], said: str, scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(scene)
    assert judge(scene, scene / "given" / "answers.json") == 2
    assert said in capsys.readouterr().err
    assert not (scene / "pilot" / "challenges" / NUMBER / "result.dsse.json").exists()


@pytest.mark.parametrize(
    ("suite", "until", "key", "said"),
    [
        (SUITE, "2020-01-01", "issuer", "is over: name a day until which answers are taken"),
        (SUITE, "2099-01-01", "lab", "may not issue certificates"),
        ("identity/did/resolution", "2099-01-01", "issuer", "judges a live product"),
        ("tokens/nothing", "2099-01-01", "issuer", "unknown suite"),
    ],
)
def test_nothing_is_written_where_no_challenge_can_be_made(
    suite: str, until: str, key: str, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [*ABOUT, "--until", until, "--output", demo / "given"]
    assert challenge(demo, "new", suite, *told, key=key) == 2
    assert said in capsys.readouterr().err
    assert not (demo / "given").exists()
    assert not (demo / "pilot" / "challenges").exists()
