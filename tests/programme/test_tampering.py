"""Thirty ways to be deceived, each with the exit status of its class and a sentence that says what happened."""

from __future__ import annotations

import base64
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.head import FILES, head_of
from conformance.programme.moments import now
from conformance.programme.proofs import signed
from conformance.programme.register import read_chain
from conformance.programme.signers import signer_of
from tests.programme.demo_pilot import ISSUER, PARTIES

pytestmark = pytest.mark.needs("assets/gltf")
C1, C2 = "C-000001", "C-000002"


class Scene(NamedTuple):
    """The demo pilot, and the folder trust/ of a platform that knows it."""

    demo: Path
    trust: Path

    @property
    def certificate(self) -> Path:
        return self.demo / "pilot" / "certificates" / f"{C1}.vc.json"

    @property
    def evidence(self) -> Path:
        return self.demo / "pilot" / "submissions" / "alpha" / "lantern" / "1.0.0" / "evidence.zip"

    @property
    def envelope(self) -> Path:
        return self.evidence.with_suffix(".dsse.json")

    def office(self, *words: str) -> None:
        """What the pilot office does, and publishes."""
        key = ["--key", str(self.demo / "keys" / "issuer.pem")]
        pilot = str(self.demo / "pilot")
        if words:
            reason = ["--reason-en", "a fault in the field", "--reason-zh", "使用中发现问题"]
            assert main(["programme", words[0], pilot, *words[1:], *key, *reason]) == 0
        assert main(["programme", "publish", pilot, *key]) == 0

    def fetch(self) -> None:
        """What the platform does now and then: it copies the folder over its own."""
        shutil.copytree(self.demo / "pilot" / "site" / "trust", self.trust, dirs_exist_ok=True)

    @property
    def review(self) -> Path:
        return self.demo / "pilot" / "reviews" / "alpha" / "lantern" / "1.0.0" / "001.dsse.json"

    @property
    def waiver(self) -> Path:
        return self.demo / "pilot" / "waivers" / "beta" / "mirror" / "1.0.0" / "001.dsse.json"

    def trust_results(self) -> None:
        """The laboratory, the reviewer and the board are trusted as well."""
        for name, (id_, title, acts) in PARTIES.items():
            if name != "alpha":
                shutil.copy(self.demo / "keys" / f"{name}.pub.pem", self.trust / f"{name}.pem")
                party = f'id = "{id_}"\nname = "{title}"\nacts = {acts}\nkeys = [{{ file = "{name}.pem" }}]'
                with (self.trust / "trust.toml").open("a", encoding="utf-8") as out:
                    out.write(f"\n[[party]]\n{party}\n")


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    told = json.loads(path.read_text("utf-8"))
    change(told)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def restate(path: Path, old: bytes, new: bytes) -> None:
    """Change what a statement says, and keep its signatures."""

    def change(told: dict[str, Any]) -> None:
        payload = base64.b64decode(told["payload"])
        assert old in payload
        told["payload"] = base64.b64encode(payload.replace(old, new)).decode()

    edit(path, change)


