"""A platform whose people are made by the tests: each row makes its accounts, and erases them again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_pointer import value_at
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.service import Service

from .markers import Marker, example_of, marked, public
from .operations import (
    BASIC,
    CREDENTIAL,
    any_shows,
    basic,
    credential,
    filled,
    given,
    operation,
    optional,
    sent,
    url_of,
)

PAUSE = 0.25
"""Seconds between two questions whether something is done."""
READ, EXPORTED_IN_TIME, ERASURE = "IFC-PRV-001", "IFC-PRV-011", "IFC-PRV-019"
_LATER = (201, 202, 303)
_GONE = (401, 403, 404, 410)
NOBODY: Headers = ()


@dataclass(frozen=True)
class Account:
    """An account of the tests: its id, what its person shows to be let in, and the markers that it was given."""

    id: str
    token: str = field(repr=False)
    credentials: Headers
    markers: tuple[Marker, ...]

    @property
    def values(self) -> Mapping[str, str]:
        """What the plan may have in the URLs for this account."""
        first = next((each.text for each in public(self.markers)), "")
        return {"id": self.id, "public": first}


class Export(NamedTuple):
    """The last answer to who asks for an export, its URL if it has one, and whether it was not there in time."""

    answer: Exchange
    place: str
    late: bool = False


@dataclass(frozen=True)
class Platform:
    """The platform at the endpoint of the plan."""

    service: Service

    @property
    def reached(self) -> Exchange:
        """The answer to a GET request for the endpoint, whatever it is."""
        return self.service.shared("reached", lambda service: sent(service, Request("GET", service.url)))

    @property
    def accounts(self) -> str:
        """The operation that makes an account. Raises NotRun."""
        return str(self.service.information("accounts"))

    @property
    def own_data(self) -> list[str]:
        """The URLs at which people read their own data. Raises NotRun."""
        return [str(each) for each in self.service.information("own_data")]

    @property
    def public_data(self) -> list[str]:
        """The URLs at which others may see them. Raises NotRun."""
        return [str(each) for each in self.service.information("public_data")]

    @property
    def optional_members(self) -> list[str]:
        """The members of the example that people need not give. Raises NotRun."""
        return [str(each) for each in self.service.information("optional_members")]

    @property
    def correction(self) -> str:
        """The operation that corrects data. Raises NotRun."""
        return str(self.service.information("correction"))

    @property
    def export(self) -> str:
        """The operation that exports the data of a person. Raises NotRun."""
        return str(self.service.information("export"))

    @property
    def erasure(self) -> str:
        """The operation that erases a person. Raises NotRun."""
        return str(self.service.information("erasure"))

    @property
    def erasure_example(self) -> str:
        """The content of that operation before its places are filled in; empty if it needs none."""
        return str(optional(self.service, "erasure_example") or "")

    def people(self, count: int) -> list[Account]:
        """New accounts; once in a case. Raises Blocked if they are not made."""
        case = f"cf{self.service.random.getrandbits(40):010x}"
        return [self._made(f"{case}{number:02d}") for number in range(count)]

    def person(self) -> Account:
        """A new account; once in a case. Raises Blocked if it is not made."""
        return self.people(1)[0]

    def asked_for(self, document: Any) -> tuple[Exchange, Account | None]:
        """The answer to the request for an account with this content, and the account if there is one."""
        request = operation(self.service, self.accounts, {}, document)
        password = optional(self.service, "account_password")
        token_at = "" if password else str(self.service.information("account_token"))
        found = sent(self.service, request, issues=(token_at,) if token_at else (), as_plan=True)
        told = found.json.document if found.json.usable else None
        number = value_at(told, str(self.service.information("account_id")))
        if not given(found) or not isinstance(number, str | int):
            return found, None
        token = basic(str(number), value_at(document, str(password))) if password else value_at(told, token_at)
        if not isinstance(token, str) or not token:
            return found, None
        scheme = BASIC if password else CREDENTIAL
        account = Account(str(number), token, credential(self.service, token, scheme), ())
        self.service.created(f"account {account.id}", lambda: self._removed(account))
        return found, account

    def example(self) -> dict[str, Any]:
        """The content of the request for an account, before markers are put in. Raises NotRun, and Blocked."""
        return example_of(str(self.service.information("account_example")), "account_example")

    def _made(self, base: str) -> Account:
        document, markers = marked(self.example(), base)
        if not markers:
            raise Blocked("no_markers", cause="configuration")
        found, account = self.asked_for(document)
        if account is None:
            raise Blocked("no_account", cause="configuration", exchange=found.key, status=found.status)
        return self._contributing(replace(account, markers=markers), f"cd{base[2:]}")

    def _contributing(self, account: Account, base: str) -> Account:
        """The account with more data in it, where the plan says how."""
        if not (text := optional(self.service, "contribution")):
            return account
        example = example_of(str(self.service.information("contribution_example")), "contribution_example")
        document, markers = marked(example, base)
        found = self.operated(str(text), account, account.credentials, document)
        if not given(found):
            raise Blocked("no_contribution", cause="configuration", exchange=found.key, status=found.status)
        return replace(account, markers=(*account.markers, *markers))

    def _removed(self, account: Account) -> bool:
        if not optional(self.service, "erasure"):
            return False
        found = self.erasing(account, account.credentials)
        return given(found) or found.status in _GONE

    def erasing(self, account: Account, credentials: Headers) -> Exchange:
        """The answer to the erasure of this account with these credentials."""
        text = self.erasure_example.replace("{id}", json.dumps(account.id)[1:-1])
        return self.operated(self.erasure, account, credentials, example_of(text, "erasure_example") if text else None)

    def operated(self, text: str, account: Account, credentials: Headers, body: Any = None) -> Exchange:
        """The answer to an operation on this account with these credentials."""
        return sent(self.service, operation(self.service, text, account.values, body), credentials)

    def read(self, urls: list[str], account: Account, credentials: Headers) -> list[Exchange]:
        """The answers to GET requests for what belongs to this account, with these credentials."""
        places = (url_of(self.service, filled(each, account.values)) for each in urls)
        return [sent(self.service, Request("GET", each), credentials) for each in places]

    def own(self, account: Account) -> list[Exchange]:
        """What a person reads of itself."""
        return self.read(self.own_data, account, account.credentials)

    def readable(self, account: Account) -> list[Exchange]:
        """The same. Raises Blocked unless it has one of the markers: otherwise nothing else proves anything."""
        found = self.own(account)
        if not any(given(each) for each in found):
            raise Blocked("own_refused", cause="configuration", exchange=found[0].key, status=found[0].status)
        if not any(any_shows(found, each.text) for each in account.markers):
            raise Blocked("blocked_by", ids=[READ])
        return found

    def seen(self, account: Account, other: Account) -> list[Exchange]:
        """What another person sees of an account. Raises Blocked unless it is shown at all, and the other is let in."""
        self.readable(other)
        found = self.read(self.public_data, account, other.credentials)
        if not any(any_shows(found, each.text) for each in public(account.markers)):
            raise Blocked("not_public", cause="configuration", exchange=found[0].key)
        return found

    def in_time(self, ask: Callable[[], list[Exchange]], done: Callable[[list[Exchange]], bool]) -> list[Exchange]:
        """The last of these answers: the first that is done, or that of the time which the plan allows."""
        found = ask()
        for _ in range(int(self.seconds / PAUSE)):
            if done(found):
                break
            self.service.pause(PAUSE)
            found = ask()
        return found

    def only_addressed(self, *texts: str) -> None:
        """Raises NotApplicable if none of these operations or URLs says whose data is meant."""
        if not any("{" in each for each in texts):
            raise NotApplicable("not_addressed")

    def exported(self, account: Account, credentials: Headers) -> Export:
        """The export of an account, or the refusal. Raises Blocked if nothing says where it is."""
        found = self.operated(self.export, account, credentials)
        pointer, monitor = optional(self.service, "export_place"), ""
        for _ in range(1 + int(self.seconds / PAUSE)):
            document = found.json.document if found.json.usable and pointer else None
            if given(found) and isinstance(place := value_at(document, str(pointer)), str):
                monitor = absolute(found.request.url, place)
                return Export(sent(self.service, Request("GET", monitor), credentials), monitor)
            if found.status not in _LATER and not (pointer and given(found)):
                return Export(found, monitor)
            if location := found.header("location"):
                monitor = absolute(found.request.url, location)
            if not monitor and found.status == 200:
                return Export(found, monitor)
            if not monitor:
                raise Blocked("no_export_place", cause="configuration", exchange=found.key)
            if found.request.url == monitor:
                self.service.pause(PAUSE)
            found = sent(self.service, Request("GET", monitor), credentials)
        return Export(found, monitor, late=True)

    @property
    def seconds(self) -> float:
        """How long a correction, an export or an erasure may take until it is seen everywhere."""
        return float(optional(self.service, "seconds_until_done") or 10)

    def own_export(self, account: Account) -> Export:
        """The export of a person for itself. Raises Blocked if there is none."""
        self.readable(account)
        found = self.exported(account, account.credentials)
        if found.late:
            raise Blocked("blocked_by", ids=[EXPORTED_IN_TIME])
        if not given(found.answer):
            raise Blocked("control_refused", exchange=found.answer.key)
        return found

    def erased(self, account: Account) -> Exchange:
        """The answer to the erasure of an account by its person, which has its time. Raises Blocked if refused."""
        found = self.erasing(account, account.credentials)
        if not given(found):
            raise Blocked("blocked_by", ids=[ERASURE])
        self.service.removed(f"account {account.id}")
        if found.status == 202:
            self.in_time(lambda: self.own(account), lambda after: not any(markers_shown(account.markers, after)))
        return found


def markers_shown(markers: tuple[Marker, ...], exchanges: list[Exchange]) -> Iterator[tuple[Exchange, Marker]]:
    """Which of the markers are in which of the answers that were granted."""
    for found in exchanges:
        for marker in markers:
            if any_shows([found], marker.text):
                yield found, marker


def view(service: Service) -> Platform:
    """The platform, asked lazily: what is not judged is not requested."""
    return Platform(service)
