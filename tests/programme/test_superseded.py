"""A certificate of an earlier version ends with that of a later one, where the office says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.programme.pilot import Pilot
from conformance.programme.register import states
from tests.programme.demo_pilot import make_evidence

pytestmark = pytest.mark.needs("assets/gltf")


@pytest.fixture
def later(demo: Path, models: Path) -> Path:
    """Version 1.1.0 of the lantern, submitted and reviewed."""
    folder = demo / "evidence" / "later"
    make_evidence(folder, models / "good" / "box.glb", "Lantern", "alpha", demo / "keys" / "lab.pem", version="1.1.0")
    pilot, keys = demo / "pilot", demo / "keys"
    place = "submissions/alpha/lantern/1.1.0"
    evidence = ["--evidence", str(folder / "evidence.zip")]
    assert main(["programme", "submit", str(pilot), str(folder / "submission.toml"), *evidence]) == 0
    assert main(["programme", "review", str(pilot), place, "--key", str(keys / "reviewer.pem")]) == 0
    return demo


def certify(demo: Path, *words: str) -> int:
    key = ["--key", str(demo / "keys" / "issuer.pem")]
    return main(
        ["programme", "certify", str(demo / "pilot"), "submissions/alpha/lantern/1.1.0", *key, *words, "--lang", "en"]
    )


def names(demo: Path) -> dict[str, str]:
    return {number: state.name for number, state in states(Pilot(demo / "pilot").chain.entries).items()}


def test_the_earlier_version_ends_with_the_later_one(later: Path, capsys) -> None:
    assert certify(later, "--supersedes", "C-000001") == 0
    assert names(later) == {"C-000001": "superseded", "C-000002": "conditional", "C-000003": "valid"}
    entry = states(Pilot(later / "pilot").chain.entries)["C-000001"].last
    assert entry["reason"] == {"en": "superseded by C-000003, version 1.1.0", "zh": "已由 C-000003（版本 1.1.0）取代"}
    assert main(["programme", "publish", str(later / "pilot"), "--key", str(later / "keys" / "issuer.pem")]) == 0
    site = later / "pilot" / "site"
    capsys.readouterr()
    assert (
        main(
            ["verify", str(site / "certificates" / "C-000001.vc.json"), "--trust", str(site / "trust"), "--lang", "en"]
        )
        == 14
    )
    assert "superseded by C-000003, version 1.1.0" in capsys.readouterr().err
    assert main(["verify", str(site / "certificates" / "C-000003.vc.json"), "--trust", str(site / "trust")]) == 0


def test_without_being_asked_to_it_leaves_the_earlier_version_valid(later: Path) -> None:
    assert certify(later) == 0
    assert names(later)["C-000001"] == "valid"


@pytest.mark.parametrize(
    ("number", "said"),
    [("C-000002", "C-000002 is not of another version of the product"), ("C-000009", "has no certificate C-000009")],
)
def test_only_another_version_of_the_same_product_is_superseded(number: str, said: str, later: Path, capsys) -> None:
    assert certify(later, "--supersedes", number) == 2
    assert said in capsys.readouterr().err
    assert "C-000003" not in names(later)
