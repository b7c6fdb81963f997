"""The option `--budget`: how many requests and how much time a run may take, whatever its plan allows."""

from __future__ import annotations

import re
from typing import NamedTuple

from conformance.cli.parser import Misuse, Parser
from conformance.engine.plan_tables import TestPlan
from conformance.model.text import Text

_PART = re.compile(r"([0-9]{1,7})(s?)")
WRONG = Text(
    "--budget is a number of requests, a time in seconds, or both, such as 500,60s",
    "--budget 为请求数、以秒为单位的时间或两者，例如 500,60s",
)


class Budget(NamedTuple):
    """Requests and seconds; None where the plan decides."""

    requests: int | None = None
    seconds: int | None = None

    def applied(self, test_plan: TestPlan) -> TestPlan:
        """The plan with no more than this in its limits."""
        limits = test_plan.limits
        lower = {
            "requests": min(limits.requests, self.requests or limits.requests),
            "run_seconds": min(limits.run_seconds, self.seconds or limits.run_seconds),
        }
        return test_plan.model_copy(update={"limits": limits.model_copy(update=lower)})


def add_budget_option(made: Parser) -> None:
    """The option; its value is a Budget."""
    made.option(
        "--budget",
        type=_budget,
        default=Budget(),
        metavar="N[,Ns]",
        help=Text(
            "at most so many requests, and so many seconds: 500,60s; what is left over stays unproven",
            "请求数和秒数的上限，例如 500,60s；未判定的部分记为未能证实",
        ),
    )


def _budget(value: str) -> Budget:
    """The requests and seconds that are named. Raises Misuse."""
    said: dict[str, int] = {}
    for part in value.split(","):
        found = _PART.fullmatch(part.strip())
        name = "seconds" if found and found[2] else "requests"
        if found is None or int(found[1]) == 0 or name in said:
            raise Misuse(WRONG)
        said[name] = int(found[1])
    return Budget(**said)
