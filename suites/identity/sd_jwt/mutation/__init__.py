"""Changes to tokens with disclosures that `conformance mutate` tries, signed anew where what is signed changes.

The samples are signed with keys that everybody knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.sd_jwt.writer.issuing import HOLDER, digest, disclosure, salt, signer_for

TOKEN = re.compile("[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*~[A-Za-z0-9_.~-]*")
GONE: Any = object()
OTHERS: Mapping[str, Any] = {
    "gone": GONE,
    "number": 7,
    "text": "something else",
    "empty": "",
    "list": [],
    "null": None,
    "object": {"a": "b"},
}
HEADER = ("alg", "kid", "typ", "jwk", "crit")
PAYLOAD = ("_sd", "_sd_alg", "iss", "iat", "exp", "nbf", "friends", "cnf", "vct", "vct#integrity", "aka_vcts")
BINDING = ("alg", "typ", "iat", "aud", "nonce", "sd_hash")
Members = dict[str, Any]


def _members(text: str) -> Members:
    found = json.loads(decoded(text) or b"{}")
    return found if isinstance(found, dict) else {}


class Parts:
    """What a token consists of; it can be written again, signed by whom it was signed before."""

    def __init__(self, text: str) -> None:
        token, *self.disclosures, last = text.split("~")
        self.header, self.payload = (_members(each) for each in token.split(".")[:2])
        self.algorithm = str(self.header.get("alg"))
        self.binding = [_members(each) for each in last.split(".")[:2]] if last else []
        self.function = {"sha-384": "sha384"}.get(str(self.payload.get("_sd_alg")), "sha256")
        self.bound = True

    def written(self) -> str:
        token = signer_for(self.algorithm).token(self.header, self.payload)
        before = "~".join([token, *self.disclosures, ""])
        if not self.binding:
            return before
        header, claims = self.binding
        if self.bound and "sd_hash" in claims:
            claims = {**claims, "sd_hash": digest(before, self.function)}
        return before + HOLDER.token(header, claims)


def _with(change: Callable[[Parts], bool], text: Any) -> Any:
    """The text with a change; None where there is nothing to change."""
    if not isinstance(text, str) or not TOKEN.fullmatch(text):
        return None
    parts = Parts(text)
    return parts.written() if change(parts) else None


def _set(members: Members, name: str, value: Any) -> bool:
    if name not in members or members[name] == value:
        return False
    if value is GONE:
        del members[name]
    else:
        members[name] = value
    return True


def _issued(which: str, name: str, value: Any, parts: Parts) -> bool:
    return _set(getattr(parts, which), name, value)


def _bound(name: str, value: Any, parts: Parts) -> bool:
    parts.bound = False
    return bool(parts.binding) and _set(parts.binding[0 if name in ("alg", "typ") else 1], name, value)


def _added(which: str, name: str, value: Any, parts: Parts) -> bool:
    members = getattr(parts, which)
    if name in members:
        return False
    members[name] = value
    return True


def _disclosures(change: Callable[[list[str]], list[str]], parts: Parts) -> bool:
    """Other disclosures than before, without a new binding."""
    before = parts.disclosures
    parts.disclosures, parts.bound = change([*before]), False
    return parts.disclosures != before


def _hidden(items: tuple[Any, ...], parts: Parts) -> bool:
    """One more disclosure, whose digest is in the payload."""
    text = disclosure(*items)
    digests = parts.payload.get("_sd")
    if not isinstance(digests, list):
        return False
    digests.append(digest(text, parts.function))
    parts.disclosures.append(text)
    return True


FOREIGN = disclosure(salt(90), "level", 9)
HIDDEN: Mapping[str, tuple[Any, ...]] = {
    "list": (salt(91), "_sd", []),
    "dots": (salt(91), "...", "a"),
    "issuer": (salt(91), "iss", "did:example:other"),
    "salt_number": (91, "level9", 9),
    "name_number": (salt(91), 9, 9),
    "element": (salt(91), 9),
    "four": (salt(91), "level9", 9, 9),
    "type": (salt(91), "vct", "https://other.example/type"),
    "digest_twice": (salt(91), "level9", {"_sd": ["a", "a"]}),
    "list_inside": (salt(91), "level9", {"_sd": 9}),
    "dots_inside": (salt(91), "level9", {"...": "a"}),
}
OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    **{
        f"sd.{which}_{name}_{how}": partial(_with, partial(_issued, which, name, value))
        for which, names in (("header", HEADER), ("payload", PAYLOAD))
        for name in names
        for how, value in OTHERS.items()
    },
    **{
        f"sd.binding_{name}_{how}": partial(_with, partial(_bound, name, value))
        for name in BINDING
        for how, value in OTHERS.items()
    },
    **{f"sd.hidden_{how}": partial(_with, partial(_hidden, items)) for how, items in HIDDEN.items()},
    "sd.alg_none": partial(_with, partial(_issued, "header", "alg", "none")),
    "sd.alg_hmac": partial(_with, partial(_issued, "header", "alg", "HS256")),
    "sd.hash_other": partial(_with, partial(_issued, "payload", "_sd_alg", "sha-512")),
    "sd.hash_added": partial(_with, partial(_added, "payload", "_sd_alg", "SHA256")),
    "sd.name_in_plain": partial(_with, partial(_added, "payload", "nickname", "plain")),
    "sd.binding_alg_hmac": partial(_with, partial(_bound, "alg", "HS256")),
    "sd.binding_late": partial(_with, partial(_bound, "iat", 1_900_000_000)),
    "sd.first_gone": partial(_with, partial(_disclosures, lambda given: given[1:])),
    "sd.first_twice": partial(_with, partial(_disclosures, lambda given: [*given, *given[:1]])),
    "sd.foreign": partial(_with, partial(_disclosures, lambda given: [*given, FOREIGN])),
    "sd.empty": partial(_with, partial(_disclosures, lambda given: [*given, ""])),
    "sd.changed": partial(_with, partial(_disclosures, lambda given: [*given[:-1], f"{given[-1]}AA"] if given else [])),
    "sd.tilde_gone": lambda text: (
        text[:-1] if isinstance(text, str) and TOKEN.fullmatch(text) and text.endswith("~") else None
    ),
}
"""By name: another value, or None where it does not apply."""