def said_by(path: Path, key: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Let a key say something else."""
    content = read_envelope(path).statement
    change(content["predicate"])
    path.write_text(sealed(content, [signer_of(key)]).text, encoding="utf-8")


def reissue(scene: Scene, key: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Let a key issue a changed certificate."""
    credential = json.loads(scene.certificate.read_text("utf-8"))
    credential.pop("proof")
    change(credential)
    made = signed(credential, credential["issuer"], signer_of(scene.demo / "keys" / f"{key}.pem"), now())
    scene.certificate.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def unsigned_evidence(scene: Scene) -> Path:
    scene.envelope.unlink()
    return scene.evidence


def changed_bundle(scene: Scene) -> Path:
    with zipfile.ZipFile(scene.evidence, "a") as out:
        out.comment = b"later"
    return scene.evidence


def changed_statement(scene: Scene) -> Path:
    restate(scene.envelope, b"Lantern", b"Lantenr")
    return scene.evidence


def raised_level(scene: Scene) -> Path:
    said_by(scene.envelope, scene.demo / "keys" / "lab.pem", lambda told: told.update(level="mutual_recognition"))
    return scene.evidence


def swapped_version(scene: Scene) -> Path:
    said_by(scene.envelope, scene.demo / "keys" / "lab.pem", lambda told: told["product"].update(version="2.0.0"))
    return scene.evidence


def other_catalogue(scene: Scene) -> Path:
    said_by(scene.envelope, scene.demo / "keys" / "lab.pem", lambda told: told.update(catalogue="sha256:" + 64 * "0"))
    return scene.evidence


def result_by_a_stranger(scene: Scene) -> Path:
    said_by(scene.envelope, scene.demo / "keys" / "stranger.pem", lambda told: None)
    return scene.evidence


def result_by_the_issuer(scene: Scene) -> Path:
    said_by(scene.envelope, scene.demo / "keys" / "issuer.pem", lambda told: None)
    return scene.evidence


def other_product(scene: Scene) -> Path:
    other = scene.demo / "pilot" / "submissions" / "beta" / "mirror" / "1.0.0" / "evidence.zip"
    shutil.copy(other, scene.evidence)
    return scene.evidence


def expired_key(scene: Scene) -> Path:
    path = scene.trust / "trust.toml"
    path.write_text(path.read_text("utf-8").replace('"lab.pem"', '"lab.pem", ends = 2020-01-01'), encoding="utf-8")
    return scene.evidence


def changed_certificate(scene: Scene) -> Path:
    edit(scene.certificate, lambda told: told["credentialSubject"]["product"].update(version="2.0.0"))
    return scene.certificate


def certificate_without_proof(scene: Scene) -> Path:
    edit(scene.certificate, lambda told: told.pop("proof"))
    return scene.certificate


def certificate_by_a_stranger(scene: Scene) -> Path:
    reissue(scene, "stranger", lambda told: None)
    return scene.certificate


def longer_validity(scene: Scene) -> Path:
    reissue(scene, "issuer", lambda told: told.update(validUntil="2099-01-01T00:00:00Z"))
    return scene.certificate


def unlisted_certificate(scene: Scene) -> Path:
    reissue(scene, "issuer", lambda told: told["credentialSubject"].update(number="C-000099"))
    return scene.certificate


def revoked(scene: Scene) -> Path:
    scene.office("revoke", C1)
    scene.fetch()
    return scene.certificate


def suspended(scene: Scene) -> Path:
    scene.office("suspend", C1)
    scene.fetch()
    return scene.certificate


def changed_line(scene: Scene) -> Path:
    path = scene.trust / "register.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"level":"basic"', b'"level":"interoperable"', 1))
    return scene.certificate


def changed_list(scene: Scene) -> Path:
    edit(scene.trust / "status" / "revocation.vc.json", lambda told: told["credentialSubject"].update(encodedList="u"))
    return scene.certificate


def changed_head(scene: Scene) -> Path:
    restate(scene.trust / "head.dsse.json", b'"next_update":"20', b'"next_update":"30')
    return scene.certificate


def rolled_back(scene: Scene) -> Path:
    """After a revocation was seen, somebody puts the older register back, which is signed and still current."""
    before = shutil.copytree(scene.trust, scene.demo / "before")
    scene.office("revoke", C2)
    scene.fetch()
    assert main(["verify", str(scene.certificate), "--trust", str(scene.trust)]) == 0
    shutil.copytree(before, scene.trust, dirs_exist_ok=True, ignore=shutil.ignore_patterns("seen.json"))
    return scene.certificate


def rewritten(scene: Scene) -> Path:
    """The issuer itself writes another register than the one that was seen."""
    assert main(["verify", str(scene.certificate), "--trust", str(scene.trust)]) == 0
    path = scene.demo / "pilot" / "trust" / "register.jsonl"
    first = path.read_bytes().splitlines()[0]
    path.write_bytes(first.replace(b"Lantern", b"Lanterm") + b"\n")
    chain, at, signer = read_chain(path), now(), signer_of(scene.demo / "keys" / "issuer.pem")
    head = head_of(ISSUER, chain, dict.fromkeys(FILES, b""), [signer], at, at)
    (path.parent / "head.dsse.json").write_text(head.text, encoding="utf-8")
    (path.parent / "seen.json").unlink(missing_ok=True)
    for _ in range(2):
        scene.office()
    scene.office("suspend", C1)
    scene.office("suspend", C1, "--lift")
    scene.fetch()
    return scene.certificate


def no_register(scene: Scene) -> Path:
    (scene.trust / "head.dsse.json").unlink()
    return scene.certificate


def judged_by_others(scene: Scene) -> Path:
    """Evidence that says consistently that other requirements judged it, and that the laboratory vouches for."""
    with zipfile.ZipFile(scene.evidence) as opened:
        members = {each: opened.read(each) for each in opened.infolist()}
    index = next(each for each in members if each.filename == "bundle.json")
    told = json.loads(members[index])
    told["catalogue"]["digest"] = "sha256:" + 64 * "0"
    members[index] = json.dumps(told).encode()
    with zipfile.ZipFile(scene.evidence, "w") as out:
        for member, data in members.items():
            out.writestr(member, data)
    chosen = ["--claim", "laboratory", "--key", str(scene.demo / "keys" / "lab.pem")]
    assert main(["sign", str(scene.evidence), *chosen]) == 0
    return scene.evidence


def changed_review(scene: Scene) -> Path:
    restate(scene.review, b'"verificationResult":"PASSED"', b'"verificationResult":"FAILED"')
    return scene.review


def review_by_the_laboratory(scene: Scene) -> Path:
    said_by(scene.review, scene.demo / "keys" / "lab.pem", lambda told: None)
    return scene.review


def review_of_other_evidence(scene: Scene) -> Path:
    shutil.copy(scene.demo / "evidence" / "beta" / "evidence.zip", scene.evidence)
    return scene.review


def changed_waiver(scene: Scene) -> Path:
    restate(scene.waiver, b'"expires":"2030', b'"expires":"2099')
    return scene.waiver


def waiver_by_one(scene: Scene) -> Path:
    said_by(scene.waiver, scene.demo / "keys" / "board.pem", lambda told: None)
    return scene.waiver


def expired_waiver(scene: Scene) -> Path:
    return scene.waiver


CASES: list[tuple[Callable[[Scene], Path], list[str], int, str]] = [
    (unsigned_evidence, [], 18, "nobody vouches for it"),
    (changed_bundle, [], 11, "is not the file that was signed"),
    (other_product, [], 11, "is not the file that was signed"),
    (changed_statement, [], 10, "the signature of Test Laboratory does not verify"),
    (raised_level, [], 16, "level is stated as mutual_recognition"),
    (swapped_version, [], 16, "product is stated as"),
    (other_catalogue, [], 16, "catalogue is stated as"),
    (result_by_a_stranger, [], 12, "a key that nobody here vouches for"),
    (result_by_the_issuer, [], 12, "Demo pilot signed it, but may not vouch for results"),
    (expired_key, [], 13, "the key of Test Laboratory is valid from always until 2020-01-01"),
    (lambda scene: scene.evidence, ["--at", "2020-01-01"], 13, "one of the two clocks is wrong"),
    (changed_certificate, [], 10, "it was changed after Demo pilot issued it"),
    (certificate_without_proof, [], 18, "it has no proof"),
    (certificate_by_a_stranger, [], 12, "issued with a key that nobody here vouches for"),
    (longer_validity, [], 11, "is not the certificate that the register lists"),
    (unlisted_certificate, [], 18, "the register does not list C-000099"),
    (revoked, [], 14, "revoked on"),
    (suspended, [], 14, "suspended on"),
    (lambda scene: scene.certificate, ["--at", "2036-01-01"], 13, "was due to be renewed by"),
    (changed_line, [], 17, "is not the file that the head of the register names"),
    (changed_list, [], 17, "is not the file that the head of the register names"),
    (changed_head, [], 10, "the signature of Demo pilot does not verify"),
    (rolled_back, [], 17, "it was rolled back"),
    (rewritten, [], 17, "the register was rewritten"),
    (judged_by_others, ["--rejudge"], 15, "judged by requirements with the digest sha256:000000000000, but here it is"),
    (changed_review, [], 10, "the signature of Review Office does not verify"),
    (review_by_the_laboratory, [], 12, "Test Laboratory signed it, but may not review"),
    (review_of_other_evidence, [], 11, "evidence.zip is not the file that was signed"),
    (changed_waiver, [], 10, "the signature of Review Office does not verify"),
    (waiver_by_one, [], 18, "a waiver needs two grantors that are different parties, this one has 1"),
    (expired_waiver, ["--at", "2031-01-01"], 13, "the waiver of AST-GLD-012 expired on 2030-12-31"),
    (no_register, [], 13, "whether a certificate was revoked is unknown"),
]


@pytest.mark.parametrize(("tamper", "options", "status", "said"), CASES, ids=lambda each: getattr(each, "__name__", ""))
def test_each_deceit_is_noticed(
    tamper: Callable[[Scene], Path], options: list[str], status: int, said: str, demo: Path, published: Path, capsys
) -> None:
    scene = Scene(demo, published)
    scene.trust_results()
    path = tamper(scene)
    capsys.readouterr()
    assert main(["verify", str(path), "--trust", str(scene.trust), "--lang", "en", *options]) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert not shown.out


def test_untouched_all_of_it_is_vouched_for(demo: Path, published: Path, capsys) -> None:
    scene = Scene(demo, published)
    scene.trust_results()
    for path in (scene.evidence, scene.envelope, scene.certificate, scene.review, scene.waiver):
        assert main(["verify", str(path), "--trust", str(published), "--lang", "en"]) == 0, path
    out = capsys.readouterr().out
    assert "certificate valid, exchange-model, level basic" in out
    assert "review of https://pilot.example/submissions/alpha/lantern/1.0.0: PASSED" in out
    assert "waiver of AST-GLD-012 for version 1.0.0 until 2030-12-31, owner Beta Works" in out
    assert main(["verify", str(scene.certificate), "--trust", str(scene.demo / "pilot")]) == 0
