"""Write small suites into a temporary folder: a right one, or one that is wrong in the way a test asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TEXT = '{ en = "Things", zh = "事物" }'
PASSING = "from conformance.authoring import Blocked, Finding, NotApplicable, check\n\n"


def row(id_: str = "TNY-THG-001", **fields: str | None) -> str:
    """A row of suite.toml that is right; `fields` are TOML values to put in, None to leave a key out."""
    values: dict[str, str | None] = {
        "id": f'"{id_}"',
        "obligation": '"shall"',
        "origin": '"added"',
        "title": TEXT,
        "statement": '{ en = "A thing shall be.", zh = "事物应存在。" }',
        "at": '"/thing"',
        "policy": '["S1-3.1.3-identity"]',
        "basis": '["rfc8259:4"]',
        "finding": '{ en = "{received} found", zh = "发现 {received}" }',
        **fields,
    }
    return "\n".join(f"{key} = {value}" for key, value in values.items() if value is not None)


def function(id_: str = "TNY-THG-001", body: str = "return iter(())") -> str:
    """The source of a check with this body."""
    return f'@check("{id_}")\ndef check_{id_[-3:]}(document):\n    {body}\n\n'


def schema_of(**rows: Any) -> str:
    """A schema with one row for each keyword argument, whose underscores stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in rows.items()}
    return json.dumps({"allOf": [{"$ref": f"#/$defs/{name}"} for name in named], "$defs": named})


def write_suite(
    root: Path,
    rows: Iterable[str] | None = None,
    *,
    name: str = "tiny/things/thing",
    prefix: str = "TNY-THG",
    kind: str = "thing",
    recognise: str = 'json = ["/thing"]',
    checks: str | None = None,
    schema: str | None = None,
    rest: str = "",
) -> Path:
    """A suite below the suites folder `root`, which is returned; no [recognise] table where it is empty."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder.parent / "family.toml").write_text(f'[family]\ntitle = {TEXT}\nowner = "Tiny"\n', encoding="utf-8")
    parts = [f'[suite]\nversion = "1"\nprefix = "{prefix}"\nowner = "Tiny"\nkind = "{kind}"\ntitle = {TEXT}', rest]
    if recognise:
        parts.append(f"[recognise]\ntitle = {TEXT}\n{recognise}")
    parts += [f"[[requirement]]\n{each}" for each in ([row()] if rows is None else rows)]
    (folder / "suite.toml").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    if checks is not None:
        (folder / "checks.py").write_text(PASSING + checks, encoding="utf-8")
    if schema is not None:
        (folder / "schema.json").write_text(schema, encoding="utf-8")
    return root
