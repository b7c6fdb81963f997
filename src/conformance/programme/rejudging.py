"""Whether judging a bundle again, here and now, gives the verdicts that its journal has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.engine.bundle import Bundle, catalogue_digest
from conformance.engine.plan import Plan
from conformance.engine.rejudge import compare, rejudge, rejudge_files, selection_of
from conformance.engine.run_service import resolve
from conformance.model.text import Text
from conformance.programme.statuses import Refusal, Status

OTHER_CATALOGUE = Text(
    "{name}: judged by requirements with the digest {expected}, but here it is {received}: install the version of "
    "the harness that judged it",
    "{name}：判定所用要求的摘要为 {expected}，而此处为 {received}：请安装当时所用版本的测试系统",
)
DIFFERS = Text(
    "{name}: judged again, {count} verdicts differ, the first: {first} was {before} and is {after}",
    "{name}：重新判定后有 {count} 项结论不同，第一项：{first} 原为 {before}，现为 {after}",
)


def judged_again(path: Path, suites: tuple[str, ...] = ()) -> list[str]:
    """The subjects that could not be judged again, since the bundle has their digests alone.

    Raises Refusal where the requirements here are others, or a verdict is different; Problem, OSError.
    """
    with Bundle(path) as bundle, TemporaryDirectory(prefix="conformance-") as folder:
        journal, recorded = Path(folder) / "run.jsonl", bundle.index["catalogue"]["digest"]
        missing = list[str]()
        if bundle.of_files:
            plan = Plan(selection_of(bundle, suites))
            _same_catalogue(path, recorded, plan)
            missing = rejudge_files(bundle, plan, journal).subjects
        else:
            test_plan = bundle.test_plan
            plan = resolve(test_plan, suites, path)
            _same_catalogue(path, recorded, plan)
            rejudge(bundle, test_plan, plan, journal, same_catalogue=True)
        differing = compare(bundle, journal, missing).differing
    if differing:
        first, before, after = differing[0]
        told = {"name": path.name, "count": len(differing), "first": first, "before": before, "after": after}
        raise Refusal(Status.VERDICT, DIFFERS.filled(told))
    return missing


def _same_catalogue(path: Path, recorded: str, plan: Plan) -> None:
    if (here := catalogue_digest(plan)) != recorded:
        values = {"name": path.name, "expected": recorded[:19], "received": here[:19]}
        raise Refusal(Status.CATALOGUE, OTHER_CATALOGUE.filled(values))
