"""A person of the tests at the pages of a product, without a browser: forms are read, filled in and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from conformance.authoring import Blocked
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.secrets import placeholders
from conformance.transports.service import Service

from .bounds import PASSWORDS, STEPS
from .pages import URLENCODED, Button, Form, Page, page_of
from .sending import encoded, filled
from .words import Purpose, best_button, is_name

ISSUED = ("?code",)
"""What pages issue in the URLs to which they lead: a code is in no record."""
NOWHERE = "login_no_form"
"""Why nobody arrives from a page that has nothing to send and leads nowhere."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEPING = frozenset({307, 308})


@dataclass(frozen=True)
class Person:
    """An account of the tests. `password` is the placeholder of a secret, or empty where pages ask for none.

    `fields` are the names of the fields for the name and the password, where they are not known by themselves.
    """

    name: str
    password: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """Where the pages led in the end: the answer that says it, and the URL, which is never visited."""

    exchange: Exchange
    url: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters in the query of the URL."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    @property
    def fragment(self) -> list[tuple[str, str]]:
        """Those in its fragment."""
        return parse_qsl(urlsplit(self.url).fragment, keep_blank_values=True)

    def get(self, name: str) -> str | None:
        """The value of the first parameter with this name, or None."""
        return dict(reversed(self.parameters)).get(name)


