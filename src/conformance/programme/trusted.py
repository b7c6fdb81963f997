"""Whom a folder trusts: the parties it lists, with the keys that follow theirs."""

from __future__ import annotations

from pathlib import Path

from conformance.programme.config import ProgrammeFile
from conformance.programme.keys import read_public_key
from conformance.programme.rotations import FOLDER, rotated
from conformance.programme.tables import read_table
from conformance.programme.trust import FILE, Party, TimestampTable, Trust, TrustFile, parties_of

PROGRAMME, REGISTER = "programme.toml", "trust"


def read_trust(folder: Path | None) -> Trust:
    """The parties that the folder lists in trust.toml, or in programme.toml. Raises Problem, OSError.

    Without these, each public key in the folder (*.pem) is a party of the name of its file that may vouch for results,
    and for nothing else.
    """
    if folder is None:
        return Trust([])
    if (folder / PROGRAMME).is_file():
        tables = read_table(folder / PROGRAMME, ProgrammeFile).party
    elif (folder / FILE).is_file():
        tables = read_table(folder / FILE, TrustFile).party
    else:
        files = sorted(folder.glob("*.pem"))
        return Trust(Party(each.stem, each.stem, frozenset({"test"}), read_public_key(each)) for each in files)
    return Trust(rotated(parties_of(tables, folder), register_of(folder) / FOLDER))


def timestamps_of(folder: Path) -> TimestampTable | None:
    """Whose time-stamps the folder trusts. Raises Problem, OSError."""
    if (folder / PROGRAMME).is_file():
        return read_table(folder / PROGRAMME, ProgrammeFile).timestamp
    return read_table(folder / FILE, TrustFile).timestamp if (folder / FILE).is_file() else None


def register_of(folder: Path) -> Path:
    """The folder of the register: that of a programme is inside, and what it publishes is one."""
    return folder / REGISTER if (folder / PROGRAMME).is_file() else folder
