"""Recognising the kind of a file: its content decides, its name is used only if the content is inconclusive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from conformance.catalogue.kinds import MAGIC_BYTES
from conformance.engine.places import STAR, compile_pattern, probe
from conformance.model.finding import Blocked
from conformance.model.requirement import Kind
from conformance.readers.json import json_text, parse
from conformance.readers.source import Source
from conformance.readers.toml import NAMES as TOML_NAMES
from conformance.readers.toml import toml_text
from conformance.readers.xml import root_element
from conformance.readers.yaml import NAMES, begins_like_json, yaml_text

_JSON_STARTS = (b"{", b"[", b"\xef")
_JSON_ENDS = (b"}", b"]")
_WHITE = b" \t\r\n"
HEAD_BYTES = 1 << 16
_HALF = 0.5
_HOLDERS = (dict, list)

Reader = Callable[[Source], Any]
Probes = tuple[Callable[[Any], bool], ...]


class Recogniser:
    """Determines the kinds of sources; its tests are prepared once.

    `reader` returns the view of a kind, for recognising its special cases; `confirms` returns the function that decides
    whether a source that fits is of the kind, for kinds that need it.
    """

    def __init__(
        self,
        kinds: Iterable[Kind],
        reader: Callable[[str], Reader],
        confirms: Callable[[str], Callable[[Source], bool]] | None = None,
    ) -> None:
        known = list(kinds)
        self._reader = reader
        self._confirms = confirms
        self._unsure = frozenset(kind.id for kind in known if kind.confirm)
        self._known = [kind.id for kind in known]
        self._magic: dict[tuple[int, bytes], list[tuple[bytes, int]]] = {}
        for number, kind in enumerate(known):
            for offset, magic in kind.magic:
                self._magic.setdefault((offset, magic[:1]), []).append((magic, number))
        self._offsets = sorted({offset for offset, _ in self._magic})
        self._names = [(kind.names, kind.id) for kind in known]
        self._json = Ways((kind.json, kind.id) for kind in known if kind.json and not kind.of)
        self._yaml = YamlWays(kind for kind in known if kind.yaml)
        self._toml = TomlWays(kind for kind in known if kind.toml)
        self._lines = Ways((kind.lines, kind.id) for kind in known if kind.lines)
        self._xml = [(kind.xml, kind.id) for kind in known]
        special: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind in known:
            if kind.of:
                special.setdefault(kind.of, []).append((kind.json, kind.id))
        self._special = {name: Ways(below) for name, below in special.items()}

    def __call__(self, source: Source) -> tuple[list[str], str]:
        """The kinds that the source fits, and by what: "content", "name", or "" if it fits none."""
        head = bytes(source.data[:MAGIC_BYTES])
        found = self._confirmed(source, self._by_magic(head))
        if not found and head.lstrip(_WHITE)[:1] in _JSON_STARTS:
            found = self._confirmed(source, self._by_json(source))
        if not found and head.removeprefix(b"\xef\xbb\xbf").lstrip(_WHITE).startswith(b"<"):
            found = self._confirmed(source, self._by_root_element(source))
        if not found and self._toml:
            found = self._confirmed(source, self._toml(source))
        if not found and self._yaml:
            found = self._confirmed(source, self._yaml(source))
        if found:
            return [self._most_special(source, kind) for kind in found], "content"
        name = source.name.lower()
        claimed = self._confirmed(source, [kind for names, kind in self._names if name.endswith(names)])
        return claimed, "name" if claimed else ""

    def refused(self, source: Source) -> set[str]:
        """The kinds whose members the document has, and whose suite says that it is something else."""
        text = source.once(json_text)
        found = self._json(text.document) if text.usable else []
        return {*found} - {*self._confirmed(source, found)}

    def _confirmed(self, source: Source, found: list[str]) -> list[str]:
        if not found or self._confirms is None or self._unsure.isdisjoint(found):
            return found
        return [kind for kind in found if kind not in self._unsure or _is_confirmed(self._confirms(kind), source)]

    def _by_magic(self, head: bytes) -> list[str]:
        """The kinds whose magic is at its offset; only those whose first byte is there are looked at."""
        found = [
            number
            for offset in self._offsets
            for magic, number in self._magic.get((offset, head[offset : offset + 1]), ())
            if head.startswith(magic, offset)
        ]
        return [self._known[number] for number in sorted(set(found))] if found else []

    def _by_json(self, source: Source) -> list[str]:
        """JSON Lines are recognised by their first line, so that a long recording is not read as one document."""
        first, end, rest = bytes(source.data[:HEAD_BYTES]).partition(b"\n")
        if end and first.rstrip(_WHITE).endswith(_JSON_ENDS):  # otherwise the value continues on the next line
            alone = source.size <= HEAD_BYTES and not rest.strip(_WHITE)
            line = source.once(json_text) if alone else parse(first)
            if line.usable and (found := self._lines(line.document)):
                return found
        text = source.once(json_text)
        return self._json(text.document) if text.usable else []

    def _by_root_element(self, source: Source) -> list[str]:
        root = root_element(bytes(source.data[:HEAD_BYTES]))
        return [kind for names, kind in self._xml if root in names]

    def _most_special(self, source: Source, kind: str) -> str:
        """The most special kind that the source fits, starting from `kind`."""
        below = self._special.get(kind)
        if not below:
            return kind
        try:
            view = source.once(self._reader(kind))
        except Blocked:
            return kind
        fitting = self._confirmed(source, below(getattr(view, "document", view)))
        return self._most_special(source, fitting[0]) if fitting else kind


def _is_confirmed(recognises: Callable[[Source], bool], source: Source) -> bool:
    try:
        return recognises(source)
    except Exception:  # a bug of the suite, which its view will report
        return True


def nearest_kinds(source: Source, kinds: Iterable[Kind]) -> list[str]:
    """The kinds that a JSON text was probably meant for: most of their members are named in it, valid or not.

    A text that lacks a member, or has a comma too many, is so judged where a profile expects it.
    """
    head = bytes(source.data[:HEAD_BYTES])
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(_WHITE)[:1] not in (b"{", b"["):
        return []
    shares: dict[str, float] = {}
    for kind in kinds:
        if kind.json and not kind.of:
            named = [all(f'"{step}"'.encode() in head for step in _steps(place)) for place in kind.json]
            shares[kind.id] = sum(named) / len(named)
    most = max(shares.values(), default=0.0)
    return [kind for kind, share in shares.items() if share == most] if most >= _HALF else []


def _steps(place: str) -> list[str]:
    return [step for step in place.partition("=")[0].split("/")[1:] if step != STAR]


class Ways:
    """Kinds by places all of which have to exist in a document.

    Asked about every document for every kind: only the kinds whose first place begins with one of its members, or of
    what these hold, are looked at, so that 100,000 documents take a tenth less time.
    """

    def __init__(self, kinds: Iterable[tuple[tuple[str, ...], str]]) -> None:
        self._kinds: list[tuple[Probes, str]] = []
        self._anyhow: list[int] = []
        self._by_member: dict[str, list[int]] = {}
        self._by_inner_member: dict[str, list[int]] = {}
        for number, (places, kind) in enumerate(kinds):
            self._kinds.append((tuple(_probe(place) for place in places), kind))
            for first, second in {(*steps, "", "")[:2] for steps in compile_pattern(places[0].partition("=")[0])}:
                if first and first != STAR:
                    self._by_member.setdefault(first, []).append(number)
                elif first and second and second != STAR:
                    self._by_inner_member.setdefault(second, []).append(number)
                else:
                    self._anyhow.append(number)

    def __call__(self, document: Any) -> list[str]:
        """The kinds that the document fits, in the order in which they were given."""
        numbers = {*self._anyhow}
        held = document
        if isinstance(document, dict):
            members = self._by_member
            for name in document if len(document) < len(members) else members:
                if name in members and name in document:
                    numbers.update(members[name])
            held = document.values()
        if self._by_inner_member and isinstance(document, _HOLDERS):
            sought = self._by_inner_member.keys()
            for value in held:
                if isinstance(value, dict) and not sought.isdisjoint(value.keys()):
                    for name in sought & value.keys():
                        numbers.update(self._by_inner_member[name])
        found = []
        for number in sorted(numbers):
            probes, kind = self._kinds[number]
            for there in probes:
                if not there(document):
                    break
            else:
                found.append(kind)
        return found


class YamlWays:
    """Kinds whose documents may be YAML, by the same places as in JSON.

    Asked last, and about every file of no other kind: only a text in whose lines the name of a member begins is parsed.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = [(kind.json, kind.id) for kind in kinds]
        self._ways = Ways(self._kinds)
        self._first = {kind: _first_names(places[0]) for places, kind in self._kinds}
        self._names = frozenset(name.encode() for each in self._first.values() for name in each)

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def __call__(self, source: Source) -> list[str]:
        """The kinds that the document fits; where it cannot be read and is named as YAML, those of its first member."""
        named = source.name.lower().endswith(NAMES)
        if begins_like_json(source) and not named:
            return []
        head = bytes(source.data[:HEAD_BYTES])
        if b"\0" in head and not named:  # as most files in binary have, and no text in YAML
            return []
        begins = self._names & _outer_names(head) if any(name in head for name in self._names) else set()
        if not begins:
            return []
        text = source.once(yaml_text)
        if text.usable:
            return self._ways(text.document)
        return [kind for kind, names in self._first.items() if named and not begins.isdisjoint(map(str.encode, names))]


