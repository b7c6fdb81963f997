"""A family of suites: one standard, or a few that share their bytes or their wire, with all that knows them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from conformance.model.text import Text


class Family(NamedTuple):
    """What family.toml says, and where the family stands.

    `uses` are the families whose readers it imports, `extras` the optional dependencies it has rows for. `pictures` are
    the kinds that its pictures/ draws, `demos` the profiles that its demo/ has something to show of ("" for none).
    `suites` are the folders of its suites, `converters` the modules of convert/.
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

    def has(self, part: str) -> bool:
        """Whether it has this part: reader, writer, reference, pictures, demo or convert."""
        return (self.folder / part / "__init__.py").is_file()
