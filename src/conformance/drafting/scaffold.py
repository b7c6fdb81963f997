"""Scaffolds: a family, a suite or a requirement that loads and proves at once, with a small rule to be replaced."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue import Catalogue
from conformance.catalogue.families import OURS
from conformance.catalogue.packages import forget_code
from conformance.catalogue.samples import samples
from conformance.catalogue.tables import read_text
from conformance.drafting.expected import Expected
from conformance.drafting.findings import toml as toml_of
from conformance.drafting.proof import sample_outcomes
from conformance.drafting.scaffold_code import with_check
from conformance.drafting.scaffold_names import FIRST_SUITE, free_name, free_prefix, steps_of
from conformance.drafting.whole_files import write_whole
from conformance.engine.plan import Plan
from conformance.model.finding import NotJudged
from conformance.model.outcome import Outcome
from conformance.model.problem import Problem
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import Text
from conformance.readers.source import Source

Steps = tuple[str | int, ...]

PLACES_TRIED = 50
BAD = {Outcome.FAIL, Outcome.ERROR}
LIVE = Text(
    "{suite} judges a live service: write the row, the check and a fault of the reference product by hand, as "
    "suites/README.md says",
    "{suite} 判定在线服务：请按 suites/README.md 手工编写要求、检查和参考产品的故障",
)
NO_SAMPLE = Text(
    "no good sample of {suite} is a JSON document to which a member can be added without breaking another requirement: "
    "write the row, the check and a bad sample by hand, as suites/README.md says",
    "{suite} 的正例中没有可添加成员而不违反其他要求的 JSON 文档：请按 suites/README.md 手工编写要求、检查和反例",
)


IN_THE_WAY = Text(
    "exists already, and nothing was written: {paths}",
    "已存在，未写入任何文件：{paths}",
)


class Made(NamedTuple):
    """What was written, and the id of the requirement that proves it."""

    files: list[Path]
    requirement: str


def new_family(root: Path, name: str, owner: str, catalogue: Catalogue) -> Made:
    """A family with a first suite in the suites folder. Raises Problem where the name cannot be used."""
    steps = steps_of(name, 2, Text("a family is named DOMAIN/NAME", "测试套族的名称应为 领域/名称"))
    name = "/".join(steps)
    if name in catalogue.families:
        raise Problem(Text(f"there is a family {name} already", f"已有测试套族 {name}"))
    title = steps[1].replace("_", " ")
    lines = ["[family]", f"title = {_both(title.capitalize(), _untranslated(title))}"]
    lines += [f"owner = {_quoted(owner)}"] if owner != OURS else []
    files, requirement = _suite(root, (*steps, FIRST_SUITE), catalogue)
    return _made({root / name / "family.toml": "\n".join(lines) + "\n", **files}, requirement)


def new_suite(root: Path, name: str, catalogue: Catalogue) -> Made:
    """A suite in a family of the suites folder. Raises Problem where the name cannot be used."""
    steps = steps_of(name, 3, Text("a suite is named DOMAIN/FAMILY/NAME", "测试套的名称应为 领域/测试套族/名称"))
    family, name = "/".join(steps[:2]), "/".join(steps)
    if name in catalogue.suites:
        raise Problem(Text(f"there is a suite {name} already", f"已有测试套 {name}"))
    if not (root / family / "family.toml").is_file():
        raise Problem(
            Text(
                f"there is no family {family} in {root}; first: conformance new family {family}",
                f"{root} 中没有测试套族 {family}；请先执行：conformance new family {family}",
            )
        )
    return _made(*_suite(root, steps, catalogue))


def new_requirement(suite: Suite, title: Text, plan: Plan) -> Made:
    """A row of a suite of documents with its check and a bad sample. Raises Problem where none can be made."""
    if plan.catalogue.kinds[suite.kind].judge == "services":
        raise Problem(LIVE.filled({"suite": suite.id}))
    Expected.of(suite)  # complains now, not after the requirement is written
    number = 1 + max((int(row.id.rpartition("-")[2]) for row in suite.requirements), default=0)
    id_ = f"{suite.prefix}-{number:03}"
    member = f"draft-{id_.lower()}"
    name, steps, data = _breakable(suite, member, plan)
    pointer = "".join(f"/{step}" for step in steps)
    policy, basis = _first_traces(plan.catalogue)
    if suite.requirements:
        policy, basis = suite.requirements[-1].policy, suite.requirements[-1].basis
    row = _row(
        id_,
        title,
        Text(f"A document shall not have the member `{member}`.", f"文档不应含有成员 `{member}`。"),
        "".join(f"/{'*' if isinstance(step, int) else step}" for step in steps),
        policy,
        basis,
        Text("the placeholder {received} is still there", "占位成员 {received} 仍在"),
    )
    body = f"""\
    place = getattr(view, "document", view)
{"".join(map(_step_into, steps))}    if isinstance(place, dict) and {_quoted(member)} in place:  # replace this rule
        yield Finding({_quoted(pointer)}, received={_quoted(member)})
