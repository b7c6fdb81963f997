"""Who may come: one device for each token, and what is said to any other."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conformance.listening.session import Session
from conformance.model.text import Text

NO_TOKEN = Text("this address is not one of those that were printed", "此地址不在所显示的地址之中")
TAKEN = Text(
    "another device is using this address already: it is for one", "此地址已有另一设备在使用：每个地址仅供一台设备"
)
TOKEN_BYTES = 9


@dataclass
class Desk:
    """The sessions by token; `begin` makes one. `turned_away` are the addresses of those who came to a taken one."""

    begin: Callable[[], Session]
    tokens: list[str]
    sessions: dict[str, Session] = field(default_factory=dict)
    turned_away: list[str] = field(default_factory=list)
    over: Text | None = None

    def knows(self, token: str) -> bool:
        """Whether the token is one of ours."""
        return any(secrets.compare_digest(token.encode(), each.encode()) for each in self.tokens)

    def refusal(self, token: str) -> Text | None:
        """Why nobody may come by this token now; None if somebody may."""
        if not self.knows(token):
            return NO_TOKEN
        return TAKEN if token in self.sessions else self.over

    def admit(self, token: str, peer: str) -> Session | Text:
        """The session of the device that comes by the token, or why there is none."""
        refusal = self.refusal(token)
        if refusal is TAKEN and len(self.turned_away) < MOST_TURNED_AWAY:
            self.turned_away.append(peer)
        if refusal:
            return refusal
        session = self.sessions[token] = self.begin()
        session.peer = peer
        return session


MOST_TURNED_AWAY = 100


def new_tokens(count: int) -> list[str]:
    """So many tokens, which nobody can guess."""
    return [secrets.token_urlsafe(TOKEN_BYTES) for _ in range(count)]


Files = Mapping[str, tuple[str, bytes]]
