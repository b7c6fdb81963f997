"""The papers of a programme say what its signed files say, and nothing is written where one of these does not hold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("segno", reason="the extra paper is not installed")

from conformance.cli.main import main
from conformance.model.problem import Problem
from conformance.model.text import LANGUAGES
from conformance.paper.blocks import Document, Facts, Paragraph, Picture
from conformance.programme.certificate_check import read_certificate
from conformance.programme.envelope import read_envelope
from conformance.programme.papers import paper
from conformance.programme.pilot import Pilot
from conformance.programme.statuses import Refusal, Status
from tests.programme.conftest import judge, make_key

pytestmark = pytest.mark.needs("assets/gltf")

FORM = {
    "zh": "本证明不是认证证书，不表示产品已获认证、资质认定或认可。",
    "en": "This attestation is not a certification certificate.",
}
SOFTWARE = "软件签名，未使用经认证的商用密码产品，不作为密评依据"


def text_of(document: Document) -> str:
    told = [document.cover.title, document.running]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            told.append(block.text)
        elif isinstance(block, Facts):
            told += [text for row in block.rows for text in row]
        elif isinstance(block, Picture):
            told.append(block.shows)
    return "\n".join([*told, *(cell for table in document.tables for row in table.rows for cell in row)])


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [each for member in value.values() for each in strings(member)]
    return [each for item in value for each in strings(item)] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["C-000001", "C-000002"])
def test_a_certificate_on_paper_says_what_the_signed_file_says(number: str, language: str, made: Path) -> None:
    pilot = Pilot(made / "pilot")
    document, dated = paper(pilot, number, language)
    text, credential = text_of(document), read_certificate(pilot.certificate(number))
    assert credential is not None
    subject = credential["credentialSubject"]
    for name in ("issuedToParty", "product", "conditions"):
        assert all(each in text for each in strings(subject[name]) if each not in ("violated", "unproven"))
    [assessment] = subject["assessment"]
    assert all(each in text for each in strings([assessment["auditableEvidence"], assessment["referenceStandard"]]))
    for name in ("issuer", "validFrom", "validUntil"):
        assert credential[name] in text
    assert credential["proof"]["verificationMethod"] in text
    assert FORM[language] in text
    assert dated.isoformat()[:10] in text


def test_the_code_on_paper_is_the_address_where_the_state_is_looked_up(made: Path) -> None:
    document, _ = paper(Pilot(made / "pilot"), "C-000001", "zh")
    [picture] = [each for each in document.blocks if isinstance(each, Picture)]
    address = "https://pilot.example/zh/products/alpha/lantern.html"
    assert address in picture.shows
    import io

    import segno

    again = io.BytesIO()
    segno.make(address, micro=False, error="m").save(again, kind="png", scale=8, border=4)
    assert picture.png == again.getvalue()
    site_page = "zh/products/alpha/lantern.html"
    from conformance.programme.moments import now
    from conformance.programme.site import site

    assert site_page in site(Pilot(made / "pilot"), now())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_extract_has_every_certificate_and_every_event(language: str, made: Path) -> None:
    pilot = Pilot(made / "pilot")
    document, _ = paper(pilot, "register", language)
    certificates, events = document.tables
    assert [row[0] for row in certificates.rows] == ["C-000001", "C-000002"]
    assert [row[-1] for row in events.rows] == [each["reason"][language] for each in pilot.chain.entries]
    assert pilot.chain.last in text_of(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_of_review_has_reviews_waivers_and_the_decision(language: str, made: Path) -> None:
    document, _ = paper(Pilot(made / "pilot"), "submissions/beta/mirror/1.0.0", language)
    reviewed, waived, decided = document.tables
    assert [row[1] for row in reviewed.rows] == ["Review Office"]
    assert [row[2] for row in waived.rows] == ["Review Office\nPilot Board"]
    assert len(decided.rows) == 1
    refused, _ = paper(Pilot(made / "pilot"), "submissions/gamma/noise/1.0.0", language)
    assert document.word("no_rows") in text_of(refused)


def test_a_revoked_certificate_says_so_with_its_reason(demo: Path) -> None:
    told = ["--reason-en", "a fault was found in the field", "--reason-zh", "使用中发现问题"]
    key = str(demo / "keys" / "issuer.pem")
    assert main(["programme", "revoke", str(demo / "pilot"), "C-000001", "--key", key, *told]) == 0
    text = text_of(paper(Pilot(demo / "pilot"), "C-000001", "zh")[0])
    assert "撤销（截至" in text
    assert "使用中发现问题" in text


def test_a_certificate_that_was_changed_is_not_written(demo: Path) -> None:
    path = demo / "pilot" / "certificates" / "C-000001.vc.json"
    path.write_text(path.read_text("utf-8").replace("Lantern", "Lanterm"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        paper(Pilot(demo / "pilot"), "C-000001", "en")
    assert refused.value.status is Status.DIGEST


def test_a_review_that_was_changed_is_not_written(demo: Path) -> None:
    [path] = (demo / "pilot" / "reviews" / "beta" / "mirror" / "1.0.0").glob("*.json")
    told = json.loads(path.read_text("utf-8"))
    told["payload"] = (
        read_envelope(path)._replace(payload=read_envelope(path).payload.replace(b"PASSED", b"FAILED")).text
    )
    told["payload"] = json.loads(told["payload"])["payload"]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        paper(Pilot(demo / "pilot"), "submissions/beta/mirror/1.0.0", "en")
    assert refused.value.status is Status.SIGNATURE


def test_what_is_not_there_is_refused_with_what_is(made: Path) -> None:
    with pytest.raises(Problem, match="known are C-000001, C-000002"):
        paper(Pilot(made / "pilot"), "C-9", "en")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_command_writes_the_same_bytes_every_time(ending: str, made: Path, tmp_path: Path) -> None:
    pytest.importorskip({"pdf": "typst", "docx": "docx"}[ending])
    names = [tmp_path / f"{name}.{ending}" for name in "ab"]
    for name in names:
        told = ["programme", "paper", str(made / "pilot"), "C-000001", "--output", str(name), "--lang", "en"]
        assert main(told) == 0
    assert names[0].read_bytes() == names[1].read_bytes()


@pytest.mark.parametrize(
    ("output", "more", "said"),
    [
        ("a.txt", [], "its ending has to be .pdf or .docx"),
        ("a.pdf", ["--template", "t.docx"], "--template is for a .docx"),
    ],
)
def test_a_slip_is_told(
    output: str, more: list[str], said: str, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["programme", "paper", str(made / "pilot"), "C-000001", "--output", str(tmp_path / output), *more]
    assert main([*told, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err


def test_sm2_by_software_is_marked_in_the_data_and_on_paper(demo: Path, models: Path, tmp_path: Path) -> None:
    """A laboratory signs by SM2 with a key in a file."""
    key = make_key(tmp_path / "lab.pem", "sm2")
    shutil.copy(key.with_suffix(".pub.pem"), demo / "pilot" / "keys" / "lab.pem")
    plan = (demo / "evidence" / "alpha" / "plan.toml").read_text("utf-8").replace("1.0.0", "2.0.0")
    bundle = judge(tmp_path / "run", models / "good" / "box.glb", plan)
    chosen = ["--chosen-by", "the laboratory", "--rule", "the file that users download"]
    assert main(["sign", str(bundle), "--key", str(key), "--claim", "laboratory", *chosen]) == 0
    told = (demo / "evidence" / "alpha" / "submission.toml").read_text("utf-8").replace("1.0.0", "2.0.0")
    (tmp_path / "submission.toml").write_text(told, encoding="utf-8")
    pilot, place = str(demo / "pilot"), "submissions/alpha/lantern/2.0.0"
    # What the old key signed is of another time: only the new submission is looked at.
    assert main(["programme", "submit", pilot, str(tmp_path / "submission.toml"), "--evidence", str(bundle)]) == 0
    assert main(["programme", "review", pilot, place, "--key", str(demo / "keys" / "reviewer.pem")]) == 0
    assert main(["programme", "certify", pilot, place, "--key", str(demo / "keys" / "issuer.pem")]) == 0
    data = (demo / "pilot" / "certificates" / "C-000003.vc.json").read_text("utf-8")
    assert SOFTWARE in data
    assert SOFTWARE in text_of(paper(Pilot(demo / "pilot"), "C-000003", "zh")[0])
    assert SOFTWARE not in text_of(paper(Pilot(demo / "pilot"), "C-000001", "zh")[0])
