"""The code flow, honest and with one thing wrong in each further attempt."""

from __future__ import annotations

from calendar import timegm
from contextlib import suppress
from email.utils import parsedate_tz

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.login.reader.person import Arrival, Visit
from conformance_suites.identity.openid.reader.client import (
    BASIC,
    WRONG_SECRET,
    challenge_of,
    other_verifier,
    unregistered,
)
from conformance_suites.identity.openid.reader.id_token import REQUIRED, IdToken, id_token_of
from conformance_suites.identity.openid.reader.sign_in import (
    CLAIMS_ROW,
    CONTENT_ROW,
    Authorised,
    SignIn,
    Tried,
    access_token_in,
    given,
    is_accepted,
    page_of,
)

__all__ = [
    "CLAIMS_ROW",
    "REQUIRED",
    "Authorised",
    "Flow",
    "Tried",
    "id_token_of",
    "is_accepted",
    "view",
]

REUSE_ROW, VERIFIER_ROW = "ID-OIF-008", "ID-OIF-012"
NO_RESPONSE_TYPE = "conformance"


class Flow(SignIn):
    """The provider, as the rows of this suite look at it."""

    # What comes back by redirects

    @property
    def responses(self) -> list[Authorised]:
        """The answer to the honest request."""
        return [self.authorisation]

    @property
    def codes(self) -> list[Authorised]:
        """The same, where it is a code: an error is judged elsewhere, and may be the fault of the plan."""
        _ = self.authorisation.code
        return [self.authorisation]

    @property
    def nonsense(self) -> list[Tried]:
        """What becomes of a request for a response type that nobody defines."""
        _ = self.codes
        return [self.tried("nonsense", response_type=NO_RESPONSE_TYPE)]

    @property
    def silent(self) -> list[Tried]:
        """What becomes of a request that no page may be shown for, from a person who has not signed in."""
        _ = self.codes

        def make(service: Service) -> Tried:
            told = Flow(service).ask({"prompt": "none"})
            visit = Visit(service, None)
            try:
                arrival = visit.until(Request("GET", told.url), told.redirect_uri)
            except Blocked as reason:
                return Tried(None, page_of(reason))
            return Tried(Authorised(told, arrival))

        return [self.service.shared("silent", make)]

    @property
    def errors(self) -> list[Authorised]:
        """The errors that came back by redirect."""
        found = [each.answered for each in (*self.nonsense, *self.silent) if each.answered is not None]
        return [each for each in found if each.arrival.get("error") is not None]

    @property
    def identified(self) -> list[Authorised]:
        """The answers that have to say who gives them: all if the metadata announce it, otherwise those that do."""
        found = [*self.codes, *self.errors]
        if self.metadata.member.get("authorization_response_iss_parameter_supported") is True:
            return found
        return [each for each in found if each.arrival.get("iss") is not None]

    @property
    def strangers(self) -> list[str]:
        """Redirect URIs that nobody has registered."""
        _ = self.codes
        return unregistered(self.client.redirect_uri)

    def stranger(self, number: int, uri: str) -> Arrival | None:
        """Where the pages lead that were asked to lead to this URI; None if they stay among themselves."""

        def make(service: Service) -> Arrival | None:
            service.keep_cookies()
            told = Flow(service).ask({"redirect_uri": uri})
            own = Flow(service).client.redirect_uri
            try:
                found = Visit(service, Flow(service).person).until(Request("GET", told.url), uri, own)
            except Blocked as reason:
                _ = page_of(reason)
                return None
            return found if found.url.startswith(uri) else None

        return self.service.shared(f"stranger {number}", make)

    # Codes with something wrong

    @property
    def reused(self) -> list[Exchange]:
        """The answer to a code that has got tokens before."""
        _ = given(self.fresh("reused"))
        return [self.tokens("reused again", self.authorised("reused code"))]

    @property
    def reused_tokens(self) -> list[Exchange]:
        """What the first tokens of that code get after it was refused. Raises Blocked where it was not."""
        if any(is_accepted(each) for each in self.reused):
            raise Blocked("blocked_by", ids=[REUSE_ROW])
        if any(each.status != 200 for each in self.subject_answers):
            raise Blocked("userinfo_refused", exchange=self.subject_answers[0].key)
        return self.userinfo("reused userinfo", access_token_in(self.fresh("reused")))

    @property
    def foreign(self) -> list[Exchange]:
        """The answer to another client that brings a code of this one, and gets tokens for its own."""
        own = self.authorised("other code", self.other_client)
        _ = self.control
        _ = given(self.tokens("other tokens", own, self.other_client))
        return [self.tokens("foreign tokens", self.authorised("foreign code"), self.other_client)]

    @property
    def redirected_otherwise(self) -> list[Exchange]:
        """The answer to a code with another redirect URI than it was asked for with."""
        return [self.fresh("otherwise", redirect_uri=f"{self.client.redirect_uri}x")]

    @property
    def wrong_verifiers(self) -> list[tuple[str, Exchange]]:
        """The answers to verifiers that do not match, with what they are."""
        _ = self.control
        code = self.authorised("challenge code")
        return [
            ("random", self.fresh("random", code_verifier=other_verifier(self.service.random))),
            ("challenge", self.tokens("challenge tokens", code, code_verifier=challenge_of(code.asked.verifier))),
        ]

    @property
    def without_verifier(self) -> list[Exchange]:
        """The answer to a code without its verifier."""
        self._verified()
        return [self.fresh("unverified", code_verifier=None)]

    @property
    def downgraded(self) -> list[Exchange]:
        """The answer to a verifier for a code that was asked for without a challenge, where it is given at all."""
        self._verified()
        found = self.tried("downgraded code", code_challenge=None, code_challenge_method=None).answered
        if found is None or found.arrival.get("code") is None:
            raise NotApplicable("challenge_required")
        return [self.tokens("downgraded tokens", found)]

    def _verified(self) -> None:
        """Raises Blocked for a provider that takes any verifier."""
        if any(is_accepted(each) for _, each in self.wrong_verifiers):
            raise Blocked("blocked_by", ids=[VERIFIER_ROW])

    @property
    def refusals(self) -> list[Exchange]:
        """The answers that refuse a code for what the standard names."""
        found = [*self.reused, *self.redirected_otherwise, *(each for _, each in self.wrong_verifiers)]
        if self.optional("other_client_id"):
            found += self.foreign
        return [each for each in found if not is_accepted(each)]

    @property
    def unauthenticated(self) -> list[Exchange]:
        """The answer to a good code with a wrong secret of the client, where that is sent in a header."""
        if self.client.method != BASIC:
            raise NotApplicable("no_secret_in_header")
        _ = self.control
        code = self.authorised("secret code")

        def make(service: Service) -> Exchange:
            parameters = {
                "grant_type": "authorization_code",
                "code": code.code,
                "redirect_uri": code.asked.redirect_uri,
                "code_verifier": code.asked.verifier,
            }
            url = Flow(service).endpoint("token_endpoint")
            return service.ask(Flow(service).client.token_request(url, parameters, WRONG_SECRET))

        return [self.service.shared("secret tokens", make)]

    # What is issued

    @property
    def grants(self) -> list[Exchange]:
        """The answer that grants tokens."""
        return [self.granted]

    @property
    def id_token_texts(self) -> list[tuple[Exchange, str]]:
        """The text of the ID token in it. Raises Blocked where another row finds that there is none."""
        text = self.granted.member.get("id_token")
        if not isinstance(text, str):
            raise Blocked("blocked_by", ids=[CONTENT_ROW])
        return [(self.granted, text)]

    @property
    def times(self) -> list[int]:
        """When it was issued, in seconds: as the record of the run says, and as the answer does."""
        found = [int(self.service.now.timestamp())]
        date = parsedate_tz(self.granted.header("date") or "")  # an answer need not have one
        with suppress(ValueError, OverflowError):
            found += [timegm(date[:9]) - (date[9] or 0)] if date else []
        return found

    @property
    def id_tokens(self) -> list[IdToken]:
        """The ID token, if it can be read."""
        return [self.id_token]

    @property
    def hashing(self) -> list[IdToken]:
        """The ID token, if it has a hash of the access token by an algorithm that is known here."""
        return [each for each in self.id_tokens if "at_hash" in each.claims and each.half_digest]

    @property
    def subject_answers(self) -> list[Exchange]:
        """What the access token gets at the userinfo endpoint."""
        return self.userinfo("userinfo", self.access_token)

    @property
    def subjects(self) -> list[Exchange]:
        """The same, where it is granted. Raises Blocked otherwise."""
        for each in self.subject_answers:
            if each.status != 200:
                raise Blocked("userinfo_refused", exchange=each.key, status=each.status)
        return self.subject_answers


def view(service: Service) -> Flow:
    """The provider, asked lazily: what is not judged is not requested."""
    return Flow(service)
