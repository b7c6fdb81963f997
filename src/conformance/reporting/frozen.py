"""What a report says of a frozen profile: its errata, and the rows that came later and are not scored."""

from __future__ import annotations

from conformance.model.outcome import Conclusion
from conformance.model.text import LANGUAGES, Text
from conformance.reporting.summary import Summary
from conformance.reporting.words import word

SEPARATORS = {"en": "; ", "zh": "；"}


def errata(summary: Summary) -> list[tuple[str, Text]]:
    """Each row of the profile that an erratum corrects, with the sentence that says so."""
    profile = summary.opening.profile
    told = profile.errata if profile else ()
    return [
        (each.requirement, _said("erratum", requirement=each.requirement, date=each.date, reason=each.reason))
        for each in told
    ]


def notes(summary: Summary) -> list[Text]:
    """The sentences for the head of a report; none without errata and later rows."""
    found = [note for _, note in errata(summary)]
    later = [row for row in summary.requirements.values() if not row.record.scored]
    if later:
        violated = sum(row.conclusion is Conclusion.VIOLATED for row in later)
        found.append(_said("later", count=len(later), violated=violated))
    return found


def labelled_notes(summary: Summary, language: str) -> list[tuple[str, str]]:
    """All of them under one label, for views that list labelled texts."""
    told = SEPARATORS[language].join(note[language].rstrip(".。") for note in notes(summary))
    return [(word("frozen", "label", language), told)] if told else []


def _said(key: str, **values: object) -> Text:
    said = Text(*(word("frozen", key, each) for each in LANGUAGES))
    return said.filled(values)
