"""Kinds of subjects: how a suite says that a kind is recognised, which has to be said exactly once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table
from conformance.model.place import complaint
from conformance.model.requirement import Kind, Suite
from conformance.model.text import Text

WEB = ("http", "https")
RECORDINGS = "recordings"
FILE_JUDGES = ("documents", RECORDINGS)
"""The judges of files, one of which a kind names; services have their own judge."""
BOTH = Text(
    "has both [recognise] and [service]: a suite judges files or a live service",
    "同时有 [recognise] 和 [service]：一个测试套判定文件，或判定在线服务",
)
NO_FACTS = Text(
    "has [facts], but judges a live service: facts are counted in files",
    "有 [facts]，但判定的是在线服务：计数针对文件内容",
)
NO_STREAMS = Text(
    "has [streams], but its kind is not judged as a recording", "有 [streams]，但其类别不作为录制数据判定"
)
UNKNOWABLE = Text(
    "say how the kind is recognised by its content: magic, json, lines or xml",
    "请说明如何由内容识别此类别：magic、json、lines 或 xml",
)
NO_LANGUAGE = Text(
    "{language} = true: say by json which places of the document are those of this kind",
    "{language} = true：请用 json 说明该类别在文档中的位置",
)
NO_STREAM_NAME = Text(
    "the kind of streams '{name}' must have a name of lower-case letters, digits and _",
    "数据流类别“{name}”的名称应由小写字母、数字和 _ 组成",
)
_STREAM = re.compile(r"[a-z][a-z0-9_]{0,31}")
MAGIC_BYTES = 64
"""The first bytes of a file, among which its magic is."""
NO_MAGIC = Text(
    f"magic: '{{text}}' must be at least one byte (U+0000 to U+00FF) within the first {MAGIC_BYTES}",
    f"magic：“{{text}}”应至少为 1 个字节（U+0000 至 U+00FF），且位于前 {MAGIC_BYTES} 个字节内",
)
_OFFSET = re.compile(r"@(\d{1,2}):")


def read_kind(whole: Table, kind: str) -> Kind | None:
    """How the kind is recognised, by content or as a live service, if this suite says so."""
    recognise, service = "recognise" in whole, "service" in whole
    if recognise and service:
        raise CatalogueError(whole.place.line_of("service"), BOTH)
    if service and "facts" in whole:
        raise CatalogueError(whole.place.line_of("facts"), NO_FACTS)
    if service:
        return _service(whole.table("service"), kind)
    return _file(whole.table("recognise"), kind) if recognise else None


def read_streams(whole: Table) -> dict[str, tuple[str, ...]]:
    """The kinds of streams that a suite of recordings defines, each with the further members of its declaration."""
    if "streams" not in whole:
        return {}
    table = whole.table("streams")
    found = {name: table.strings(name) for name in sorted(table.given)}
    for name in found:
        if not _STREAM.fullmatch(name):
            table.wrong(name, NO_STREAM_NAME.filled({"name": name}))
    table.check()
    return found


def _file(table: Table, kind: str) -> Kind:
    title = table.text("title")
    found = Kind(
        id=kind,
        title=title,
        magic=tuple(filter(None, (_magic(text, table) for text in table.strings("magic")))),
        json=table.strings("json"),
        lines=table.strings("lines"),
        xml=table.strings("xml"),
        names=tuple(name.lower() for name in table.strings("names")),
        yaml=table.get("yaml", bool, False),
        toml=table.get("toml", bool, False),
        confirm=table.get("confirm", bool, False),
        of=table.get("of", str, None),
        judge=table.choice("judge", FILE_JUDGES, FILE_JUDGES[0]),
        holds=table.get("holds", dict, {}),
    )
    table.done()
    if not (found.magic or found.json or found.lines or found.xml):
        raise CatalogueError(table.place, UNKNOWABLE)
    for language in ("yaml", "toml"):
        if getattr(found, language) and (found.of or not found.json):
            raise CatalogueError(table.place, NO_LANGUAGE.filled({"language": language}))
    if found.of and (found.magic or found.lines or found.xml or not found.json):
        problem = Text(
            f"a kind of {found.of} is known by json: places in its document",
            f"{found.of} 的特例应由 json（其文档中的位置）识别",
        )
        raise CatalogueError(table.place, problem)
    for name, places in (("json", found.json), ("lines", found.lines)):
        for place in places:
            pointer = place.partition("=")[0]
            slash = Text(f"{place!r} must start with /", f"“{place}”应以 / 开头")
            if wrong := complaint(pointer) if pointer.startswith("/") else slash:
                table.wrong(name, Text(f"{name}: {wrong.en}", f"{name}：{wrong.zh}"))
    table.check()
    return found


def _service(table: Table, kind: str) -> Kind:
    found = Kind(
        id=kind,
        title=table.text("title"),
        judge="services",
        endpoint=table.get("endpoint", str, kind),
        optional_endpoints=table.strings("optional_endpoints"),
        schemes=table.strings("schemes") or WEB,
        documents=table.get("documents", dict, {}),
        ready=table.strings("ready"),
    )
    table.done()
    return found


def _magic(text: str, table: Table) -> tuple[int, bytes] | None:
    """The offset and the bytes there: `glTF` is at the start, `@8:WEBP` at offset 8; None for what fits no file."""
    elsewhere = _OFFSET.match(text)
    offset, magic = (int(elsewhere[1]), text[elsewhere.end() :]) if elsewhere else (0, text)
    if magic and max(magic) <= "\xff" and offset + len(magic) <= MAGIC_BYTES:
        return offset, magic.encode("latin-1")
    table.wrong("magic", NO_MAGIC.filled({"text": text}))
    return None


def kinds_of(suites: Mapping[str, Suite]) -> dict[str, Kind]:
    """All kinds by id. Raises CatalogueError unless each is recognised by exactly one of its suites."""
    kinds: dict[str, Kind] = {}
    said_by: dict[str, Suite] = {}
    for suite in suites.values():
        if suite.recognise:
            if other := said_by.get(suite.kind):
                problem = Text(
                    f"{other.id} says already how {suite.kind} is recognised",
                    f"{other.id} 已说明如何识别 {suite.kind}",
                )
                raise CatalogueError(suite.folder / "suite.toml", problem)
            kinds[suite.kind], said_by[suite.kind] = suite.recognise, suite
    for suite in suites.values():
        _check_tables(suite, kinds)
        if suite.facts:
            kinds[suite.kind] = kinds[suite.kind]._replace(facts={**kinds[suite.kind].facts, **suite.facts})
    return kinds


def _check_tables(suite: Suite, kinds: Mapping[str, Kind]) -> None:
    """Raise CatalogueError for a kind that nobody recognises, or tables that are not about such a kind."""
    place = suite.folder / "suite.toml"
    if suite.kind not in kinds:
        problem = Text(
            f"no suite has a [recognise] table for the kind {suite.kind}",
            f"没有测试套为类别 {suite.kind} 提供 [recognise] 表",
        )
        raise CatalogueError(place, problem)
    judge = kinds[suite.kind].judge
    if suite.facts and judge not in FILE_JUDGES:
        raise CatalogueError(place, NO_FACTS)
    if suite.streams and judge != RECORDINGS:
        raise CatalogueError(place, NO_STREAMS)
    seen, kind = set[str](), suite.kind
    while (parent := kinds[kind].of) is not None:
        if parent not in kinds or parent in seen:
            problem = (
                Text(f"[recognise] of {kind}: is a kind of itself", f"{kind} 的 [recognise]：类别以自身为上级")
                if parent in seen
                else Text(
                    f"[recognise] of {kind}: no suite recognises the kind {parent}",
                    f"{kind} 的 [recognise]：没有测试套识别类别 {parent}",
                )
            )
            raise CatalogueError(place, problem)
        seen.add(kind := parent)


def with_streams(suites: Mapping[str, Suite]) -> dict[str, Suite]:
    """The suites, each with the kinds of streams that any suite of its kind defines."""
    shared: dict[str, dict[str, tuple[str, ...]]] = {}
    for suite in suites.values():
        known = shared.setdefault(suite.kind, {})
        for name, members in suite.streams.items():
            known[name] = tuple(dict.fromkeys((*known.get(name, ()), *members)))
    return {
        name: replace(suite, streams=shared[suite.kind]) if shared[suite.kind] else suite
        for name, suite in suites.items()
    }
