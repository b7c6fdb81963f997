"""Kinds of subjects: how a suite says that a kind is recognised, which has to be said exactly once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table
from conformance.model.place import complaint
from conformance.model.requirement import Kind, Suite
from conformance.model.text import Text

WEB = ("http", "https")
FILE_JUDGES = ("documents", "recordings")
"""The judges of files, one of which a kind names; services have their own judge."""
BOTH = Text(
    "has both [recognise] and [service]: a suite judges files or a live service",
    "同时有 [recognise] 和 [service]：一个测试套判定文件，或判定在线服务",
)
NO_FACTS = Text(
    "has [facts] without [recognise]: the suite that recognises a kind of files counts what is in them",
    "有 [facts] 而没有 [recognise]：文件内容的计数属于识别该类别的测试套",
)
UNKNOWABLE = Text(
    "say how the kind is recognised by its content: magic, json, lines or xml",
    "请说明如何由内容识别此类别：magic、json、lines 或 xml",
)
NO_YAML = Text(
    "yaml = true: say by json which places of the document are those of this kind",
    "yaml = true：请用 json 说明该类别在文档中的位置",
)
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
    facts = whole.texts("facts")
    if facts and not recognise:
        raise CatalogueError(whole.place.line_of("facts"), NO_FACTS)
    if service:
        return _service(whole.table("service"), kind)
    return _file(whole.table("recognise"), kind)._replace(facts=facts) if recognise else None


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
        confirm=table.get("confirm", bool, False),
        of=table.get("of", str, None),
        judge=table.choice("judge", FILE_JUDGES, FILE_JUDGES[0]),
        holds=table.get("holds", dict, {}),
    )
    table.done()
    if not (found.magic or found.json or found.lines or found.xml):
        raise CatalogueError(table.place, UNKNOWABLE)
    if found.yaml and (found.of or not found.json):
        raise CatalogueError(table.place, NO_YAML)
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
        if suite.kind not in kinds:
            problem = Text(
                f"no suite has a [recognise] table for the kind {suite.kind}",
                f"没有测试套为类别 {suite.kind} 提供 [recognise] 表",
            )
            raise CatalogueError(suite.folder / "suite.toml", problem)
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
                raise CatalogueError(suite.folder / "suite.toml", problem)
            seen.add(kind := parent)
    return kinds
