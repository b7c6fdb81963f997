"""The converters of families: modules of their convert/, imported when a recording is met or requested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.model.text import Text
from conformance.readers.source import Source

if TYPE_CHECKING:
    from conformance.recordings.convert import Converter

NONE = Text("the file is not in a format that can be converted: {titles}", "文件不属于可转换的任何格式：{titles}")


def converters(catalogue: Catalogue) -> Sequence[Converter]:
    """All converters, in the order of their families."""
    return [
        import_code(f"{family.package}.convert", family.folder / "convert", name)
        for family in catalogue.families.values()
        for name in family.converters
    ]


def converted(source: Source, known: Sequence[Converter], stream: str | None = None) -> Iterator[bytes]:
    """The lines of the recording from a source in another format; `stream` selects one of several in it.

    Raises Refused if no converter knows the format, or if the converter cannot map the content.
    """
    head = bytes(source.data[: 1 << 16])
    for converter in known:
        if converter.recognises(head):
            return converter.lines(source, stream)
    from conformance.recordings.convert import Refused  # not at the top: runs without recordings do not need numpy

    told = NONE.filled({"titles": [each.TITLE for each in known]})
    raise Refused(told.en, told.zh)


def lazily(catalogue: Catalogue) -> partial[Sequence[Converter]]:
    """The converters, not imported yet."""
    return partial(converters, catalogue)
