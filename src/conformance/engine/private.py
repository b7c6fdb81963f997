"""Private suites and profiles in a bundle: what judged a run travels with it, but its code is used only if trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance.engine.bundle import INDEX, Bundle
from conformance.engine.plan import Plan
from conformance.model.digest import digest, digest_of_parts
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.transports.evidence import file_name
from conformance.writing import open_new

SUITES, PARTS, PROFILE = "suites", ("profiles", "schemas"), "profile"
_FILES = {
    SUITES: ("*.toml", "policy/*.toml", "*/*/**/*"),
    "profiles": ("*.toml", "frozen/*.toml"),
    "schemas": ("**/*.json",),
}
"""What is read in a suites folder and beside it; anything else there is no part of the suites."""
_NOT_PACKED = ("__pycache__", "samples")
UNTRUSTED = Text(
    "the evidence brings suites with code, which is not run unless you trust it: --trust-suites {digest} if you have "
    "read it, or --suites DIR with your own copy",
    "证据自带含代码的测试套，未经信任不予运行：阅读后使用 --trust-suites {digest}，或以 --suites DIR 指定自有副本",
)


class Untrusted(Problem):
    """Code in a bundle that its user has not said to trust."""


class Private(NamedTuple):
    """The files of a suites folder and what belongs beside it, or one profile, by their names in the bundle."""

    files: Mapping[str, bytes]

    @property
    def record(self) -> dict[str, str]:
        """The digest of each file."""
        return {name: digest(data) for name, data in sorted(self.files.items())}


def private(plan: Plan) -> list[Private]:
    """What was named for the run: suites folders, and a profile that is a file."""
    found = [Private(dict(_around(folder))) for folder in plan.catalogue.folders]
    named = plan.selection.profile
    known = {*plan.catalogue.profile_files, *plan.catalogue.frozen_files}
    if named and named not in known and Path(named).is_file():
        found.append(Private({f"{PROFILE}/{Path(named).name}": Path(named).read_bytes()}))
    return found


def _around(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files that suites consist of in a suites folder, and in profiles/ and schemas/ beside it."""
    for name, root in ((SUITES, folder), *((part, folder.parent / part) for part in PARTS)):
        for path in sorted({path for pattern in _FILES[name] for path in root.glob(pattern)}):
            inside = path.relative_to(root)
            of_family = name == SUITES and len(inside.parts) > 2 and inside.parts[0] != "policy"
            if of_family and not root.joinpath(*inside.parts[:2], "family.toml").is_file():
                continue
            if path.is_file() and _belongs(inside):
                yield f"{name}/{inside.as_posix()}", path.read_bytes()


def _belongs(inside: Path) -> bool:
    """Whether a file may be part of a suite, by its path: not what is hidden, as passwords and histories are."""
    return not any(step in _NOT_PACKED or step.startswith(".") for step in inside.parts)


def digest_of(record: Mapping[str, str]) -> str:
    """What has to be named to trust this folder."""
    return digest_of_parts((name, each.encode()) for name, each in record.items())


def unpack_private(
    bundle: Bundle, into: Path, trusted: Iterable[str], instead: tuple[str, ...]
) -> tuple[tuple[str, ...], str | None]:
    """(suites folders, profile) of a bundle, unpacked; its user may name folders `instead`.

    Raises Untrusted for code that is not named by its digest.
    """
    folders, profile = list(instead), None
    known = set(trusted)
    for number, record in enumerate(private_records(bundle)):
        is_profile = any(name.startswith(f"{PROFILE}/") for name in record)
        if instead and not is_profile:
            continue
        if any(name.startswith(f"{SUITES}/") for name in record) and digest_of(record) not in known:
            raise Untrusted(UNTRUSTED.filled({"digest": digest_of(record)}))
        root = into / str(number)
        for name, held in record.items():
            place = root.joinpath(*name.split("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            with open_new(place, anew=True) as out:
                bundle.copy_body(file_name(held), out)
            if is_profile:
                profile = str(place)
        if not is_profile:
            (root / SUITES).mkdir(exist_ok=True)
            folders.append(str(root / SUITES))
    return tuple(folders), profile


def private_records(bundle: Bundle) -> list[dict[str, str]]:
    """The private folders of the index, with names that stay inside a folder. Raises BundleRefused."""
    told: Any = bundle.index.get("private", [])
    for record in told if isinstance(told, list) else [None]:
        fine = isinstance(record, dict) and all(
            isinstance(held, str) and bundle.has_body(held) and _is_inside(name) for name, held in record.items()
        )
        if not fine:
            raise bundle.refused(INDEX)
    return list(told)


def _is_inside(name: str) -> bool:
    steps = name.split("/")
    return (
        steps[0] in (SUITES, PROFILE, *PARTS)
        and len(steps) > 1
        and not any(step in ("", ".", "..") or set(step) & set("\\:\0") for step in steps)
    )
