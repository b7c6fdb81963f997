"""What becomes of tokens and sessions after a person has signed in."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.keys.reader.jwk import SIGNATURES
from conformance_suites.identity.login.reader.person import Arrival, Visit, begins
from conformance_suites.identity.login.reader.words import Purpose
from conformance_suites.identity.openid.reader.id_token import IdToken, id_token_of
from conformance_suites.identity.openid.reader.refreshing import EXTRA_SCOPE, Refreshing
from conformance_suites.identity.openid.reader.sign_in import (
    CLAIMS_ROW,
    Authorised,
    Tried,
    accepted,
    is_accepted,
    page_of,
)

__all__ = ["EXTRA_SCOPE", "NO_CONTEXT", "Lifecycle", "is_accepted", "view"]

NO_CONTEXT = "urn:conformance:no-such-context"
STRANGER = "https://conformance.invalid/signed-out"
AGE = 36_000
"""Seconds that a sign-in may be old: more than a run takes."""


class Lifecycle(Refreshing):
    """The provider, as the rows of this suite look at it."""

    # Errors

    @property
    def unknown_grants(self) -> list[Exchange]:
        """The answer to a grant type that nobody defines."""
        _ = self.control
        return [self.sent("grant type", "token_endpoint", {"grant_type": "urn:conformance:none"}, self.client)]

    @property
    def explained(self) -> list[Exchange]:
        """The same, if it describes the error."""
        return [each for each in self.unknown_grants if "error_description" in each.member]

    @property
    def repeated(self) -> list[Tried]:
        """What becomes of a request that has a parameter twice."""
        _ = self.authorisation.code

        def make(service: Service) -> Tried:
            service.keep_cookies()
            here = Lifecycle(service)
            told = here.ask({}, more=f"&{urlencode({'scope': here.scope})}")
            try:
                found = Visit(service, here.person).until(Request("GET", told.url), told.redirect_uri)
            except Blocked as reason:
                return Tried(None, page_of(reason))
            return Tried(Authorised(told, found))

        return [self.service.shared("repeated", make)]

    @property
    def bare(self) -> list[Exchange]:
        """What the userinfo endpoint gives to somebody without a token."""
        url = self.optional_endpoint("userinfo_endpoint")
        if url is None:
            return []
        for each in self.userinfo("userinfo", self.access_token):
            if each.status != 200:
                raise Blocked("userinfo_refused", exchange=each.key)
        return [self.service.shared("bare", lambda service: service.ask(Request("GET", url)))]

    # Sessions

    @property
    def asked_again(self) -> list[Tried]:
        """What becomes of a request to sign in again from a person who has signed in."""
        return self._later("again", {"prompt": "login"})

    @property
    def dated(self) -> list[IdToken]:
        """The ID token of a request that says how old a sign-in may be."""
        code = self.authorised("dated code", max_age=str(AGE))
        return [_id_token_in(self.tokens("dated tokens", code))]

    @property
    def contexts(self) -> list[IdToken]:
        """The ID token of a request for a way to sign in that nobody defines, where there is one."""
        code = self.tried("context code", acr_values=NO_CONTEXT)
        if code.answered is None or code.code is None:
            raise NotApplicable("context_refused")
        return [_id_token_in(self.tokens("context tokens", code.answered))]

    @property
    def after_sign_out(self) -> list[Tried]:
        """What becomes of a request without pages after the person has signed out; nothing without such an endpoint.

        Raises Blocked where a person who has signed in gets no code without pages, and where nothing could be sent to
        sign out and the session goes on.
        """
        url = self.optional_endpoint("end_session_endpoint")
        if url is None:
            return []
        hint = {"id_token_hint": self.id_token.text, "client_id": self.client.id}
        before, after = self._later("left", {"prompt": "none"}, {"prompt": "none"}, leaving=_with(url, hint))
        if before.code is None:
            raise Blocked("no_silent_sign_in", cause="configuration")
        return [after]

    @property
    def sign_outs(self) -> list[Arrival | None]:
        """Where signing out leads that is asked to lead to a URI nobody has registered; None if it leads nowhere.

        Raises Blocked where it does not lead to the registered one.
        """
        url = self.optional_endpoint("end_session_endpoint")
        if url is None:
            return []
        own = str(self.service.information("post_logout_redirect_uri"))
        if self._left("sign out", url, own) is None:
            raise Blocked("no_way_back", cause="configuration", uri=own)
        return [self._left("stranger", url, STRANGER)]

    def _left(self, name: str, url: str, uri: str) -> Arrival | None:
        """The redirect to this URI of a person who signs out, if there is one."""

        def make(service: Service) -> Arrival | None:
            service.keep_cookies()
            here = Lifecycle(service)
            told = here.ask({})
            arrival = Visit(service, here.person).until(Request("GET", told.url), told.redirect_uri)
            tokens = here.tokens(f"{name} tokens", Authorised(told, arrival))
            hint = str(accepted(tokens).member.get("id_token"))
            more = {"id_token_hint": hint, "client_id": here.client.id, "post_logout_redirect_uri": uri}
            own = str(service.information("post_logout_redirect_uri"))
            found, _ = here.leave(_with(url, more), uri, own)
            return found if found is not None and begins(found.url, uri) else None

        return self.service.shared(name, make)

    def _later(self, name: str, *changes: dict[str, str | None], leaving: str = "") -> list[Tried]:
        """What becomes of further requests of a person who has signed in; before the last one the person leaves."""

        def make(service: Service) -> list[Tried]:
            service.keep_cookies()
            here, random = Lifecycle(service), service.random
            told = here.ask({}, random=random)
            Visit(service, here.person).until(Request("GET", told.url), told.redirect_uri)
            found: list[Tried] = []
            stuck: Blocked | None = None
            for number, each in enumerate(changes, 1):
                if leaving and number == len(changes):
                    _, stuck = here.leave(leaving, str(here.optional("post_logout_redirect_uri") or ""))
                told = here.ask(each, random=random)
                visit = Visit(service, here.person if each.get("prompt") != "none" else None)
                try:
                    arrival = visit.until(Request("GET", told.url), told.redirect_uri)
                    found.append(Tried(Authorised(told, arrival), signed_in=visit.signed_in))
                except Blocked as reason:
                    found.append(Tried(None, page_of(reason), signed_in=visit.signed_in))
            if stuck is not None and found[0].code is not None and found[-1].code is not None:
                raise stuck
            return found

        _ = self.authorisation.code
        return self.service.shared(name, make)

    def leave(self, url: str, *targets: str) -> tuple[Arrival | None, Blocked | None]:
        """Sign out here, as far as the pages lead: the redirect to a target, and why nothing was sent, if so.

        A redirect to a host outside the plan has left the product, as one to a target has.
        """
        visit = Visit(self.service, self.person, Purpose.SIGN_OUT)
        try:
            return visit.until(Request("GET", url), *targets), None
        except Blocked as reason:
            if reason.key == "host_not_allowed" and visit.redirected:
                return None, None
            _ = page_of(reason)
            return None, None if visit.has_sent else reason

    # Subjects and keys

    @property
    def subjects(self) -> list[tuple[IdToken, IdToken]]:
        """The ID tokens of both clients, where these belong to different sectors."""
        other = self.other_client
        if urlsplit(other.redirect_uri).hostname == urlsplit(self.client.redirect_uri).hostname:
            raise NotApplicable("same_sector")
        found = self.tokens("other tokens", self.authorised("other code", other), other)
        return [(self.id_token, _id_token_in(found))]

    @property
    def among_several(self) -> list[IdToken]:
        """The ID token of a provider that publishes several keys, if it is signed with a private one."""
        token = self.id_token
        return [token] if len(self.keys) > 1 and token.algorithm in SIGNATURES else []


def _id_token_in(exchange: Exchange) -> IdToken:
    """The ID token in an answer. Raises Blocked where it cannot be read."""
    found = id_token_of(accepted(exchange))
    if found is None:
        raise Blocked("blocked_by", ids=[CLAIMS_ROW])
    return found


def view(service: Service) -> Lifecycle:
    """The provider, asked lazily: what is not judged is not requested."""
    return Lifecycle(service)


def _with(url: str, parameters: dict[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(parameters)}"
