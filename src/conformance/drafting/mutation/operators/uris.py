"""URIs and paths: other schemes, missing hosts, what escapes a folder."""

from __future__ import annotations

import re

from conformance.drafting.mutation.operators.operator import ValueOperator, group

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HIERARCHY = re.compile(r"[a-z][a-z0-9+.-]*://")
_PATH = re.compile(r"[\w./~-]+\.\w+")


def _is_uri(text: str) -> bool:
    return bool(_SCHEME.match(text))


def _has_host(text: str) -> bool:
    return bool(_HIERARCHY.match(text))


def _before_host(text: str, more: str) -> str | None:
    found = _HIERARCHY.match(text)
    return found[0] + more + text[found.end() :] if found else None


def _like_path(text: str) -> bool:
    return bool(_PATH.fullmatch(text))


OPERATORS: tuple[ValueOperator, ...] = group(
    "uri",
    (str,),
    {
        "no_scheme": lambda text: text.partition(":")[2] if _is_uri(text) else None,
        "scheme_alone": lambda text: text.partition(":")[0] + ":" if _is_uri(text) else None,
        "scheme_upper": lambda text: (
            text.partition(":")[0].upper() + ":" + text.partition(":")[2] if _is_uri(text) else None
        ),
        "http": lambda text: "http" + text[5:] if text.startswith("https:") else None,
        "script": lambda text: "javascript:alert(1)" if _is_uri(text) else None,
        "file": lambda text: "file:///etc/passwd" if _is_uri(text) or _like_path(text) else None,
        "no_host": lambda text: _before_host(text, "/"),
        "user": lambda text: _before_host(text, "user:pass@"),
        "host_of_brackets": lambda text: _before_host(text, "["),
        "port": lambda text: re.sub(r"(://[^/?#]*)", r"\1:99999", text) if _has_host(text) else None,
        "no_path": lambda text: re.sub(r"(://[^/?#]*).*", r"\1", text) if _has_host(text) else None,
        "space": lambda text: f"{text} x" if _is_uri(text) or _like_path(text) else None,
        "percent": lambda text: f"{text}%zz" if _is_uri(text) or _like_path(text) else None,
        "fragment": lambda text: f"{text}#x" if _is_uri(text) and "#" not in text else None,
        "fragments": lambda text: f"{text}#x" if _is_uri(text) and "#" in text else None,
        "no_fragment": lambda text: text.partition("#")[0] if "#" in text else None,
        "query": lambda text: f"{text}?x=y" if _is_uri(text) else None,
        "relative": lambda text: "nothing/here.bin" if _is_uri(text) else None,
        "absolute": lambda text: "https://example.org/elsewhere.bin" if _like_path(text) else None,
        "above": lambda text: f"../{text}" if _like_path(text) else None,
        "root": lambda text: f"/{text}" if _like_path(text) else None,
        "backslashes": lambda text: text.replace("/", "\\") if "/" in text else None,
    },
)
