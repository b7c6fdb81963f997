"""The digest of a suite, over everything that decides its verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.catalogue.families import closure
from conformance.model.digest import digest_of_parts
from conformance.model.family import Family

Files = list[tuple[str, Path]]
_NO_JUDGES = ("samples.py", "repairs.py")


def suite_digest(folder: Path, schema: Path | None, family: Family, families: Mapping[str, Family]) -> str:
    """Over rows, schema and code, including the readers of its family and of those it uses, whatever the line ends."""
    files = [("suite.toml", folder / "suite.toml"), *(("schema.json", each) for each in (schema,) if each)]
    return _digest([*files, *_judging(folder, family, families)])


def code_digest(folder: Path, family: Family, families: Mapping[str, Family]) -> str:
    """Over the code alone that decides a suite's verdicts, its own and that of the readers it uses."""
    return _digest(_judging(folder, family, families))


def _judging(folder: Path, family: Family, families: Mapping[str, Family]) -> Files:
    files = [(name, path) for name, path in _code(folder) if name not in _NO_JUDGES]
    for used in (family, *(families[name] for name in closure(family, families))):
        files += [(f"{used.id}/reader/{name}", path) for name, path in _code(used.folder / "reader")]
    return files


def _digest(files: Files) -> str:
    return digest_of_parts([(name, path.read_bytes().replace(b"\r\n", b"\n")) for name, path in files])


def _code(folder: Path) -> Iterator[tuple[str, Path]]:
    """The Python files below a folder, by their relative names."""
    return ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.py"))