class TomlWays:
    """Kinds whose documents may be TOML, by the same places as in JSON.

    Only a text with a table, or a name before an equals sign, that is the first member of such a kind is parsed.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        known = [(kind.json, kind.id) for kind in kinds]
        self._ways = Ways(known)
        self._first = {kind: _first_names(places[0]) for places, kind in known}
        names = b"|".join(sorted({re.escape(name).encode() for each in self._first.values() for name in each}))
        begins = rb"^[ \t]*(?:\[\[?[ \t]*(%s)[ \t]*[.\]]|(%s)[ \t]*[.=])" % (names, names)
        self._begins = re.compile(begins, re.MULTILINE)

    def __bool__(self) -> bool:
        return bool(self._first)

    def __call__(self, source: Source) -> list[str]:
        """The kinds that the document fits; where it cannot be read and is named as TOML, those of its first member."""
        begins = self._begins.search(bytes(source.data[:HEAD_BYTES]))
        if not begins:
            return []
        text = source.once(toml_text)
        if text.usable:
            return self._ways(text.document)
        name = (begins[1] or begins[2]).decode()
        named = source.name.lower().endswith(TOML_NAMES)
        return [kind for kind, names in self._first.items() if named and name in names]


def _outer_names(head: bytes) -> set[bytes]:
    """What lines without indentation have before their first colon, without quotation marks."""
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines()
    named = [line.partition(b":")[0] for line in lines if b":" in line and line[:1] not in (b" ", b"\t", b"#")]
    return {name.removeprefix(b"{").strip(b" \t").strip(b"\"'") for name in named}


def _first_names(place: str) -> set[str]:
    return {steps[0] for steps in compile_pattern(place.partition("=")[0])}


def _probe(place: str) -> Callable[[Any], bool]:
    pointer, _, start = place.partition("=")
    return probe(compile_pattern(pointer), start)
