"""A lint over requirement statements in English and Chinese.

It remarks on what a careful reviewer would notice in a sentence without knowing its subject: there should be one modal
verb that agrees with the obligation and with the other language (GB/T 1.1-2020 Annex C, RFC 8174), no unverifiable
words, one thought per statement (ISO/IEC/IEEE 29148), and the same numbers, units and code in both languages. Its
remarks are advice and block nothing: a word list is sometimes wrong, and the labelled set beside the tests shows how
often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from conformance.drafting.wording_rules import CODE, QUOTED, ModalWord, Rules, hidden, normal, rules, tables
from conformance.drafting.wording_tokens import differing_tokens, differing_units
from conformance.model.text import Text

_HAN = re.compile("[〇㐀-䶿一-鿿]")
_DIGIT = re.compile("[0-9]")
_CAPABILITY = 2
"""The rank of the modals that state what is possible."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark. `place` is a character span of the text in `language`, or of the English text for "both"."""

    code: str
    language: str
    place: tuple[int, int]
    values: Mapping[str, object]

    def moved(self, by: int) -> Remark:
        """The same remark in a text that has so many characters before."""
        return replace(self, place=(self.place[0] + by, self.place[1] + by))

    def message(self, language: str) -> str:
        """What is wrong, in "en" or "zh"."""
        return _said(tables()["message"][self.code], self.values, language)

    def hint(self, language: str) -> str:
        """What to write instead, in "en" or "zh"."""
        return _said(tables()["message"][self.code]["hint"], self.values, language)


@dataclass(frozen=True, slots=True)
class _Modal:
    """A modal verb as used. `negative` is None if the sentence may be negated by other means."""

    found: str
    place: tuple[int, int]
    word: ModalWord
    negative: bool | None

    def agrees(self, other: _Modal) -> bool:
        """Whether the modal of the other language may be a translation of this one."""
        forces = {self.word.obligation, other.word.obligation}
        signs = {self.negative, other.negative}
        return ("" in forces or len(forces) == 1) and (None in signs or len(signs) == 1)


def codes() -> tuple[str, ...]:
    """Every code a remark may have."""
    return tuple(sorted(tables()["message"]))


def review(*, en: str, zh: str, obligation: str) -> list[Remark]:
    """The remarks on one statement; `obligation` is "shall", "should" or "may". Never raises."""
    remarks: list[Remark] = []
    modals: dict[str, list[_Modal]] = {}
    for language, text in (("en", en), ("zh", zh)):
        own, bare = rules(language), hidden(QUOTED, text)
        modals[language], doubled = _modals(own, bare)
        remarks += doubled
        remarks += _modality(own, text, modals[language], obligation)
        remarks += _weak_words(own, bare)
        remarks += _atomicity(own, text, bare)
        remarks += _phrases(own, text, bare)
    return remarks + list(_across(en, zh, modals, obligation))


def review_text(text: str, language: str) -> list[Remark]:
    """The remarks on the provisions in a text of one language, sentence by sentence, each at its place in the text.

    A sentence without a modal verb states something and asks for nothing; so does one with can or 能 alone.
    """
    own, remarks = rules(language), []
    for start, end in own.sentences(hidden(QUOTED, text)):
        sentence = text[start:end]
        bare = hidden(QUOTED, sentence)
        modals, doubled = _modals(own, bare)
        if any(modal.word.rank < _CAPABILITY for modal in modals):
            found = [*doubled, *_modality(own, sentence, modals, ""), *_weak_words(own, bare)]
            found += [*_atomicity(own, sentence, bare), *_phrases(own, sentence, bare)]
            remarks += [each.moved(start) for each in found]
    return remarks


def _modals(own: Rules, text: str) -> tuple[list[_Modal], list[Remark]]:
    """The modal verbs of the highest rank in a text, and a remark for each that directly follows another."""
    text = hidden(own.not_modal, text)
    open_polarity = own.open_polarity.search(text) is not None
    modals: list[_Modal] = []
    doubled: list[Remark] = []
    for found in own.modal.finditer(text):
        word = own.modal_words[normal(found[0])]
        before = modals[-1].place if modals else (0, 0)
        if modals and word.rank != 1 and not text[before[1] : found.start()].strip():
            place = (before[0], found.end())
            doubled.append(Remark("M-DOUBLE", own.name, place, {"found": text[slice(*place)]}))
            continue
        negative = word.negative or own.negative_after.match(text, found.end()) is not None
        modals.append(_Modal(found[0], found.span(), word, None if open_polarity else negative))
    rank = min((modal.word.rank for modal in modals), default=0)
    return [modal for modal in modals if modal.word.rank == rank], doubled