class Visit:
    """One visit of a person to the pages of a product, with the cookies of this case alone.

    `signed_in` says whether the pages asked who it is: for a name or a password; `has_sent`, whether a form was sent;
    `redirected`, whether the last answer was a redirect.
    """

    def __init__(self, service: Service, person: Person | None, purpose: Purpose = Purpose.SIGN_IN) -> None:
        self._service, self._person, self._purpose = service, person, purpose
        self._asked = {"password": 0, "name": 0}
        self.has_sent = self.redirected = False

    @property
    def signed_in(self) -> bool:
        return any(self._asked.values())

    def until(self, request: Request, *targets: str) -> Arrival:
        """Follow the pages until one leads to one of the target URLs. Raises Blocked if none does."""
        for _ in range(STEPS):
            found = self._service.ask(replace(request, issues=ISSUED, once=request.method != "GET"))
            location = found.header("location") if found.status in _REDIRECTS else None
            self.redirected = bool(location)
            page = Page() if location else page_of(found.body, found.request.url)
            leads_to = absolute(found.request.url, location) if location else page.leads_to
            if any(begins(leads_to, target) for target in targets):
                return Arrival(found, leads_to)
            request = self._followed(found, leads_to) if location else self._answered(found, page)
            if any(begins(request.url, target) for target in targets):
                raise self._stuck(found)  # a form that is sent there: nothing is ever sent to a client
        raise Blocked("login_steps", cause="configuration", limit=STEPS)

    def _followed(self, found: Exchange, url: str) -> Request:
        """The request by which a redirect is followed; what it issues is given to its own origin alone."""
        same = origin_of(url) == origin_of(found.request.url)
        url, made = filled(url, _secrets(found) if same else ())
        if found.status in _KEEPING and found.request.method != "GET":
            if not same:
                raise self._stuck(found)
            kept = found.request
            return Request(kept.method, url, kept.headers, kept.body, made=(*kept.made, *made))
        return Request("GET", url, made=made)

    def _answered(self, found: Exchange, page: Page) -> Request:
        """The request that a person sends from this page. Raises Blocked if there is nothing to send."""
        if self._person is not None:
            for form, button, values in self._choices(page, self._person):
                self.has_sent = True
                return self._sent(found, form, button, values)
        if page.leads_to:
            return self._followed(found, page.leads_to)
        raise self._stuck(found)

    def _stuck(self, found: Exchange) -> Blocked:
        return Blocked(NOWHERE, cause="configuration", exchange=found.key, status=found.status)

    def _choices(self, page: Page, person: Person) -> Iterator[tuple[Form, Button | None, dict[int, str]]]:
        """The forms that may be the right one, that for a password first, with the values of fields by position."""
        forms = [each for each in page.forms if each.encoding == URLENCODED or each.method == "get"]
        ranked = {id(each): best_button(each, self._purpose) for each in forms}
        usable = [each for each in forms if ranked[id(each)][0] >= 0]
        asking = usable if self._purpose is Purpose.SIGN_IN else []  # who signs out does not sign in again
        for form in asking:
            if person.password and form.method == "post" and len(form.of_type("password")) == 1:
                self._count("password")
                yield form, ranked[id(form)][1], self._values(form, person)
        for form in asking:
            if not form.of_type("password") and self._named(form, person):
                self._count("name")
                yield form, ranked[id(form)][1], self._values(form, person)
        agreeing = [each for each in usable if not any(one.typed or one.type == "password" for one in each.fields)]
        for form in sorted(agreeing, key=lambda each: -ranked[id(each)][0]):
            if form.method == "post" or ranked[id(form)][0] > 0:  # a form without such a button may search
                ticked = {at: each.value for at, each in enumerate(form.fields) if each.type == "checkbox"}
                yield form, ranked[id(form)][1], ticked

    def _count(self, what: str) -> None:
        """Raises Blocked if the pages ask for the same again and again."""
        self._asked[what] += 1
        if self._asked[what] > PASSWORDS:
            raise Blocked("login_refused", cause="configuration", times=PASSWORDS)

    def _named(self, form: Form, person: Person) -> list[int]:
        """The positions of the fields for the name: as the plan says, or else as their names do."""
        if person.fields:
            return [at for at, each in enumerate(form.fields) if each.name == person.fields[0]]
        return [at for at, each in enumerate(form.fields) if is_name(each)]

    def _values(self, form: Form, person: Person) -> dict[int, str]:
        """What the person writes, by the positions of the fields."""
        names = self._named(form, person)
        if not names:  # the one field that a person would take for it
            names = [at for at, each in enumerate(form.fields) if each.typed and not each.value][:1]
        known = person.fields[1] if len(person.fields) > 1 else None
        passwords = [
            at for at, each in enumerate(form.fields) if (each.name == known if known else each.type == "password")
        ]
        return {**dict.fromkeys(names[:1], person.name), **dict.fromkeys(passwords, person.password)}

    def _sent(self, found: Exchange, form: Form, button: Button | None, values: dict[int, str]) -> Request:
        """The form as it is sent, with exactly one of its buttons."""
        pairs = [
            (each.name, values.get(at, each.value))
            for at, each in enumerate(form.fields)
            if each.name and (each.sent or at in values)
        ]
        if button is not None and button.name:
            pairs.append((button.name, button.value))
        own = _secrets(found) if origin_of(form.url) == origin_of(found.request.url) else set()
        written = {value for value in values.values() if self._person and value == self._person.password}
        text, made = encoded(pairs, {*own, *written})
        url, more = filled(form.url.partition("#")[0], own)
        scheme, host = origin_of(found.request.url)
        headers: Headers = (("accept", "text/html,*/*;q=0.8"), ("referer", f"{scheme}://{host}/"))
        if form.method == "get":
            return Request("GET", f"{url.partition('?')[0]}?{text}", headers, made=(*more, *made))
        headers = (*headers, ("origin", f"{scheme}://{host}"), ("content-type", URLENCODED))
        return Request("POST", url, headers, text.encode(), made=(*more, *made))


def begins(url: str, target: str) -> bool:
    """Whether a URL is the target, with further parameters or none."""
    return bool(target) and url.startswith(target) and url[len(target) :][:1] in ("", "?", "#", "&")


def _secrets(found: Exchange) -> set[str]:
    """The placeholders of what the product has given to this page itself: cookies, and what its answer issues.

    Any other placeholder in a page is text that the product has written there: nothing is filled in for it.
    """
    cookies = [value for name, value in found.request.credentials if name.lower() == "cookie"]
    cookies += [value for name, value in found.answer.headers if name.lower() == "set-cookie"]
    issued = {f"{{secret:{each}}}" for each in found.answer.issued}
    return {each for text in cookies for each in placeholders(text)} | issued
