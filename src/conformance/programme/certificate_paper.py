"""The certificate on paper: what the signed file says, with the address where its state can be looked up."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.text import LANGUAGES
from conformance.paper.blocks import Cover, Document, Picture
from conformance.programme.certificate import certificate_words
from conformance.programme.certificate_check import NOT_ONE, OTHER, credential_digest, issuer_of, read_certificate
from conformance.programme.moments import moment
from conformance.programme.pilot import Pilot
from conformance.programme.register import State
from conformance.programme.site import state_now
from conformance.programme.statuses import Refusal, Status
from conformance.reporting.words import word

SECTION = "programme"
QR_WIDTH = 25
"""Millimetres."""


def certificate_paper(pilot: Pilot, number: str, state: State, asked: str, language: str) -> Document:
    """The paper of a certificate, with its state at a moment. Raises Refusal where the file is another one."""
    path = pilot.certificate(number)
    credential = read_certificate(path)
    if credential is None:
        raise Refusal(Status.SIGNATURE, NOT_ONE.filled({"name": path.name}))
    told = credential_digest(credential)
    if told is None or state.issued["digests"].get("certificate") != told:
        raise Refusal(Status.DIGEST, OTHER.filled({"name": path.name, "number": number}))
    party = issuer_of(path.name, credential, pilot.trust, moment(credential["proof"]["created"]))
    subject = credential["credentialSubject"]
    title = {each["@language"]: each["@value"] for each in credential["name"]}
    other = next(each for each in LANGUAGES if each != language)
    made = Document(language, Cover((), title[language], title[other], (), page=False), section=SECTION)
    made.running = f"{pilot.file.programme.name.text[language]}  {number}"
    for text in (each["@value"] for each in subject["disclaimer"] if each["@language"] == language):
        made.paragraph(text, "lead")
    at = made.word("state_on", state=state_now(state, moment(asked))[language], moment=asked)
    address = f"{pilot.url}/{language}/products/{state.issued['holder']}/{state.issued['product']}.html"
    changes = (made.word("changes"), "\n".join(_changes(pilot, number, language)))
    made.facts([*_facts(made, credential, (number, at, f"{party.name}\n{party.id}", told)), changes])
    made.say("twin", file=path.name)
    made.blocks.append(Picture(_qr(address), QR_WIDTH, made.word("qr", address=address)))
    made.paragraph(f"{made.word('lookup')}\n{address}", "lead")
    return made


def _qr(address: str) -> bytes:
    import segno

    made = io.BytesIO()
    segno.make(address, micro=False, error="m").save(made, kind="png", scale=8, border=4)
    return made.getvalue()


def _facts(
    made: Document, credential: Mapping[str, Any], about: tuple[str, str, str, str]
) -> Iterator[tuple[str, str]]:
    """What the credential says, by the names of its items; `about` are number, state, issuer and digest."""
    number, state, issuer, own = about
    subject, language = credential["credentialSubject"], made.language
    [assessment], product, holder = subject["assessment"], subject["product"], subject["issuedToParty"]
    testing, profile = assessment["testing"], assessment["referenceStandard"]
    months = subject["surveillanceMonths"]
    digests = {**assessment["auditableEvidence"], "certificate": own}
    said = {
        "number": number,
        "state": state,
        "holder": f"{holder['name']}\n{holder['id']}",
        "product": product["name"],
        "version": product["version"],
        "variants": "\n".join(product["variants"]) or made.word("no_variants"),
        "recognised": "\n".join(product["recognisedBy"]),
        "basis": f"{profile['id']} {profile['version']}\n{profile['digest']}\n{assessment['catalogue']}",
        "level": word("level", assessment["level"], language),
        "conclusion": "\n".join([word("conclusion", assessment["conclusion"], language), *_counts(made, assessment)]),
        "tested_by": "\n".join(
            filter(None, (made.word(testing["claim"]), testing.get("laboratory"), testing.get("witness")))
        ),
        "chosen": "\n".join(filter(None, (testing.get("subjects_chosen_by"), testing.get("selection_rule")))),
        "conditions": "\n".join(_conditions(made, subject)) or made.word("none"),
        "scheme": subject["scope"]["scheme"],
        "digests": "\n".join(f"{made.word(key)} {told}" for key, told in digests.items()),
        "issuer": issuer,
        "issued": credential["validFrom"],
        "until": credential["validUntil"],
        "surveillance": made.word("months", months=months),
        "signature": f"{credential['proof']['cryptosuite']}\n{credential['proof']['verificationMethod']}",
    }
    return ((made.word(key), text) for key, text in said.items())


def _counts(made: Document, assessment: Mapping[str, Any]) -> Iterator[str]:
    """By obligation, how many requirements have each conclusion; those that none has are left out."""
    comma = "、" if made.language == "zh" else ", "
    for obligation, counts in assessment["counts"].items():
        told = [f"{word('requirement', key, made.language)} {count}" for key, count in counts.items() if count]
        if told:
            name = word("obligation", obligation, made.language)
            yield made.word("counts", obligation=name, counts=comma.join(told))


def _conditions(made: Document, subject: Mapping[str, Any]) -> Iterator[str]:
    for each in subject["conditions"]:
        key = "violated_waived" if each["outcome"] == "violated" else "unproven"
        yield made.word(key, requirement=each["requirement"], until=each.get("waivedUntil"))


def _changes(pilot: Pilot, number: str, language: str) -> Iterator[str]:
    """Each event of the certificate with its date and reason."""
    events = certificate_words()["event"]
    for entry in pilot.chain.entries:
        if entry.get("certificate") == number:
            reason = entry["reason"].get(language, "")
            yield f"{entry['time'][:10]} {events[entry['event']][language]}  {reason}".rstrip()
