"""Freezing a profile: a file with every row, level, value and number that a published version promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import conformance
from conformance.catalogue import Catalogue
from conformance.catalogue.frozen import frozen_file, parts_of_rows
from conformance.drafting.findings import toml
from conformance.engine.plan import Plan
from conformance.model.frozen import PARTS, frozen_name, parts_digest
from conformance.model.problem import Problem
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Obligation
from conformance.model.text import Text
from conformance.version import __version__
from conformance.writing import open_text, own_folder

VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}")
HEAD = """\
# {name}, frozen: what this version of the profile promises. Never edited, except that a correction adds an erratum:
#
# [[erratum]]
# requirement = "ID"
# date        = 2027-01-31
# reason      = {{ en = "...", zh = "..." }}
# after       = "sha256:..."   # of the row as it is now; `conformance check --profile {name}` tells it
"""
WRONG_VERSION = Text(
    "--as takes a version such as 1.0: numbers and dots, not {version}",
    "--as 应为版本号，例如 1.0：由数字和点组成，实际为 {version}",
)
FROZEN_ALREADY = Text(
    "{path} is there already: a frozen set is never written over; freeze the next version",
    "{path} 已存在：已冻结的版本不会被覆盖；请冻结下一个版本",
)
INSTALLED = Text(
    "{name} is part of the installed package: freeze it in a checkout of the harness (pip install -e .)",
    "{name} 属于已安装的软件包：请在本测试系统的检出副本中冻结（pip install -e .）",
)
PACKAGE = Path(conformance.__file__).resolve().parent
A_SET = Text("{name} is frozen already: name the profile itself", "{name} 本身已是冻结版本：请指定原轮廓")
PART_FIRST = Text(
    "{name} includes {part}, which is not frozen as {version}: freeze that first",
    "{name} 包含 {part}，而 {part} 尚无冻结版本 {version}：请先冻结它",
)


def freeze(plan: Plan, profile: Profile, version: str) -> Path:
    """Write the frozen version of the profile of a plan beside it, and return the file.

    Raises Problem for a version that is none, or is there already, and for an included profile that is not frozen.
    """
    if not VERSION.fullmatch(version):
        raise Problem(WRONG_VERSION.filled({"version": version}))
    if profile.frozen:
        raise Problem(A_SET.filled({"name": profile.frozen.name}))
    catalogue = plan.catalogue
    path = frozen_file(catalogue.profile_files.get(profile.id, Path(str(plan.selection.profile))), profile.id, version)
    if PACKAGE in path.resolve().parents:
        raise Problem(INSTALLED.filled({"name": profile.id}))
    if path.exists() or path.is_symlink():
        raise Problem(FROZEN_ALREADY.filled({"path": str(path)}))
    for part in profile.parts[1:]:
        if frozen_name(part.id, version) not in catalogue.frozen_files:
            raise Problem(PART_FIRST.filled({"name": profile.id, "part": part.id, "version": version}))
    for suite in plan.suites:
        plan.load(suite)  # a suite that cannot judge must not be promised
    text = frozen_text(plan, profile, version)
    own_folder(path.parent)
    with open_text(path, anew=True) as out:
        out.write(text)
    return path


def frozen_text(plan: Plan, profile: Profile, version: str) -> str:
    """The file, the same bytes whenever and wherever it is made."""
    parameters = _parameters(plan, profile)
    included = {row for part in profile.parts[1:] for row in part.requirements(LEVELS[-1])}
    parts = parts_of_rows(profile.requirements(LEVELS[-1]) - included, plan.catalogue, parameters)
    blocks = [
        HEAD.format(name=frozen_name(profile.id, version)),
        _table("[profile]", _head(profile, version)),
        _table("[frozen]", {"of": profile.id, "harness": __version__}),
    ]
    blocks += [_table("[parameters]", parameters)] if parameters else []
    blocks += [_listed({"id": level}, rows) for level, rows in profile.levels.items()]
    blocks += _raised(profile)
    floors = [{"kind": each.kind, "level": each.level, "least": dict(each.least)} for each in profile.evidence]
    blocks += [_table("[[evidence]]", each) for each in floors]
    blocks += [_table("[[suite]]", each) for each in _suites(plan.catalogue, parts)]
    for level, rows in profile.levels.items():
        for row in (each for each in rows if each in parts):
            where = {"id": row, "level": level, **_decides(profile, row, level, parts[row])}
            told = {name: parts[row][name] for name in PARTS if name in parts[row]}
            blocks.append(_table("[[row]]", {**where, "digest": parts_digest(parts[row]), **told}))
    return "\n".join(blocks)


def _head(profile: Profile, version: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": frozen_name(profile.id, version),
        "version": version,
        "title": {"en": profile.title.en, "zh": profile.title.zh},
        "role": {"en": profile.role.en, "zh": profile.role.zh},
        "kinds": list(profile.kinds),
    }
    if profile.needs:
        told["needs"] = [list(each) for each in profile.needs]
    if profile.includes:
        told["includes"] = [[frozen_name(part.id, version) for part in some] for some in profile.includes]
    return told


def _parameters(plan: Plan, profile: Profile) -> dict[str, Any]:
    """The value of every parameter by which the profile judges, so that a suite's default may change later."""
    defaults = {name: each.default for suite in plan.suites for name, each in suite.parameters.items()}
    return dict(sorted({**defaults, **profile.parameters}.items()))


def _raised(profile: Profile) -> Iterator[str]:
    """The recommendations that decide, together where level and reason are the same."""
    groups: dict[tuple[str, Text], list[str]] = {}
    for row, each in profile.raised.items():
        groups.setdefault((each.level, each.reason), []).append(row)
    for (level, reason), rows in groups.items():
        yield _listed({"level": level, "reason": {"en": reason.en, "zh": reason.zh}}, rows, "[[raise]]")


def _decides(profile: Profile, row: str, level: str, parts: Mapping[str, Any]) -> dict[str, str]:
    """The level from which on a row decides; nothing for one that never does."""
    if "excluded" in parts:
        return {}
    if row in profile.raised:
        return {"decides": max(level, profile.raised[row].level, key=LEVELS.index)}
    return {"decides": level} if parts["obligation"] == Obligation.SHALL.value else {}


def _suites(catalogue: Catalogue, rows: Iterable[str]) -> Iterator[dict[str, str]]:
    """The suites of the rows with the digest of their code, which may change."""
    prefixes = {row.rpartition("-")[0] for row in rows}
    for suite in catalogue.suites.values():
        if suite.prefix in prefixes:
            yield {"id": suite.id, "version": suite.version, "code": catalogue.code_digest(suite)}


def _table(header: str, values: Mapping[str, Any]) -> str:
    lines = (f"{name} = {toml(value)}\n" for name, value in values.items())
    return f"{header}\n{''.join(lines)}"


def _listed(values: Mapping[str, Any], rows: Iterable[str], header: str = "[[level]]") -> str:
    """A table with a list of rows, one to a line."""
    lines = "".join(f"  {toml(row)},\n" for row in rows)
    return f"{_table(header, values)}requirements = [\n{lines}]\n"
