"""What `listen` shows on standard error while it listens: where to go, who is there, and the verdicts so far."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from conformance.cli.console import complain
from conformance.model.text import Text

if TYPE_CHECKING:
    from conformance.listening.listener import Listening, Place
    from conformance.listening.session import Session

OPEN = Text("open this in the browser of the device: {address}", "在设备的浏览器中打开：{address}")
SEND = Text("the device sends to: {address}", "设备发送至：{address}")
ADB = Text(
    "a device at the end of a cable reaches it after: adb reverse tcp:{port} tcp:{port}",
    "以数据线连接的设备须先执行：adb reverse tcp:{port} tcp:{port}",
)
FINGERPRINT = Text(
    "the browser will warn, since nobody has signed the certificate; its SHA-256 fingerprint is {fingerprint}",
    "证书为自签，浏览器会给出警告；证书的 SHA-256 指纹为 {fingerprint}",
)
LOOKING = Text("looking for {what}", "正在查找{what}")
END = Text("Ctrl-C ends the recording", "按 Ctrl-C 结束录制")
CAME = Text("{name}: {peer} is there", "{name}：{peer} 已接入")
TURNED_AWAY = Text(
    "{peer} was turned away: another device is using that address", "已拒绝 {peer}：该地址已有另一设备在使用"
)
VIOLATED = Text("{name}: violated so far: {id} {title}: {said}", "{name}：目前不满足：{id} {title}：{said}")
MENDED = Text("{name}: no longer violated: {id}", "{name}：目前不再违反：{id}")
ENDED = Text("{name}: {why}; {frames} frames are recorded", "{name}：{why}；已录制 {frames} 帧")
DROPPED = Text(
    "{name}: the device left out {count} frames, since the network was too slow",
    "{name}：因网络过慢，设备未发送 {count} 帧",
)
STATE = Text(
    "{name}  {frames} frames  {rate} Hz  jitter {jitter} ms  latency {lag} ms  violated: {violated}",
    "{name}  {frames} 帧  {rate} Hz  抖动 {jitter} ms  延迟 {lag} ms  不满足：{violated}",
)


class ListeningView:
    """Lines for what happens; on a terminal also a line for each device that changes as it goes on."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._seen: dict[str, dict[str, bool]] = {}
        self._ended: set[str] = set()
        self._turned_away = 0
        self._live: Any = None

    def begin(self, place: Place, listening: Listening, looked_for: Text | None = None) -> None:
        """Say where devices are expected, or which are looked for."""
        self._listening = listening
        if looked_for:
            self._say(LOOKING.filled({"what": looked_for}))
        for address in place.addresses:
            self._say((OPEN if place.page else SEND).filled({"address": address}))
            if place.page and place.fingerprint and sys.stderr.isatty():
                import segno

                segno.make(address).terminal(out=sys.stderr, compact=True)
        if place.fingerprint:
            self._say(FINGERPRINT.filled({"fingerprint": place.fingerprint}))
        elif place.port:
            self._say(ADB.filled({"port": place.port}))
        self._say(END)

    def update(self, sessions: Sequence[Session]) -> None:
        """Say what is new."""
        for session in sessions:
            self._tell(session)
        for peer in self._listening.desk.turned_away[self._turned_away :]:
            self._say(TURNED_AWAY.filled({"peer": peer}))
            self._turned_away += 1
        if self._live is not None:
            self._live.update("\n".join(self._state(session) for session in sessions))

    def _tell(self, session: Session) -> None:
        name = session.path.name
        if name not in self._seen:
            self._seen[name] = {}
            self._say(CAME.filled({"name": name, "peer": session.peer}))
        seen, standing = self._seen[name], session.standing
        violated = {each.id: each for each in standing.violated} if standing else {}
        for id_, each in violated.items():
            if not seen.get(id_):
                told = {"name": name, "id": id_, "title": each.title, "said": each.said}
                self._say(VIOLATED.filled(told))
            seen[id_] = True
        for id_ in [id_ for id_, now in seen.items() if now and id_ not in violated]:
            seen[id_] = False
            self._say(MENDED.filled({"name": name, "id": id_}))
        if session.ended and name not in self._ended:
            self._ended.add(name)
            self._say(ENDED.filled({"name": name, "why": session.ended.note, "frames": session.heard}))
            if session.capture.dropped:
                self._say(DROPPED.filled({"name": name, "count": session.capture.dropped}))

    def _state(self, session: Session) -> str:
        standing, lag = session.standing, session.capture.lag
        told = {
            "name": session.path.name,
            "frames": session.heard,
            "rate": _short(standing.rate if standing else None),
            "jitter": _short(standing.jitter if standing else None),
            "lag": _short(lag),
            "violated": " ".join(each.id for each in standing.violated) if standing and standing.violated else "-",
        }
        return STATE.filled(told)[self._language]

    def _say(self, text: Text) -> None:
        if self._live is not None:
            self._live.console.print(f"conformance: {text[self._language]}", markup=False, highlight=False)
        else:
            complain(text, self._language)
            sys.stderr.flush()

    def __enter__(self) -> ListeningView:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            self._live = Live("", console=Console(stderr=True), transient=True, refresh_per_second=5)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
