"""What parameters of did:webvh 1.0 may be (DID Method Parameters)."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance_suites.identity.did_method.reader.log import METHOD, texts

TTL = 2**31
LISTS = ("updateKeys", "nextKeyHashes", "watchers")
FLAGS = ("portable", "deactivated")


def _is_witness(value: Any) -> bool:
    """Whether a value names witnesses and how many of them have to agree, or nobody."""
    if value == {}:
        return True
    listed = list_or_empty(object_or_empty(value).get("witnesses"))
    least = whole(object_or_empty(value).get("threshold"))
    names = texts([object_or_empty(each).get("id") for each in listed])
    return least is not None and 1 <= least <= len(listed) == len(names)


def has_its_type(name: str, value: Any) -> bool:
    """Whether a known parameter has a value of its type; the others have none."""
    if name in LISTS:
        return isinstance(value, list) and len(texts(value)) == len(value)
    if name in FLAGS:
        return isinstance(value, bool)
    if name == "method":
        return isinstance(value, str) and METHOD.fullmatch(value) is not None
    if name == "ttl":
        return 0 <= (-1 if (found := whole(value)) is None else found) <= TTL
    return _is_witness(value) if name == "witness" else isinstance(value, str)


KNOWN = frozenset((*LISTS, *FLAGS, "method", "scid", "witness", "ttl"))
