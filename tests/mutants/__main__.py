"""Random single-line mutations of the code that judges, and whether the tests catch them.

`python -m tests.mutants --seed 7 --count 300` draws the lines, tries each mutation on a copy of the checkout and prints
the survivors; status 1 where more than 8 % survive. Known equivalents, with the reason, are in equivalent.toml.
What the tests reach is measured first (one run of all tests); `--reach FOLDER` keeps it, by module of tests.
A draw can be tried in pieces: `--after 100` leaves out the first hundred of its lines. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from conformance.drafting.strength.code import Mutation, is_python, mutations
from tests.mutants.chosen import Reach
from tests.mutants.trial import Copy, Mutant
from tests.mutants.warm import function_of

CHECKOUT = Path(__file__).resolve().parents[2]
# What makes samples and examples, shows pictures or is a product to be judged is not what judges.
LEFT_OUT = {"samples", "demo", "writer", "reference", "pictures", "examples"}
# A browser does not start with as little memory as a mutant is given; the others install something or take minutes.
NOT_TRIED = (
    *("tests/reporting/test_in_browser.py", "tests/test_site.py", "tests/test_shipping.py", "tests/test_core_alone.py"),
    *("tests/products", "tests/test_docs.py"),
)
MOST_SURVIVORS = 0.08


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.mutants")
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--after", type=int, default=0, help="so many of the lines are left out")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--reach", type=Path, help="where it is kept what the tests reach")
    options.add_argument("--in", dest="folder", default="", help="only files whose path begins so")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="conformance-mutants-") as scratch:
        folder = given.reach or Path(scratch) / "reach"
        measure(folder)
        mutants = drawn(given.seed, given.count, given.folder)[given.after :]
        return tried(mutants, Reach(folder, items()), Path(scratch), given.jobs)


def measure(folder: Path) -> None:
    """Run the tests once that have not been, and keep which lines each of them reaches."""
    search = f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"
    environment = {**os.environ, "PYTHONPATH": search, "CONFORMANCE_REACH": str(folder.resolve())}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.mutants.reach",
        "-p",
        "no:cacheprovider",
        *map("--ignore={}".format, NOT_TRIED),
    ]
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=False, stdout=subprocess.DEVNULL)


def items() -> set[str]:
    """The tests that there are."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    listed = subprocess.run([*command, "-o", "addopts="], cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    return {line for line in listed.stdout.splitlines() if "::" in line and not line.startswith(NOT_TRIED)}


def sources() -> list[Path]:
    """The files that judge."""
    found = [*(CHECKOUT / "src" / "conformance").rglob("*.py"), *(CHECKOUT / "suites").rglob("*.py")]
    return sorted(path for path in found if not LEFT_OUT & {*path.relative_to(CHECKOUT).with_suffix("").parts})


def users(line: str) -> list[tuple[str, int]]:
    """Where the constant is used that this line of a module defines."""
    name = re.match(r"_?[A-Z][A-Z0-9_]+(?=[:,= ])", line)
    found = []
    for path in sources() if name else ():
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if name and re.search(rf"\b{name[0]}\b", text):
                found.append((path.relative_to(CHECKOUT).as_posix(), number))
    return found


def drawn(seed: int, count: int, folder: str = "") -> list[Mutant]:
    """So many lines drawn from all that can be mutated, and one mutation drawn for each."""
    chance = random.Random(seed)
    lines = []
    for path in sources():
        file = path.relative_to(CHECKOUT).as_posix()
        if file.startswith(folder):
            text = path.read_text(encoding="utf-8")
            lines += [(file, text, each) for each in by_line(text)]
    chance.shuffle(lines)
    return list(islice(filter(None, (_drawn(*each, chance) for each in lines)), count))


def by_line(text: str) -> list[list[Mutation]]:
    """The mutations of each line that has any."""
    found: dict[int, list[Mutation]] = {}
    for each in mutations(text):
        found.setdefault(each.line, []).append(each)
    return list(found.values())


def _drawn(file: str, text: str, allowed: list[Mutation], chance: random.Random) -> Mutant | None:
    """One of the mutations of a line, None where none leaves it Python."""
    for mutation in chance.sample(allowed, len(allowed)):
        changed, number = mutation.applied(text), mutation.line - 1
        if is_python(changed):
            before, after = text.split("\n")[number], changed.split("\n")[number]
            return Mutant(file, mutation, before, after, function_of(text, mutation.line))
    return None


def tried(mutants: list[Mutant], reach: Reach, scratch: Path, jobs: int) -> int:
    """Try each and print what becomes of it."""
    copies: SimpleQueue[Copy] = SimpleQueue()
    with ThreadPoolExecutor(jobs) as pool:
        for copy in pool.map(lambda number: Copy(CHECKOUT, scratch / f"copy-{number}"), range(jobs)):
            copies.put(copy)

    def one(mutant: Mutant) -> tuple[Mutant, str, float]:
        copy, started = copies.get(), time.monotonic()
        try:
            words = f"{mutant.function} {mutant.before}"
            rounds = reach.rounds(mutant.file, mutant.mutation.line, words, users(mutant.before))
            return mutant, copy.caught(mutant, rounds), time.monotonic() - started
        finally:
            copies.put(copy)

    survivors = []
    with ThreadPoolExecutor(jobs) as pool:
        numbers = {pool.submit(one, mutant): number for number, mutant in enumerate(mutants, 1)}
        for done in as_completed(numbers):
            number, (mutant, how, seconds) = numbers[done], done.result()
            print(f"{number:4} {seconds:5.0f} s  {mutant}\n               {how or 'SURVIVES'}", flush=True)
            survivors += [] if how else [mutant]
    return concluded(survivors, len(mutants))


def concluded(survivors: Iterable[Mutant], count: int) -> int:
    """Print what survived; the exit status."""
    with (Path(__file__).parent / "equivalent.toml").open("rb") as file:
        known = {(each["file"], each["before"], each["after"]) for each in tomllib.load(file).get("mutant", [])}
    gaps = []
    for each in survivors:
        equivalent = (each.file, each.before.strip(), each.after.strip()) in known
        print(f"{'equivalent' if equivalent else 'SURVIVES  '} {each}")
        gaps += [] if equivalent else [each]
    print(f"{len(gaps)} of {count} survive")
    return 1 if len(gaps) > MOST_SURVIVORS * count else 0


if __name__ == "__main__":
    sys.exit(main())
