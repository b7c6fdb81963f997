"""A pilot with three products, made by the commands alone: one refused, one conditional, one certified, later revoked.

`python tests/programme/demo_pilot.py FOLDER` makes it in a new folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conformance.cli.main import main

ISSUER = "did:web:pilot.example"
HOLDERS = {"alpha": "Alpha Studio", "beta": "Beta Works", "gamma": "Gamma Lab"}
PROFILE = "exchange-model"
PARTIES = {
    "lab": ("https://lab.example", "Test Laboratory", ["test"]),
    "reviewer": ("https://review.example", "Review Office", ["review", "waive"]),
    "board": ("https://board.example", "Pilot Board", ["waive"]),
    "alpha": ("https://alpha.example", "Alpha Studio", ["test", "review", "waive", "dispute"]),
}
REASON = ["--reason-en", "a fault was found in the field", "--reason-zh", "使用中发现问题"]


class Failed(Exception):
    """A command that did not do what the demo needs."""


def command(*words: object, status: int = 0) -> None:
    """Run a command. Raises Failed where it ends with another status."""
    argv = list(map(str, words))
    if (found := main(argv)) != status:
        raise Failed(f"{argv}: {found}")


def make_keys(folder: Path, new_key: Callable[[str], Any] | None = None) -> None:
    """A key for each party, and one of a stranger: new ones, or those that a function gives."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder.mkdir(parents=True)
    for name in ("issuer", *PARTIES, "stranger"):
        made = new_key(name) if new_key else Ed25519PrivateKey.generate()
        private = made.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        (folder / f"{name}.pem").write_bytes(private)
        public = made.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
        (folder / f"{name}.pub.pem").write_bytes(public)


def make_evidence(
    folder: Path, model: Path, name: str, holder: str, key: Path, *level: str, version: str = "1.0.0"
) -> None:
    """Evidence of a model, signed by a laboratory, and the description of the submission."""
    folder.mkdir(parents=True)
    (folder / "plan.toml").write_text(
        f'[product]\nname = "{name}"\nversion = "{version}"\nproducer = "{HOLDERS[holder]}"\n'
        '[laboratory]\nname = "Test Laboratory"\n',
        encoding="utf-8",
    )
    told = ["--plan", folder / "plan.toml", "--profile", PROFILE, "--journal", folder / "run.jsonl", *level]
    with contextlib.chdir(model.parent), contextlib.suppress(Failed):  # it is named by its file alone
        command("check", model.name, *told, "--evidence", folder / "evidence.zip")
    chosen = ["--claim", "laboratory", "--chosen-by", "the laboratory", "--rule", "the file that users download"]
    command("sign", folder / "evidence.zip", "--key", key, *chosen)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    (folder / "submission.toml").write_text(
        f'holder = "{holder}"\nholder_id = "https://{holder}.example"\norganisation = "{HOLDERS[holder]}"\n'
        f'product = "{name.lower()}"\nname = "{name}"\nversion = "{version}"\nprofile = "{PROFILE}"\nlevel = "basic"\n'
        f'variants = ["all platforms"]\nrecognised = [{{ by = "file", value = "sha256:{digest}" }}]\n',
        encoding="utf-8",
    )


def make_models(folder: Path) -> dict[str, Path]:
    """Three models: a good one, one that violates one requirement, one that violates several."""
    folder.mkdir(parents=True)
    with contextlib.chdir(folder):
        command("demo")
    models = folder / ".conformance" / "demo-models"
    good, faulty = models / "good" / "box.glb", sorted((models / "faulty").glob("*.gl*"))
    return {"good": good, "one fault": with_one_fault(good, folder / "mirror.glb"), "faulty": faulty[0]}


def make_pilot(folder: Path, new_key: Callable[[str], Any] | None = None) -> Path:
    """The pilot in a folder that does not exist yet; keys and evidence are beside it."""
    keys, pilot = folder / "keys", folder / "pilot"
    make_keys(keys, new_key)
    models = make_models(folder / "models")
    names = ["--name-en", "Demo pilot", "--name-zh", "演示试点", "--issuer", ISSUER, "--url", "https://pilot.example"]
    command("programme", "init", pilot, "--key", keys / "issuer.pem", *names, "--profile", PROFILE)
    with (pilot / "programme.toml").open("a", encoding="utf-8") as out:
        for name, (id_, title, acts) in PARTIES.items():
            (pilot / "keys" / f"{name}.pem").write_bytes((keys / f"{name}.pub.pem").read_bytes())
            out.write(f'\n[[party]]\nid = "{id_}"\nname = "{title}"\nacts = {acts}\n')
            out.write(f'keys = [{{ file = "keys/{name}.pem" }}]\n')
    products = {
        "alpha": ("Lantern", models["good"], 0),
        "beta": ("Mirror", models["one fault"], 0),
        "gamma": ("Noise", models["faulty"], 1),
    }
    for holder, (name, model, refused) in products.items():
        evidence = folder / "evidence" / holder
        make_evidence(evidence, model, name, holder, keys / "lab.pem")
        place = f"submissions/{holder}/{name.lower()}/1.0.0"
        command("programme", "submit", pilot, evidence / "submission.toml", "--evidence", evidence / "evidence.zip")
        if holder == "beta":
            waive(pilot, place, violated(evidence / "run.jsonl")[0], keys)
        command("programme", "review", pilot, place, "--key", keys / "reviewer.pem")
        command("programme", "certify", pilot, place, "--key", keys / "issuer.pem", status=refused)
    return pilot


def waive(pilot: Path, place: str, requirement: str, keys: Path) -> None:
    """A waiver by two grantors."""
    told = ["--cause", "time_limited", "--issue", "https://pilot.example/issues/1", "--owner", "Beta Works"]
    about = ["--until", "2030-12-31", "--reason-en", "fixed in the next version", "--reason-zh", "下一版本修正"]
    waived = ["programme", "waive", pilot, place, "--requirement", requirement]
    command(*waived, *told, *about, "--key", keys / "reviewer.pem")
    command(*waived, "--add", "--key", keys / "board.pem")


def violated(journal: Path) -> list[str]:
    """The requirements that decide and are violated in a run."""
    from conformance.model.outcome import Conclusion
    from conformance.reporting.journal import events
    from conformance.reporting.summary import summarise

    summary = summarise(events(journal))
    return [each.record.id for each in summary.concluded(Conclusion.VIOLATED) if each.record.decides]


def with_one_fault(model: Path, target: Path, least: str = "3.0") -> Path:
    """A copy of a binary model whose JSON asks for a newer version than it has; with `least` 2.0 for the one it has."""
    data = model.read_bytes()
    size = int.from_bytes(data[12:16], "little")
    told = json.loads(data[20 : 20 + size])
    told["asset"]["minVersion"] = least
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    rest = data[20 + size :]
    head = b"glTF" + (2).to_bytes(4, "little") + (20 + len(text) + len(rest)).to_bytes(4, "little")
    target.write_bytes(head + len(text).to_bytes(4, "little") + b"JSON" + text + rest)
    return target


if __name__ == "__main__":
    os.environ.setdefault("LANG", "en_US.UTF-8")
    make_pilot(Path(sys.argv[1]).resolve())
