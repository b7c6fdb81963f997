"""The text of Word documents (.docx) and Excel workbooks (.xlsx) from anyone: what is read is bounded.

No entity is read and no other file; a file that would unpack to more than OFFICE_BYTES is refused before it is.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from conformance.catalogue.errors import CatalogueError
from conformance.model.system import why
from conformance.model.text import Text
from conformance.readers.bounds import OFFICE_BYTES, OFFICE_ELEMENTS, OFFICE_MEMBERS, XML_DEPTH

WORD, BOOK, SHARED = "word/document.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
SHEETS = "xl/worksheets/"
COLUMNS_READ = 50
"""Nothing of a proforma is in a column further right."""
NOT_OFFICE = Text(
    "not a Word document or Excel workbook (.docx, .xlsx)", "不是 Word 文档或 Excel 工作簿（.docx、.xlsx）"
)
TOO_LARGE = Text("would unpack to more than the test system's limit of {bound}", "解压后超过测试系统的上限 {bound}")
BROKEN = Text("{member} cannot be read: {detail}", "无法读取 {member}：{detail}")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}

Table = list[list[str]]


@dataclass
class Content:
    """The paragraphs of a document in their order, and the rows of its tables, whose cells are paragraphs as well."""

    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def read_office(path: Path) -> Content:
    """The content of a file. Raises CatalogueError for one that cannot be read."""
    members = read_members(path, (WORD, BOOK, SHARED, SHEETS))
    if WORD in members:
        content = Content()
        _word(_tree(path, WORD, members[WORD]), content)
        return content
    if BOOK in members:
        shared = [_string(each) for each in _tree(path, SHARED, members[SHARED])] if SHARED in members else []
        sheets = [_tree(path, name, data) for name, data in sorted(members.items()) if name.startswith(SHEETS)]
        tables = [[_cells(row, shared) for row in sheet.iter(f"{_S}row")] for sheet in sheets]
        return Content([text for table in tables for row in table for text in row if text], tables)
    raise _refused(path, NOT_OFFICE)


def read_members(path: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """The members of a zip file with these names, or in these folders. Raises CatalogueError."""
    try:
        with zipfile.ZipFile(path) as opened:
            infos = [info for info in opened.infolist() if info.filename.startswith(wanted)]
            if len(infos) > OFFICE_MEMBERS:
                raise _too_large(path, Text(f"{OFFICE_MEMBERS} files", f"{OFFICE_MEMBERS} 个文件"))
            if sum(info.file_size for info in infos) > OFFICE_BYTES:
                raise _too_large(path, Text(f"{OFFICE_BYTES} bytes", f"{OFFICE_BYTES} 字节"))
            # What unpacks to more than it declares ends in an error.
            return {info.filename: opened.read(info) for info in infos}
    except OSError as error:
        raise _refused(path, why(error)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError):
        raise _refused(path, NOT_OFFICE) from None


def check_whole(path: Path) -> None:
    """Raise CatalogueError where a file would unpack to more than is read here."""
    read_members(path, ("",))


class _Refused(Exception):
    """A text with a declaration of its type, or beyond a limit."""


def _tree(path: Path, member: str, data: bytes) -> Element:
    """The elements of a member. Raises CatalogueError."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > XML_DEPTH or count > OFFICE_ELEMENTS:
            raise _Refused(
                TOO_LARGE.filled({"bound": Text(f"{OFFICE_ELEMENTS} elements", f"{OFFICE_ELEMENTS} 个元素")})
            )
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    def refuse(*_: object) -> None:
        raise _Refused(Text("a document type declaration", "含有文档类型声明"))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        detail = Text(*[expat.ErrorString(error.code)] * 2)
    except _Refused as error:
        (detail,) = error.args
    except (LookupError, ValueError) as error:  # an encoding that is not known
        detail = Text(str(error), str(error))
    raise _refused(path, BROKEN.filled({"member": member, "detail": detail}))


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _word(element: Element, content: Content) -> None:
    """Read a part of a document, whose tables may hold tables; the depth is bounded by that of its text."""
    for child in element:
        if child.tag == f"{_W}p":
            content.paragraphs.append(_paragraph(child))
        elif child.tag == f"{_W}tbl":
            rows: Table = []
            content.tables.append(rows)
            for row in _inside(child, f"{_W}tr"):
                cells = list(_inside(row, f"{_W}tc"))
                rows.append([_cell(cell) for cell in cells])
                for cell in cells:
                    _word(cell, content)
        elif child.tag != _AGAIN:
            _word(child, content)


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The elements with a name directly within another, or within what merely wraps them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tbl", _AGAIN):
            yield from _inside(child, tag)


def _cell(cell: Element) -> str:
    return "\n".join(_paragraph(each) for each in _inside(cell, f"{_W}p")).strip()


def _paragraph(paragraph: Element) -> str:
    """Its text, without what was deleted and without what only older programs show."""
    pieces: list[str] = []
    left: list[Any] = [paragraph]
    while left:
        element = left.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _MARKS:
            pieces.append(_MARKS[element.tag])
        if element.tag != _AGAIN:
            left.extend(reversed(element))
    return "".join(pieces)


def _string(item: Element) -> str:
    """A text of a workbook, without the reading aids of Japanese."""
    return "".join(each.text or "" for part in item if part.tag != f"{_S}rPh" for each in part.iter(f"{_S}t"))


def _cells(row: Element, shared: list[str]) -> list[str]:
    """The cells of a row by their columns, empty ones as empty texts."""
    found: list[str] = []
    for cell in row.iter(f"{_S}c"):
        column = _column(cell.get("r", "")) or len(found) + 1
        if len(found) < column <= COLUMNS_READ:
            found.extend([""] * (column - 1 - len(found)))
            found.append(_value(cell, shared).strip())
    return found


def _column(reference: str) -> int:
    """The number of the column of a cell such as B7."""
    number = 0
    for letter in reference[:3]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _value(cell: Element, shared: list[str]) -> str:
    if (inline := cell.find(f"{_S}is")) is not None:
        return _string(inline)
    text = cell.findtext(f"{_S}v") or ""
    match cell.get("t"):
        case "s":
            return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
        case "b":
            return "true" if text == "1" else "false"
    return text


def _too_large(path: Path, bound: Text) -> CatalogueError:
    return _refused(path, TOO_LARGE.filled({"bound": bound}))


def _refused(path: Path, problem: Text) -> CatalogueError:
    return CatalogueError(path, problem)
