"""A programme of the size that it is meant for: recall, evaluation, register, lookup, and a large bundle."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from conformance.catalogue import folder as our_folder
from conformance.cli.main import main
from conformance.programme.ledger import entered
from conformance.programme.lookup import Register
from conformance.programme.moments import now, written
from conformance.programme.pilot import Pilot
from conformance.programme.result import file_digest
from conformance.programme.signers import signer_of
from conformance.programme.store import write_all
from tests.bench.measure import Figure, command, seconds

REPORTS, VENDORS = 1_000, 120
RECALLED, PLANTED = 1_000, 37
CERTIFICATES, ROUNDS = 10_000, 200
LARGE = 100_000_000
CHECKS, BEFORE, AFTER = Path("assets/gltf/document/checks.py"), "least > version", "least >= version"


def quietly(*words: object) -> None:
    """Run a command whose output is of no interest."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(list(map(str, words)))


def models_of(folder: Path) -> tuple[Path, Path]:
    """A good model, and one whose JSON asks for a newer version than it has."""
    from tests.programme.demo_pilot import with_one_fault

    folder.mkdir(parents=True)
    with contextlib.chdir(folder):
        quietly("demo")
    good = folder / ".conformance" / "demo-models" / "good" / "box.glb"
    return with_one_fault(good, folder / "good.glb", "2.0"), with_one_fault(good, folder / "faulty.glb")


def evaluation(folder: Path) -> Iterator[Figure]:
    """1,000 reports by 120 vendors in four classes over two years, with the page."""
    reports = folder / "reports"
    reports.mkdir()
    bundles = [_judged(folder / str(at), model) for at, model in enumerate(models_of(folder / "models"))]
    for number in range(REPORTS):
        vendor, month = number % VENDORS, number * 24 // REPORTS
        lines = bundles[(number * 7 + vendor) % 5 == 0].with_name("run.jsonl").read_bytes().splitlines(keepends=True)
        opening = json.loads(lines[0])
        started = f"{2027 + month // 12}-{month % 12 + 1:02}-15T08:00:00+00:00"
        opening["run"] |= {"id": f"run-{number}", "started": started}
        opening["product"] |= {"name": "Lamp", "producer": f"vendor {vendor}"}
        (reports / f"{number}.jsonl").write_bytes(json.dumps(opening).encode() + b"\n" + b"".join(lines[1:]))
    config = folder / "config.toml"
    named = "".join(f'"vendor {each}" = "{"abcd"[each % 10 // 4]}"\n' for each in range(0, VENDORS, 2))
    config.write_text(f"[classes]\n{named}", encoding="utf-8")
    page = folder / "effect.html"
    took = seconds(
        [command(), "evaluate", str(reports), "--config", str(config), "--format", "html", "--output", str(page)]
    )
    detail = f"{REPORTS} reports, page of {page.stat().st_size / 1e3:.0f} kB"
    yield Figure("evaluation of 1,000 reports, seconds", took, "<=", 60, detail)


def _judged(folder: Path, model: Path) -> Path:
    """The evidence of a run over a model."""
    folder.mkdir()
    plan, bundle = folder / "plan.toml", folder / "evidence.zip"
    plan.write_text('[product]\nname = "Lamp"\nversion = "1.0.0"\n', encoding="utf-8")
    told = ["--plan", plan, "--profile", "exchange-model", "--journal", folder / "run.jsonl", "--evidence", bundle]
    quietly("check", model, *told)
    return bundle


def recalled(folder: Path) -> Iterator[Figure]:
    """1,000 certificates, of which a change of one row touches 37."""
    planted, plain = models_of(folder / "models")[0], folder / "models" / ".conformance/demo-models/good/box.glb"
    bundles = [_judged(folder / name, model) for name, model in (("plain", plain), ("planted", planted))]
    pilot = _pilot(folder, [bundles[number % 27 == 5 and number < 27 * PLANTED] for number in range(RECALLED)])
    later = folder / "later" / "suites"
    shutil.copytree(our_folder("suites"), later, ignore=shutil.ignore_patterns("samples", "__pycache__"))
    text = (later / CHECKS).read_text(encoding="utf-8")
    (later / CHECKS).write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    found = io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stdout(found):
        main(["recall", str(pilot.folder), "--from", str(our_folder("suites")), "--to", str(later), "--format", "json"])
    took = time.perf_counter() - started
    touched = {int(each["certificate"][2:]) - 1 for each in json.loads(found.getvalue())["touched"]}
    missed = {number for number in range(27 * PLANTED) if number % 27 == 5} ^ touched
    yield Figure("recall over 1,000 bundles, seconds", took, "<=", 600, f"{len(touched)} certificates touched")
    yield Figure("planted certificates missed, or touched without a reason", len(missed), "<=", 0, f"of {PLANTED}")


