"""Whether a run may do more to a product than read: who allowed it, and when."""

from __future__ import annotations

from datetime import date, datetime

from conformance.engine.particulars import AuthorisationTable
from conformance.model.finding import NotRun


def unauthorised(table: AuthorisationTable | None, today: date | None = None) -> NotRun | None:
    """Why rows that do more than read are not judged on a day, by default today's here; None if they are allowed."""
    if table is None:
        return NotRun("no_authorisation")
    day = today or datetime.now().astimezone().date()
    if table.starts <= day <= table.ends:
        return None
    return NotRun("authorisation_over", starts=table.starts.isoformat(), ends=table.ends.isoformat())
