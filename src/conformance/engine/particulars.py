"""What a plan says for the report alone: the product, the laboratory, its order, and the persons responsible.

The items are those of ISO/IEC 17025:2017, 7.8; what is missing is a self-test's. Nothing here decides a verdict, but
only an authorisation lets a live run do more than read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Line = Annotated[str, Field(min_length=1)] | None
Stated = dict[str, str | None]


class Table(BaseModel):
    """A table of a plan: no member but those it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProductTable(Table):
    """The product and its producer; `identity` is what else identifies it, such as a serial number or a certificate."""

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    model: Line = None
    producer: Line = None
    identity: Line = None
    condition: Line = None
    supplied_by: Line = None


class LaboratoryTable(Table):
    """Who tests, and where."""

    name: str = Field(min_length=1)
    address: Line = None
    place: Line = None
    environment: Line = None


class OrderTable(Table):
    """The order: number and revision of the report, client, dates, and what a laboratory adds to the results."""

    report_number: Line = None
    revision: Line = None
    client: Line = None
    receipt_date: date | None = None
    issue_date: date | None = None
    sampling_plan: Line = None
    deviations: Line = None
    external_results: Line = None
    opinions: Line = None
    remarks: Line = None


class PersonsTable(Table):
    """Who tested, reviewed and approved."""

    tested_by: Line = None
    reviewed_by: Line = None
    approved_by: Line = None


class AuthorisationTable(Table):
    """The table [authorisation] of a plan: who allowed the tests, of what, and from which day to which."""

    by: str = Field(min_length=1)
    scope: str = Field(min_length=1)
    starts: date
    ends: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> AuthorisationTable:
        if self.ends < self.starts:
            raise PydanticCustomError("ends_before", "it ends before it starts")
        return self


class Particulars(Table):
    """The tables of a plan that are printed on the report."""

    product: ProductTable
    laboratory: LaboratoryTable | None = None
    order: OrderTable = OrderTable()
    persons: PersonsTable = PersonsTable()
    authorisation: AuthorisationTable | None = None

    @property
    def stated(self) -> Mapping[str, Stated]:
        """What the tables say, by table; dates as texts."""
        told = self.model_dump(mode="json", include=set(Particulars.model_fields))
        return {name: table or {} for name, table in told.items()}
