"""Our own catalogue and a plan of all that is in it, read once for all tests of a process: none of them changes it."""

from __future__ import annotations

from conformance.engine.plan import Plan, Selection

PLAN = Plan(Selection())
CATALOGUE = PLAN.catalogue
