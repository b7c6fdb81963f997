"""What a programme signs is verified by programs of others, and what was changed is refused by them.

Those of npm are in the folder that CONFORMANCE_NODE_MODULES names; openssl is a program.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gmalg", reason="the extra programme is not installed")

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope
from conformance.programme.sm2 import PUBLIC
from tests.programme.conftest import make_key
from tests.programme.demo_pilot import REASON, make_pilot

NODE, OPENSSL = shutil.which("node"), shutil.which("openssl")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
pytestmark = pytest.mark.needs("assets/gltf")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published pilot in which one certificate is revoked, and evidence signed by Ed25519 and by SM2."""
    place = tmp_path_factory.mktemp("programme") / "demo"
    pilot = make_pilot(place)
    key = ["--key", str(place / "keys" / "issuer.pem")]
    assert main(["programme", "revoke", str(pilot), "C-000001", *key, *REASON]) == 0
    assert main(["programme", "publish", str(pilot), *key]) == 0
    make_key(place / "keys" / "sm2.pem", "sm2")
    keys = [f"--key={place / 'keys' / name}" for name in ("lab.pem", "sm2.pem")]
    told = ["--claim", "self", "--sigstore", str(place / "bundle.json")]
    assert main(["sign", str(place / "evidence" / "alpha" / "evidence.zip"), *keys, *told]) == 0
    return place


def verifier(name: str, module: str) -> Callable[..., dict[str, Any]]:
    """A verifier of npm; the test is skipped with the reason where it is not there."""
    if NODE is None:
        pytest.skip("Node is not installed")
    if not (MODULES / module).is_dir():
        pytest.skip(f"CONFORMANCE_NODE_MODULES names no folder with {module} in it")
    script = Path(__file__).with_name("programme_verifiers.mjs")

    def verify(**told: Any) -> dict[str, Any]:
        done = subprocess.run(
            [str(NODE), str(script), name],
            input=json.dumps(told),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            env={**os.environ, "CONFORMANCE_NODE_MODULES": str(MODULES.resolve())},
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return verify


def certificate(demo: Path, number: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((demo / "pilot" / "certificates" / f"{number}.vc.json").read_text("utf-8"))
    return told


def pem(demo: Path, name: str) -> str:
    return (demo / "keys" / f"{name}.pub.pem").read_text("ascii")


def test_digital_bazaar_verifies_certificates_and_status_lists(demo: Path) -> None:
    """A revoked one verifies as well there: its state is in the results of the status lists."""
    verify = verifier("digitalBazaar", "@digitalbazaar/eddsa-jcs-2022-cryptosuite")
    folder = demo / "pilot" / "site" / "trust" / "status"
    lists = {told["id"]: told for path in folder.glob("*.json") if (told := json.loads(path.read_text("utf-8")))}
    assert len(lists) == 2
    for number, revoked in (("C-000001", True), ("C-000002", False)):
        told = certificate(demo, number)
        about = {"method": told["proof"]["verificationMethod"], "lists": lists, "now": datetime.now(UTC).isoformat()}
        found = verify(credential=told, **about)
        assert found["verified"] is True, found
        assert found["statuses"] == {"revocation": revoked, "suspension": False}
        told["credentialSubject"]["product"]["version"] = "9.9.9"
        assert verify(credential=told, **about)["verified"] is False


def test_jose_verifies_the_certificate_as_a_token(demo: Path) -> None:
    verify = verifier("jose", "jose")
    token = (demo / "pilot" / "certificates" / "C-000001.vc.jwt").read_text("ascii")
    found = verify(token=token, pem=pem(demo, "issuer"))
    assert found["verified"] is True, found
    assert found["header"]["typ"] == "vc+jwt"
    told = certificate(demo, "C-000001")
    del told["proof"]
    assert found["content"] == told
    assert verify(token=token, pem=pem(demo, "stranger"))["verified"] is False
    head, body, signature = token.split(".")
    assert verify(token=f"{head}.{body[:-2]}AA.{signature}", pem=pem(demo, "issuer"))["verified"] is False


def test_sm_crypto_verifies_the_signature_by_sm2(demo: Path) -> None:
    verify = verifier("smCrypto", "sm-crypto")
    envelope = read_envelope(demo / "evidence" / "alpha" / "evidence.dsse.json")
    body = "".join(pem(demo, "sm2").splitlines()[1:-1])
    point = base64.b64decode(body)[len(PUBLIC) :].hex()
    told = {"point": point, "signature": envelope.signatures[1].value.hex()}
    assert verify(message=base64.b64encode(envelope.signed).decode(), **told)["verified"] is True
    changed = envelope.signed.replace(b"Lantern", b"Lanterm")
    assert verify(message=base64.b64encode(changed).decode(), **told)["verified"] is False


def test_sigstore_verifies_the_bundle_with_a_key(demo: Path) -> None:
    verify = verifier("sigstore", "@sigstore/verify")
    bundle = json.loads((demo / "bundle.json").read_text("utf-8"))
    found = verify(bundle=bundle, pem=pem(demo, "lab"))
    assert found["verified"] is True, found
    assert verify(bundle=bundle, pem=pem(demo, "stranger"))["verified"] is False
    payload = base64.b64decode(bundle["dsseEnvelope"]["payload"]).replace(b"Lantern", b"Lanterm")
    bundle["dsseEnvelope"]["payload"] = base64.b64encode(payload).decode()
    assert verify(bundle=bundle, pem=pem(demo, "lab"))["verified"] is False


@pytest.mark.parametrize("place", [0, 1], ids=["Ed25519", "SM2"])
def test_openssl_verifies_both_signatures_of_one_envelope(place: int, demo: Path, tmp_path: Path) -> None:
    if OPENSSL is None:
        pytest.skip("openssl is not installed")
    envelope = read_envelope(demo / "evidence" / "alpha" / "evidence.dsse.json")
    key = demo / "keys" / ("lab.pub.pem", "sm2.pub.pem")[place]
    (tmp_path / "signature").write_bytes(envelope.signatures[place].value)
    for message, status in ((envelope.signed, 0), (envelope.signed.replace(b"Lantern", b"Lanterm"), 1)):
        (tmp_path / "message").write_bytes(message)
        if place:
            more = ["-sm3", "-sigopt", "distid:1234567812345678", "-signature", "signature", "message"]
            command = [OPENSSL, "dgst", "-verify", str(key), *more]
        else:
            more = ["-rawin", "-in", "message", "-sigfile", "signature"]
            command = [OPENSSL, "pkeyutl", "-verify", "-pubin", "-inkey", str(key), *more]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True)
        assert (done.returncode == 0) is (status == 0), done.stderr
