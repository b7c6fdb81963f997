"""A tree of small JSON documents and a suite of 20 rows that judges them."""

from __future__ import annotations

import json
import random
from pathlib import Path

MEMBERS = [
    ("id", {"type": "string"}, {"pattern": "^[A-Z]{3}-[0-9]{6}$"}),
    ("title", {"type": "string"}, {"minLength": 1, "maxLength": 80}),
    ("count", {"type": "integer"}, {"minimum": 0, "maximum": 100000}),
    ("price", {"type": "number"}, {"minimum": 0}),
    ("tags", {"type": "array", "items": {"type": "string"}}, {"minItems": 1, "uniqueItems": True}),
    ("issued", {"type": "string"}, {"format": "date-time"}),
    ("state", {"type": "string"}, {"enum": ["open", "held", "closed"]}),
    ("owner", {"type": "object"}, {"required": ["name", "key"]}),
    ("history", {"type": "array"}, {"maxItems": 20}),
    ("links", {"type": "array"}, {"items": {"required": ["href"]}}),
]


def write_suite(root: Path) -> Path:
    """A suites folder with one suite: for each of ten members a row about its type and a row about its value."""
    folder = root / "suites" / "bench" / "tickets" / "ticket"
    folder.mkdir(parents=True)
    family = '[family]\ntitle = { en = "Benchmarks", zh = "基准" }\nowner = "bench"\n'
    (folder.parent / "family.toml").write_text(family, encoding="utf-8")
    rows, definitions = [], {}
    for number, (name, kind, value) in enumerate(MEMBERS):
        for offset, schema in ((1, kind), (2, value)):
            row = f"BEN-TKT-{number * 2 + offset:03}"
            rows.append(_row(row, name))
            definitions[row] = {"properties": {name: schema}}
    head = """[suite]
version = "1"
prefix  = "BEN-TKT"
owner   = "bench"
kind    = "ticket"
title   = { en = "Tickets", zh = "票据" }
"""
    recognise = '[recognise]\ntitle = { en = "ticket", zh = "票据" }\njson = ["/id", "/issued"]\n'
    (folder / "suite.toml").write_text("\n".join([head, recognise, *rows]), encoding="utf-8")
    references = [{"$ref": f"#/$defs/{row}"} for row in definitions]
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": references, "$defs": definitions}
    (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    return root / "suites"


def _row(row: str, name: str) -> str:
    text = '{ en = "A ticket shall be well formed.", zh = "票据应格式正确。" }'
    return (
        f'[[requirement]]\nid = "{row}"\nobligation = "shall"\norigin = "added"\ntitle = {text}\nstatement = {text}\n'
        f'at = "/{name}"\npolicy = ["S1-3.2-genquality"]\nbasis = ["rfc8259:4"]\n'
    )


def document(random_: random.Random, number: int) -> dict[str, object]:
    """A ticket of about one kilobyte; each thousandth breaks one row."""
    words = [f"w{random_.randrange(10**6)}" for _ in range(12)]
    return {
        "id": f"TKT-{number:06}",
        "title": " ".join(words[:8]),
        "count": -1 if number % 1000 == 999 else random_.randrange(1000),
        "price": round(random_.random() * 100, 2),
        "tags": words[:5],
        "issued": "2026-11-21T08:00:00Z",
        "state": random_.choice(["open", "held", "closed"]),
        "owner": {"name": words[0], "key": f"{random_.getrandbits(256):064x}"},
        "history": [{"at": "2026-11-21", "by": word, "note": f"{word} {word}"} for word in words[:5]],
        "links": [{"href": f"items/{word}", "rel": "item"} for word in words[:5]],
    }


def write_documents(folder: Path, count: int, per_folder: int = 1000) -> Path:
    """A tree of `count` documents, the same for the same count."""
    random_ = random.Random(20261121)
    for start in range(0, count, per_folder):
        inner = folder / f"{start // per_folder:04}"
        inner.mkdir(parents=True)
        for number in range(start, min(start + per_folder, count)):
            text = json.dumps(document(random_, number), indent=1)
            (inner / f"{number:06}.json").write_text(text, encoding="utf-8")
    return folder
