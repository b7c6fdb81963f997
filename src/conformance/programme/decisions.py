"""The decision on a submission: certified, conditional or refused, by the rule of the programme alone."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from conformance.catalogue import Catalogue
from conformance.model.digest import digest
from conformance.model.outcome import Conclusion, Verdict
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import reviews, waivers
from conformance.programme.certificate import Decision, certificate
from conformance.programme.envelope import by_software, read_envelope
from conformance.programme.facts import Facts
from conformance.programme.keys import ED25519
from conformance.programme.ledger import entered, of_issuer
from conformance.programme.libraries import canonical
from conformance.programme.moments import months_later, start_of, written
from conformance.programme.pilot import Pilot, Submission
from conformance.programme.proofs import NOT_ED25519, as_token, signed
from conformance.programme.register import ISSUED, Chain, states
from conformance.programme.result import file_digest
from conformance.programme.rules import RULES, check_submission
from conformance.programme.signers import Signer
from conformance.programme.states import UNKNOWN, change
from conformance.programme.wording import STATES

NOT_READY = Text("{rule}: {text}", "{rule}：{text}")
SAME_PARTY = Text(
    "{name} reviewed the submission, and whoever reviews does not decide: sign with a key of another party",
    "{name} 评审了该提交件，评审方不应作出决定：请用另一方的密钥签名",
)
AGAIN = Text(
    "{name} has certificate {number}, which is {state}: revoke it first, or submit another version",
    "{name} 已有证明 {number}，状态为“{state}”：请先撤销，或提交另一版本",
)
SUPERSEDED = Text("superseded by {number}, version {version}", "已由 {number}（版本 {version}）取代")
NOT_EARLIER = Text(
    "{number} is not of another version of the product of {name} by the same requirements, so it is not superseded",
    "{number} 不是 {name} 所属产品按同一要求的其他版本，不能由其取代",
)
MET = Text("every requirement that decides is satisfied", "起决定作用的要求均已满足")
CONDITIONAL = Text("satisfied but for {names}, to be settled by {until}", "除 {names} 外均已满足，应于 {until} 前解决")
REVIEW_FAILED = Text("the review did not pass it", "评审未通过")
VIOLATED = Text("violated: {names}", "不满足：{names}")
OPEN = Text("unproven: {names}; at most {most} may be", "未能证实：{names}；至多允许 {most} 项")
NOTHING = Text(
    "too little was judged, the run is {conclusion}: {reasons}", "判定内容不足，运行结论为 {conclusion}：{reasons}"
)


def decide(
    pilot: Pilot,
    folder: Path,
    catalogue: Catalogue,
    signers: list[Signer],
    at: datetime,
    supersedes: str | None = None,
) -> tuple[Decision, str | None, dict[Path, bytes | str]]:
    """The decision, the number of the certificate if there is one, and all files to write.

    The certificate of an earlier version that it `supersedes` ends with it, in the same lines of the register.
    Raises Problem where the submission is not ready to be decided, or these keys may not decide; OSError.
    """
    checked = check_submission(pilot, folder, catalogue, at)
    if checked.broken or checked.submission is None or checked.facts is None:
        raise Problem(_all(checked.broken))
    submission, facts = checked.submission, checked.facts
    review, reviewers = reviews.current(pilot, submission, at)
    deciders = of_issuer(pilot, signers, "certify", at)
    if own := [each.name for each in reviewers if each.id == pilot.issuer]:
        raise Problem(SAME_PARTY.filled({"name": own[0]}))
    chain = pilot.chain
    _refuse_second(submission, chain)
    if supersedes:
        _refuse_other(submission, chain, supersedes)
    decision = _decision(pilot, submission, facts, review.predicate["verificationResult"], at)
    digests = {
        "evidence": file_digest(submission.evidence),
        "result": file_digest(submission.envelope),
        "review": reviews.envelope_digest(review),
    }
    told = _entry(submission, facts, decision, digests, at)
    if decision.event not in ISSUED:
        return decision, None, entered(pilot, [told], signers, at)
    index = sum(1 for each in chain.entries if each["event"] in ISSUED) + 1
    number = f"C-{index:06d}"
    result = read_envelope(submission.envelope)
    rests_on = [result, review, *(each for _, each in pilot.records(waivers.FOLDER, submission))]
    content = certificate(
        pilot,
        submission,
        facts,
        decision,
        (number, index),
        digests,
        result.predicate["testing"],
        at,
        sm2=by_software(rests_on),
    )
    signer = next((each for each in deciders if each.key.algorithm == ED25519), None)
    if signer is None:
        raise Problem(NOT_ED25519.filled({"algorithm": deciders[0].key.algorithm}))
    sealed = signed(content, pilot.issuer, signer, at)
    told |= {
        "certificate": number,
        "index": index,
        "from": content["validFrom"],
        "until": content["validUntil"],
        "recognised": content["credentialSubject"]["product"]["recognisedBy"],
        "digests": {**digests, "certificate": digest(canonical(sealed))},
    }
    path = pilot.certificate(number)
    twin = path.with_name(f"{number}.vc.jwt")
    files: dict[Path, bytes | str] = {
        path: json.dumps(sealed, ensure_ascii=False, indent=1) + "\n",
        twin: as_token(content, pilot.issuer, signer),
    }
    events = [told]
    if supersedes:
        reason = _both(SUPERSEDED.filled({"number": number, "version": submission.file.version}))
        events.append(change(pilot, supersedes, "superseded", reason, at))
    return decision, number, files | entered(pilot, events, signers, at)


def _all(broken: list[Any]) -> Text:
    texts = [NOT_READY.filled({"rule": RULES[each.rule], "text": each.text}) for each in broken]
    return Text("\n".join(each.en for each in texts), "\n".join(each.zh for each in texts))


def _refuse_second(submission: Submission, chain: Chain) -> None:
    for number, state in states(chain.entries).items():
        issued = state.issued
        if (issued["holder"], issued["product"], issued["version"]) != submission.key:
            continue
        if issued["profile"] == submission.file.profile and state.name not in ("revoked", "superseded"):
            values = {"name": submission.text, "number": number, "state": STATES[state.name]}
            raise Problem(AGAIN.filled(values))


def _refuse_other(submission: Submission, chain: Chain, number: str) -> None:
    """Raises Problem where a certificate is not of another version of the same product by the same profile."""
    state = states(chain.entries).get(number)
    if state is None:
        raise Problem(UNKNOWN.filled({"number": number}))
    issued = state.issued
    same = (issued["holder"], issued["product"], issued["profile"]) == (*submission.key[:2], submission.file.profile)
    if not same or issued["version"] == submission.file.version:
        raise Problem(NOT_EARLIER.filled({"number": number, "name": submission.text}))


def _decision(pilot: Pilot, submission: Submission, facts: Facts, review: str, at: datetime) -> Decision:
    """By the rule: every deciding row satisfied; or, conditionally, violated ones waived and few unproven."""
    validity = pilot.file.validity
    until = months_later(at, validity.months)
    if review != reviews.PASSED:
        return _refused(REVIEW_FAILED, until)
    if facts.told["conclusion"] == Verdict.CONFORMANT.value:
        return Decision("certified", _both(MET), until, [])
    if facts.summary.unmet or facts.summary.unjudged or facts.told["conclusion"] == Verdict.ERROR.value:
        reasons = [each.text for each in facts.summary.unmet]
        return _refused(NOTHING.filled({"conclusion": facts.told["conclusion"], "reasons": reasons}), until)
    rows = [each for each in facts.summary.requirements.values() if each.record.decides]
    waived = waivers.granted(pilot, submission, facts, at)
    violated = [each.record.id for each in rows if each.conclusion is Conclusion.VIOLATED]
    if unwaived := [each for each in violated if each not in waived]:
        return _refused(VIOLATED.filled({"names": unwaived}), until)
    unproven = [each.record.id for each in rows if each.conclusion is Conclusion.UNPROVEN]
    if len(unproven) > validity.conditional_open:
        return _refused(OPEN.filled({"names": unproven, "most": validity.conditional_open}), until)
    end = at + timedelta(days=validity.conditional_days)
    ends = [end, *(start_of(date.fromisoformat(waived[each]["expires"])) + timedelta(days=1) for each in violated)]
    conditions = [
        {"requirement": each, "outcome": "violated", "waivedUntil": waived[each]["expires"]} for each in violated
    ]
    conditions += [{"requirement": each, "outcome": "unproven"} for each in unproven]
    reason = CONDITIONAL.filled({"names": [*violated, *unproven], "until": min(ends).date()})
    return Decision("provisional", _both(reason), min(ends), conditions)


def _refused(reason: Text, until: datetime) -> Decision:
    return Decision("refused", _both(reason), until, [])


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _entry(
    submission: Submission, facts: Facts, decision: Decision, digests: dict[str, str], at: datetime
) -> dict[str, Any]:
    file = submission.file
    return {
        "time": written(at),
        "event": decision.event,
        "holder": file.holder,
        "organisation": file.organisation,
        "product": file.product,
        "name": file.name,
        "version": file.version,
        "profile": file.profile,
        "level": file.level,
        "conclusion": facts.told["conclusion"],
        "reason": decision.reason,
        "digests": digests,
    }
