"""Policy clauses and standards, to which every requirement is traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table, parse_toml, read_text
from conformance.model.text import Text
from conformance.model.trace import Adoption, Clause, Standard

TWICE = Text("is defined twice", "重复定义")
OBSERVABLE = ("file", "endpoint", "stream", "evidence", "programme", "none")
STATUS = ("in force", "draft", "withdrawn", "guidance", "pre-standard")


class Clauses(Mapping[str, Clause]):
    """All rows of the policy documents in a folder, by key; each is parsed on first use.

    There are hundreds of rows and a run needs a handful: parsing all would double the time of a short check.
    """

    def __init__(self, folder: Path) -> None:
        self._blocks: dict[str, tuple[Path, str]] = {}
        self._read: dict[str, Clause] = {}
        self._documents: dict[Path, tuple[str, Text]] = {}
        for path in sorted(folder.glob("*.toml")):
            for block in read_text(path).split("\n[[clause]]\n")[1:]:
                key = _quoted(path, block)
                if key in self._blocks:
                    raise CatalogueError(f"{path}: {key}", TWICE)
                self._blocks[key] = (path, block)

    def __getitem__(self, key: str) -> Clause:
        if key not in self._read:
            self._read[key] = self._clause(key)
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._blocks

    def _clause(self, key: str) -> Clause:
        path, block = self._blocks[key]
        row = Table(f"{path}: {key}", parse_toml(path, block))
        document, title = self._document(path)
        clause = Clause(
            key=row.get("key", str),
            document=document,
            document_title=title,
            heading=row.get("heading", str),
            phrase=row.get("phrase", str),
            gloss=row.get("gloss", str),
            observable=row.strings("observable", required=True),
            domain=row.get("domain", str),
            grounding=row.get("grounding", str),
            parent=row.get("parent", str, None),
        )
        row.done()
        if unknown := set(clause.observable) - set(OBSERVABLE):
            problem = Text(
                f"observable {min(unknown)!r}: expected one of {', '.join(OBSERVABLE)}",
                f"observable 实际为“{min(unknown)}”，应为下列之一：{'、'.join(OBSERVABLE)}",
            )
            raise CatalogueError(row.place, problem)
        return clause

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def _document(self, path: Path) -> tuple[str, Text]:
        if path not in self._documents:
            self._documents[path] = self._head(path)
        return self._documents[path]

    def _head(self, path: Path) -> tuple[str, Text]:
        content = Table(path, parse_toml(path, read_text(path).split("\n[[clause]]\n", 1)[0]))
        document = content.table("document")
        key, title = document.get("key", str), document.text("title")
        document.optional_text("issuer")
        document.get("digest", str, "")
        document.done()
        content.done()
        return key, title


class Standards(Mapping[str, Standard]):
    """All standards of a standards.toml, by key, each parsed on first use; empty if there is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: dict[str, Standard] = {}
        self._blocks: dict[str, str] = {}
        for block in f"\n{read_text(path)}".split('\n["')[1:] if path.is_file() else ():
            key, _, body = block.partition('"]\n')
            if key in self._blocks:
                raise CatalogueError(f"{path}: {key}", TWICE)
            self._blocks[key] = body

    def __getitem__(self, key: str) -> Standard:
        if key not in self._read:
            self._read[key] = self._standard(key)
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._blocks

    def _standard(self, key: str) -> Standard:
        row = Table(f"{self._path}: {key}", parse_toml(self._path, self._blocks[key]))
        standard = Standard(
            key=key,
            title=row.text("title"),
            edition=row.get("edition", str, ""),
            publisher=row.get("publisher", str, ""),
            country=row.get("country", str),
            status=row.choice("status", STATUS),
            text=row.choice("text", ("read", "excerpt", "unread")),
            mandatory=row.get("mandatory", bool, False),
            adopts=_adoption(Table(f"{self._path}: {key}: adopts", row.get("adopts", dict)))
            if "adopts" in row
            else None,
            note=row.get("note", str, None),
            url=row.get("url", str, None),
        )
        row.done()
        return standard

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


def _quoted(path: Path, block: str) -> str:
    """The key at the start of a block, by which rows are found before they are parsed."""
    name, _, rest = block.partition("=")
    parts = rest.split('"', 2)
    if name.strip() != "key" or len(parts) < 3:
        problem = Text(
            f"a clause must start with its key, not with {block[:40]!r}",
            f"条款应以其 key 开头，实际为 {block[:40]!r}",
        )
        raise CatalogueError(path, problem)
    return parts[1]


def _adoption(table: Table) -> Adoption:
    adoption = Adoption(table.get("standard", str), table.choice("degree", ("IDT", "MOD", "NEQ")))
    table.done()
    return adoption


def split_reference(reference: str) -> tuple[str, str]:
    """`gltf-2.0:3.5.2` as (key of the standard, section); the section is empty if none is given."""
    key, colon, section = reference.rpartition(":")
    return (key, section) if colon else (reference, "")
