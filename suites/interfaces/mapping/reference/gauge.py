"""A simulated gauge of a water level, and its twin; a fault breaks one of the twin's promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from conformance.reference.serving import Fault

PATH = "/gauge"
START = datetime(2026, 11, 24, 8, tzinfo=UTC)
TICK, STEP = 200, 500
"""Milliseconds by which the clock goes on with each answer, and from one observation to the next."""
UNIT = "m"
STATEMENT: Mapping[str, Any] = {"simulated": True}
INFORMATION: Mapping[str, Any] = {
    "delay": 2,
    "period": 5,
    "source_value": "/level",
    "source_time": "/at",
    "source_unit": "/unit",
    "twin_value": "/value/0/result",
    "twin_time": "/value/0/phenomenonTime",
    "twin_unit": "/value/0/Datastream/unitOfMeasurement/symbol",
    "stale_marks": '{"/value/0/resultQuality/stale": true}',
    "simulated_marks": '{"/value/0/parameters/simulated": true}',
}
FAULTS = (
    "IFC-TWN-001_not_found",
    "IFC-TWN-001_nothing",
    "IFC-TWN-002_no_zone",
    "IFC-TWN-003_old",
    "IFC-TWN-004_of_receipt",
    "IFC-TWN-005_centimetres",
    "IFC-TWN-006_feet",
    "IFC-TWN-007_back",
    "IFC-TWN-008_fast",
    "IFC-TWN-009_future",
    "IFC-TWN-010_unmarked",
    "IFC-TWN-010_lost",
    "IFC-TWN-010_always",
    "IFC-TWN-011_unmarked",
)
Members = dict[str, Any]


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    root = f"{base}{PATH}"
    return {"twin": f"{root}/twin", "source": f"{root}/source", "stopped": f"{root}/stopped"}


class Gauge:
    """The gauge, whose level follows from the time, and what its twin makes of it.

    Its clock goes by the answers since the fault was switched, so that what is found is always the same.
    """

    def __init__(self, fault: Fault) -> None:
        self.fault, self.known, self.clock = fault, fault.name, 0

    def now(self) -> datetime:
        """The time, which goes on."""
        if self.fault.name != self.known:
            self.known, self.clock = self.fault.name, 0
        self.clock += TICK
        return START + timedelta(milliseconds=self.clock)

    def observed(self) -> tuple[datetime, float]:
        """The last observation: its time and the level."""
        steps = self.clock // STEP
        ahead = timedelta(hours=8 if self.fault.is_("IFC-TWN-009_future") else 0)
        return START + timedelta(milliseconds=steps * STEP) + ahead, 3 + steps % 97 / 100

    def source(self) -> Members:
        """What the gauge says."""
        at, level = self.observed()
        return {"at": at.isoformat(), "level": level, "unit": UNIT}

    def twin(self) -> Members:
        """What the twin says."""
        fault = self.fault
        at, level = self.observed()
        if fault.is_("IFC-TWN-003_old"):
            at = datetime(2026, 1, 1, tzinfo=UTC)
        if fault.is_("IFC-TWN-004_of_receipt"):
            at += timedelta(seconds=0.2)
        if fault.is_("IFC-TWN-007_back") and self.clock % STEP > STEP / 2:
            at -= timedelta(seconds=5)
        time = at.isoformat()
        if fault.is_("IFC-TWN-002_no_zone"):
            time = time.removesuffix("+00:00")
        if fault.is_("IFC-TWN-005_centimetres"):
            level *= 100
        return self._observation(level, time, stale=fault.is_("IFC-TWN-010_always"))

    def stopped(self) -> Members:
        """What the twin says of a gauge that was stopped."""
        stale = not self.fault.is_("IFC-TWN-010_unmarked")
        return self._observation(3.5, "2026-01-01T00:00:00+00:00", stale=stale)

    def _observation(self, level: float, time: str, *, stale: bool) -> Members:
        unit = "ft" if self.fault.is_("IFC-TWN-006_feet") else UNIT
        simulated = not self.fault.is_("IFC-TWN-011_unmarked")
        found = {
            "result": level,
            "phenomenonTime": time,
            "resultQuality": {"stale": stale},
            "parameters": {"simulated": simulated},
            "Datastream": {"unitOfMeasurement": {"symbol": unit}},
        }
        return {"value": [found]}

    def answer(self, path: str) -> Members | None:
        """The body at a path; None where nothing is."""
        fault = self.fault
        if path == "source":
            return self.source()
        if path == "stopped":
            return None if fault.is_("IFC-TWN-010_lost") else self.stopped()
        if fault.is_("IFC-TWN-001_nothing"):
            return {"value": []}
        return None if path != "twin" or fault.is_("IFC-TWN-001_not_found") else self.twin()


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    gauge = Gauge(fault)

    async def answer(request: Any) -> Response:
        path = request.path_params["path"]
        now = START if path == "stopped" else gauge.now()
        found = gauge.answer(path)
        date = now + timedelta(seconds=90 if path != "source" and fault.is_("IFC-TWN-008_fast") else 0)
        headers = {"date": format_datetime(date, usegmt=True)}
        return Response(status_code=404, headers=headers) if found is None else JSONResponse(found, headers=headers)

    return [Route(f"{PATH}/{{path}}", answer)]
