"""The XML reader: elements with their lines, no entity, no other file, and a bound in every direction."""

from __future__ import annotations

import time
import xml.etree.ElementTree as Plain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.bounds import XML_BYTES, XML_DEPTH, XML_ELEMENTS
from conformance.readers.source import Source
from conformance.readers.xml import root_element
from conformance.readers.xml_tree import Element, XmlTree, xml_tree

pytestmark = pytest.mark.versions

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE robot [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<robot name="&c;"/>
"""
OTHER_FILE = b'<!DOCTYPE robot [<!ENTITY x SYSTEM "file:///etc/passwd">]><robot name="r">&x;</robot>'


def read(data: bytes) -> XmlTree:
    return xml_tree(Source("x.urdf", data))


def problem(data: bytes) -> str:
    tree = read(data)
    assert (tree.root is None) == (tree.problem is not None)
    return tree.problem.kind if tree.problem else ""


def test_elements_keep_their_lines_attributes_and_order() -> None:
    root = read(b'<robot name="r">\n <link/>\n <joint/><link\n name="b"/></robot>').root
    assert root is not None
    assert [(child.name, child.line) for child in root.children] == [("link", 2), ("joint", 3), ("link", 3)]
    assert [child.attributes for child in root.all("link")] == [{}, {"name": "b"}]
    assert [element.name for element in root.walk()] == ["robot", "link", "joint", "link"]


@pytest.mark.parametrize("data", [LAUGHS, OTHER_FILE], ids=["laughs", "other_file"])
def test_a_text_that_declares_entities_is_refused_at_once(data: bytes) -> None:
    started = time.process_time()
    assert problem(data) == "entity"
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "syntax"),
        (b"<a><b></a>", "syntax"),
        (b"<?xml version='one'?><a/>", "syntax"),
        (b"<?xml version='1.1'?><a/>", ""),
        (b"\n<?xml version='1.0'?><a/>", "syntax"),
        ("<a b='机'/>".encode("gbk"), "syntax"),
        (b"<?xml version='1.0' encoding='GBK'?><a b='\xff\xff'/>", "syntax"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
        (b"<a>" * (XML_DEPTH + 1), "depth"),
        (b"<a>" + b"<b/>" * XML_ELEMENTS + b"</a>", "elements"),
        (b" " * (XML_BYTES + 1), "size"),
    ],
)
def test_what_stands_in_the_way_is_named(data: bytes, kind: str) -> None:
    assert problem(data) == kind


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "punycode", "utf-7"])
def test_an_encoding_that_cannot_be_read_is_named_in_the_first_line(encoding: str) -> None:
    tree = read(f"<?xml version='1.0' encoding='{encoding}'?>\n\n<a/>".encode())
    assert tree.root is None
    assert tree.problem is not None
    assert (tree.problem.kind, tree.problem.line) == ("encoding", 1)


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030", "utf-8", "utf-16"])
def test_chinese_texts_are_read_in_the_encoding_they_name(encoding: str) -> None:
    tree = read(f'<?xml version="1.0" encoding="{encoding}"?>\n<robot name="机器人"/>'.encode(encoding))
    assert tree.root is not None
    assert (tree.root.attributes, tree.root.line) == ({"name": "机器人"}, 2)


def test_a_million_attributes_take_no_long_time() -> None:
    started = time.process_time()
    assert problem(b"<robot " + b" ".join(b'a%d=""' % at for at in range(1_000_000)) + b"/>") == ""
    assert time.process_time() - started < 20


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    read(data)
    read(b"<robot>" + data + b"</robot>")


NAMES = st.sampled_from(["a", "b", "c:d"])
TREES = st.recursive(
    st.builds(
        lambda name, text: Element(name, {"x": text}, 1), NAMES, st.text(st.characters(codec="utf-8"), max_size=5)
    ),
    lambda inner: st.builds(lambda name, children: Element(name, {}, 1, children), NAMES, st.lists(inner, max_size=3)),
    max_leaves=10,
)


def plain(element: Element) -> Plain.Element:
    made = Plain.Element(element.name, element.attributes)
    made.extend(plain(child) for child in element.children)
    return made


def same(one: Element, other: Element) -> bool:
    return (
        (one.name, one.attributes) == (other.name, other.attributes)
        and len(one.children) == len(other.children)
        and all(map(same, one.children, other.children))
    )


def allowed(text: str) -> bool:
    """XML has no place for control characters, surrogates and the last two code points of the plane."""
    return all(character >= " " and character not in "\ufffe\uffff" for character in text)


@given(TREES.filter(lambda tree: all(allowed(each.attributes.get("x", "")) for each in tree.walk())))
def test_what_another_library_writes_is_read(tree: Element) -> None:
    read_again = read(Plain.tostring(plain(tree), encoding="utf-8")).root
    assert read_again is not None
    assert same(tree, read_again)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "punycode", "utf-7", "big5", "undefined"])
def test_an_encoding_that_cannot_be_read_ends_no_other_reader_of_xml(encoding: str) -> None:
    """The root element decides the kind of a file: a mistake there ended the run over the whole folder."""
    data = f'<?xml version="1.0" encoding="{encoding}"?><robot name="a"/>'.encode()
    assert root_element(data) is None
