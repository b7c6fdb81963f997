"""The forms of an HTML page, as a browser without scripts reads them (HTML Standard, 4.10)."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.authoring import Blocked
from conformance.transports.address import absolute

from .bounds import BUTTON_TEXT, FIELDS, FORMS, OPTIONS, PAGE_BYTES
from .tokens import tokens_of

URLENCODED = "application/x-www-form-urlencoded"
_TYPED = ("text", "email", "tel", "url", "number")
"""Types of fields into which a person may write a name."""


@dataclass
class Field:
    """A field: its type in lower case, and whether it is sent although nobody touches it."""

    name: str
    value: str
    type: str
    sent: bool = True

    @property
    def typed(self) -> bool:
        """Whether a person writes into it."""
        return self.type in _TYPED


@dataclass
class Button:
    """A button that sends its form; `text` is what a person reads on it."""

    name: str
    value: str
    text: str = ""


@dataclass
class Form:
    """A form; those of its fields and buttons that are outside of it name its id."""

    url: str
    method: str = "get"
    encoding: str = URLENCODED
    id: str = ""
    fields: list[Field] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def of_type(self, name: str) -> list[Field]:
        """Its fields of a type."""
        return [each for each in self.fields if each.type == name]


@dataclass
class Page:
    """The forms of a page, and where it leads by itself, if it does."""

    forms: list[Form] = field(default_factory=list)
    leads_to: str = ""


def page_of(body: bytes, url: str) -> Page:
    """The page with this URL. Raises Blocked for one that is too large."""
    if len(body) > PAGE_BYTES:
        raise Blocked("login_page_large", cause="configuration", limit=PAGE_BYTES)
    reading = _Reading(url)
    for token in tokens_of(body.decode("utf-8", "replace")):
        if not token.name:
            reading.write(token.text)
        elif token.ends:
            reading.end(token.name)
        else:
            reading.start(token.name, token.attributes)
    return reading.page()


class _Reading:
    """Collects forms while a page is read; what belongs to a form by its id is assigned in the end."""

    def __init__(self, url: str) -> None:
        self._url, self._base, self._leads_to = url, url, ""
        self._forms: list[Form] = []
        self._open: Form | None = None
        self._parts: list[tuple[Form | None, str | None, Field | Button]] = []
        self._button: Button | None = None
        self._list: Field | None = None
        self._written: Field | None = None
        self._texts: list[str] = []
        self._options = 0

    def page(self) -> Page:
        """What was read."""
        self._write_into(None)
        for inside, owner, part in self._parts:
            form = inside if owner is None else next((each for each in self._forms if each.id == owner), None)
            if form is None:
                continue
            if isinstance(part, Field):
                form.fields.append(part)
            else:
                form.buttons.append(part)
        return Page(self._forms, self._leads_to)

    def start(self, tag: str, told: dict[str, str]) -> None:
        """A start tag with its attributes."""
        match tag:
            case "base" if told.get("href") and self._base == self._url:
                self._base = self._absolute(told["href"]) or self._url
            case "meta" if told.get("http-equiv", "").lower() == "refresh" and not self._leads_to:
                self._leads_to = self._refreshed(told.get("content", ""))
            case "form" if self._open is None and len(self._forms) < FORMS:
                self._open = self._form(told)
                self._forms.append(self._open)
            case "input" | "button" | "textarea" | "select" if "disabled" not in told and len(self._parts) < FIELDS:
                self._part(tag, told)
            case "option" if self._list is not None and self._options < OPTIONS:
                self._option(self._list, told)

    def end(self, tag: str) -> None:
        """An end tag."""
        match tag:
            case "form":
                self._open = None
            case "button":
                self._button = None
            case "textarea" | "option":
                self._write_into(None)
            case "select":
                self._list = None
                self._write_into(None)

    def write(self, data: str) -> None:
        """A text between tags."""
        if self._button is not None and len(self._button.text) < BUTTON_TEXT:
            self._button.text = f"{self._button.text} {data.strip()}".strip()[:BUTTON_TEXT]
        if self._written is not None:
            self._texts.append(data.strip() if self._written.type == "select" else data)

    def _write_into(self, field: Field | None) -> None:
        """What is written from now on belongs to this field; texts are joined once, since there may be many."""
        if self._written is not None:
            self._written.value += "".join(self._texts)
        self._written, self._texts = field, []

    def _form(self, told: dict[str, str]) -> Form:
        method = told.get("method", "get").strip().lower()
        return Form(
            url=self._absolute(told.get("action", "").strip()) or self._url,
            method="post" if method == "post" else "get",
            encoding=told.get("enctype", URLENCODED).strip().lower() or URLENCODED,
            id=told.get("id", ""),
        )

    def _part(self, tag: str, told: dict[str, str]) -> None:
        """A field or a button; what a person cannot send with the form is left out."""
        kind = told.get("type", "").strip().lower()
        name, value = told.get("name", ""), told.get("value", "")
        part: Field | Button
        if tag == "button" or kind in ("submit", "image"):
            if tag == "button" and kind in ("button", "reset"):
                return
            part = Button(name, value, "" if tag == "button" else value or told.get("alt", ""))
            self._button = part if tag == "button" else self._button
        elif kind in ("button", "reset", "file") and tag == "input":
            return
        elif tag == "input":
            checked = kind not in ("checkbox", "radio")
            part = Field(
                name, value if checked or "value" in told else "on", kind or "text", checked or "checked" in told
            )
        else:
            part = Field(name, "", tag, tag == "textarea")
            self._write_into(part if tag == "textarea" else None)
            self._list = part if tag == "select" else None
        self._parts.append((self._open, told.get("form"), part))

    def _option(self, into: Field, told: dict[str, str]) -> None:
        """The first option of a list counts, or the one that is selected."""
        self._options += 1
        self._write_into(None)
        if "selected" in told or not into.sent:
            into.sent, into.value = True, told.get("value", "")
            self._write_into(None if "value" in told else into)

    def _refreshed(self, content: str) -> str:
        """Where a page leads by itself: `5; url=...`."""
        _, _, rest = content.partition(";")
        name, _, url = rest.partition("=")
        return self._absolute(url.strip().strip("'\"")) if name.strip().lower() == "url" else ""

    def _absolute(self, url: str) -> str:
        """The URL resolved against that of the page; empty for what is not a URL."""
        try:
            return absolute(self._base, url) if url else ""
        except Blocked:
            return ""
