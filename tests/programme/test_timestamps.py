"""Time-stamps of the register (RFC 3161), by a service that openssl plays: taken in, asked for, and told apart."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from tests.programme.test_hostile import files, key

pytestmark = pytest.mark.needs("assets/gltf")
CONFIG = """[tsa]
default_tsa = a
[a]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
DAY = datetime.timedelta(days=1)


def make_service(folder: Path) -> Path:
    """A root (root.pem), and a service it vouches for (tsa.pem, tsa.key.pem)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    folder.mkdir()
    now = datetime.datetime.now(datetime.UTC)
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("root", "tsa")}
    names = {name: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Demo {name}")]) for name in keys}
    for name, authority in (("root", True), ("tsa", False)):
        built = (
            x509.CertificateBuilder()
            .subject_name(names[name])
            .issuer_name(names["root"])
            .public_key(keys[name].public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 900 * DAY)
            .not_valid_after(now + 900 * DAY)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
        )
        if not authority:
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(use, critical=True)
        made = built.sign(keys["root"], hashes.SHA256())
        (folder / f"{name}.pem").write_bytes(made.public_bytes(form.Encoding.PEM))
    key = keys["tsa"].private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    (folder / "tsa.key.pem").write_bytes(key)
    (folder / "serial").write_text("01\n", encoding="ascii")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two services that do not know each other."""
    folder = tmp_path_factory.mktemp("services")
    return {name: make_service(folder / name) for name in ("ours", "strange")}


@pytest.fixture
def stamp(openssl: Any, tmp_path: Path) -> Callable[..., Path]:
    """The response of a service to a request about a file, as openssl makes both."""

    def stamped(service: Path, data: Path, *words: str) -> Path:
        request, answer = tmp_path / "head.tsq", tmp_path / f"{service.name}.tsr"
        assert openssl("ts", "-query", "-data", data, "-sha256", "-cert", "-out", request).returncode == 0
        signer = ["-signer", service / "tsa.pem", "-inkey", service / "tsa.key.pem"]
        config = ["-config", service / "tsa.cnf", "-section", "a"]
        done = openssl("ts", "-reply", "-queryfile", request, *config, *signer, "-out", answer, *words)
        assert done.returncode == 0, done.stderr
        return answer

    return stamped


@pytest.fixture
def listed(demo: Path, services: dict[str, Path]) -> Path:
    """The demo pilot, which lists one of the services, with its register published."""
    pilot = demo / "pilot"
    shutil.copy(services["ours"] / "root.pem", pilot / "keys" / "tsa.pem")
    with (pilot / "programme.toml").open("a", encoding="utf-8") as out:
        out.write('\n[timestamp]\nroots = ["keys/tsa.pem"]\n')
    assert main(["programme", "publish", str(pilot), *key(demo, "issuer")]) == 0
    return pilot


def token(pilot: Path) -> Path:
    """Where the token of the published head belongs."""
    trust = pilot / "site" / "trust"
    return trust / "timestamps" / f"{hashlib.sha256((trust / 'head.dsse.json').read_bytes()).hexdigest()}.tsr"


def verified(pilot: Path) -> int:
    certificate = pilot / "certificates" / "C-000001.vc.json"
    return main(["verify", str(certificate), "--trust", str(pilot / "site" / "trust")])


