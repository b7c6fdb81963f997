"""The implicit labels of AI generation in a media file, each with the place in the container that holds it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.aigc import (
    NAMESPACE,
    PRODUCER_MEMBERS,
    AigcLabel,
    is_organisation_code,
    read_label,
)
from conformance_suites.assets.labels.reader.metadata.media_file import MediaFile, media_file
from conformance_suites.assets.labels.reader.metadata.sites import COMMENT, Site
from conformance_suites.assets.labels.reader.xmp import XmpProperty, xmp_properties

SOURCE_TYPE = "DigitalSourceType"
WRAPPED = re.compile(rb'\s*\{\s*"AIGC"\s*:')
TRAINED = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


@dataclass(frozen=True)
class Found:
    """A label: its byte offset in the file, the name of the part that holds it, and its text."""

    offset: int
    site: str
    label: AigcLabel

    @property
    def members(self) -> dict[str, Any]:
        """The members of the label; empty where it is not a JSON object."""
        return self.label.members or {}

    def text(self, name: str) -> str:
        """The string value of a member; empty where there is none."""
        value = self.members.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Labelled:
    """A media file with the labels in its metadata."""

    file: MediaFile | None

    @property
    def sites(self) -> tuple[Site, ...]:
        """The parts of the metadata. Raises Blocked where they could not be read completely."""
        if self.file is None:
            return ()
        if not self._all_labels:
            if not self.file.whole:
                raise Blocked("container_broken")
            if any(b"AIGC" in site.data and xmp_properties(site.data) is None for site in self._packets):
                raise Blocked("packet_unreadable")
        return self.file.sites

    @property
    def is_text(self) -> bool:
        """Whether it is a text with front matter."""
        return self.file is not None and self.file.media_type == "text/markdown"

    @cached_property
    def _properties(self) -> list[tuple[Site, XmpProperty]]:
        """Every property of every XMP packet that can be read."""
        return [(site, each) for site in self._packets for each in xmp_properties(site.data) or ()]

    @property
    def _packets(self) -> list[Site]:
        return [site for site in (self.file.sites if self.file else ()) if site.form == "xmp"]

    @cached_property
    def _all_labels(self) -> list[Found]:
        wanted = (NAMESPACE, "AIGC")
        in_xmp = [
            (site, each.text.encode()) for site, each in self._properties if (each.namespace, each.name) == wanted
        ]
        texts = [site for site in (self.file.sites if self.file else ()) if _is_label(site)]
        found = [*in_xmp, *((site, site.data) for site in texts)]
        return sorted((Found(site.offset, site.name, read_label(text)) for site, text in found), key=lambda f: f.offset)

    @cached_property
    def labels(self) -> list[Found]:
        """Every label at a place where the standard or a practice guide puts it, in file order."""
        _ = self.sites  # a broken container may hide a label
        return self._all_labels

    @cached_property
    def objects(self) -> list[Found]:
        """The labels that are JSON objects."""
        return [each for each in self.labels if each.label.members is not None]

    @cached_property
    def marked(self) -> list[Found]:
        """The labels that hold a string `Label`."""
        return [each for each in self.objects if isinstance(each.members.get("Label"), str)]

    @cached_property
    def strayed(self) -> list[Site]:
        """Metadata with the text of a label where readers do not look for one."""
        others = [site for site in self.sites if site.form != "xmp" and not _is_label(site)]
        elsewhere = [site for site in others if all(name.encode() in site.data for name in PRODUCER_MEMBERS)]
        # The names of XML namespaces are case-sensitive: readers look for the label in that of the standard alone.
        in_xmp = [
            site
            for site, each in self._properties
            if each.name.lower() == "aigc" and (each.namespace, each.name) != (NAMESPACE, "AIGC")
            if all(name in each.text for name in PRODUCER_MEMBERS)
        ]
        return [*elsewhere, *in_xmp]

    @property
    def placed(self) -> list[Found | Site]:
        """Every label, wherever it is."""
        return [*self.labels, *self.strayed]

    @cached_property
    def organisations(self) -> list[tuple[Found, str, str]]:
        """(label, member, code) of every provider identified by the code of an organisation."""
        return [
            (found, name, code)
            for found in self.objects
            for name in ("ContentProducer", "ContentPropagator")
            if is_organisation_code(code := found.text(name))
        ]

    @cached_property
    def propagated(self) -> list[Found]:
        """The labels that have a member of the propagating party."""
        names = ("ContentPropagator", "PropagateID")
        return [each for each in self.objects if any(name in each.members for name in names)]

    @cached_property
    def secured(self) -> list[tuple[Found, list[dict[str, Any]]]]:
        """The labels whose `ReservedCode1` holds security data of the practice guide, with its public part.

        Data without a signature is omitted.
        """
        found = []
        for each in self.objects:
            try:
                reserved = json.loads(each.text("ReservedCode1"))
            except (ValueError, RecursionError):
                continue
            data = reserved.get("SecurityData") if isinstance(reserved, dict) else None
            public = data.get("PubSD", data.get("PubSd")) if isinstance(data, dict) else None
            entries = [entry for entry in list_or_empty(public) if isinstance(entry, dict)]
            if any(entry.get("Type") == "DS" for entry in entries):
                found.append((each, entries))
        return found

    @cached_property
    def trained(self) -> list[int]:
        """Offsets of XMP packets whose IPTC digital source type is that of trained algorithmic media."""
        _ = self.sites  # a broken container may hide a label
        return [
            site.offset
            for site, each in self._properties
            if each.name == SOURCE_TYPE and each.text.strip().rpartition("/")[2] in TRAINED
        ]


def _is_label(site: Site) -> bool:
    """Whether the text is a label by its name, or by the name at its start in containers without names.

    The comment of an Exif block is the second place for images (TC260-PG-20259A, Annex B).
    """
    if site.form != "text":
        return False
    return "AIGC" in site.name or (site.name == COMMENT and WRAPPED.match(site.data) is not None)


def view(source: Source) -> Labelled:
    """The labels of a media file. Raises NotRun where a library is missing, Blocked beyond a bound."""
    return Labelled(source.once(media_file))