"""
    toml, checks = suite.folder / "suite.toml", suite.folder / "checks.py"
    files = {
        toml: f"{read_text(toml).rstrip()}\n\n{row}",
        checks: with_check(read_text(checks) if checks.is_file() else "", id_, body),
        suite.folder / "samples" / "bad" / f"{id_}_draft{Path(name).suffix or '.json'}": data,
    }
    made = _made(files, id_, changed=(toml, checks))
    forget_code(suite.package)
    return made


def _made(files: Mapping[Path, str], requirement: str, changed: Sequence[Path] = ()) -> Made:
    """Write the files. Raises Problem if another one than those to be changed is there already."""
    there = [str(path) for path in files if path not in changed and os.path.lexists(path)]
    if there:
        raise Problem(IN_THE_WAY.filled({"paths": there}))
    write_whole(files)
    return Made(list(files), requirement)


def _suite(root: Path, steps: tuple[str, ...], catalogue: Catalogue) -> tuple[dict[Path, str], str]:
    """The files of a suite and the id of its first requirement."""
    kind = free_name(steps[1] if steps[2] == FIRST_SUITE else steps[2], catalogue.kinds)
    prefix = free_prefix(steps, catalogue)
    title, id_ = kind.replace("_", " "), f"{prefix}-001"
    row = _row(
        id_,
        Text("Names are not blank", "名称不为空白"),
        Text("The `name` shall not be blank.", "`name` 不应为空白。"),
        f"/{kind}/name",
        *_first_traces(catalogue),
        Text("the name `{received}` is blank", "名称 `{received}` 为空白"),
    )
    head = f"""\
[suite]
version = "0.1.0"
prefix  = "{prefix}"
kind    = "{kind}"
title   = {_both(title.capitalize(), _untranslated(title))}

[recognise]
title = {_both(title, _untranslated(title))}
json  = ["/{kind}/name"]

"""
    body = f"""\
    name = view[{_quoted(kind)}]["name"]
    if isinstance(name, str) and not name.strip():  # replace this rule
        yield Finding({_quoted(f"/{kind}/name")}, received=name)
"""
    folder = root.joinpath(*steps)
    files = {
        folder / "suite.toml": head + row,
        folder / "checks.py": with_check("", id_, body),
        folder / "samples" / "good" / "example.json": _json({kind: {"name": "example"}}),
        folder / "samples" / "bad" / f"{id_}_blank.json": _json({kind: {"name": " "}}),
    }
    return files, id_


def _breakable(suite: Suite, member: str, plan: Plan) -> tuple[str, Steps, str]:
    """A good sample's name, the way to a place in it, and its text with a member there that breaks no requirement."""
    beside = suite.folder / "samples" / "bad"
    for sample in samples(suite):
        if sample.requirement:
            break
        try:
            document = json.loads(bytes(sample.data))
        except ValueError:
            continue
        for steps, place in _objects(document):
            place[member] = True
            data = _json(document)
            del place[member]
            changed = Sample(sample.name, data.encode(), beside, None)
            outcomes = set(sample_outcomes(changed, plan, suite.kind).values())
            if not BAD & outcomes and _is_seen(suite, changed, steps, member, plan):
                return sample.name, steps, data
    raise Problem(NO_SAMPLE.filled({"suite": suite.id}))


def _is_seen(suite: Suite, sample: Sample, steps: Steps, member: str, plan: Plan) -> bool:
    """Whether the view of the suite shows the member: it may leave out what the suite does not judge."""
    try:
        view = plan.load(suite).view(Source(sample.name, sample.data, sample.folder))
        place: Any = getattr(view, "document", view)
        for step in steps:
            place = place[step]
        return member in place
    except (NotJudged, LookupError, TypeError):
        return False


def _objects(document: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The objects of a document with the ways to them, the outer ones first; of an array the first item alone."""
    waiting: list[tuple[Steps, Any]] = [((), document)]
    for _ in range(PLACES_TRIED):
        if not waiting:
            return
        steps, value = waiting.pop(0)
        if isinstance(value, dict):
            yield steps, value
            waiting += [((*steps, name), each) for name, each in value.items() if re.fullmatch(r"[\w-]+", name)]
        elif isinstance(value, list) and value:
            waiting.append(((*steps, 0), value[0]))


def _step_into(step: str | int) -> str:
    if isinstance(step, int):
        return f"    place = place[{step}] if isinstance(place, list) and place else None\n"
    return f"    place = place.get({_quoted(step)}) if isinstance(place, dict) else None\n"


def _row(
    id_: str, title: Text, statement: Text, at: str, policy: tuple[str, ...], basis: tuple[str, ...], finding: Text
) -> str:
    return f"""\
[[requirement]]                              # replace all of it but the id
id         = {_quoted(id_)}
obligation = "shall"
origin     = "added"
title      = {_text(title)}
statement  = {_text(statement)}
at         = {_quoted(at)}
policy     = {json.dumps(list(policy))}
basis      = {json.dumps(list(basis))}
finding    = {_text(finding)}
"""


def _first_traces(catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clauses to start from: the first of the policy, and what JSON says of strings or the first standard read."""
    basis = "rfc8259:7"
    if "rfc8259" not in catalogue.standards:
        basis = next(f"{key}:1" for key, standard in catalogue.standards.items() if standard.text != "unread")
    return (next(iter(catalogue.clauses)),), (basis,)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _quoted(text: str) -> str:
    """A string of TOML and of Python. Raises Problem for one that no file in UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Problem(Text(f"{text!r} is not valid Unicode", f"“{text}”不是有效的 Unicode 文本")) from None
    return toml_of(text)


def _both(en: str, zh: str) -> str:
    return f"{{ en = {_quoted(en)}, zh = {_quoted(zh)} }}"


def _untranslated(title: str) -> str:
    return f"{title}（待译）"


def _text(text: Text) -> str:
    return _both(text.en, text.zh)
