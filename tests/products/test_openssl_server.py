"""Live against a real product, the server of OpenSSL: what is reported of it is true."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

OPENSSL = shutil.which("openssl")
PLAN = Plan(Selection(suites=("transport/tls",)))
AUTHORISATION = {"by": "its authors", "scope": "all", "starts": "2000-01-01", "ends": "2999-12-31"}

if OPENSSL is None:
    pytest.skip("OpenSSL is not installed", allow_module_level=True)


@contextmanager
def product(folder: Path, *options: str, name: str = "localhost") -> Iterator[str]:
    """The product with these options, at the URL that is given."""
    made = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert(name, key_type=trustme.KeyType.RSA)
    made.private_key_and_cert_chain_pem.write_to_path(str(folder / "all.pem"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = subprocess.Popen(
        [str(OPENSSL), "s_server", "-accept", f"127.0.0.1:{port}", "-cert", str(folder / "all.pem"), "-www", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield f"tls://localhost:{port}"
    finally:
        program.terminate()
        program.wait(10)


def violated(url: str) -> set[str]:
    values = {
        "product": {"name": "OpenSSL", "version": "3"},
        "profile": "tls-server",
        "endpoints": {"tls": url},
        "statement": {},
        "authorisation": AUTHORISATION,
    }
    found = judged_once(PLAN, values)
    assert Outcome.ERROR not in found.values()
    assert Outcome.INCONCLUSIVE not in found.values()
    return {name.removeprefix("IFC-TLS-") for name, outcome in found.items() if outcome is Outcome.FAIL}


# By default it goes along with RSA key transport and DHE, in the order of the client, and for any name.
DEFAULT = {"011", "013", "014", "019"}


def test_the_product_as_it_comes(tmp_path: Path) -> None:
    with product(tmp_path) as url:
        assert violated(url) == DEFAULT


def test_the_product_with_old_versions(tmp_path: Path) -> None:
    with product(tmp_path, "-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1") as url:
        assert {"003", "004"} <= violated(url) <= DEFAULT | {"003", "004"}


def test_the_product_as_it_is_recommended(tmp_path: Path) -> None:
    with product(tmp_path, "-cipher", "ECDHE+AESGCM", "-serverpref") as url:
        assert violated(url) == {"019"}


def test_the_product_without_tls_13(tmp_path: Path) -> None:
    with product(tmp_path, "-cipher", "ECDHE+AESGCM", "-serverpref", "-no_tls1_3") as url:
        assert violated(url) == {"005", "019"}


def test_the_product_with_the_certificate_of_another_host(tmp_path: Path) -> None:
    with product(tmp_path, "-cipher", "ECDHE+AESGCM", "-serverpref", name="www.example.org") as url:
        assert violated(url) == {"019", "023"}
