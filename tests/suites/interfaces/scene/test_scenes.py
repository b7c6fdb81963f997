"""Scenes of OpenUSD that are hostile, or that the test system cannot open; and what tells one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.authoring import Blocked
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.interfaces.scene.reader import asset, library, package
from conformance_suites.interfaces.scene.reader.asset import read_scene
from conformance_suites.interfaces.scene.reader.package import read_package
from conformance_suites.interfaces.scene.reader.paths import sort_of, split
from conformance_suites.interfaces.scene.writer import FILES, TABLE, TOP, File, packed

pytest.importorskip("pxr", reason="needs the extra usd")

KIND = "usd"
HEAD = '#usda 1.0\n(\n    defaultPrim = "A"\n    metersPerUnit = 1\n    upAxis = "Y"\n)\n\n'


def judged(source: Source) -> dict[str, Outcome]:
    """The outcomes of all rows on a file."""
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in PLAN.judge(source, KIND).verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def written(folder: Path, text: str, name: str = "a.usda") -> Source:
    (folder / name).write_text(HEAD + text, encoding="utf-8", newline="\n")
    return open_source(str(folder / name), name, str(folder))


@pytest.mark.parametrize(
    ("name", "data", "kinds"),
    [
        ("a.usda", TABLE, [KIND]),
        ("a.bin", TABLE, [KIND]),
        ("a.usd", b"PXR-USDC" + bytes(80), [KIND]),
        ("a.usdz", packed(*FILES), [KIND]),
        ("a.bin", packed(*FILES), [KIND]),
        ("a.zip", packed(File("notes.txt", b"notes")), []),
        ("a.usdz", packed(File("notes.txt", b"notes")), [KIND]),
    ],
)
def test_scenes_are_told_by_how_they_begin(name: str, data: bytes, kinds: list[str]) -> None:
    assert PLAN.recognise(Source(name, data))[0] == kinds


def doubled(levels: int) -> str:
    """A prim that holds two of another one, which holds two of another one, ..."""
    first = 'def "A"\n{\n}\n\n'
    return first + "".join(
        f'def "B{at}"\n{{\n'
        + "".join(
            f'    def "C{side}" (\n        references = </{"A" if not at else f"B{at - 1}"}>\n    )\n    {{\n    }}\n'
            for side in "lr"
        )
        + "}\n\n"
        for at in range(levels)
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"#usda 1.0",
    "a header alone": lambda: b"PXR-USDC",
    "braces": lambda: HEAD.encode() + b'def "A"\n{\n' * 50_000,
    "parentheses": lambda: b"#usda 1.0\n" + b"(" * 500_000,
    "a text without end": lambda: HEAD.encode() + b'def "' + b"x" * 1_000_000,
    "an array without end": lambda: HEAD.encode() + b'def "A"\n{\n    int[] a = [' + b"1, " * 300_000,
    "no UTF-8": lambda: HEAD.encode() + b'def "\xff\xfe"\n{\n}\n',
    "NUL": lambda: HEAD.encode() + b'def "A"\n{\n}\n' + bytes(10_000),
    "a crate of nothing": lambda: b"PXR-USDC" + struct.pack("<8Bq", *range(8), 1 << 62) + bytes(64),
    "a crate that begins in itself": lambda: b"PXR-USDC" + struct.pack("<8Bq", 0, 8, 0, 0, 0, 0, 0, 0, 0) + bytes(64),
    "an archive of nothing": lambda: b"PK\x05\x06" + bytes(18),
    "an archive cut off": lambda: packed(*FILES)[:-30],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_an_outcome(name: str) -> None:
    found = judged(
        Source("a.usdz" if "archive" in name else "a.usdc" if "crate" in name else "a.usda", HOSTILE[name]())
    )
    assert Outcome.ERROR not in found.values()
    assert with_outcome(found, Outcome.FAIL) | with_outcome(found, Outcome.INCONCLUSIVE)


def test_prims_that_multiply_end_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asset, "STAGE_SECONDS", 2.0)
    with pytest.raises(Blocked) as blocked:
        read_scene(written(tmp_path, doubled(40)))
    assert blocked.value.key in ("time_bound", "library_ended")
    assert read_scene(written(tmp_path, doubled(1))).stage is not None  # in another process


def test_a_chain_of_layers_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asset, "LAYERS", 3)
    for at in range(4):
        written(tmp_path, f'def "A" (\n    references = @./{at + 1}.usda@\n)\n{{\n}}\n', f"{at}.usda")
    with pytest.raises(Blocked, match="layer_bound"):
        read_scene(open_source(str(tmp_path / "0.usda"), "0.usda"))


def test_packages_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "ITEMS", 2)
    with pytest.raises(Blocked, match="item_bound"):
        read_package(Source("a.usdz", packed(*FILES)))
    monkeypatch.setattr(package, "PACKAGE_BYTES", 100)
    with pytest.raises(Blocked, match="package_bound"):
        read_package(Source("a.usdz", packed(*FILES)))


@pytest.mark.parametrize("path", ["/etc/hostname", "../../../../../../../../etc/hostname", "./link.usda"])
def test_what_is_outside_is_not_opened(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "scene"
    folder.mkdir()
    secret = tmp_path / "secret.usda"
    secret.write_text('#usda 1.0\ndef "Secret"\n{\n}\n', encoding="utf-8")
    (folder / "link.usda").symlink_to(secret)
    source = written(folder, f'def "A" (\n    references = @{path}@\n)\n{{\n}}\n')
    scene = read_scene(source)
    assert len(scene.layers) == 1
    assert scene.stage is None
    assert with_outcome(judged(source), Outcome.FAIL) == {"IFC-USL-011"}


def test_a_package_in_a_package_is_not_looked_into() -> None:
    inner = packed(*FILES)
    found = judged(Source("a.usdz", packed(File("top.usda", TOP), File("inner.usdz", inner))))
    assert not with_outcome(found, Outcome.FAIL)
    assert "IFC-USC-001" in with_outcome(found, Outcome.INCONCLUSIVE)


def test_a_folder_above_belongs_to_what_its_user_names(tmp_path: Path) -> None:
    (tmp_path / "scenes").mkdir()
    (tmp_path / "parts").mkdir()
    written(tmp_path / "parts", 'def Cube "A"\n{\n}\n', "b.usda")
    written(tmp_path / "scenes", 'def "A" (\n    references = @../parts/b.usda@\n)\n{\n}\n')
    named = read_scene(open_source(str(tmp_path / "scenes/a.usda"), "a.usda", str(tmp_path)))
    assert named.stage is not None
    assert named.stage["drawn"] == 1
    assert [each.state for each in read_scene(open_source(str(tmp_path / "scenes/a.usda"), "a.usda")).uses] == [
        "outside"
    ]


def test_without_the_library_only_packages_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    monkeypatch.setattr(library, "_kept", library._Kept())
    found = judged(Source("a.usdz", packed(*FILES)))
    assert {each.partition("-0")[0] for each in with_outcome(found, Outcome.NOT_RUN)} == {
        "IFC-USL",
        "IFC-USC",
        "IFC-UST",
    }
    assert len(with_outcome(found, Outcome.PASS)) == 9


def test_a_process_reads_many_scenes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SUBJECTS", 2)
    monkeypatch.setattr(library, "_kept", library._Kept())
    used = []
    for _ in range(3):
        with library.library() as running:
            used.append(running)
    assert used[0] is used[1] is not used[2]
    used[2].end()


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("https://a.example/b.usd", "address"),
        ("//host/b.usd", "address"),
        ("omniverse:/b.usd", "address"),
        ("C:/b.usd", "absolute"),
        ("\\b.usd", "absolute"),
        ('`"${NAME}.usd"`', "expression"),
        ("./b.usd", "relative"),
        ("b.usd", "relative"),
    ],
)
def test_sorts_of_paths(path: str, sort: str) -> None:
    assert sort_of(path) == sort


def test_a_path_into_a_package() -> None:
    assert split("a.usdz[b/c.usda]") == ("a.usdz", "b/c.usda")
    assert split("a[1].png") == ("a[1].png", "")
