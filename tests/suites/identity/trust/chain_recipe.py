"""What the samples of trust chains are made from: `python -m tests.suites.identity.trust.chain_recipe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.writer.signing import coded
from tests.suites.identity.trust.statement_recipe import (
    ANCHOR,
    ANCHOR_ID,
    EXP,
    GONE,
    IAT,
    LEAF_ID,
    OTHER,
    UNION,
    UNION_ID,
    about,
    key,
    own,
    statement,
    with_members,
)

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "trust" / "chain" / "samples"
PROVIDER = "openid_provider"
POLICY = {
    PROVIDER: {
        "subject_types_supported": {"superset_of": ["pairwise"]},
        "id_token_signing_alg_values_supported": {"subset_of": ["ES256", "RS256"], "essential": True},
        "contacts": {"add": ["help@anchor.example"]},
    }
}


def above(**more: Any) -> str:
    """What the anchor says of the union; more claims replace the usual ones."""
    claims = {
        "iss": ANCHOR_ID,
        "sub": UNION_ID,
        "iat": IAT,
        "exp": EXP,
        "jwks": {"keys": [key(UNION, "union-1")]},
        "metadata_policy": POLICY,
        "constraints": {"max_path_length": 1, "naming_constraints": {"permitted": [".example", "union.example"]}},
    }
    return statement(ANCHOR, "anchor-1", with_members(claims, more))


def anchor(**more: Any) -> str:
    """What the anchor says of itself."""
    claims = {
        "iss": ANCHOR_ID,
        "sub": ANCHOR_ID,
        "iat": IAT,
        "exp": EXP,
        "jwks": {"keys": [key(ANCHOR, "anchor-1")]},
        "metadata": {"federation_entity": {"federation_fetch_endpoint": f"{ANCHOR_ID}/fetch"}},
    }
    return statement(ANCHOR, "anchor-1", with_members(claims, more))


def union(**more: Any) -> str:
    """What the union says of itself."""
    claims = {
        "iss": UNION_ID,
        "sub": UNION_ID,
        "iat": IAT,
        "exp": EXP,
        "jwks": {"keys": [key(UNION, "union-1")]},
        "authority_hints": [ANCHOR_ID],
        "metadata": {"federation_entity": {}},
    }
    return statement(UNION, "union-1", with_members(claims, more))


def policed(**parameters: Any) -> str:
    """What the union says of the club, with this policy."""
    return about(metadata_policy={PROVIDER: parameters})


def refined(operators: Any, superior: Any) -> list[str]:
    """A chain in which the union and the anchor have a policy of the same parameter."""
    return [own(), policed(acr=operators), above(metadata_policy={PROVIDER: {"acr": superior}}), anchor()]


def described(*superiors: str, **more: Any) -> list[str]:
    """A chain of a club with these metadata."""
    return [own(metadata=provider(**more)), *(superiors or (policed(),)), above(), anchor()]


def forged(text: str) -> str:
    """The statement, signed by another key."""
    head, body, _ = text.split(".")
    return f"{head}.{body}.{coded(OTHER.signature(f'{head}.{body}'.encode()))}"


def provider(**more: Any) -> dict[str, Any]:
    usual = {"subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["ES256"]}
    return {PROVIDER: with_members({"issuer": LEAF_ID, **usual}, more)}


def loop() -> list[str]:
    """A chain that leads from the union to a city, back to the union, and on to the anchor."""
    city_id, city = "https://city.example", key(OTHER, "city-1")
    below = statement(
        OTHER,
        "city-1",
        {"iss": city_id, "sub": UNION_ID, "iat": IAT, "exp": EXP, "jwks": {"keys": [key(UNION, "union-1")]}},
    )
    back = statement(
        UNION, "union-1", {"iss": UNION_ID, "sub": city_id, "iat": IAT, "exp": EXP, "jwks": {"keys": [city]}}
    )
    return [own(), about(), below, back, above(constraints=GONE), anchor()]


def good() -> dict[str, list[str]]:
    scoped = policed(scope={"subset_of": ["openid", "avatar"], "default": ["openid"]}, legacy={"value": None})
    given = about(
        metadata={PROVIDER: {"subject_types_supported": ["pairwise", "public"]}},
        metadata_policy={"oauth_client": {"client_name": {"essential": True}}},
    )
    narrower = {"value": "a", "default": "a", "one_of": ["a", "b"], "essential": False}
    return {
        "club": [own(), about(metadata_policy=GONE), above(), anchor()],
        "scoped": described(scoped, scope="openid avatar", legacy=1),
        "given": described(given, subject_types_supported=["public"]),
        "refined": refined(narrower, {"value": "a", "default": "a", "one_of": ["c", "a"], "essential": True}),
        "union": [union(), above(), anchor()],
        "anchor": [anchor()],
    }


def bad() -> dict[str, Any]:
    whole = [own(), about(metadata_policy=GONE), above(), anchor()]
    public = policed(subject_types_supported={"value": ["public"]})
    excluded, inner, union_alone = (
        {"naming_constraints": each}
        for each in ({"excluded": ["club.example"]}, {"permitted": [".club.example"]}, {"permitted": ["union.example"]})
    )
    return {
        "001_object": {"0": own(), "1": about()},
        "001_none": [],
        "001_number": [*whole[:3], 3],
        "001_blank": [own(), f"{whole[1]} ", *whole[2:]],
        "002_superior": [about(metadata_policy=GONE), above(), anchor()],
        "003_between": [own(), whole[1], union(), above(), anchor()],
        "004_gap": [own(), whole[1], anchor()],
        "005_loop": loop(),
        "005_twice": [anchor(), anchor()],
        "006_other": [own(), about({"kid": "union-2"}, metadata_policy=GONE), above(), anchor()],
        "007_forged": [*whole[:2], forged(above()), anchor()],
        "007_forged_below": [own(), forged(whole[1]), above(), anchor()],
        "008_other": [own(authority_hints=[ANCHOR_ID]), *whole[1:]],
        "008_missing": [own(authority_hints=GONE), *whole[1:]],
        "009_value": refined({"value": "a"}, {"value": "b"}),
        "009_default": refined({"default": "a"}, {"default": "b"}),
        "009_one_of": refined({"one_of": ["a"]}, {"one_of": ["b"]}),
        "010_value": [own(), public, above(), anchor()],
        "011_one_of": described(policed(acr={"one_of": ["a", "b"]}), acr="c"),
        "011_superset": described(subject_types_supported=["public"]),
        "011_essential": described(id_token_signing_alg_values_supported=GONE),
        "011_type": described(contacts="club"),
        "012_long": [*whole[:2], above(constraints={"max_path_length": 0}), anchor()],
        "013_excluded": [own(), about(metadata_policy=GONE, constraints=excluded), above(), anchor()],
        "013_inner": [own(), about(metadata_policy=GONE, constraints=inner), above(), anchor()],
        "013_other": [*whole[:2], above(constraints=union_alone), anchor()],
        "015_without_anchor": [own(), about(metadata_policy=GONE), above()],
        "014_late": [own(), about(metadata_policy=GONE, iat=EXP, exp=EXP + 1000), above(), anchor()],
    }


def samples() -> dict[Path, bytes]:
    """All samples by file."""
    found = {FOLDER / "good" / f"{name}.trust-chain.json": each for name, each in good().items()}
    found |= {FOLDER / "bad" / f"ID-FTC-{name}.trust-chain.json": each for name, each in bad().items()}
    written = {path: f"{json.dumps(each, indent=1)}\n".encode() for path, each in found.items()}
    whole = json.dumps(good()["anchor"]).encode()
    odd = {"001_cut_off": whole[:-1], "001_bom": b"\xef\xbb\xbf" + whole}
    return written | {FOLDER / "bad" / f"ID-FTC-{name}.trust-chain.json": data for name, data in odd.items()}


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
