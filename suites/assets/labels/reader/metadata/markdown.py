"""The label of AI generation in the front matter of a Markdown file (TC260-PG-20258A, 6.5).

Front matter is YAML between two lines of dashes. The value of the name AIGC is a YAML mapping or the JSON text
of one; it is returned as JSON. A plain value is its literal text: the standard has only strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.aigc import PRODUCER_MEMBERS
from conformance_suites.assets.labels.reader.bounds import FRONT_MATTER_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import Site

if TYPE_CHECKING:
    from yaml import Node

NAMES = (".md", ".markdown")
STARTS = (b"---", b"\xef\xbb\xbf---")
FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# The name at the start of a line, and all lines up to the next such name.
BLOCK = re.compile(rb"""^(["']?)AIGC\1[ \t]*:(?=\s).*?(?=^[^\s#}\]])""", re.DOTALL | re.MULTILINE)
MEMBER = re.compile(rb"\b(?:Label|ContentProducer|ProduceID)\b")
SITE = "AIGC of the front matter"
ELSEWHERE = "front matter"


def is_labelled(source: Source) -> bool:
    """Whether the file name is that of Markdown, and its front matter has a label.

    That is the name AIGC with a member of a label below, or all members of its first part below other names.
    """
    if not source.name.lower().endswith(NAMES):
        return False
    return any(MEMBER.search(block) for _, block in _blocks(source)) or _elsewhere(source) is not None


def front_matter(source: Source) -> Iterator[Site]:
    """The values of the name AIGC, each as JSON, or unchanged where they are not YAML; a label elsewhere unchanged.

    Raises NotRun where the library is not installed.
    """
    for offset, block in _blocks(source):
        yield Site("text", SITE, offset, _json(block))
    if site := _elsewhere(source):
        yield site


def _blocks(source: Source) -> list[tuple[int, bytes]]:
    """The name AIGC and its value, with the offset in the file, as often as they occur in the front matter."""
    found = FRONT_MATTER.match(bytes(source.data[:FRONT_MATTER_BYTES]))
    if not found:
        return []
    text = found[1] + b"---"  # which ends the last block
    return [(found.start(1) + block.start(), block[0]) for block in BLOCK.finditer(text)][:METADATA_PARTS]


def _elsewhere(source: Source) -> Site | None:
    """The front matter, where it has a label without the name AIGC."""
    found = FRONT_MATTER.match(bytes(source.data[:FRONT_MATTER_BYTES]))
    if not found or _blocks(source) or any(name.encode() not in found[1] for name in PRODUCER_MEMBERS):
        return None
    return Site("text", ELSEWHERE, found.start(1), found[1])


def _json(block: bytes) -> bytes:
    import yaml

    text = block.decode("utf-8", "replace")
    try:
        whole = yaml.compose(text, yaml.SafeLoader)
        value: Node = whole.value[0][1] if whole else yaml.ScalarNode("", "")
        label = str(value.value) if isinstance(value, yaml.ScalarNode) else _value(value, set())
    except (yaml.YAMLError, RecursionError, ValueError, LookupError):
        label = text.partition(":")[2]
    return label.encode("utf-8", "replace")


def _value(node: Node, seen: set[int]) -> str:
    """The node as JSON. Raises ValueError for a name that is not a string, and for a node that is reused.

    A few aliases can make a text arbitrarily large.
    """
    from yaml import MappingNode, ScalarNode

    if id(node) in seen:
        raise ValueError
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        return json.dumps(node.value)
    if not isinstance(node, MappingNode):
        return f"[{','.join(_value(each, seen) for each in node.value)}]"
    if not all(isinstance(name, ScalarNode) for name, _ in node.value):
        raise ValueError
    return f"{{{','.join(f'{_value(name, seen)}:{_value(value, seen)}' for name, value in node.value)}}}"
