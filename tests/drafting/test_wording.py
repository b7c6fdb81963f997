"""What the wording lint says about requirement statements, and how often it is right."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.drafting import wording, wording_rules
from conformance.drafting.wording import codes, review, review_text
from conformance.model.text import Text

# By language: precision and recall that the labelled set must show at least. `both` are remarks on a pair.
LEAST = {"en": (0.97, 0.9), "zh": (0.95, 0.9), "both": (0.8, 0.95)}
SENTENCES = 200
"""Labelled sentences in each language, about half of them clean."""

KNOWN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("wording_examples.toml").read_text(encoding="utf-8"))
PAIRS, NOUNS, EXAMPLES = KNOWN["modals"], KNOWN["nouns"], KNOWN["example"]

odd_text = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                *("应", "可", "宜", "不", "能", "必须", "响应", "等", "支持", "相关", "“", "”", "`", '"', "。", "，"),
                *(
                    "shall",
                    "not",
                    "may",
                    "must",
                    "support",
                    "TLS",
                    "1.3",
                    "2^53",
                    "0x1F",
                    "-",
                    "and/or",
                    "e.g.",
                    ". ",
                    " ",
                ),
                *("1,000", "20", "ms", "秒", "\x00", "\ud800", "\n", "validFrom", "real-time", "实时"),
            ]
        )
    ).map("".join),
)


def codes_of(en: str, zh: str, obligation: str = "shall") -> list[str]:
    return [remark.code for remark in review(en=en, zh=zh, obligation=obligation)]


def said_in(language: str, text: str, obligation: str = "shall") -> set[str]:
    """The codes raised for one language alone."""
    both = {"en": "", "zh": "", language: text}
    return {remark.code for remark in review(**both, obligation=obligation) if remark.language == language}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_each_code_is_raised_alone_by_its_example_and_not_by_the_neighbour(code: str) -> None:
    row = EXAMPLES[code]
    assert set(codes_of(**row["raises"], obligation=row["obligation"])) == {code}
    assert codes_of(**row["clean"], obligation=row["obligation"]) == []


def test_every_code_has_an_example() -> None:
    assert tuple(sorted(EXAMPLES)) == codes()


def test_every_code_the_lint_can_emit_has_a_message_in_both_languages_with_the_same_placeholders() -> None:
    source = Path(wording.__file__).read_text(encoding="utf-8")
    emitted = set(re.findall(r'"([A-Z]-[A-Z]+)"', source))
    emitted |= {f"W-{letter}" for language in ("en", "zh") for letter in wording_rules.tables()[language]["weak"]}
    assert emitted == set(codes())
    for code in emitted:
        row = wording_rules.tables()["message"][code]
        for template in (row, row["hint"]):
            english, chinese = Text(template["en"], template["zh"]).fields()
            assert english == chinese, code
            assert all(template[language] for language in ("en", "zh"))


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_messages_and_hints_are_filled_in_and_differ_by_language(code: str) -> None:
    for remark in review(**EXAMPLES[code]["raises"], obligation=EXAMPLES[code]["obligation"]):
        for say in (remark.message, remark.hint):
            assert say("en") != say("zh")
            assert not re.search(r"\{\w+\}", say("en") + say("zh"))


def test_a_remark_points_at_the_word_it_speaks_of() -> None:
    en, zh = "The mesh shall be Robust.", "网格应具有良好的名称。"
    places = {remark.language: remark.place for remark in review(en=en, zh=zh, obligation="shall")}
    assert en[slice(*places["en"])] == "Robust"
    assert zh[slice(*places["zh"])] == "良好"


@pytest.mark.parametrize(("banned", "instead"), KNOWN["banned_modals"])
def test_a_banned_modal_comes_with_the_word_to_write_instead(banned: str, instead: str) -> None:
    language = "en" if banned.isascii() else "zh"
    found = [r for r in review(**{"en": "", "zh": "", language: banned}, obligation="shall") if r.code == "M-BANNED"]
    assert [remark.values["instead"] for remark in found] == [instead]


@pytest.mark.parametrize("double", KNOWN["double_modals"])
def test_two_modals_in_a_row_are_one_double_modal(double: str) -> None:
    language, text = ("en", f"The user {double} log in.") if double.isascii() else ("zh", f"用户{double}登录。")
    assert "M-DOUBLE" in said_in(language, text)
    assert "A-MODALS" not in said_in(language, text)


@pytest.mark.parametrize("text", KNOWN["no_modals"])
def test_a_word_that_holds_the_character_of_a_modal_is_none(text: str) -> None:
    assert "M-MISSING" in said_in("zh", text)
    assert "M-BANNED" not in said_in("zh", text)


@pytest.mark.parametrize(("text", "obligation"), KNOWN["modals_met_by_chance"])
def test_a_modal_that_meets_its_neighbours_by_chance_is_still_a_modal(text: str, obligation: str) -> None:
    assert said_in("zh", text, obligation) == set()


@pytest.mark.parametrize(("en", "zh"), KNOWN["negations"])
def test_a_negation_may_stand_elsewhere_than_at_the_modal(en: str, zh: str) -> None:
    assert codes_of(en, zh) == []


@pytest.mark.parametrize("text", KNOWN["bounded_words"])
def test_a_listed_word_in_a_context_that_bounds_or_names_it_is_harmless(text: str) -> None:
    assert said_in("en", text) == set()


@pytest.mark.parametrize("text", KNOWN["bounded_chinese_words"])
def test_a_listed_chinese_word_in_a_context_that_bounds_or_names_it_is_harmless(text: str) -> None:
    assert said_in("zh", text) == set()


def test_weak_words_are_found_in_any_case_and_only_as_whole_words() -> None:
    assert said_in("en", "The node shall be GOOD or Easily used.") == {"W-V"}
    assert said_in("en", "The node shall list keys AND  SO\non.") == {"W-O"}
    assert said_in("en", "The node shall be awesome, goods-carrying and uneasy.") == set()


def test_a_word_belongs_to_one_class_and_both_languages_have_the_same_classes() -> None:
    tables = wording_rules.tables()
    for language in ("en", "zh"):
        words = [word for listed in tables[language]["weak"].values() for word in listed]
        assert len(words) == len(set(words)) == len(wording_rules.rules(language).weak_class)
    assert tables["en"]["weak"].keys() == tables["zh"]["weak"].keys()


@pytest.mark.parametrize(("english", "chinese"), KNOWN["equal_tokens"])
def test_equal_tokens_spelled_the_way_of_each_language_are_equal(english: str, chinese: str) -> None:
    assert codes_of(f"It shall be {english}.", f"其应为{chinese}。") == []


@pytest.mark.parametrize(("english", "chinese"), KNOWN["other_tokens"])
def test_tokens_that_differ_are_named_for_each_language(english: str, chinese: str) -> None:
    remarks = review(en=f"It shall be {english}.", zh=f"其应为 {chinese}。", obligation="shall")
    assert [remark.code for remark in remarks] == ["B-TOKENS"]


@given(
    st.sampled_from(PAIRS), st.sampled_from(NOUNS), st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(0, 10**6)
)
def test_a_plain_statement_raises_nothing_with_any_pair_of_modals_that_agree(
    pair: tuple[str, str, str], noun: tuple[str, str], name: str, number: int
) -> None:
    obligation, english, chinese = pair
    en = f"The {noun[0]} {english} contain the `{name}` member with the value {number}."
    zh = f"{noun[1]}{chinese}包含值为 {number} 的 `{name}` 成员。"
    assert codes_of(en, zh, obligation) == []


@given(st.sampled_from(PAIRS), st.sampled_from(PAIRS), st.sampled_from(NOUNS))
def test_modals_that_disagree_are_always_found(
    one: tuple[str, str, str], other: tuple[str, str, str], noun: tuple[str, str]
) -> None:
    en, zh = f"The {noun[0]} {one[1]} contain a name.", f"{noun[1]}{other[2]}包含名称。"
    assert codes_of(en, zh, one[0]) == ([] if one == other else ["M-MISMATCH"])


@given(odd_text, odd_text, st.sampled_from(["shall", "should", "may", "", "perhaps"]))
@example("", "", "shall")
def test_no_text_is_too_odd_and_every_place_lies_inside_its_text(en: str, zh: str, obligation: str) -> None:
    texts = {"en": en, "zh": zh, "both": en}
    for remark in review(en=en, zh=zh, obligation=obligation):
        start, end = remark.place
        assert 0 <= start <= end <= len(texts[remark.language])
        assert remark.code in codes()
        assert all(say(language) for say in (remark.message, remark.hint) for language in ("en", "zh"))


@given(odd_text, odd_text)
def test_the_same_statement_is_reviewed_the_same_twice(en: str, zh: str) -> None:
    assert review(en=en, zh=zh, obligation="shall") == review(en=en, zh=zh, obligation="shall")


@pytest.mark.parametrize(
    "piece",
    [
        *("应", "能", "shall ", "as ", "`", "“", '"', "《", "1,222", "1.", "a-", "...", " ", ". A", "等", "与相"),
        *("support A", "支持A.", "1 ", "20 ms ", "\x00"),
    ],
)
def test_a_long_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))  # a pattern that looks twice at each character would take minutes
    start = time.process_time()
    review(en=text, zh=text, obligation="shall")
    assert time.process_time() - start < 10


def test_precision_and_recall_on_the_labelled_set_do_not_fall() -> None:
    measured = {}
    for language in LEAST:
        right, wrong, missed = _scores(language)
        measured[language] = round(right / (right + wrong), 3), round(right / (right + missed), 3)
    print(measured)  # noqa: T201 - precision and recall, for whoever asks with -s
    assert {language: scores for language, scores in measured.items() if scores < LEAST[language]} == {}
    assert all(scores[1] >= LEAST[language][1] for language, scores in measured.items()), measured


def test_the_labelled_set_is_large_and_half_of_it_clean() -> None:
    rows = _labelled()
    assert len({row["en"] for row in rows}) >= SENTENCES
    assert len({row["zh"] for row in rows}) >= SENTENCES
    assert 0.4 < sum(not row["raises"] for row in rows) / len(rows) < 0.6


@pytest.mark.parametrize(
    ("text", "language", "codes_said"),
    [
        ("The server shall not fail to answer.", "en", ["A-NEGATION"]),
        ("The client shall use the latest version.", "en", ["W-P"]),
        ("客户端应采用最新版本。", "zh", ["W-P"]),
        ("时延应约 8 ms。", "zh", ["W-N"]),
        ("服务器应关闭会话.", "zh", ["T-MARKS"]),
        ("用户应登录。", "zh", ["S-ACTOR"]),
        ("网关不应不应答。", "zh", ["A-NEGATION"]),
        ("The document can be large. It describes several tools, etc.", "en", []),
        ("本文件规定了相关要求。系统能支持多种格式等。", "zh", []),
        ("第一句。系统必须应答。", "zh", ["M-BANNED"]),
    ],
)
def test_provisions_are_reviewed_in_running_text(text: str, language: str, codes_said: list[str]) -> None:
    """The misses of the first lint (H4), and statements, which ask for nothing."""
    assert sorted({remark.code for remark in review_text(text, language)}) == codes_said


def test_a_remark_on_running_text_points_into_the_text() -> None:
    text = "A first sentence. The server shall be good."
    (remark,) = review_text(text, "en")
    assert text[slice(*remark.place)] == "good"


@given(odd_text, st.sampled_from(["en", "zh"]))
def test_no_running_text_is_too_odd(text: str, language: str) -> None:
    for remark in review_text(text, language):
        assert 0 <= remark.place[0] <= remark.place[1] <= len(text)


def test_the_labelled_set_names_known_codes_and_keeps_cases_where_the_lint_is_wrong() -> None:
    known = {f"{language} {code}" for language in ("en", "zh", "both") for code in codes()}
    assert {label for row in _labelled() for label in row["raises"]} <= known
    _, wrong, missed = map(sum, zip(*map(_scores, LEAST), strict=True))
    assert wrong > 0
    assert missed > 0


def _labelled() -> list[dict[str, Any]]:
    content = Path(__file__).with_name("wording_labelled.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(content)["statement"]
    return rows


def _scores(language: str) -> tuple[int, int, int]:
    """Remarks on a language that the labels have too, remarks they do not have, labels without a remark."""
    right = wrong = missed = 0
    for row in _labelled():
        remarks = review(en=row["en"], zh=row["zh"], obligation=row["obligation"])
        said = Counter(f"{remark.language} {remark.code}" for remark in remarks if remark.language == language)
        labels = Counter(label for label in row["raises"] if label.startswith(language))
        right += (said & labels).total()
        wrong += (said - labels).total()
        missed += (labels - said).total()
    return right, wrong, missed
