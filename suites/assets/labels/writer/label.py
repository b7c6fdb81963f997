"""The label itself: its JSON text, its signatures, and an XMP packet that contains it."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
STUDIO = "Crane-Studio"
CODE = "001191310104MACE0YX63910000"
"""A provider code around a unified social credit code with a correct check character."""
PLAIN = {
    "Label": "1",
    "ContentProducer": STUDIO,
    "ProduceID": "crane-7",
    "ReservedCode1": "",
    "ContentPropagator": STUDIO,
    "PropagateID": "crane-7",
    "ReservedCode2": "",
}
# Made once with the key of the examples in GB/T 32918.5, over the text of the first three members and over its digest.
KEY = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
OVER_TEXT = (
    "3045022077095c28a4e0037a33bb0bf6523eb82070d3ee793ebf482c8d67f3200dac261e"
    "022100fd4b84dd2600f7f01878c3d8765cbcd1ce8d0233f69e48476b56b6bcd5ea555b"
)
OVER_DIGEST = (
    "3045022007fa740837bfc0b2af93020180905747503ef12ea7d0a93d1622d45051598bf6"
    "0221008fc20c1cf46c401b4939f02b2ea176da556e85a9c1f9718c3a33a03862e9c214"
)


def text(label: Any) -> str:
    return json.dumps(label, ensure_ascii=False, separators=(",", ":"))


def secured(signature: str | None, key: str = "04" + KEY, over: str = "") -> str:
    """The security data of TC260-PG-202511A with one signature over the label, and one over something else."""
    entries = [
        *(
            [{"Type": "DS", "AlgID": "1.2.156.10197.1.501", "TBSData": {"Type": over}, "Signature": "00"}]
            if over
            else ()
        ),
        {"Type": "DS", "AlgID": "1.2.156.10197.1.501", "TBSData": {"Type": "Md"}, "Signature": signature},
        {"Type": "PubKey", "AlgID": "1.2.156.10197.1.501", "KeyValue": key},
    ]
    return text({"SecurityData": {"Type": "TC260PG", "Version": 1, "PubSD": entries}})


def xmp(label: str | None = text(PLAIN), *, times: int = 1, trained: bool = False, namespace: str = NAMESPACE) -> bytes:
    """An XMP packet with the label as the property TC260:AIGC."""
    properties = f"<TC260:AIGC>{escape(label)}</TC260:AIGC>" * times if label is not None else ""
    if trained:
        properties += f'<x:DigitalSourceType xmlns:x="{IPTC}">{TRAINED}</x:DigitalSourceType>'
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{namespace}">{properties}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
