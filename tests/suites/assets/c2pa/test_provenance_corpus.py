"""C2PA manifests of real files, of freshly signed ones, and of hostile ones."""

from __future__ import annotations

import datetime
import importlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.assets.c2pa.reader.manifest import manifest_store

pytest.importorskip("c2pa", reason="the extra c2pa is not installed")
SUITE = PLAN.catalogue.suite("assets/c2pa/provenance")
EXPECTED = {
    "adobe-20220124-A.jpg": None,
    "adobe-20220124-C.jpg": set(),
    "adobe-20220124-CA.jpg": set(),
    "adobe-20220124-E-dat-CA.jpg": {"AST-PRV-002"},
    "adobe-20220124-E-sig-CA.jpg": {"AST-PRV-003"},
}


def outcomes(source: Source) -> dict[str, Outcome]:
    found = {}
    for loaded, letters, _ in PLAN.judge(source, "media_file").verdicts:
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_the_public_test_files_are_judged_as_their_names_say(corpora: Path, name: str) -> None:
    path = corpora / "assets" / "c2pa-public-testfiles" / "image" / "jpeg" / name
    found = outcomes(open_source(str(path), name))
    failed = {row for row, outcome in found.items() if outcome is Outcome.FAIL}
    if EXPECTED[name] is None:
        assert set(found.values()) == {Outcome.NOT_APPLICABLE}
    else:
        assert failed == EXPECTED[name]
    assert Outcome.ERROR not in found.values()


def doubles(name: str) -> Any:
    sys.path.insert(0, str(Path(__file__).parents[3] / "doubles"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


def fresh() -> Iterator[tuple[str, bytes]]:
    yield from doubles("signed_media").files().items()


def test_a_time_stamp_outlives_the_certificate_and_without_one_the_manifest_expires_with_it() -> None:
    media, stamps = doubles("signed_media"), doubles("time_stamps")
    soon = media.credentials(end=datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=3))
    with stamps.served(stamps.Authority(datetime.datetime(2021, 6, 1, tzinfo=datetime.UTC))) as address:
        signed = [media.signed(media.png(), "image/png", soon, where) for where in (address, None)]
    time.sleep(4)
    for data, outcome in zip(signed, (Outcome.PASS, Outcome.FAIL), strict=True):
        found = outcomes(Source("x.png", data))
        assert {found["AST-PRV-006"], found["AST-PRV-013"]} == {outcome}
        assert found["AST-PRV-001"] is Outcome.PASS


def test_an_update_manifest_need_not_tell_how_the_content_began() -> None:
    media = doubles("signed_media")
    updated = media.updated(media.signed(media.png(), "image/png", media.credentials(), None), "image/png")
    found = outcomes(Source("x.png", updated))
    assert {found[f"AST-PRV-00{number}"] for number in (7, 8, 9)} == {Outcome.NOT_APPLICABLE}
    assert {found[f"AST-PRV-{number}"] for number in ("001", "002", "003", "014")} == {Outcome.PASS}


def test_media_signed_now_are_judged_as_the_stored_samples(tmp_path: Path) -> None:
    """The stored samples say nothing of one moment or one key."""
    for name, data in fresh():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for sample in samples(SUITE):
        path = tmp_path / ("bad" if sample.requirement else "good") / sample.name
        stored = outcomes(Source(sample.name, sample.data, sample.folder))
        assert outcomes(open_source(str(path), sample.name)) == stored, sample.name


@pytest.mark.parametrize("name", ["signed.png", "model.c2pa"])
def test_no_damage_to_a_signed_file_is_an_error_or_a_pass_of_all(name: str) -> None:
    sample = next(each for each in samples(SUITE) if each.name == name)
    for at in range(0, len(sample.data), max(1, len(sample.data) // 60)):
        data = bytearray(sample.data)
        data[at] ^= 0x55
        for hostile in (bytes(data), sample.data[:at]):
            found = outcomes(Source(sample.name, hostile, sample.folder))
            assert Outcome.ERROR not in found.values(), at


def test_a_file_without_a_manifest_is_not_applicable() -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + b"\xff" * 50, b"\xff\xd8\xff", b"%PDF-1.7", b"RIFF\4\0\0\0WEBP"):
        assert manifest_store(Source("x", data)) is None


def test_a_detached_manifest_belongs_to_one_file_of_its_name(tmp_path: Path) -> None:
    sample = next(each for each in samples(SUITE) if each.name == "model.c2pa")
    path = tmp_path / "model.c2pa"
    path.write_bytes(sample.data)
    model = next(data for name, data in [*_resources(sample.folder)] if name == "model.glb")

    def asset() -> str | None:
        store = manifest_store(open_source(str(path), "model.c2pa"))
        assert store
        return store.asset

    assert asset() is None
    (tmp_path / "other.glb").write_bytes(model)
    assert asset() is None
    (tmp_path / "model.glb").write_bytes(model)
    assert asset() == "model.glb"
    (tmp_path / "model.bin").write_bytes(model)
    assert asset() is None


def _resources(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    for path in (folder / "resources").iterdir() if folder else ():
        yield path.name, path.read_bytes()