def register(folder: Path) -> Iterator[Figure]:
    """10,000 certificates: the site and the register are made anew; a platform loads one file and asks it."""
    bundle = _judged(folder / "run", models_of(folder / "models")[0])
    pilot = _pilot(folder, [bundle] * CERTIFICATES, copied=False)
    took = seconds([command(), "programme", "publish", str(pilot.folder), "--key", str(folder / "key.pem")])
    lookup = pilot.folder / "site" / "trust" / "lookup.json"
    detail = f"{CERTIFICATES} certificates, lookup.json of {lookup.stat().st_size / 1e6:.1f} MB"
    yield Figure("register of 10,000 certificates built, seconds", took, "<=", 60, detail)
    keys, at = [signer_of(folder / "key.pem").key], now()
    started = time.perf_counter()
    loaded = Register.load(lookup, keys, at)
    first = loaded.find("package:pkg:generic/lamp@9999.0.0", at)
    cold = (time.perf_counter() - started) * 1e3
    assert [each.number for each in first] == [f"C-{CERTIFICATES:06d}"]
    started = time.perf_counter()
    for number in range(ROUNDS):
        assert loaded.find(f"package:pkg:generic/lamp@{number}.0.0", at)[0].usable
    warm = (time.perf_counter() - started) / ROUNDS * 1e3
    yield Figure("lookup, loaded and verified anew, ms", cold, "<=", 100, "digest and signature are checked")
    yield Figure("lookup once loaded, ms", warm, "<=", 5, f"mean of {ROUNDS}")


def verified(folder: Path) -> Iterator[Figure]:
    """`verify` of a bundle of 100 MB: of a model whose buffer is that long."""
    good = models_of(folder / "models")[0]
    head = json.dumps({"asset": {"version": "2.0"}, "buffers": [{"byteLength": LARGE}]}).encode()
    head += b" " * (-len(head) % 4)
    size = 28 + len(head) + LARGE
    parts = [b"glTF" + (2).to_bytes(4, "little") + size.to_bytes(4, "little")]
    parts += [len(head).to_bytes(4, "little") + b"JSON" + head, LARGE.to_bytes(4, "little") + b"BIN\0"]
    model = good.with_name("large.glb")
    model.write_bytes(b"".join(parts) + random.Random(1).randbytes(LARGE))  # what does not shrink when it is packed
    bundle, key = _judged(folder / "large", model), _key(folder)
    quietly("sign", bundle, "--key", key)
    trust = folder / "trust"
    trust.mkdir()
    (trust / "key.pem").write_text(signer_of(key).key.pem, encoding="ascii")
    took = min(seconds([command(), "verify", str(bundle), "--trust", str(trust)]) for _ in range(3))
    yield Figure("verify of a bundle, seconds", took, "<=", 2, f"{bundle.stat().st_size / 1e6:.0f} MB")


def _key(folder: Path) -> Path:
    from tests.programme.demo_pilot import make_keys

    make_keys(folder / "keys")
    return Path(shutil.copy(folder / "keys" / "issuer.pem", folder / "key.pem"))


def _pilot(folder: Path, bundles: list[Path], *, copied: bool = True) -> Pilot:
    """A programme with a certificate for each bundle, whose files are there as far as they are `copied`."""
    place, key = folder / "pilot", _key(folder)
    names = ["--name-en", "Bench", "--name-zh", "基准", "--issuer", "did:web:x.example", "--url", "https://x.example"]
    quietly("programme", "init", place, "--key", key, *names, "--profile", "exchange-model")
    pilot, at = Pilot(place), now()
    digests = {each: file_digest(each) for each in {*bundles}}
    events = [_event(number, digests[each], at) for number, each in enumerate(bundles)]
    write_all(place, entered(pilot, events, [signer_of(key)], at))
    (place / "certificates").mkdir()
    for number, bundle in enumerate(bundles):
        (place / "certificates" / f"C-{number + 1:06d}.vc.json").write_bytes(b"{}" * 1500)
        if copied:
            (submission := place / "submissions" / "vendor" / "lamp" / f"{number}.0.0").mkdir(parents=True)
            shutil.copy(bundle, submission / "evidence.zip")
    return pilot


def _event(number: int, evidence: str, at: datetime) -> dict[str, object]:
    return {
        "time": written(at),
        "event": "certified",
        "holder": "vendor",
        "organisation": "Vendor",
        "product": "lamp",
        "name": "Lamp",
        "version": f"{number}.0.0",
        "profile": "exchange-model",
        "level": "basic",
        "conclusion": "conformant",
        "reason": {"en": "satisfied", "zh": "满足"},
        "index": number + 1,
        "certificate": f"C-{number + 1:06d}",
        "from": written(at),
        "until": written(at + timedelta(days=365)),
        "recognised": [f"package:pkg:generic/lamp@{number}.0.0"],
        "digests": {"evidence": evidence, "certificate": evidence},
    }
