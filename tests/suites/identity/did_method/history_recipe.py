"""What the samples of logs are made from: `python -m tests.suites.identity.did_method.history_recipe`.

They are files, so that the catalogue can be read without the libraries that sign; a test compares them with this
recipe.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.data_integrity.reader.signing import Signer
from conformance_suites.identity.did_method.writer.history import announced, first, following, proven

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "did_method" / "history" / "samples"
ONE, TWO, THREE, OTHER = (Signer("Ed25519", number) for number in (1, 2, 3, 4))
TIMES = [f"2026-09-0{day}T08:00:00Z" for day in range(1, 8)]
HOST = "club.example"
Members = dict[str, Any]
Entries = list[Members]
GONE: Any = object()


def merged(members: Members, more: Members) -> Members:
    return {name: each for name, each in {**members, **more}.items() if each is not GONE}


def state(scid: str = "{SCID}", host: str = HOST, **more: Any) -> Members:
    did = f"did:webvh:{scid}:{host}"
    key = {"id": "#key-1", "type": "Multikey", "controller": did, "publicKeyMultibase": ONE.value}
    usual = {"@context": ["https://www.w3.org/ns/did/v1"], "id": did, "verificationMethod": [key]}
    return merged({**usual, "assertionMethod": ["#key-1"]}, more)


def begun(signer: Signer = ONE, document: Members | None = None, **more: Any) -> Entries:
    """A log with one entry; more parameters replace the usual ones."""
    usual = {"method": "did:webvh:1.0", "scid": "{SCID}", "updateKeys": [ONE.value]}
    return [first(merged(usual, more), document or state(), signer, TIMES[0])]


def scid_of_log(entries: Entries) -> str:
    return str(entries[0]["parameters"]["scid"])


def then(
    entries: Entries, signer: Signer = ONE, document: Members | None = None, time: str = "", **more: Any
) -> Entries:
    """The log with one more entry, whose parameters are the others."""
    made = document or state(scid_of_log(entries), entries[-1]["state"]["id"].partition(":")[2].split(":", 2)[2])
    return [*entries, following(entries[-1], more, made, signer, time or TIMES[len(entries)])]


def moved(**more: Any) -> Entries:
    """A log whose DID goes to another host."""
    log = begun(**more)
    former = log[0]["state"]["id"]
    return then(log, document=state(scid_of_log(log), "union.example", alsoKnownAs=[former]))


def edited(entries: Entries, at: int, **more: Any) -> Entries:
    """The log with one entry changed, and nothing made anew."""
    return [merged(each, more) if number == at else each for number, each in enumerate(entries)]


def resigned(entries: Entries, at: int, signer: Signer = ONE, **members: Any) -> Entries:
    """The log with another proof in one entry."""
    plain = {name: each for name, each in entries[at].items() if name != "proof"}
    return [proven(plain, signer, **members) if number == at else each for number, each in enumerate(entries)]


ROTATED = {"updateKeys": [TWO.value]}


def rotated() -> Entries:
    return then(then(begun(), **ROTATED), TWO)


def announcing(keys: list[str], hashes: Any) -> Entries:
    """A log whose second entry comes after keys were announced, and has these."""
    log = begun(nextKeyHashes=[announced(TWO)])
    parameters = merged({"updateKeys": keys, "nextKeyHashes": hashes}, {})
    return then(log, TWO, **parameters)


def good() -> dict[str, Entries]:
    ended = then(rotated(), TWO, deactivated=True, updateKeys=[])
    witness = {"threshold": 1, "witnesses": [{"id": OTHER.did}]}
    plain = begun(witness=witness, watchers=["https://watch.example"], ttl=0, portable=False)
    alone = [{**plain[0], "proof": plain[0]["proof"][0]}]
    return {
        "rotated": rotated(),
        "ended": ended,
        "announced": then(
            announcing([TWO.value], [announced(THREE)]), THREE, updateKeys=[THREE.value], nextKeyHashes=[]
        ),
        "moved": moved(portable=True),
        "plain": then(alone, witness={}, method="did:webvh:1.0"),
    }


def bad() -> dict[str, Entries]:
    log, twice = rotated(), then(begun(), **ROTATED)
    version = log[1]["versionId"].partition("-")[2]
    ip = begun(document=state(host="192.0.2.7%3A8443"))
    ended = then(begun(), deactivated=True, updateKeys=[], nextKeyHashes=[announced(TWO)])
    late = then(ended, TWO, updateKeys=[TWO.value], nextKeyHashes=[])
    unnamed = then(begun(portable=True), document=state(scid_of_log(begun(portable=True)), "union.example"))
    return {
        "002_missing": edited(log, 2, state=GONE),
        "002_proof": edited(log, 2, proof=[*log[2]["proof"], "none"]),
        "002_number": edited(log, 2, parameters=7),
        "003_gap": [*begun(), following(begun()[0], {}, begun()[0]["state"], ONE, TIMES[1], 2)],
        "003_form": resigned(edited(log, 2, versionId=version), 2, TWO),
        "004_changed": resigned(
            edited(log, 2, state=state(scid_of_log(log), HOST, alsoKnownAs=["did:example:1"])), 2, TWO
        ),
        "005_missing": begun(scid=GONE),
        "005_short": begun(scid="QmShort"),
        "005_again": then(begun(), scid=scid_of_log(begun())),
        "006_other": other_scid(),
        "007_zone": begun_at("2026-09-01T08:00:00+02:00"),
        "007_date": begun_at("1 September 2026"),
        "008_same": then(begun(), time=TIMES[0]),
        "009_other": begun(prerotation=True),
        "010_text": begun(portable="yes"),
        "010_null": then(begun(), witness=None),
        "010_threshold": begun(witness={"threshold": 2, "witnesses": [{"id": OTHER.did}]}),
        "010_method": begun(method="did:webvh:one"),
        "010_ttl": begun(ttl=-1),
        "011_method": begun(method=GONE),
        "012_back": then(begun(), method="did:webvh:0.5"),
        "013_later": then(begun(), portable=True),
        "014_suite": resigned(begun(), 0, cryptosuite="eddsa-rdfc-2022"),
        "014_purpose": resigned(begun(), 0, proofPurpose="authentication"),
        "014_none": edited(begun(), 0, proof=[]),
        "015_other": then(begun(), OTHER),
        "015_new_key": then(begun(), TWO, **ROTATED),
        "016_forged": edited(
            twice, 1, proof=[{**twice[1]["proof"][0], "proofValue": log[2]["proof"][0]["proofValue"]}]
        ),
        "016_short": edited(twice, 1, proof=[{**twice[1]["proof"][0], "proofValue": "z111"}]),
        "017_other": announcing([TWO.value, THREE.value], []),
        "017_missing": then(begun(nextKeyHashes=[announced(TWO)]), TWO, updateKeys=[TWO.value]),
        "018_other": then(
            begun(portable=True),
            document={"id": "did:webvh:QmOther:club.example", "alsoKnownAs": [begun(portable=True)[0]["state"]["id"]]},
        ),
        "019_address": ip,
        "020_fixed": moved(),
        "021_unnamed": unnamed,
        "022_late": late,
        "023_keys": then(begun(), deactivated=True),
    }


def begun_at(time: str) -> Entries:
    usual = {"method": "did:webvh:1.0", "scid": "{SCID}", "updateKeys": [ONE.value]}
    return [first(usual, state(), ONE, time)]


def other_scid() -> Entries:
    """A log that has the SCID of another one everywhere."""
    from conformance_suites.identity.did_method.reader.hashes import entry_hash

    plain = json.loads(json.dumps(begun()[0]).replace(scid_of_log(begun()), scid_of_log(begun(ttl=7))))
    made = {name: each for name, each in plain.items() if name != "proof"}
    scid = made["parameters"]["scid"]
    return [proven({**made, "versionId": f"1-{entry_hash(made, scid)}"}, ONE)]


def written(entries: Entries) -> bytes:
    return b"".join(json.dumps(each, separators=(",", ":")).encode() + b"\n" for each in entries)


def samples() -> dict[Path, bytes]:
    """All samples by file."""
    found = {FOLDER / "good" / f"{name}.did.jsonl": written(each) for name, each in good().items()}
    found |= {FOLDER / "bad" / f"ID-DWH-{name}.did.jsonl": written(each) for name, each in bad().items()}
    whole = written(rotated())
    odd = {"001_cut_off": whole[:-40], "001_list": whole + b"[]\n"}
    odd["001_nothing"] = b"\n"
    odd["001_twice"] = whole.replace(b'"versionTime":', b'"versionTime":"","versionTime":', 1)
    return found | {FOLDER / "bad" / f"ID-DWH-{name}.did.jsonl": data for name, data in odd.items()}


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
