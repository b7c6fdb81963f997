"""A platform towards minors and buyers: classes of content, sessions, purchases, as people of the plan see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_pointer import value_at
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.privacy.reader.markers import example_of
from conformance_suites.interfaces.privacy.reader.operations import (
    credential,
    filled,
    given,
    operation,
    optional,
    sent,
    url_of,
)

ADULT, OTHER, MINOR, EXHAUSTED, NOBODY = "adult_token", "other_token", "minor_token", "exhausted_token", ""
ITEMS = 20
"""Items whose own page is read; the list is read whole."""
MEMBERS = ("id", "time", "amount", "currency", "seller")
RECEIPT, DISTINCT = "IFC-GOV-014", "IFC-GOV-020"


@dataclass(frozen=True)
class Item:
    """An item of the catalogue: where it is listed, its id and its class, as far as they are given."""

    listed: Exchange
    pointer: str
    id: str | None
    content_class: Any


@dataclass(frozen=True)
class Receipt:
    """What is said of a purchase, by the names in MEMBERS; the pointers to where it is said."""

    exchange: Exchange
    values: Mapping[str, Any]
    pointers: Mapping[str, str]

    @property
    def id(self) -> str:
        """Raises Blocked without one."""
        found = self.values["id"]
        if not isinstance(found, str | int) or found == "":
            raise Blocked("blocked_by", ids=[RECEIPT])
        return str(found)

    def value(self, name: str) -> Any:
        """Raises Blocked where it is not given."""
        if self.values[name] is None:
            raise Blocked("blocked_by", ids=[RECEIPT])
        return self.values[name]


@dataclass(frozen=True)
class Conduct:
    """The platform at the endpoint of the plan."""

    service: Service

    @property
    def reached(self) -> Exchange:
        """The answer to a GET request for the endpoint, whatever it is."""
        return self.service.shared("reached", lambda service: sent(service, Request("GET", service.url)))

    @property
    def catalogue(self) -> str:
        """The URL of the list of content. Raises NotRun."""
        return str(self.service.information("catalogue"))

    @property
    def item(self) -> str:
        """The URL of one item. Raises NotRun."""
        return str(self.service.information("item"))

    @property
    def declaration(self) -> Exchange:
        """The answer to a request for the declaration without a token. Raises NotRun."""
        url = url_of(self.service, str(self.service.information("declaration")))
        return self.service.shared("declaration", lambda service: sent(service, Request("GET", url)))

    @property
    def declarations(self) -> list[tuple[str, bytes]]:
        """The declaration as a document."""
        found = self.declaration
        return [("declaration", found.body)] if found.status == 200 and "platformDeclaration" in found.member else []

    @property
    def session(self) -> str:
        """The operation that starts a session. Raises NotRun."""
        return str(self.service.information("session"))

    @property
    def purchase(self) -> str:
        """The operation that buys something. Raises NotRun."""
        return str(self.service.information("purchase"))

    @property
    def transaction(self) -> str:
        """The URL of a transaction. Raises NotRun."""
        return str(self.service.information("transaction"))

    @property
    def offer(self) -> str:
        """The URL of the offer that is bought. Raises NotRun."""
        return str(self.service.information("offer"))

    @property
    def balance(self) -> str:
        """The URL of the balance of a buyer. Raises NotRun."""
        return str(self.service.information("balance"))

    def credentials(self, who: str) -> Headers:
        """What one of the people of the plan shows. Raises NotRun if the plan has no such person."""
        return credential(self.service, str(self.service.information(who))) if who else ()

    def get(self, url: str, who: str, values: Mapping[str, str] | None = None) -> Exchange:
        """The answer to a GET request of this person."""
        target = url_of(self.service, filled(url, values or {}))
        return sent(self.service, Request("GET", target), self.credentials(who))

    def items(self, who: str = ADULT) -> list[Item]:
        """What the catalogue lists for this person. Raises Blocked without a list that has items for adults."""

        def make(service: Service) -> Exchange:
            return Conduct(service).get(self.catalogue, who)

        found: Exchange = self.service.shared(f"catalogue of {who or 'nobody'}", make)
        where = str(optional(self.service, "catalogue_items") or "")
        listed = value_at(found.json.document, where) if found.json.usable else None
        if not given(found) or not isinstance(listed, list) or not (listed or who == MINOR):
            raise Blocked("no_items", cause="configuration", exchange=found.key)
        return [self._item(found, f"{where}/{index}", each) for index, each in enumerate(listed)]

    def _item(self, found: Exchange, pointer: str, value: Any) -> Item:
        number = value_at(value, str(optional(self.service, "item_id") or "/id"))
        known = str(number) if isinstance(number, str | int) and number != "" else None
        return Item(found, pointer, known, self._class_at(value, self._class_in_list))

    @property
    def _class_in_list(self) -> str:
        return str(optional(self.service, "item_class") or "/contentRating")

    def class_on_page(self, page: Any) -> Any:
        """The class that the page of an item states; None without one."""
        return self._class_at(page, str(optional(self.service, "page_class") or self._class_in_list))

    def _class_at(self, value: Any, pointer: str) -> Any:
        """The class at this place, a number as text, as the plan has it."""
        found = value_at(value, pointer)
        return str(found) if isinstance(found, int) and not isinstance(found, bool) else found

    def gives(self, item: Item, own: Exchange, found: Exchange) -> bool:
        """Whether an answer gives an item as its `own` page does: the same content, or the item with its class."""
        if not given(found):
            return False
        same = found.json.usable and self.class_on_page(found.json.document) == item.content_class
        return same or found.body == own.body

    @property
    def classes(self) -> list[str]:
        """All classes of the platform. Raises NotRun."""
        return [str(each) for each in self.service.information("content_classes")]

    def above(self) -> list[Item]:
        """Items of classes that minors may not have, as an adult gets them. Raises NotApplicable without any."""
        allowed = [str(each) for each in self.service.information("minor_classes")]
        found = [each for each in self.items() if each.content_class in self.classes and each.id is not None]
        if not (above := [each for each in found if each.content_class not in allowed]):
            raise NotApplicable("nothing_above")
        return above[:ITEMS]

    def page(self, item: Item, who: str) -> Exchange:
        """The answer to a request for an item."""
        return self.get(self.item, who, {"id": item.id or ""})

    def started(self, who: str) -> Exchange:
        """The answer to the start of a session."""
        body = self._body("session_body") if optional(self.service, "session_body") else None
        found = sent(self.service, operation(self.service, self.session, {}, body), self.credentials(who))
        number = self._session_id(found)
        if given(found) and isinstance(number, str | int):
            self._to_remove("session_end_operation", f"session {number}", {"id": str(number)}, who)
        return found

    def let_in(self, found: Exchange, adult: Exchange) -> bool:
        """Whether a session was granted, as that of an adult was: some refuse with a success that has no session."""
        return given(found) and (self._session_id(adult) is None or self._session_id(found) is not None)

    def _session_id(self, found: Exchange) -> Any:
        return self._at(found, "session_id", "/id")

    def session_of(self, who: str) -> Exchange:
        """A session. Raises Blocked if it is refused."""
        found = self.started(who)
        if not given(found):
            raise Blocked("control_refused", exchange=found.key)
        return found

    def _at(self, found: Exchange, name: str, usual: str) -> Any:
        """The value at a place of the plan in an answer; None where there is none."""
        pointer = str(optional(self.service, name) or usual)
        return value_at(found.json.document if found.json.usable else None, pointer)

    def session_end(self, found: Exchange) -> Any:
        """When a session ends, as its answer says."""
        return self._at(found, "session_end", "/endsAt")

    def bought(self, who: str, body: str = "purchase_body", key: str = "") -> Exchange:
        """The answer to a purchase, with an idempotency key if there is one."""
        request = operation(self.service, self.purchase, {}, self._body(body))
        headers = (*request.headers, *((("idempotency-key", f'"{key}"'),) if key else ()))
        whole = Request(request.method, request.url, headers, request.body)
        found = sent(self.service, whole, self.credentials(who))
        number = self.read(found).values["id"]
        if given(found) and isinstance(number, str | int):
            self._to_remove("refund", f"transaction {number}", {"id": str(number)}, who)
        return found

    def sold(self, found: Exchange, adult: Exchange) -> bool:
        """Whether a purchase was granted, as that of an adult was: some decline with a success without a receipt."""
        return given(found) and (self.read(adult).values["id"] is None or self.read(found).values["id"] is not None)

    def receipt(self, who: str = ADULT, key: str = "") -> Receipt:
        """What is said of a purchase. Raises Blocked if it is refused."""
        found = self.bought(who, key=key)
        if not given(found):
            raise Blocked("control_refused", exchange=found.key)
        return self.read(found)

    def read(self, found: Exchange) -> Receipt:
        """What an answer says of a transaction."""
        document, pointers = found.json.document if found.json.usable else None, self._pointers()
        return Receipt(found, {name: value_at(document, pointers[name]) for name in MEMBERS}, pointers)

    def _pointers(self) -> dict[str, str]:
        """Where a receipt has what, by the names in MEMBERS; `/name` where the plan does not say."""
        told = self._body("receipt_members") if optional(self.service, "receipt_members") else {}
        return {name: str(told.get(name, f"/{name}")) for name in MEMBERS}

    def _body(self, name: str) -> dict[str, Any]:
        return example_of(str(self.service.information(name)), name)

    def _to_remove(self, name: str, what: str, values: Mapping[str, str], who: str) -> None:
        """Register what was made, to be removed by an operation of the plan if there is one."""

        def remove() -> bool:
            if not (text := optional(self.service, name)):
                return False
            return given(sent(self.service, operation(self.service, str(text), values), self.credentials(who)))

        self.service.created(what, remove)


def view(service: Service) -> Conduct:
    """The platform, asked lazily: what is not judged is not requested."""
    return Conduct(service)
