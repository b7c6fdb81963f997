"""Policy clauses and standards: the two ends every requirement is traced to."""

from __future__ import annotations

from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table, read_toml
from conformance.model.trace import Adoption, Clause, Standard

OBSERVABLE = ("file", "endpoint", "stream", "evidence", "programme", "none")
STATUS = ("in force", "draft", "withdrawn", "guidance", "pre-standard")


def load_clauses(folder: Path) -> dict[str, Clause]:
    """All rows of all policy documents in `folder`, by key."""
    clauses: dict[str, Clause] = {}
    for path in sorted(folder.glob("*.toml")):
        content = Table(path, read_toml(path))
        document = Table(f"{path}: document", content.get("document", dict))
        key, title = document.get("key", str), document.text("title")
        document.optional_text("issuer")
        document.get("digest", str, "")
        document.done()
        for row in content.tables("clause", "key"):
            clause = Clause(
                key=row.get("key", str),
                document=key,
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
                raise CatalogueError(row.place, f"observable {min(unknown)!r} is none of {', '.join(OBSERVABLE)}")
            if clause.key in clauses:
                raise CatalogueError(row.place, "stands twice")
            clauses[clause.key] = clause
        content.done()
    return clauses


def load_standards(path: Path) -> dict[str, Standard]:
    """All standards of a standards.toml, by key; none where the file does not exist."""
    if not path.is_file():
        return {}
    standards = {}
    for key, values in read_toml(path).items():
        row = Table(f"{path}: {key}", values)
        title = row.text("title")
        adopts = Table(f"{path}: {key}: adopts", row.get("adopts", dict)) if "adopts" in row else None
        standards[key] = Standard(
            key=key,
            title=title,
            edition=row.get("edition", str, ""),
            publisher=row.get("publisher", str, ""),
            country=row.get("country", str),
            status=row.choice("status", STATUS),
            text=row.choice("text", ("read", "excerpt", "unread")),
            mandatory=row.get("mandatory", bool, False),
            adopts=adopts and Adoption(adopts.get("standard", str), adopts.choice("degree", ("IDT", "MOD", "NEQ"))),
            note=row.get("note", str, None),
        )
        row.done()
    return standards


def split_reference(reference: str) -> tuple[str, str]:
    """`gltf-2.0:3.5.2` as (key of the standard, section); the section is empty where none is given."""
    key, colon, section = reference.rpartition(":")
    return (key, section) if colon else (reference, "")
