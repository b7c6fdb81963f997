"""A page of a web client, loaded in a browser and examined by axe-core, whose rules test success criteria of WCAG.

Where axe-core cannot decide, it says so; a criterion is then left to a person. Frames of the page are not examined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from conformance.authoring import Blocked, NotRun, Where
from conformance.readers.extra import missing
from conformance.transports.address import PAGE
from conformance.transports.message import Message
from conformance.transports.service import Service

LIBRARY, SCRIPT, EXTRA = "axe_playwright_python", "axe.min.js", "accessibility"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Pages that build themselves by scripts need a moment after they were loaded.
SETTLED_AFTER_MS = 500
SECONDS = 60.0
EXAMINE = (
    f"new Promise(done => setTimeout(done, {SETTLED_AFTER_MS})).then(() => axe.run(document, "
    + json.dumps(
        {
            "runOnly": {"type": "tag", "values": LEVELS},
            "resultTypes": ["violations", "incomplete"],
            "iframes": False,
        }
    )
    + ")).then(({violations, incomplete, passes, testEngine}) => ({violations, incomplete, passes, testEngine}))"
)


class Element(NamedTuple):
    """An element that breaks a rule: where the report has it, its selector and source, and what was measured."""

    where: Where
    rule: str
    place: str
    source: str
    data: dict[str, Any]


@dataclass(frozen=True)
class WebClient:
    """The page at the endpoint of the plan."""

    service: Service

    @cached_property
    def _answers(self) -> tuple[Message, Message | None]:
        return self.service.shared("page", _examined)

    @property
    def loaded(self) -> Message:
        """How the page was loaded."""
        return self._answers[0]

    @property
    def page(self) -> Message:
        """What axe-core found. Raises Blocked if the page is not there, or for an answer that is not its report.

        A page that only those see who have signed in leads all others elsewhere.
        """
        found = self._answers[1]
        led_to = str(self.loaded.head.get("url", ""))
        if found is not None and _session(self.service) and urlsplit(led_to).path != urlsplit(self.service.url).path:
            raise Blocked("led_elsewhere", cause="configuration", url=led_to, exchange=self.loaded.key)
        if found is None:
            raise Blocked("blocked_by", ids=["IFC-ACC-001"])
        if not isinstance(found.member.get("violations"), list):
            raise Blocked("no_report", exchange=found.key)
        return found

    def rules(self, kind: str, criterion: str) -> list[tuple[int, dict[str, Any]]]:
        """(position, rule) of the rules among `violations`, `incomplete` or `passes` that test the criterion.

        A rule of several criteria, such as the name of a link, counts for the first one alone.
        """
        return [(at, each) for at, each in _objects(self.page.member.get(kind)) if _criterion(each) == criterion]

    def elements(self, criterion: str) -> Iterator[Element]:
        """The elements that break a rule that tests the criterion."""
        for at, rule in self.rules("violations", criterion):
            for number, node in _objects(rule.get("nodes")):
                where = self.page.where(f"/violations/{at}/nodes/{number}")
                place = " ".join(str(each) for each in _listed(node.get("target")))
                checks = [each for name in ("any", "all", "none") for _, each in _objects(node.get(name))]
                data: dict[str, Any] = next((each["data"] for each in checks if isinstance(each.get("data"), dict)), {})
                yield Element(where, str(rule.get("id")), place, str(node.get("html", "")), data)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """(position, object) of the objects in a list: a page can change what its scripts say of it."""
    return [(at, each) for at, each in enumerate(_listed(value)) if isinstance(each, dict)]


def _criterion(rule: dict[str, Any]) -> str | None:
    """The first success criterion among the tags of a rule: `wcag143` is 1.4.3."""
    return next((tag for tag in map(str, _listed(rule.get("tags"))) if re.fullmatch("wcag[0-9]{3,}", tag)), None)


def _session(service: Service) -> list[list[str]]:
    """The cookie of the person who has signed in, with a placeholder for its value; none without one in the plan."""
    with suppress(NotRun):
        return [["Cookie", f"{service.information('session_cookie')}={service.information('session_value')}"]]
    return []


def _examined(service: Service) -> tuple[Message, Message | None]:
    """How the page was loaded, and the report on it if it is there. Raises NotRun without the extra, and Blocked."""
    if find_spec(LIBRARY) is None:
        raise missing(EXTRA)
    with service.open(f"{PAGE}{service.url}", credentials=_session(service)) as tab:
        loaded = tab.receive(SECONDS)
        if loaded is None:
            raise Blocked("no_answer")
        if loaded.head.get("status") != 200:
            return loaded, None
        script = files(LIBRARY).joinpath(SCRIPT).read_bytes()
        tab.send(Message({"evaluate": EXAMINE}, script))
        report = tab.receive(SECONDS)
        if report is None:
            raise Blocked("too_slow", seconds=SECONDS)
        return loaded, report
