"""What the commands of a pilot programme say, from its first day to its last, and of mistakes on the way.

The product is a toy badge, the keys are published, and each command is run a day after the one before.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from conformance.model.text import LANGUAGES
from conformance.programme.papers import paper
from conformance.programme.pilot import Pilot
from tests.outcomes.commands import TEXTS, TOYS, step_text
from tests.outcomes.papers import paper_text
from tests.programme.demo_pilot import ISSUER, PARTIES, REASON, make_keys
from tests.programme.pilot_example import published_key, still

PLAN = """[product]
name = "Badge"
version = "VERSION"
producer = "Alpha Studio"
[laboratory]
name = "Test Laboratory"
"""
SUBMISSION = """holder = "alpha"
holder_id = "https://alpha.example"
organisation = "Alpha Studio"
product = "badge"
name = "Badge"
version = "VERSION"
profile = "badge-issuer"
level = "basic"
variants = ["all"]
recognised = [{ by = "file", value = "sha256:DIGEST" }]
"""
PLACE, BAD = "submissions/alpha/badge/1", "submissions/alpha/badge/2"
WHY = f"--reason-en '{REASON[1]}' --reason-zh '{REASON[3]}'"
WAIVED = "--requirement TOY-BDG-003 --cause time_limited --issue https://a.example/1 --owner Alpha --until 2026-12-31"
EVIDENCE = "--profile badge-issuer --plan {0}.plan.toml --evidence {0}.zip --journal {0}.jsonl"
CHOSEN = "--claim laboratory --chosen-by 'the laboratory' --rule all"
BASIS = f"init pilot --key keys/issuer.pem --name-en Badges --name-zh 徽章 --issuer {ISSUER} --url https://a.example"
MADE = f"programme {BASIS} --profile badge-issuer"
STEPS = (
    f"check files/good.json {EVIDENCE.format('good')}",
    f"check files/long.json {EVIDENCE.format('bad')}",
    "programme init pilot",
    f"programme {BASIS} --profile nothing",
    MADE,
    f"{MADE} --lang zh",
    "programme check pilot",
    "programme submit pilot good.toml --evidence good.zip",
    "verify good.zip",
    "verify good.zip --lang zh",
    "sign good.zip --key keys/lab.pem --claim laboratory",
    "sign good.zip --key keys/nobody.pem",
    f"sign good.zip --key keys/lab.pem {CHOSEN}",
    f"sign good.zip --key keys/lab.pem {CHOSEN}",
    "sign good.zip --key keys/alpha.pem --add --lang zh",
    f"sign bad.zip --key keys/lab.pem {CHOSEN} --test-result bad.result.json --sigstore bad.sigstore.json",
    "verify good.zip --trust pilot/trust --rejudge",
    "programme submit pilot good.toml --evidence good.zip",
    "programme submit pilot good.toml --evidence good.zip --lang zh",
    "programme submit pilot bad.toml --evidence bad.zip --lang zh",
    f"programme certify pilot {PLACE} --key keys/issuer.pem",
    f"programme review pilot {PLACE}",
    f"programme review pilot {PLACE} --key keys/stranger.pem",
    f"programme review pilot {PLACE} --key keys/reviewer.pem --note 'looked at the colours'",
    f"programme review pilot {BAD} --key keys/reviewer.pem --lang zh",
    f"programme certify pilot {PLACE} --key keys/issuer.pem",
    f"programme certify pilot {PLACE} --key keys/issuer.pem --lang zh",
    f"programme certify pilot {BAD} --key keys/issuer.pem",
    f"programme check pilot {BAD} --lang zh",
    f"programme waive pilot {BAD} {WHY} --key keys/reviewer.pem",
    f"programme waive pilot {BAD} {WAIVED} {WHY} --key keys/reviewer.pem",
    f"programme waive pilot {BAD} {WAIVED} --add --key keys/reviewer.pem --lang zh",
    f"programme waive pilot {BAD} {WAIVED} --add --key keys/board.pem --lang zh",
    f"programme dispute pilot {BAD} --requirement TOY-BDG-003 {WHY} --key keys/alpha.pem",
    f"programme dispute pilot {BAD} --requirement TOY-BDG-003 {WHY} --key keys/alpha.pem --lang zh",
    "surveil pilot --lang zh",
    f"programme dispute pilot {BAD} --requirement TOY-BDG-003 {WHY} --answer rejected --key keys/reviewer.pem",
    f"programme certify pilot {BAD} --key keys/issuer.pem",
    "programme publish pilot --key keys/issuer.pem",
    "programme check pilot --lang zh",
    "verify pilot/certificates/C-000001.vc.json --trust pilot/site/trust",
    "verify pilot/certificates/C-000001.vc.json --trust pilot/site/trust --lang zh",
    "verify pilot/certificates/C-000001.vc.json --trust pilot/site/trust --at 2031-01-01",
    f"verify pilot/{PLACE}/reviews/nothing.json",
    f"programme suspend pilot C-000001 --key keys/issuer.pem {WHY}",
    f"programme suspend pilot C-000001 --key keys/issuer.pem {WHY} --lift --lang zh",
    f"programme suspend pilot C-000009 --key keys/issuer.pem {WHY}",
    "programme rerun pilot C-000001 --evidence good.zip",
    "surveil pilot",
    "surveil pilot --at 2027-12-01",
    "surveil pilot --at 2027-12-01 --lang zh",
    "surveil pilot --at 2027-12-01 --format json",
    "surveil pilot --at 2027-01-02 --key keys/issuer.pem",
    "recall pilot --from TOYS --to later/suites",
    "recall pilot --from TOYS --to later/suites --lang zh --key keys/issuer.pem",
    "recall pilot --from TOYS --to TOYS",
    "impact good.zip bad.zip --from TOYS --to later/suites",
    "impact good.zip bad.zip --from TOYS --to later/suites --lang zh --format markdown",
    "impact good.zip --from TOYS --to nowhere",
    "evaluate pilot",
    "evaluate pilot good.jsonl bad.jsonl --lang zh",
    "evaluate good.jsonl bad.jsonl --format csv --config least.toml",
    f"programme revoke pilot C-000001 --key keys/issuer.pem {WHY}",
    f"programme revoke pilot C-000001 --key keys/issuer.pem {WHY} --lang zh",
    "programme rotate pilot --key keys/issuer.pem",
    "programme rotate pilot --key keys/issuer.pem --key keys/stranger.pem --until 2026-12-31",
    "programme publish pilot --key keys/stranger.pem --lang zh",
    "verify pilot/certificates/C-000001.vc.json --trust pilot/site/trust",
    "programme nothing pilot",
)
PAPERS = ("C-000002", "register", BAD)
TAKES_SUITES = {"check", "programme"}


def pilots_text(folder: Path) -> str:
    """What the steps print and which files they write."""
    folder /= "pilots"
    make_keys(folder / "keys", published_key)
    files = {**TEXTS, "least.toml": "least = 3\n"}
    for name, version, judged in (("good", "1", "files/good.json"), ("bad", "2", "files/long.json")):
        files[f"{name}.plan.toml"] = PLAN.replace("VERSION", version)
        digest = sha256(TEXTS[judged].encode()).hexdigest()
        files[f"{name}.toml"] = SUBMISSION.replace("VERSION", version).replace("DIGEST", digest)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with contextlib.chdir(folder), still() as calendar:
        _later_toys(folder / "later")
        said = []
        for step in STEPS:
            calendar.now += timedelta(days=1)
            taken = f" --suites {TOYS}" if step.split()[0] in TAKES_SUITES else ""
            said.append(step_text(step.replace("TOYS", str(TOYS)) + taken, whole=False, days=True))
            if step == MADE:
                _name_parties(folder)
        pilot = Pilot(Path("pilot"))
        papers = (paper_text(paper(pilot, what, language)[0]) for what in PAPERS for language in LANGUAGES)
        said += [re.sub("[0-9a-f]{64}", "DIGEST", each) for each in papers]
    return f"# By `python -m tests.outcomes core`.\n{''.join(said)}"


def _later_toys(place: Path) -> None:
    """The toys as they are to be: a name may have two letters."""
    shutil.copytree(TOYS, place / "suites", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TOYS.parent / "profiles", place / "profiles")
    checks = place / "suites" / "toy" / "badges" / "badge" / "checks.py"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(text.replace("LONGEST = 8", "LONGEST = 2"), encoding="utf-8")


def _name_parties(folder: Path) -> None:
    """Write the parties into the programme, as its owner does by hand."""
    pilot = folder / "pilot"
    with (pilot / "programme.toml").open("a", encoding="utf-8") as out:
        for name, (id_, title, acts) in PARTIES.items():
            shutil.copy(folder / "keys" / f"{name}.pub.pem", pilot / "keys" / f"{name}.pem")
            out.write(f'\n[[party]]\nid = "{id_}"\nname = "{title}"\nacts = {acts}\n')
            out.write(f'keys = [{{ file = "keys/{name}.pem" }}]\n')
