"""Small Word files for the tests, made part by part."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "application/vnd.openxmlformats-package"
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

_CELL = '<w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs; a tag may be cut over several of them."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def cell(*runs: str) -> str:
    """A cell with one paragraph."""
    return f"<w:tc>{_CELL}{paragraph(*runs)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(map(cell, cells))}</w:tr>"


def table(*rows: str, columns: int) -> str:
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def parts(body: str, header: str = "", footer: str = "", title: str = "") -> dict[str, str]:
    """The parts of a Word file with this body."""
    overrides = {"document": f"{MAIN}.document.main+xml"}
    references, relations = "", []
    for number, (kind, content) in enumerate((("header", header), ("footer", footer)), 1):
        if content:
            overrides[f"{kind}1"] = f"{MAIN}.{kind}+xml"
            references += f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
            relations.append(f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{kind}1.xml"/>')
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in overrides.items())
    made = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{PACKAGE}.core-properties+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships {RELS}><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/><Relationship Id="rId2" Target="docProps/core.xml" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>',
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}<w:sectPr>{references}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {RELS}>{''.join(relations)}</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>",
    }
    if header:
        made["word/header1.xml"] = f"<w:hdr {W}>{header}</w:hdr>"
    if footer:
        made["word/footer1.xml"] = f"<w:ftr {W}>{footer}</w:ftr>"
    return made


def zipped(made: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text)
    return target.getvalue()


def docx(body: str, header: str = "", footer: str = "", title: str = "") -> bytes:
    return zipped(parts(body, header, footer, title))


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def with_part(content: bytes, kind: str, markup: str) -> bytes:
    """A Word file with one more part beside the document: footnotes, endnotes, comments, styles, …"""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        made = {name: archive.read(name).decode() for name in archive.namelist()}
    override = f'<Override PartName="/word/{kind}.xml" ContentType="{MAIN}.{kind}+xml"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace("</Types>", override)
    relation = f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/></Relationships>'
    relations = "word/_rels/document.xml.rels"
    made[relations] = made[relations].replace("</Relationships>", relation)
    return zipped(made | {f"word/{kind}.xml": markup})


_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def drawing(number: int, description: str) -> str:
    """A paragraph with an empty drawing."""
    properties = f'<wp:docPr id="{number}" name="Tegning" descr="{description}"/>'
    inline = f'<wp:inline xmlns:wp="{_WP}"><wp:extent cx="1" cy="1"/>{properties}</wp:inline>'
    return f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"


def text_box(content: str, fallback: str) -> str:
    """A paragraph with a text box, as new and as older programs are shown it."""
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    choice = f'<mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></mc:Choice>'
    old = f"<mc:Fallback><w:pict><w:txbxContent>{fallback}</w:txbxContent></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent {names}>{choice}{old}</mc:AlternateContent></w:r></w:p>"
