"""The scheme of a URL chooses its transport; packages bring more of them, and none in place of another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conformance.catalogue.errors import CatalogueError
from conformance.model.finding import Blocked
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.registry import OURS, Transports, carriers
from conformance.transports.transport import Setup

pytestmark = pytest.mark.versions


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, name: str, text: str) -> None:
    place = site / f"{name}-1.0.dist-info" / "entry_points.txt"
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")


def test_a_package_brings_a_scheme(site: Path) -> None:
    install(site, "acme", "[conformance.transports]\nACME = acme.wire:Wire\n")
    assert carriers() == {**OURS, "acme": "acme.wire:Wire"}


@pytest.mark.parametrize("scheme", ["http", "acme", "ACME"])
def test_two_that_carry_one_scheme_are_both_named(scheme: str, site: Path) -> None:
    install(site, "acme", "[conformance.transports]\nacme = acme.wire:Wire\n")
    install(site, "other", f"[conformance.transports]\n{scheme} = other:Wire\n")
    first = {"http": OURS["http"], "acme": "acme-1.0", "ACME": "acme.wire:Wire"}[scheme]
    with pytest.raises(CatalogueError) as told:
        carriers()
    assert f"entry point {scheme} of other-1.0" in str(told.value)
    assert first in str(told.value)


@pytest.mark.parametrize("factory", ["no_such_module_at_all:Wire", "json:Wire"])
def test_a_transport_that_cannot_be_imported_is_named(factory: str) -> None:
    with pytest.raises(CatalogueError, match=f"^transport {factory}: cannot be imported: "):
        Transports(Setup(Limits()), {"acme": factory}).prepare(["acme://a/"])


@pytest.mark.parametrize("url", ["nobody://a/", "", "//a/"])
def test_a_url_that_nobody_carries_gets_a_reason(url: str) -> None:
    with pytest.raises(Blocked, match="no_request"):
        Transports(Setup(Limits())).open(Message({"url": url}))


def test_judging_files_imports_no_network(tmp_path: Path) -> None:
    (tmp_path / "a.gltf").write_text('{"asset": {"version": "2.0"}}', encoding="utf-8")
    code = (
        "import sys\nfrom conformance.cli.main import main\n"
        f"main(['check', {str(tmp_path / 'a.gltf')!r}, '--journal', {str(tmp_path / 'out' / 'run.jsonl')!r}])\n"
        "print([name for name in ('httpx', 'httpcore', 'conformance.transports.http') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
