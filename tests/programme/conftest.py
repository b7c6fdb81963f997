"""Keys as openssl writes them, and the evidence of a run over a model."""

from __future__ import annotations

import base64
import contextlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gmalg", reason="the extra programme is not installed")

from conformance.cli.main import main
from conformance.programme import sm2
from tests.programme.demo_pilot import make_pilot

PLAN = '[product]\nname = "Lantern"\nversion = "1.2.0"\nproducer = "Example Studio"\nidentity = "file digest"\n'


def make_key(path: Path, kind: str = "ed25519") -> Path:
    """A private key in the file, and its public key beside it (.pub.pem)."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    made: Any
    if kind == "sm2":
        number = bytes(range(1, 33))
        info = sm2.public_of(number)
        inner = bytes.fromhex("306b0201010420") + number + bytes.fromhex("a144034200") + info[len(sm2.PUBLIC) :]
        head = bytes.fromhex("3081870201003013") + sm2._CURVE + bytes.fromhex("046d")
        path.write_text(pem("PRIVATE KEY", head + inner), encoding="ascii")
        path.with_suffix(".pub.pem").write_text(pem("PUBLIC KEY", info), encoding="ascii")
        return path
    made = ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(made.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))
    public = made.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    path.with_suffix(".pub.pem").write_bytes(public)
    return path


def pem(label: str, data: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(data).decode()}-----END {label}-----\n"


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key of each kind, and one of nobody."""
    folder = tmp_path_factory.mktemp("keys")
    for kind in ("ed25519", "p256", "sm2"):
        make_key(folder / f"{kind}.pem", kind)
    make_key(folder / "stranger.pem")
    return folder


@pytest.fixture(scope="session")
def trust(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the public keys that are trusted."""
    folder = tmp_path_factory.mktemp("trust")
    for kind in ("ed25519", "p256", "sm2"):
        shutil.copy(keys / f"{kind}.pub.pem", folder / f"{kind}.pem")
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models of `conformance demo`: a folder good/ and a folder faulty/."""
    folder = tmp_path_factory.mktemp("models")
    with contextlib.chdir(folder):
        main(["demo"])
    return folder / ".conformance" / "demo-models"


def judge(folder: Path, model: Path, plan: str = PLAN, level: str = "basic") -> Path:
    """The evidence of a run over a model by a profile, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    bundle = folder / "evidence.zip"
    arguments = ["--plan", folder / "plan.toml", "--profile", "exchange-model", "--level", level]
    outputs = ["--journal", folder / "run.jsonl", "--evidence", bundle]
    main(["check", *map(str, [model, *arguments, *outputs])])
    return bundle


@pytest.fixture(scope="session")
def judged(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The evidence of a run over a good model."""
    return judge(tmp_path_factory.mktemp("judged"), models / "good" / "box.glb")


@pytest.fixture
def evidence(judged: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copy(judged, tmp_path / "evidence.zip"))


@pytest.fixture
def openssl() -> Any:
    """Runs openssl; a test that needs it is skipped where it is not there."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")

    def run(*arguments: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([program, *map(str, arguments)], capture_output=True)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo pilot, the keys of its parties and the evidence of three products."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    make_pilot(folder)
    shutil.rmtree(folder / "models")
    return folder


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "demo"))


@pytest.fixture
def published(demo: Path) -> Path:
    """The folder trust/ of its published site, as a platform has it."""
    assert main(["programme", "publish", str(demo / "pilot"), "--key", str(demo / "keys" / "issuer.pem")]) == 0
    return Path(shutil.copytree(demo / "pilot" / "site" / "trust", demo / "platform"))