def test_a_token_of_a_listed_service_says_since_when_the_register_exists(
    listed: Path, services: dict[str, Path], stamp: Any, openssl: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    head = listed / "trust" / "head.dsse.json"
    assert main(["programme", "stamp", str(listed), str(stamp(services["ours"], head))]) == 0
    year = datetime.datetime.now(datetime.UTC).year
    assert f"the register existed on {year}-" in capsys.readouterr().out
    assert verified(listed) == 0
    assert (
        f"a time-stamping service that is listed says that this register existed on {year}-" in capsys.readouterr().out
    )
    assert main(["programme", "check", str(listed)]) == 0
    done = openssl("ts", "-verify", "-data", head, "-in", token(listed), "-CAfile", services["ours"] / "root.pem")
    assert done.returncode == 0, done.stderr
    assert main(["programme", "publish", str(listed), "--key", str(listed.parent / "keys" / "issuer.pem")]) == 0
    capsys.readouterr()
    assert verified(listed) == 0
    assert "time-stamp" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("case", "status", "said"),
    [
        ("another head", 11, "the time-stamp is of something else than the head of this register"),
        ("a service that is not listed", 12, "the time-stamp is not by a service that is listed"),
        ("changed", 12, "or was changed after it was signed"),
        ("cut", 10, "is not the response of a time-stamping service with a token"),
        ("empty", 10, "is not the response of a time-stamping service with a token"),
        ("long", 10, "is not the response of a time-stamping service with a token"),
    ],
)
def test_a_token_that_does_not_verify_vouches_for_nothing(
    case: str,
    status: int,
    said: str,
    listed: Path,
    services: dict[str, Path],
    stamp: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    head = listed / "trust" / "head.dsse.json"
    about = listed / "trust" / "lookup.json" if case == "another head" else head
    path = stamp(services["strange" if case.startswith("a service") else "ours"], about)
    data = path.read_bytes()
    changed = {"changed": data[:-1] + bytes([data[-1] ^ 1]), "cut": data[:-20], "empty": b"", "long": 2**20 * b"0"}
    path.write_bytes(changed.get(case, data))
    before = files(listed)
    assert main(["programme", "stamp", str(listed), str(path)]) == 2
    assert said in capsys.readouterr().err
    assert files(listed) == before
    token(listed).parent.mkdir()
    shutil.copy(path, token(listed))
    assert verified(listed) == status
    assert said in capsys.readouterr().err


def test_a_token_of_before_the_head_was_signed_cannot_be(
    listed: Path, services: dict[str, Path], stamp: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    path = stamp(services["ours"], listed / "trust" / "head.dsse.json")
    token(listed).parent.mkdir()
    shutil.copy(path, token(listed))
    monkeypatch.setattr(
        "conformance.programme.timestamps.signed_at", lambda *_: datetime.datetime.now(datetime.UTC) + 2 * DAY
    )
    assert verified(listed) == 13
    assert "before the head was signed" in capsys.readouterr().err


@pytest.fixture
def served(services: dict[str, Path], openssl: Any, tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a service that answers over HTTP, and what it answers instead if there is anything."""
    instead: list[bytes] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            folder, request, answer = services["ours"], tmp_path / "asked.tsq", tmp_path / "answer.tsr"
            request.write_bytes(self.rfile.read(int(self.headers["content-length"])))
            words = ["-config", folder / "tsa.cnf", "-section", "a", "-signer", folder / "tsa.pem"]
            openssl("ts", "-reply", "-queryfile", request, *words, "-inkey", folder / "tsa.key.pem", "-out", answer)
            body = instead[0] if instead else answer.read_bytes()
            self.send_response(200 if self.headers["content-type"] == "application/timestamp-query" else 415)
            self.send_header("content-type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tsr", instead
        server.shutdown()


def test_a_service_is_asked_only_if_the_programme_names_it(
    listed: Path, served: tuple[str, list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, instead = served
    assert main(["programme", "stamp", str(listed)]) == 2
    assert "programme.toml names no [timestamp] url, so nobody is asked" in capsys.readouterr().err
    with (listed / "programme.toml").open("a", encoding="utf-8") as out:
        out.write(f'url = "{url}"\n')
    for answer, said in ((b"<html>", "is not the response of a time-stamping"), (b"0" * 2**20, "did not answer with")):
        instead[:] = [answer]
        assert main(["programme", "stamp", str(listed)]) == 2
        assert said in capsys.readouterr().err
    assert not token(listed).exists()
    instead.clear()
    assert main(["programme", "stamp", str(listed), "--lang", "zh"]) == 0
    assert "登记册在" in capsys.readouterr().out
    assert verified(listed) == 0


def test_a_programme_without_a_service_takes_in_no_token(
    demo: Path, services: dict[str, Path], stamp: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    pilot = demo / "pilot"
    path = str(stamp(services["ours"], pilot / "trust" / "head.dsse.json"))
    assert main(["programme", "stamp", str(pilot), path]) == 2
    assert "no time-stamping service is listed: add [timestamp]" in capsys.readouterr().err
    with (pilot / "programme.toml").open("a", encoding="utf-8") as out:
        out.write('\n[timestamp]\nroots = ["keys/issuer.pem"]\n')
    assert main(["programme", "stamp", str(pilot), path]) == 2
    assert "issuer.pem is not a certificate in PEM" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('roots = ["../keys/issuer.pem"]', "issuer.pem is not a certificate in PEM"),
        ('roots = ["keys/none.pem"]', "none.pem: no such file"),
        (
            'roots = ["keys/issuer.pem"]\nurl = "file:///etc/passwd"',
            "expected a URL that begins with http:// or https://",
        ),
    ],
)
def test_nothing_but_a_root_is_published_as_one(
    told: str, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pilot = demo / "pilot"
    with (pilot / "programme.toml").open("a", encoding="utf-8") as out:
        out.write(f"\n[timestamp]\n{told}\n")
    assert main(["programme", "publish", str(pilot), *key(demo, "issuer")]) == 2
    assert said in capsys.readouterr().err
    assert not (pilot / "site").exists()
    assert main(["programme", "check", str(pilot)]) != 0
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