def _modality(own: Rules, text: str, modals: list[_Modal], obligation: str) -> Iterator[Remark]:
    if not modals:
        yield Remark("M-MISSING", own.name, (0, len(text)), {"expected": own.first_modal(obligation)})
    for modal in modals:
        if modal.word.instead:
            instead = {"found": modal.found, "instead": modal.word.instead}
            yield Remark("M-BANNED", own.name, modal.place, instead)
    if len(modals) > 1:
        several = {"count": len(modals), "found": [modal.found for modal in modals]}
        yield Remark("A-MODALS", own.name, modals[1].place, several)


def _weak_words(own: Rules, text: str) -> Iterator[Remark]:
    masked = hidden(own.weak_harmless, text)
    for start, end in own.sentences(text):
        bounded = _DIGIT.search(text, start, end) is not None
        for found in own.weak.finditer(masked, start, end):
            word = normal(found[0])
            if not (bounded and word in own.bounded_by_number):
                yield Remark(f"W-{own.weak_class[word]}", own.name, found.span(), {"found": found[0]})


def _atomicity(own: Rules, text: str, bare: str) -> Iterator[Remark]:
    sentences = own.sentences(bare)
    if len(sentences) > 1:
        yield Remark("A-SENTENCES", own.name, (sentences[1][0], len(text)), {"count": len(sentences)})
    counted = hidden(CODE, text)
    for start, end in sentences:
        count = len(_HAN.findall(counted, start, end)) if own.name == "zh" else len(counted[start:end].split())
        if count > own.longest:
            values = {"count": count, "limit": own.longest, "unit": own.unit}
            yield Remark("A-LENGTH", own.name, (start, end), values)
    for found in own.and_or.finditer(bare):
        yield Remark("A-ANDOR", own.name, found.span(), {"found": found[0]})


def _phrases(own: Rules, text: str, bare: str) -> Iterator[Remark]:
    """Remarks on phrases: double negation, the user as actor, punctuation of the other language."""
    for code, pattern, where in (
        ("A-NEGATION", own.negation, bare),
        ("S-ACTOR", own.actor, hidden(own.not_modal, bare)),
        ("T-MARKS", own.marks, bare),
    ):
        for found in pattern.finditer(where):
            yield Remark(code, own.name, found.span(), {"found": text[slice(*found.span())]})


def _across(en: str, zh: str, modals: Mapping[str, list[_Modal]], obligation: str) -> Iterator[Remark]:
    """Remarks on where the languages disagree, or agree with each other but not with the row's obligation."""
    whole = (0, len(en))
    english, chinese = modals["en"], modals["zh"]
    if english and chinese and not (_covered(english, chinese) or _covered(chinese, english)):
        said = {"english": [each.found for each in english], "chinese": [each.found for each in chinese]}
        yield Remark("M-MISMATCH", "both", whole, {**said, "obligation": obligation})
    else:
        for language, own in modals.items():
            if own and not any(modal.word.obligation in (obligation, "") for modal in own):
                values = {"found": own[0].found, "expected": rules(language).first_modal(obligation)}
                yield Remark("M-OBLIGATION", language, own[0].place, {**values, "obligation": obligation})
    only_english, only_chinese = differing_tokens(en, zh)
    if only_english or only_chinese:
        yield Remark("B-TOKENS", "both", whole, {"english": only_english or "—", "chinese": only_chinese or "—"})
    for number, in_english, in_chinese in differing_units(en, zh):
        yield Remark("B-UNITS", "both", whole, {"number": number, "english": in_english, "chinese": in_chinese})


def _covered(some: list[_Modal], others: list[_Modal]) -> bool:
    """Whether each modal has a counterpart in the other language, which may have more of them in side clauses."""
    kinds = {(modal.word.obligation, modal.negative): modal for modal in others}.values()
    return all(any(modal.agrees(other) for other in kinds) for modal in some)


def _said(template: Mapping[str, str], values: Mapping[str, object], language: str) -> str:
    return Text(template["en"], template["zh"]).filled(values)[language]
