"""Hand-made events of a run, small enough to be read at a glance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = {"en": "Thing", "zh": "事物"}


def requirement(id_: str, obligation: str = "shall", *, excluded: bool = False) -> dict[str, Any]:
    """The record of a row."""
    return {
        "id": id_,
        "obligation": obligation,
        "origin": "added",
        "title": {"en": f"Title of {id_}", "zh": f"{id_} 的标题"},
        "statement": TEXT,
        "at": ["/thing"],
        "basis": [{"key": "rfc8259", "section": "4", "title": {"en": "JSON", "zh": "JSON 格式"}}],
        "policy": [{"key": "S1-1", "document": TEXT, "heading": {"en": "1", "zh": "一"}, "phrase": TEXT}],
        "fix": {"en": "mend it", "zh": "修好它"},
        "excluded": TEXT if excluded else None,
    }


def opening(*rows: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The opening of a run by one suite `t/t` with these rows."""
    ids = [row["id"] for row in rows]
    suite = {"id": "t/t", "version": "1", "digest": "sha256:0", "owner": "Toy", "title": TEXT}
    return {
        "event": "run",
        "format": 1,
        "run": {"id": "1", "started": "2024-01-01T00:00:00+00:00"},
        "harness": {"name": "h", "version": "0", "schema_engine": "e"},
        "laboratory": {"name": None},
        "product": {"name": None},
        "statement": None,
        "decision_rule": TEXT,
        "profile": None,
        "level": None,
        "suites": [{**suite, "rows": ids, "requirements": list(rows)}],
        **members,
    }


def subject(letters: str, *results: dict[str, Any], name: str = "a.json") -> dict[str, Any]:
    """A judged file."""
    told = {"name": name, "kind": "thing", "recognised_by": "content", "digest": f"sha256:{name}", "bytes": 1}
    return {"event": "subject", "results": list(results), "subject": {**told, "outcomes": {"t/t": letters}}}


def unjudged(key: str, *, named: bool, name: str = "a.txt") -> dict[str, Any]:
    """A file that was not judged."""
    problem = {"key": key, **TEXT, "cause": "configuration", "named": named}
    told = {"name": name, "kind": None, "recognised_by": None, "digest": None, "bytes": None}
    return {"event": "subject", "results": [], "subject": {**told, "problem": problem, "outcomes": {}}}


def result(id_: str, outcome: str = "fail", *findings: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A case that is not a pass."""
    told = {"requirement": id_, "obligation": "shall", "origin": "added", "subject": "a.json"}
    return {**told, "outcome": outcome, "cause": None, "reason": None, "findings": list(findings), **members}


def finding(pointer: str = "/thing", en: str = "wrong", zh: str = "不对", **values: Any) -> dict[str, Any]:
    """A place that breaks a row."""
    return {"where": {"file": "a.json", "pointer": pointer}, "message": {"en": en, "zh": zh}, "values": values}


def end(status: str = "complete") -> dict[str, Any]:
    """The end of a run."""
    return {"event": "end", "run": {"status": status, "finished": "2024-01-01T00:00:01+00:00", "seconds": 1.0}}


def write(path: Path, *events: dict[str, Any]) -> Path:
    """The events as a journal file, written the way a run writes them."""
    lines = (json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n" for event in events)
    path.write_text("".join(lines), encoding="utf-8", errors="backslashreplace", newline="\n")
    return path
