"""What the actions of `conformance programme` have in common: keys, folders, and what they say at the end."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.console import complain, shown_path, write_lines
from conformance.cli.paths import existing
from conformance.cli.sign_command import KEY_HINT
from conformance.model.text import Text
from conformance.programme.pilot import Pilot
from conformance.programme.signers import Signer, signer_of
from conformance.programme.store import Files, alone, is_unfinished, write_all
from conformance.reporting.lines import Line

PILOT_HINT = Text("conformance programme init makes one", "可由 conformance programme init 创建")
FOLDER_HINT = Text("a submission is in submissions/HOLDER/PRODUCT/VERSION", "提交件位于 submissions/持有方/产品/版本")


def pilot_of(options: argparse.Namespace) -> Pilot:
    """The programme in the folder, completed if a command was cut short in it. Raises Problem, OSError."""
    folder = existing(options.pilot, PILOT_HINT)
    if is_unfinished(folder):
        with changing(folder, options.lang):
            return Pilot(folder)
    return Pilot(folder)


@contextmanager
def changing(folder: Path, language: str) -> Iterator[None]:
    """Within the block no other command changes the folder. Raises Problem where one does, OSError."""
    with alone(folder) as told:
        if told:
            complain(told, language)
        yield


def signers_of(options: argparse.Namespace) -> list[Signer]:
    """What signs with the keys. Raises Problem, OSError."""
    return [signer_of(existing(each, KEY_HINT, file=True)) for each in options.key]


def submission_folder(options: argparse.Namespace) -> Path:
    """The folder of the submission, as it is named from here or from the folder of the programme. Raises Problem."""
    inside = options.pilot / options.what
    return inside if inside.is_dir() else existing(Path(options.what), FOLDER_HINT)


def catalogue_of(options: argparse.Namespace) -> Catalogue:
    """The catalogue, with the suites folders that are named."""
    return load_catalogue([Path(each) for each in options.suites])


def reason_of(options: argparse.Namespace) -> dict[str, str]:
    """The reason in both languages."""
    return {"en": options.reason_en or "", "zh": options.reason_zh or ""}


def write_and_say(options: argparse.Namespace, files: Files, said: Text, *more: Path) -> None:
    """Write the files in the folder, and say what was done and which files to look at."""
    write_all(options.pilot, files)
    say(said, options.lang, *more)


def say(said: Text, language: str, *more: Path) -> None:
    """What was done, and which files to look at."""
    write_lines([Line(said[language]), *(Line(shown_path(each), 2) for each in more)])
