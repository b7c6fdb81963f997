"""Small documents with metadata, built from their parts."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from conformance_suites.assets.labels.writer.label import PLAIN, text


def office(kind: str, label: str = text(PLAIN), *, name: str = "AIGC", description: str = "") -> bytes:
    """The parts of an Office Open XML file that hold properties, with almost no content.

    `kind` names the folder of its content: word, xl or ppt.
    """
    part, namespace, root = {
        "word": ("document", "wordprocessingml", "document"),
        "xl": ("workbook", "spreadsheetml", "workbook"),
        "ppt": ("presentation", "presentationml", "presentation"),
    }[kind]
    package, formats = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org"
    types, related = f"{formats}/officeDocument/2006/docPropsVTypes", f"{formats}/officeDocument/2006/relationships"
    main = f"application/vnd.openxmlformats-officedocument.{namespace}.{root}.main+xml"
    content_types = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{kind}/{part}.xml" ContentType="{main}"/>'
        '<Override PartName="/docProps/custom.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    relationships = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{related}/officeDocument" Target="{kind}/{part}.xml"/>'
        f'<Relationship Id="r2" Type="{related}/custom-properties" Target="docProps/custom.xml"/>'
        f'<Relationship Id="r3" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    custom = (
        f'<Properties xmlns="{formats}/officeDocument/2006/custom-properties" xmlns:vt="{types}">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
        f"<vt:lpwstr>{escape(label)}</vt:lpwstr></property></Properties>"
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>{escape(description)}</dc:description>'
        "</cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": relationships,
        f"{kind}/{part}.xml": f'<{root} xmlns="{formats}/{namespace}/2006/main"/>',
        "docProps/core.xml": core,
        "docProps/custom.xml": custom,
    }
    return archive(parts)


def archive(parts: dict[str, str]) -> bytes:
    """A zip archive of parts, with a constant time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for path, content in parts.items():
            out.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def ofd(label: str = text(PLAIN), *, name: str = "AIGC", title: str = "Crane") -> bytes:
    """An OFD file without pages with the label in its custom data."""
    information = (
        f"<ofd:DocID>{'0' * 32}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        f'<ofd:CustomDatas><ofd:CustomData Name="{name}">{escape(label)}</ofd:CustomData></ofd:CustomDatas>'
    )
    body = f"<ofd:DocBody><ofd:DocInfo>{information}</ofd:DocInfo></ofd:DocBody>"
    return archive({"OFD.xml": f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD">{body}</ofd:OFD>'})


def markdown(label: str, *, before: str = "", name: str = "AIGC") -> bytes:
    """A Markdown file whose front matter has the label, as YAML, after other names."""
    return f"---\n{before}{name}:{label}\ndraft: false\n---\n\n# Crane\n".encode()


def yaml(label: dict[str, Any]) -> str:
    """The label as the practice guide for texts writes it: a name and a text in each line."""
    return "".join(f"\n  {name}: '{value}'" for name, value in label.items())


def pdf(label: str = text(PLAIN)) -> bytes:
    """A PDF file without pages with the label in its information dictionary."""
    escaped = label.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /AIGC ({escaped}) >>",
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 4\n0000000000 65535 f \n{table}{trailer}".encode()
