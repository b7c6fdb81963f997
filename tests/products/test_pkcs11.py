"""A key that never leaves a PKCS #11 token signs evidence, by the program that the guide of the pilot office shows.

The token is one of SoftHSM: `softhsm2-util` and `pkcs11-tool` on the path, its module in PKCS11_MODULE or where Debian
puts it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("gmalg", reason="the extra programme is not installed")
pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")

from conformance.cli.main import main

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "programme.md"
MODULE = Path(os.environ.get("PKCS11_MODULE", "/usr/lib/softhsm/libsofthsm2.so"))
pytestmark = [
    pytest.mark.skipif(
        not MODULE.is_file() or not all(map(shutil.which, ("softhsm2-util", "pkcs11-tool"))),
        reason="SoftHSM is not installed",
    ),
    pytest.mark.needs("assets/gltf"),
]


def shown(name: str) -> str:
    """A file that the guide shows."""
    found = re.search(rf"^```\w+ file={re.escape(name)}[^\n]*\n(.*?)^```$", GUIDE.read_text("utf-8"), re.S | re.M)
    assert found, name
    return found[1]


def test_a_key_in_a_token_signs_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n", encoding="utf-8")
    settings = {"SOFTHSM2_CONF": tmp_path / "softhsm.conf", "PKCS11_MODULE": MODULE}
    for name, value in {**settings, "PKCS11_TOKEN": "office", "PKCS11_PIN": "5678"}.items():
        monkeypatch.setenv(name, str(value))
    made = ["--init-token", "--free", "--label", "office", "--so-pin", "1234", "--pin", "5678"]
    subprocess.run(["softhsm2-util", "--module", str(MODULE), *made], check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    tool = ["pkcs11-tool", "--module", str(MODULE)]
    new = ["--login", "--pin", "5678", "--keypairgen", "--key-type", "EC:edwards25519", "--label", "issuer"]
    for words in (new, ["--read-object", "--type", "pubkey", "--label", "issuer", "-o", "device.pem"]):
        subprocess.run([*tool, *words], check=True, capture_output=True)
    (tmp_path / "device.py").write_text(shown("device.py"), encoding="utf-8")
    told = shown("device.toml").replace('"python"', f'"{Path(sys.executable).as_posix()}"')
    (tmp_path / "device.toml").write_text(told, encoding="utf-8")
    main(["demo"])
    model = next((tmp_path / ".conformance" / "demo-models" / "good").glob("*.glb"))
    assert main(["check", str(model), "--evidence", "evidence.zip", "--quiet"]) == 0
    assert main(["sign", "evidence.zip", "--key", "device.toml", "--claim", "self"]) == 0
    (tmp_path / "trust").mkdir()
    shutil.copy("device.pem", "trust")
    assert main(["verify", "evidence.zip", "--trust", "trust"]) == 0
    monkeypatch.setenv("PKCS11_PIN", "0000")
    (tmp_path / "evidence.dsse.json").unlink()
    capsys.readouterr()
    assert main(["sign", "evidence.zip", "--key", "device.toml", "--claim", "self"]) == 2
    assert "does not sign: pkcs11.exceptions.PinIncorrect" in capsys.readouterr().err
