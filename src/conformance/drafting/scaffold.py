"""Scaffolds: a family, a suite or a requirement that loads and proves at once, with a small rule to be replaced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue import Catalogue
from conformance.catalogue.families import OURS, is_name, not_a_name
from conformance.catalogue.packages import forget_code
from conformance.catalogue.samples import samples
from conformance.drafting.proof import sample_outcomes
from conformance.drafting.scaffold_code import with_check
from conformance.engine.plan import Plan
from conformance.model.finding import NotJudged
from conformance.model.outcome import Outcome
from conformance.model.problem import Problem
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import Text
from conformance.readers.source import Source

Steps = tuple[str | int, ...]

FIRST_SUITE = "document"
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


class Made(NamedTuple):
    """What was written, and the id of the requirement that proves it."""

    files: list[Path]
    requirement: str


def new_family(root: Path, name: str, owner: str, catalogue: Catalogue) -> Made:
    """A family with a first suite in the suites folder. Raises Problem where the name cannot be used."""
    steps = _steps(name, 2, Text("a family is named DOMAIN/NAME", "测试套族的名称应为 领域/名称"))
    if name in catalogue.families:
        raise Problem(Text(f"there is a family {name} already", f"已有测试套族 {name}"))
    title = steps[1].replace("_", " ")
    lines = ["[family]", f"title = {_both(title.capitalize(), _untranslated(title))}"]
    lines += [f"owner = {_quoted(owner)}"] if owner != OURS else []
    path = _write(root / name / "family.toml", "\n".join(lines) + "\n")
    files, requirement = _suite(root, (*steps, FIRST_SUITE), catalogue)
    return Made([path, *files], requirement)


def new_suite(root: Path, name: str, catalogue: Catalogue) -> Made:
    """A suite in a family of the suites folder. Raises Problem where the name cannot be used."""
    steps = _steps(name, 3, Text("a suite is named DOMAIN/FAMILY/NAME", "测试套的名称应为 领域/测试套族/名称"))
    family = "/".join(steps[:2])
    if name in catalogue.suites:
        raise Problem(Text(f"there is a suite {name} already", f"已有测试套 {name}"))
    if not (root / family / "family.toml").is_file():
        raise Problem(
            Text(
                f"there is no family {family} in {root}; first: conformance new family {family}",
                f"{root} 中没有测试套族 {family}；请先执行：conformance new family {family}",
            )
        )
    return _suite(root, steps, catalogue)


def new_requirement(suite: Suite, title: Text, plan: Plan) -> Made:
    """A row of a suite of documents with its check and a bad sample. Raises Problem where none can be made."""
    if plan.catalogue.kinds[suite.kind].judge == "services":
        raise Problem(LIVE.filled({"suite": suite.id}))
    number = 1 + max((int(row.id.rpartition("-")[2]) for row in suite.requirements), default=0)
    id_ = f"{suite.prefix}-{number:03}"
    member = f"draft-{id_.lower()}"
    name, steps, data = _breakable(suite, member, plan)
    pointer = "".join(f"/{step}" for step in steps)
    last = suite.requirements[-1]
    row = _row(
        id_,
        title,
        Text(f"A document shall not have the member `{member}`.", f"文档不应含有成员 `{member}`。"),
        "".join(f"/{'*' if isinstance(step, int) else step}" for step in steps),
        last.policy,
        last.basis,
        Text("the placeholder {received} is still there", "占位成员 {received} 仍在"),
    )
    body = f"""\
    place = getattr(view, "document", view)
{"".join(map(_step_into, steps))}    if isinstance(place, dict) and {_quoted(member)} in place:  # replace this rule
        yield Finding({_quoted(pointer)}, received={_quoted(member)})
"""
    toml, checks = suite.folder / "suite.toml", suite.folder / "checks.py"
    files = [
        _write(toml, f"{toml.read_text(encoding='utf-8').rstrip()}\n\n{row}"),
        _write(checks, with_check(checks.read_text(encoding="utf-8") if checks.is_file() else "", id_, body)),
        _write(suite.folder / "samples" / "bad" / f"{id_}_draft{Path(name).suffix or '.json'}", data),
    ]
    forget_code(suite.package)
    return Made(files, id_)


def _suite(root: Path, steps: tuple[str, ...], catalogue: Catalogue) -> Made:
    kind = _free(steps[1] if steps[2] == FIRST_SUITE else steps[2], catalogue.kinds)
    prefix = _prefix(steps, catalogue)
    title, id_ = kind.replace("_", " "), f"{prefix}-001"
    row = _row(
        id_,
        Text("Names are not blank", "名称不为空白"),
        Text("The `name` shall not be blank.", "`name` 不应为空白。"),
        f"/{kind}/name",
        (next(iter(catalogue.clauses)),),
        (_basis(catalogue),),
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
    files = [
        _write(folder / "suite.toml", head + row),
        _write(folder / "checks.py", with_check("", id_, body)),
        _write(folder / "samples" / "good" / "example.json", _json({kind: {"name": "example"}})),
        _write(folder / "samples" / "bad" / f"{id_}_blank.json", _json({kind: {"name": " "}})),
    ]
    return Made(files, id_)


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


def _steps(name: str, count: int, shape: Text) -> tuple[str, ...]:
    steps = tuple(name.strip("/").split("/"))
    if len(steps) != count:
        raise Problem(Text(f"{name}: {shape.en}", f"{name}：{shape.zh}"))
    for step in steps:
        if not is_name(step):
            raise Problem(not_a_name(step))
    return steps


def _free(name: str, taken: Any) -> str:
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, 1000))) if each not in taken)


def _prefix(steps: tuple[str, ...], catalogue: Catalogue) -> str:
    """A prefix that begins as those of its domain do and that no other suite's id could begin with."""
    taken = [suite.prefix for suite in catalogue.suites.values()]
    of_domain = [suite.prefix for suite in catalogue.suites.values() if suite.id.startswith(f"{steps[0]}/")]
    first = of_domain[0].partition("-")[0] if of_domain else _letters(steps[0])[:3].ljust(3, "X")
    letters = _letters(steps[2] if steps[2] != FIRST_SUITE else steps[1]).ljust(3, "X")
    names = [
        letters[:3],
        *("".join(each) for each in combinations(letters + _letters(steps[1]), 3)),
        *map(str, range(100, 999)),
    ]
    return next(
        prefix
        for prefix in (f"{first}-{name}" for name in names)
        if not any(f"{prefix}-".startswith(f"{each}-") or f"{each}-".startswith(f"{prefix}-") for each in taken)
    )


def _letters(name: str) -> str:
    return re.sub("[^A-Z0-9]", "", name.upper())


def _basis(catalogue: Catalogue) -> str:
    """A clause to start from: what JSON says of strings, else the first standard whose text was read."""
    if "rfc8259" in catalogue.standards:
        return "rfc8259:7"
    return next(f"{key}:1" for key, standard in catalogue.standards.items() if standard.text != "unread")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _both(en: str, zh: str) -> str:
    return f"{{ en = {_quoted(en)}, zh = {_quoted(zh)} }}"


def _untranslated(title: str) -> str:
    return f"{title}（待译）"


def _text(text: Text) -> str:
    return _both(text.en, text.zh)
