"""Documents as linked data (JSON-LD 1.1): what their terms mean, and the statements that they make.

The processor is PyLD, of the extra `credentials`. Nothing is downloaded: contexts beside this file count as resolved,
and a document with another one is blocked. A document may not assume any base URL (Data Integrity 1.0, 2.4.3): relative
URLs are resolved against one that exists nowhere, by which they are recognised.
"""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing

from .bounds import CONTEXTS as MOST_CONTEXTS
from .bounds import LINKED_VALUES

EXTRA = "credentials"
NOWHERE = "https://relative.invalid/"
CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "credentials-v1",
    "https://www.w3.org/ns/credentials/v2": "credentials-v2",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "undefined-terms-v2",
    "https://www.w3.org/ns/credentials/examples/v2": "credentials-examples-v2",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2",
    "https://w3id.org/security/multikey/v1": "multikey-v1",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-signature-2020-v1",
    "https://w3id.org/citizenship/v4rc1": "citizenship-v4rc1",
}
NESTED = 10  # errors of the processor that are looked at, the outermost first
_ONE_AT_A_TIME = threading.Lock()  # the cache of contexts in PyLD, and the filters of warnings, are for one thread
_LOADING = ("loading document failed", "loading remote context failed")
_REDEFINED = ("protected term redefinition", "invalid context nullification")


class NotLinkedData(Exception):
    """The processor refuses the document: `code` is that of JSON-LD 1.1 (API, 9.2)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def redefines(self) -> bool:
        """Whether a context changes a term that is protected."""
        return self.code in _REDEFINED


class Expansion(NamedTuple):
    """The expanded form of a document, and the names of its members that no context defines."""

    nodes: list[Any]
    undefined: list[str]


def expanded(document: Any) -> Expansion:
    """The document in expanded form. Raises NotLinkedData, NotRun without the library, Blocked beyond a limit."""
    undefined: list[str] = []

    def note(name: Any) -> None:
        undefined.append(str(name))

    return Expansion(_processed("expand", document, on_property_dropped=note), list(dict.fromkeys(undefined)))


def statements(document: Any) -> str:
    """The document as N-Quads, without statements whose URLs are relative. Raises as `expanded` does."""
    quads = _processed("to_rdf", document, format="application/n-quads")
    return "".join(line for line in str(quads).splitlines(keepends=True) if f"<{NOWHERE}" not in line)


def relative_urls(nodes: Any) -> list[str]:
    """What an expanded document was given as relative URLs: identifiers, types and names of properties."""
    found: list[str] = []
    for value in values_in(nodes):
        if isinstance(value, dict):
            types = value.get("@type")
            given = [value.get("@id"), *(types if isinstance(types, list) else [types]), *value]
            found += [
                each.removeprefix(NOWHERE) for each in given if isinstance(each, str) and each.startswith(NOWHERE)
            ]
    return list(dict.fromkeys(found))


def _processed(function: str, document: Any, on_property_dropped: Any = None, **options: Any) -> Any:
    try:
        from pyld import jsonld
    except ImportError:
        raise missing(EXTRA) from None
    values, contexts = 0, 0
    for each in values_in(document):
        values += 1
        given = each.get("@context") if isinstance(each, dict) else None
        contexts += len(given) if isinstance(given, list) else given is not None
    if values > LINKED_VALUES:
        raise Blocked("linked_data_bound", bound=LINKED_VALUES)
    if contexts > MOST_CONTEXTS:
        raise Blocked("contexts_bound", bound=MOST_CONTEXTS)
    unknown: list[str] = []
    more = {} if on_property_dropped is None else {"on_property_dropped": on_property_dropped}
    options = {"base": NOWHERE, "documentLoader": _loader(unknown), **options}
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PyLD warns of terms that it has to ignore
            return getattr(jsonld, function)(with_vocabulary_to_remove(document), options, **more)
    except RecursionError:
        raise Blocked("linked_data_bound", bound=LINKED_VALUES) from None
    except jsonld.JsonLdError as error:
        if unknown:
            raise Blocked("context_elsewhere", cause="environment", url=unknown[0]) from None
        raise NotLinkedData(_code(error)) from None
    except Exception as error:  # malformed documents make the processor raise many types
        raise NotLinkedData(type(error).__name__) from None


def _code(error: Any) -> str:
    """The code of the innermost error that has one."""
    codes: list[Any] = []
    seen = error
    while seen is not None and len(codes) < NESTED:
        codes.append(getattr(seen, "code", None))
        seen = getattr(seen, "cause", None) or seen.__cause__
    known = [code for code in codes if code and code not in _LOADING]
    return str(known[-1] if known else codes[0] or type(error).__name__)


def _loader(unknown: list[str]) -> Callable[[str, Any], dict[str, Any]]:
    """What returns the contexts at hand, and notes the address of any other."""

    def load(url: str, _options: Any) -> dict[str, Any]:
        if url not in CONTEXTS:
            unknown.append(url)
            raise LookupError(url)
        body = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url}
        return {**body, "document": context(url)}

    return load


@cache
def context(url: str) -> Any:
    """The context document with this URL."""
    path = Path(__file__).with_name("contexts") / f"{CONTEXTS[url]}.jsonld"
    return json.loads(path.read_text(encoding="utf-8"))


def with_vocabulary_to_remove(value: Any) -> Any:
    """A copy in which every context that removes `@vocab` follows one that sets it.

    PyLD fails otherwise, although removing what is not there is allowed (JSON-LD 1.1, 4.1.2).
    """
    if isinstance(value, list):
        return [with_vocabulary_to_remove(each) for each in value]
    if not isinstance(value, dict):
        return value
    copy = {name: with_vocabulary_to_remove(each) for name, each in value.items()}
    if "@context" in copy:
        given = copy["@context"]
        copy["@context"] = [
            part for each in (given if isinstance(given, list) else [given]) for part in _removable(each)
        ]
    return copy


def _removable(given: Any) -> Iterator[Any]:
    if isinstance(given, dict) and "@vocab" in given and given["@vocab"] is None:
        yield {"@vocab": NOWHERE}
    yield given


def values_in(document: Any) -> Iterator[Any]:
    """All values in the document, itself included."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
