"""What often lies behind a file that is not judged as its owner expects: a download that failed, another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.reporting.summary import Summary

SNIFFED = 512
NAMED = 3
_SIGNS: tuple[tuple[Callable[[bytes], bool], Text], ...] = (
    (
        lambda head: head.startswith(b"version https://git-lfs.github.com/spec/"),
        Text(
            "{names}: a Git LFS pointer, not the file itself; fetch it first: git lfs pull",
            "{names}：是 Git LFS 指针，而非文件本身；请先获取文件：git lfs pull",
        ),
    ),
    (
        lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith((b"<!doctype html", b"<html")),
        Text(
            "{names}: an HTML page, so the download has probably failed; check the address and download it again",
            "{names}：是 HTML 页面，下载可能已失败；请核对地址后重新下载",
        ),
    ),
    (
        lambda head: head.startswith((b'{"event":"run"', b'{"event": "run"')),
        Text(
            "{names}: the journal of a run; to show it: conformance report {first}",
            "{names}：是运行日志；如需查看：conformance report {first}",
        ),
    ),
    (
        lambda head: head.startswith(b"PK\x03\x04") and b"bundle.json" in head,
        Text(
            "{names}: the evidence of a run; to judge it again: conformance rejudge {first}",
            "{names}：是运行的证据包；如需重新判定：conformance rejudge {first}",
        ),
    ),
)
_EMPTY = Text("{names}: the file is empty", "{names}：文件为空")


def hints(summary: Summary, catalogue: Catalogue) -> list[Text]:
    """What the first subjects that were not judged, or that failed, really are, a sentence for each thing."""
    found: dict[Text, list[str]] = {}
    for name in _unhappy(summary):
        if hint := _sign(name) or _other_format(name, catalogue):
            found.setdefault(hint, []).append(name)
    return [hint.filled({"names": _named(names), "first": names[0]}) for hint, names in found.items()]


def hint_for(path: str) -> Text | None:
    """What a file really is, where it is known by its first bytes."""
    sign = _sign(path)
    return sign and sign.filled({"names": path, "first": path})


def _unhappy(summary: Summary) -> Iterator[str]:
    """The names of the subjects that are kept of a run because they were not judged or failed, each once."""
    names = [name for name, problem in summary.problems if problem.reason.key in ("unknown_kind", "no_suite")]
    for row in summary.requirements.values():
        names += [case.subject.name for case in row.kept_with(Outcome.FAIL)]
    yield from dict.fromkeys(name for name in names if not name.startswith(".conformance/"))


def _sign(name: str) -> Text | None:
    try:
        with Path(name).open("rb") as file:
            head = file.read(SNIFFED)
    except (OSError, ValueError):
        return None
    return next((text for fits, text in _SIGNS if fits(head)), None) if head else _EMPTY


def _other_format(name: str, catalogue: Catalogue) -> Text | None:
    """What a family says of a file format that it does not judge."""
    for family in catalogue.families.values():
        for endings, text in family.other_formats:
            if name.lower().endswith(endings):
                return Text(f"{{names}}: {text.en}", f"{{names}}：{text.zh}")
    return None


def _named(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (f", ... ({len(names)})" if len(names) > NAMED else "")
