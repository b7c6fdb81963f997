"""A family of suites for one standard, or for a few that share a file format or protocol."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from conformance.model.text import Text


class Family(NamedTuple):
    """The content of family.toml, and the location of the family.

    `uses` are the families whose readers it imports, `extras` the optional dependencies that some rows need. `pictures`
    are the kinds that its pictures/ draws, `demos` the profiles that its demo/ demonstrates ("" for none), `suites` the
    folders of its suites, `converters` the modules of convert/, `listeners` those of listen/.
    `withheld` are the kinds whose subjects evidence holds by digest alone unless its user wants them whole, with the
    reason. `other_formats` are endings of file names, each with what to do with such a file, which no suite judges.
    """

    id: str
    title: Text
    owner: str
    folder: Path
    package: str
    uses: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    demos: tuple[str, ...] = ()
    suites: tuple[Path, ...] = ()
    converters: tuple[str, ...] = ()
    listeners: tuple[str, ...] = ()
    withheld: tuple[tuple[str, Text], ...] = ()
    other_formats: tuple[tuple[tuple[str, ...], Text], ...] = ()

    def has(self, part: str) -> bool:
        """Whether it has this part: reader, writer, reference, pictures, demo, convert, listen or mutation."""
        return (self.folder / part / "__init__.py").is_file()
