"""The message catalogue: the sentences that do not belong to one requirement, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from conformance.catalogue.tables import Table, read_toml
from conformance.model.text import Text, legible


@cache
def sentences() -> dict[str, dict[str, Text]]:
    """The sentences of messages.toml, by section (keyword, reason, recording) and key."""
    path = Path(__file__).with_name("messages.toml")
    content = Table(path, read_toml(path))
    found = {section: content.texts(section) for section in ("keyword", "reason", "recording")}
    content.done()
    return found


def keyword_sentence(keyword: str, values: Mapping[str, Any]) -> Text:
    """The sentence for a violated JSON Schema keyword, filled in."""
    template = sentences()["keyword"].get(keyword) or sentences()["keyword"]["other"]
    return template.filled(legible({"keyword": keyword, **values}))


def reason_sentence(key: str, values: Mapping[str, Any], own: Mapping[str, Text]) -> Text:
    """A reason for not judging: the suite's own sentence for the key if it has one, otherwise the catalogue's."""
    template = own.get(key) or sentences()["reason"].get(key) or Text(key, key)
    return template.filled(values)
