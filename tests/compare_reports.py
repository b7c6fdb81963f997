"""Do two versions of the harness say the same of the same material? Outcome, row, place and values are compared.

    python -m tests.compare_reports samples DIR             every sample of every suite as a file
    python -m tests.compare_reports record COMMAND OUT PATH...   all runs of one version, by its command line
    python -m tests.compare_reports compare ONE OTHER       what differs; exit status 1 where anything does

What is left out on purpose: wording, journal bytes, run ids and times, digests and locations of suites.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LEVEL = "mutual_recognition"
LIVE = "identity-service"
CONVERTED = (".bvh", ".xdf", ".jsonl")


def write_samples(into: Path) -> None:
    """Every sample of the installed version's suites, those of one suite in a folder that its prefix names."""
    import shutil

    from conformance.catalogue import load_catalogue
    from conformance.catalogue.samples import samples

    for suite in load_catalogue().suites.values():
        for sample in samples(suite):
            folder = into / suite.prefix / ("bad" if sample.requirement else "good")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / sample.name).write_bytes(sample.data)
            if sample.folder:
                for beside in (each for each in sample.folder.iterdir() if each.is_dir()):
                    shutil.copytree(beside, folder / beside.name, dirs_exist_ok=True)


def record(command: str, out: Path, paths: list[str]) -> None:
    """Journals of the paths without a profile and by each profile, conversions, repaired copies, live runs."""
    out.mkdir(parents=True, exist_ok=True)
    profiles = sorted({line.split()[0] for line in _told(command, "list", "profiles").splitlines()} - {LIVE})
    for number, path in enumerate(paths):
        name = f"{number}-{Path(path).name}"
        _told(command, "check", path, "--journal", str(out / f"{name}.jsonl"), "--fix-copy", str(out / f"{name}-fixed"))
        for profile in profiles:
            journal = str(out / f"{name}-{profile}.jsonl")
            _told(command, "check", path, "--profile", profile, "--level", LEVEL, "--journal", journal)
        for source in sorted(each for each in Path(path).rglob("*") if each.suffix in CONVERTED and each.is_file()):
            into = out / f"{name}-converted" / f"{source.relative_to(path).as_posix().replace('/', '-')}.jsonl"
            _told(command, "convert", str(source), str(into))


def _told(command: str, *arguments: str) -> str:
    print("running:", *arguments, flush=True)
    done = subprocess.run([*command.split(), *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1, 2, 3):
        print(f"exit status {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def told(journal: Path) -> Iterator[tuple[str, str]]:
    """(what, of which subject) of everything that a journal says, in either format, without what may differ.

    Format 1 named a suite twice where two kinds share it; that is left out as well.
    """
    from conformance.model.journal.letters import Rows
    from conformance.model.journal.records import Opening, SubjectJudged, SuitesTold
    from conformance.reporting.journal import events

    rows = Rows()
    for event in events(journal):
        if isinstance(event, Opening | SuitesTold):
            for suite in event.suites:
                rows.add(suite)
                for row in suite.requirements:
                    yield f"requirement {row.id} {row.obligation} {row.origin}", ""
        if not isinstance(event, SubjectJudged):
            continue
        name, digest, size = event.subject
        verdict, problem = event.verdict, event.verdict.problem
        facts = {"kind": verdict.kind, "recognised_by": verdict.recognised_by, "digest": digest, "bytes": size}
        facts |= {"plots": event.plots, "leftovers": event.leftovers}
        facts["problem"] = problem and [problem.reason.key, problem.reason.cause, problem.named]
        yield f"subject {json.dumps(facts, sort_keys=True)}", name
        for row, outcome in rows.all(verdict.outcomes).items():
            yield f"outcome {row} {outcome}", name
        for row, outcome, reason in verdict.open:
            yield f"result {row} {outcome} {json.dumps([reason.cause, reason.key, reason.ids])}", name
        for row, findings, more in event.failures:
            yield f"result {row} fail {more}", name
            for found in findings:
                place = found.where.as_record()
                yield f"finding {row} {json.dumps([place, found.values], sort_keys=True)}", name


def compare(one: Path, other: Path) -> int:
    """Print what only one of two recordings says; how many such lines there are."""
    differing = 0
    files = {each.relative_to(top) for top in (one, other) for each in top.rglob("*") if each.is_file()}
    for name in sorted(files):
        if not ((one / name).is_file() and (other / name).is_file()):
            differing += 1
            print(f"{name}: only in {one if (one / name).is_file() else other}")
        elif name.suffix == ".jsonl" and len(name.parts) == 1:
            left, right = (Counter(told(top / name)) for top in (one, other))
            for mark, each in (("-", left - right), ("+", right - left)):
                for line in sorted(each.elements()):
                    differing += 1
                    print(f"{mark} {name}: {line[1]}: {line[0]}")
        elif "-fixed" in str(name) or "-converted" in str(name):
            digests = [hashlib.sha256((top / name).read_bytes()).hexdigest() for top in (one, other)]
            if digests[0] != digests[1]:
                differing += 1
                print(f"{name}: other bytes")
    print(f"{len(files)} files, {differing} differences")
    return differing


def main(arguments: list[str]) -> int:
    """See the module."""
    match arguments:
        case ["samples", into]:
            write_samples(Path(into))
        case ["record", command, out, *paths] if paths:
            record(command, Path(out), paths)
        case ["compare", one, other]:
            return 1 if compare(Path(one), Path(other)) else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
