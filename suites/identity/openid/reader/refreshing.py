"""Refresh tokens, and the endpoints at which tokens end or are described (RFC 6749, RFC 7009, RFC 7662, RFC 9700)."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange
from conformance_suites.identity.openid.reader.client import NONE, Client
from conformance_suites.identity.openid.reader.id_token import IdToken, id_token_of, within_bounds
from conformance_suites.identity.openid.reader.sign_in import SignIn, accepted, given, is_accepted

REFRESH_ROW, ROTATION_ROW, REPLAY_ROW, REVOKING_ROW = "ID-OIL-001", "ID-OIL-002", "ID-OIL-003", "ID-OIL-008"
EXTRA_SCOPE = "address"
NO_TOKEN = "conformance-no-such-token"  # noqa: S105 - nobody has issued it


@dataclass(frozen=True)
class Refresh:
    """An answer to a refresh token, with what was issued before."""

    first: Exchange
    again: Exchange

    @property
    def rotated(self) -> str | None:
        """The new refresh token, if it is another one."""
        old, new = (each.member.get("refresh_token") for each in (self.first, self.again))
        return new if isinstance(new, str) and new != old else None


class Refreshing(SignIn):
    """The provider, to clients that keep their tokens for longer."""

    # Refresh tokens

    @property
    def refreshes(self) -> list[Refresh]:
        """The answer to the refresh token of the client; nothing where it gets none."""
        return self._refreshes("", self.client)

    @property
    def refreshed(self) -> list[Refresh]:
        """The same, where tokens are granted. Raises Blocked otherwise."""
        if not all(is_accepted(each.again) for each in self.refreshes):
            raise Blocked("blocked_by", ids=[REFRESH_ROW])
        return self.refreshes

    @property
    def public(self) -> list[Refresh]:
        """The answer to the refresh token of a public client; nothing where no client is public, or gets one."""
        found = self._refreshes("public ", self._public) if self._public is not None else []
        for each in found:
            if not is_accepted(accepted(each.again)):
                raise Blocked("blocked_by", ids=[REFRESH_ROW])
        return found

    @property
    def replayed(self) -> list[Exchange]:
        """The answer to a refresh token of a public client that was replaced. Raises Blocked where it was not."""
        return [self._refreshed("public replayed", self._public, _refresh_token(each.first)) for each in self._rotated]

    @property
    def after_replay(self) -> list[Exchange]:
        """The answer to the newest refresh token after that. Raises Blocked where the replay was not refused."""
        if any(is_accepted(each) for each in self.replayed):
            raise Blocked("blocked_by", ids=[REPLAY_ROW])
        return [self._refreshed("public newest", self._public, each.rotated) for each in self._rotated]

    @property
    def _rotated(self) -> list[Refresh]:
        if any(each.rotated is None for each in self.public):
            raise Blocked("blocked_by", ids=[ROTATION_ROW])
        return self.public

    @property
    def foreign(self) -> list[Exchange]:
        """The answer to another client that brings the refresh token of this one, and gets tokens for its own code."""
        other = self.other_client
        _ = given(self.tokens("other tokens", self.authorised("other code", other), other))
        return [self._refreshed("foreign", other, _newest(each)) for each in self.refreshed]

    @property
    def widened(self) -> list[Exchange]:
        """The answer to a refresh token with a scope that was not granted; nothing where it was granted before."""
        if EXTRA_SCOPE in self.scope.split():
            return []
        scope = f"{self.scope} {EXTRA_SCOPE}"
        found = [each for each in self._refreshes("widened ", self.client) if is_accepted(each.again)]
        narrow = [each for each in found if EXTRA_SCOPE not in str(each.first.member.get("scope", self.scope)).split()]
        return [self._refreshed("widened", self.client, _newest(each), scope=scope) for each in narrow]

    @property
    def renewed(self) -> list[tuple[IdToken, IdToken]]:
        """The ID tokens before and after a refresh, where there are two."""
        found = [(id_token_of(each.first), id_token_of(each.again)) for each in self.refreshed]
        return [(first, again) for first, again in found if first is not None and again is not None]

    @property
    def _public(self) -> Client | None:
        """A public client of the plan, if one is."""
        own = [self.client]
        if self.optional("other_client_id"):
            own.append(self.other_client)
        return next((each for each in own if each.method == NONE), None)

    def _refreshes(self, name: str, client: Client) -> list[Refresh]:
        code = self.authorised(f"{name}refresh code", client)
        first = given(self.tokens(f"{name}refresh tokens", code, client))
        token = _refresh_token(first)
        return [Refresh(first, self._refreshed(f"{name}refreshed", client, token))] if token else []

    def _refreshed(self, name: str, client: Client | None, token: str | None, **more: str) -> Exchange:
        parameters = {"grant_type": "refresh_token", "refresh_token": token, **more}
        return self.sent(name, "token_endpoint", parameters, client)

    # Revocation and introspection

    @property
    def revoked(self) -> list[Exchange]:
        """The answer to a refresh token that was revoked; nothing where the provider revokes none."""
        found = []
        for each in self._to_revoke("revoked "):
            done = self.sent("revoking", "revocation_endpoint", {"token": each}, self.client)
            if done.status != 200:
                raise Blocked("revocation_refused", exchange=done.key, status=done.status)
            found.append(self._refreshed("revoked", self.client, each))
        return found

    @property
    def unknown_revocations(self) -> list[Exchange]:
        """The answer to the revocation of a token that nobody has issued."""
        if self.optional_endpoint("revocation_endpoint") is None:
            return []
        _ = self.control
        return [self.sent("unknown revoking", "revocation_endpoint", {"token": NO_TOKEN}, self.client)]

    @property
    def foreign_revocations(self) -> list[Exchange]:
        """The answer to a refresh token after another client has asked for its revocation.

        Raises Blocked where revocation by its own client does nothing, either.
        """
        other = self.other_client
        found = []
        for each in self._to_revoke("kept "):
            if any(is_accepted(one) for one in self.revoked):
                raise Blocked("blocked_by", ids=[REVOKING_ROW])
            _ = self.sent("foreign revoking", "revocation_endpoint", {"token": each}, other)
            found.append(self._refreshed("kept", self.client, each))
        return found

    def _to_revoke(self, name: str) -> list[str]:
        """A refresh token that works, if there are such tokens, and a place to revoke them."""
        if self.optional_endpoint("revocation_endpoint") is None:
            return []
        return [_newest(each) for each in self._refreshes(name, self.client) if is_accepted(each.again)]

    @property
    def introspected(self) -> list[Exchange]:
        """What the provider says of a valid token to its client. Raises Blocked where it does not call it active."""
        if self.optional_endpoint("introspection_endpoint") is None:
            return []
        found = self.sent("introspected", "introspection_endpoint", {"token": self.access_token}, self.client)
        if found.member.get("active") is not True:
            raise Blocked("introspection_refused", cause="configuration", exchange=found.key, status=found.status)
        return [found]

    @property
    def asked_by_nobody(self) -> list[Exchange]:
        """What it says of the same to somebody who shows nothing."""
        url = self.optional_endpoint("introspection_endpoint")
        if url is None or not self.introspected:
            return []
        nobody = Client("", "").token_request(url, {"token": self.access_token}, named=False)
        return [self.service.shared("asked by nobody", lambda service: service.ask(nobody))]

    @property
    def unknown(self) -> list[Exchange]:
        """What it says of a token that nobody has issued."""
        if not self.introspected:
            return []
        return [self.sent("unknown", "introspection_endpoint", {"token": NO_TOKEN}, self.client)]

    def sent(self, name: str, endpoint: str, parameters: dict[str, str | None], client: Client | None) -> Exchange:
        """The answer to a request of a client at one of the endpoints, once for each name."""
        request = (client or self.client).token_request(self.endpoint(endpoint), parameters)
        return self.service.shared(name, lambda service: service.ask(request))


def _refresh_token(exchange: Exchange) -> str | None:
    found = exchange.member.get("refresh_token")
    return within_bounds(exchange, found) if isinstance(found, str) and found else None


def _newest(refresh: Refresh) -> str:
    """The refresh token that is valid now."""
    return _refresh_token(refresh.again) or str(_refresh_token(refresh.first))
