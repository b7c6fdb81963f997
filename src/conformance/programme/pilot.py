"""The folder of a programme: where its records are, and what is read of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import head, register
from conformance.programme.config import ProfileTable, ProgrammeFile, SubmissionFile
from conformance.programme.envelope import Envelope, read_envelope
from conformance.programme.register import Chain, read_chain
from conformance.programme.result import signed_file
from conformance.programme.tables import read_table
from conformance.programme.trust import Trust
from conformance.programme.trusted import PROGRAMME, REGISTER, read_trust

FILE, SUBMISSION, EVIDENCE = PROGRAMME, "submission.toml", "evidence.zip"
NO_PILOT = Text(
    "{path} is not the folder of a programme: it has no programme.toml; `conformance programme init` makes one",
    "{path} 不是试点文件夹：其中没有 programme.toml；可用 `conformance programme init` 创建",
)
NO_SUBMISSION = Text(
    "{path} is not a submission: expected submissions/HOLDER/PRODUCT/VERSION with submission.toml",
    "{path} 不是提交件：应为 submissions/持有方/产品/版本，且含有 submission.toml",
)


def same_name(one: str, other: str) -> bool:
    """Whether two ids or names are the same to a reader."""
    return _plain_name(one) == _plain_name(other)


def _plain_name(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().rstrip("/")


class Submission(NamedTuple):
    """A submission in its folder."""

    folder: Path
    file: SubmissionFile

    @property
    def key(self) -> tuple[str, str, str]:
        """Holder, product and version: the names of its folders."""
        return self.file.holder, self.file.product, self.file.version

    @property
    def evidence(self) -> Path:
        return self.folder / EVIDENCE

    @property
    def envelope(self) -> Path:
        return signed_file(self.evidence)

    def is_of(self, party: str) -> bool:
        """Whether the party of this id is the holder, also where the submission spells it in another way."""
        return same_name(self.file.holder_id, party)

    @property
    def text(self) -> str:
        """How it is named in sentences."""
        return "/".join(self.key)


class Pilot:
    """The folder of a programme. Raises Problem where it is not one, or its file has mistakes; OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / FILE).is_file():
            raise Problem(NO_PILOT.filled({"path": str(folder)}))
        self.file = read_table(folder / FILE, ProgrammeFile)

    @property
    def issuer(self) -> str:
        return self.file.programme.issuer

    @property
    def url(self) -> str:
        return self.file.programme.url.rstrip("/")

    @cached_property
    def trust(self) -> Trust:
        """Who may do what here."""
        return read_trust(self.folder)

    @property
    def chain(self) -> Chain:
        """The register as it is now. Raises Refusal where it is broken."""
        return read_chain(self.register / register.FILE)

    @property
    def register(self) -> Path:
        """The folder of the register, with its head and the status lists: what is published as trust/."""
        return self.folder / REGISTER

    @property
    def head(self) -> Path:
        return self.register / head.FILE

    def profile(self, id_: str) -> ProfileTable | None:
        """The profile of this id, if the programme certifies by it."""
        return next((each for each in self.file.profile if each.id == id_), None)

    def submissions(self) -> Iterator[Path]:
        """The folders of all submissions."""
        return (each.parent for each in sorted((self.folder / "submissions").glob(f"*/*/*/{SUBMISSION}")))

    def submission(self, folder: Path) -> Submission:
        """The submission in a folder. Raises Problem with all mistakes of its file, OSError."""
        path = folder / SUBMISSION
        if not path.is_file():
            raise Problem(NO_SUBMISSION.filled({"path": str(folder)}))
        return Submission(folder, read_table(path, SubmissionFile))

    def place(self, file: SubmissionFile) -> Path:
        """Where a submission belongs."""
        return self.folder / "submissions" / file.holder / file.product / file.version

    def records(self, kind: str, submission: Submission) -> list[tuple[Path, Envelope]]:
        """The reviews, waivers or disputes of a submission, in the order they were made. Raises Refusal, OSError."""
        folder = self.records_folder(kind, submission)
        return [(path, read_envelope(path)) for path in sorted(folder.glob("*.dsse.json"))]

    def records_folder(self, kind: str, submission: Submission) -> Path:
        return self.folder.joinpath(kind, *submission.key)

    def certificate(self, number: str) -> Path:
        return self.folder / "certificates" / f"{number}.vc.json"
