"""What a programme and a submission say of themselves: programme.toml and submission.toml."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from conformance.engine.plan_mistakes import NAMED
from conformance.model.text import Text
from conformance.programme.trust import PartyTable, TimestampTable
from conformance.reporting.neutral import visible

FOLDER = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,99}")


def _plain(text: str) -> str:
    """Refuse what does not read as it is written: it is printed on certificates, and compared by people."""
    if visible(text) != text or text != text.strip():
        raise _other("a text without invisible characters", "不含不可见字符的文字")
    return text


def _folder(text: str) -> str:
    if not FOLDER.fullmatch(text):
        raise _other(
            "small letters, digits and . + _ -, beginning with one of the first two", "小写字母、数字及 . + _ -"
        )
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+(/[^\s]*)?", text):
        raise _other("a URL that begins with https://", "以 https:// 开头的网址")
    return text


def _other(en: str, zh: str) -> PydanticCustomError:
    return PydanticCustomError(NAMED, "another value is expected", {"en": en, "zh": zh})


Line = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_plain)]
Folder = Annotated[str, AfterValidator(_folder)]
"""A name of a folder: lower case, so that it is the same on every system."""
Level = Literal["basic", "interoperable", "mutual_recognition"]
LegalForm = Literal["test_attestation", "supplier_declaration"]
Means = Literal["file", "did", "url", "caip10", "package"]
"""How a product is recognised at run time: digest of a file, DID, URL of its issuer or service, account on a chain,
package with the fingerprint of its signing certificate."""


class Table(BaseModel):
    """A table with no key but those it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Table):
    """A text in both languages."""

    en: Line
    zh: Line

    @property
    def text(self) -> Text:
        return Text(self.en, self.zh)


class ProgrammeTable(Table):
    """The programme: its name, who issues (the id of a party), and where its register is published."""

    name: Both
    issuer: Line
    url: Annotated[Line, AfterValidator(_url)]
    scheme: Line = "1a"
    legal_form: LegalForm = "test_attestation"


class ValidityTable(Table):
    """For how long things are valid, and how many days ahead it is said that something falls due.

    `conditional_open` is how many deciding requirements may be unproven in a conditional certificate, which is valid
    for `conditional_days`.
    """

    months: Annotated[int, Field(ge=1, le=60)] = 12
    surveillance_months: Annotated[int, Field(ge=1, le=60)] = 6
    register_days: Annotated[int, Field(ge=1, le=400)] = 30
    conditional_open: Annotated[int, Field(ge=0, le=20)] = 2
    conditional_days: Annotated[int, Field(ge=1, le=400)] = 90
    notice_days: Annotated[int, Field(ge=1, le=400)] = 60
    register_notice_days: Annotated[int, Field(ge=1, le=400)] = 7


class ProfileTable(Table):
    """A profile by which the programme certifies: by digest, with the digests of the requirements it accepts."""

    id: Line
    digest: Line
    catalogues: Annotated[tuple[Line, ...], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]


class EvaluationTable(Table):
    """How reports are evaluated: cells of fewer products than `least` are suppressed; the class of each vendor."""

    least: Annotated[int, Field(ge=3, le=100)] = 5
    classes: dict[Line, Line] = {}


class ProgrammeFile(Table):
    """programme.toml."""

    programme: ProgrammeTable
    validity: ValidityTable = ValidityTable()
    evaluation: EvaluationTable = EvaluationTable()
    timestamp: TimestampTable | None = None
    profile: Annotated[tuple[ProfileTable, ...], Field(min_length=1)]
    party: Annotated[tuple[PartyTable, ...], Field(min_length=1)]


class RecognisedTable(Table):
    """One means by which a platform recognises the product."""

    by: Means
    value: Line


class SubmissionFile(Table):
    """submission.toml: one version of one product, and what it is submitted for.

    `holder`, `product` and `version` are the names of its folders; `organisation` and `name` are for people.
    """

    holder: Folder
    holder_id: Line
    organisation: Line
    product: Folder
    name: Line
    version: Folder
    profile: Line
    level: Level
    variants: tuple[Line, ...] = ()
    recognised: Annotated[tuple[RecognisedTable, ...], Field(min_length=1)]
    submitted: date | None = None
