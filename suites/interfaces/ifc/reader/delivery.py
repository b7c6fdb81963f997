"""Information requirements beside a model: files of the Information Delivery Specification (IDS 1.0), and their limits.

Every file `*.ids` in the folder of the model, or in the folder `ids` there, is asked. Whoever reads them is ifctester;
here they are read strictly first, without entities and without other files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from conformance.authoring import Blocked, capped
from conformance.readers.beside import file_beside
from conformance.readers.extra import missing
from conformance.readers.source import Source
from conformance.readers.xml_tree import XmlTree, xml_with_text

from .bounds import IDS_BYTES, IDS_FILES, IDS_REPETITIONS

EXTRA, LIBRARY = "ids", "ifctester"
FOLDER = "ids"
_NAMESPACE = {"": "http://standards.buildingsmart.org/IDS"}
_OPEN_ENDED = re.compile(r"(?<!\\)(?:[*+]|\{[0-9]+,\})")
_REPEATED_GROUP = re.compile(r"(?<!\\)\)(?:[*+]|\{[0-9]+,[0-9]*\})")


def specifications(source: Source) -> list[Any]:
    """The specifications, as ifctester has them, of all files beside the source, by name of the file.

    Raises Blocked where one cannot be used, NotRun without the library.
    """
    found: list[Any] = []
    for path in _files(source):
        found += _read(path)
    return found


def _files(source: Source) -> list[Path]:
    if source.folder is None:
        return []
    names = sorted(_names(source.folder, ""))[: IDS_FILES + 1]
    names += sorted(_names(source.folder, f"{FOLDER}/"))[: IDS_FILES + 1]
    if len(names) > IDS_FILES:
        raise Blocked("ids_files", bound=IDS_FILES, cause="configuration")
    places = [file_beside(source.folder, name) for name in names]
    return [each for each in places if isinstance(each, Path)]


def _names(folder: Path, below: str) -> Iterator[str]:
    try:
        found = [each.name for each in (folder / below).iterdir()]
    except OSError:
        return
    yield from (f"{below}{name}" for name in found if name.lower().endswith(".ids"))


def _read(path: Path) -> list[Any]:
    name = capped(path.name)
    if (size := path.stat().st_size) > IDS_BYTES:
        raise Blocked("ids_size", name=name, received=size, bound=IDS_BYTES, cause="configuration")
    data = path.read_bytes()
    tree = xml_with_text(data)
    if tree.problem or tree.root is None:
        line = tree.problem.line if tree.problem else 1
        raise Blocked("ids_xml", name=name, line=line, cause="configuration")
    if find_spec(LIBRARY) is None:
        raise missing(EXTRA)
    _refuse_slow_patterns(tree, name)
    return _decoded(data, name)


def _refuse_slow_patterns(tree: XmlTree, name: str) -> None:
    """A pattern may take hours for one text: those that could are not applied."""
    for each in tree.root.walk() if tree.root else ():
        if each.name.rpartition(":")[2] == "pattern":
            pattern = each.attributes.get("value", "")
            if _REPEATED_GROUP.search(pattern) or len(_OPEN_ENDED.findall(pattern)) > IDS_REPETITIONS:
                values = {"name": name, "line": each.line, "received": capped(pattern)}
                raise Blocked("ids_pattern", **values, cause="configuration")


def _decoded(data: bytes, name: str) -> list[Any]:
    import ifctester.ids
    from xmlschema import XMLResource, XMLSchemaValidationError

    text = XMLResource(BytesIO(data), base_url=str(_place().parent), allow="sandbox", defuse="always")
    try:
        content = _schema().decode(text, strip_namespaces=True, namespaces=_NAMESPACE)
    except XMLSchemaValidationError as error:
        said = capped(error.reason or "")
        raise Blocked("ids_schema", name=name, received=said, cause="configuration") from None
    return list(ifctester.ids.Ids().parse(content).specifications)


def _place() -> Path:
    import ifctester.ids

    return Path(ifctester.ids.__file__).with_name("ids.xsd")


@cache
def _schema() -> Any:
    """The schema of the standard, which ifctester brings; without whatever it could ask the network for."""
    from xmlschema import XMLSchema

    return XMLSchema(str(_place()), allow="sandbox", defuse="always")
