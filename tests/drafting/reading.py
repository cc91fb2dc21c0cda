"""What a reader sees in a made Word file: paragraphs in order, tables' cells among them."""

from lxml import etree

from tests.drafting.word import part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(content: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of every paragraph, non-breaking spaces as plain ones."""
    root = etree.fromstring(part(content, name).encode())
    texts = ("".join(node.text or "" for node in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p"))
    return [text.replace("\u00a0", " ") for text in texts]


def text(content: bytes) -> str:
    return "\n".join(paragraphs(content))
