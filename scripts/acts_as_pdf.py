"""Acts set as a gazette sets them and made to PDF by LibreOffice: to measure how well such files are read.

Title larger and centred, first lines indented, labels bold, headings centred in italics, a foot with the act's number
and the page's; in one column or two.
"""

import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

from lawtext.law.editions import Edition
from lawtext.reading import to_text

_LABEL = re.compile(r"(?:§{1,2}\s?[\d, a-z-]+\.?|Stk\.\s[\d -]+\.|\(?\w{1,4}\)|\d+\.|-)(?=\s)")
_HEADING = re.compile(r"(?:Kapitel|Afsnit|Bilag|§)\s\S{1,6}(?:\s\w)?")
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"))
)
_STYLES = """
<office:automatic-styles>
 <style:page-layout style:name="page"><style:page-layout-properties fo:page-width="595pt" fo:page-height="842pt"
  fo:margin-top="57pt" fo:margin-bottom="28pt" fo:margin-left="43pt" fo:margin-right="43pt">{columns}
  </style:page-layout-properties><style:footer-style/></style:page-layout>
 <style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"
  fo:margin-bottom="18pt"/><style:text-properties fo:font-size="16pt"/></style:style>
 <style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:text-indent="10pt"
  fo:margin-top="6pt" fo:text-align="justify"/><style:text-properties fo:font-size="10pt"/></style:style>
 <style:style style:name="item" style:family="paragraph"><style:paragraph-properties fo:margin-left="14pt"
  fo:text-indent="-14pt"/><style:text-properties fo:font-size="10pt"/></style:style>
 <style:style style:name="centre" style:family="paragraph"><style:paragraph-properties fo:text-align="center"
  fo:margin-top="12pt"/><style:text-properties fo:font-size="10pt" fo:font-style="italic"/></style:style>
 <style:style style:name="label" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>
"""


def available() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def write(editions: list[Edition], columns: int = 1) -> dict[str, bytes]:
    """The PDF of each edition by its id. Raises RuntimeError where LibreOffice makes none."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{edition.id}.fodt" for edition in editions]
        for file, edition in zip(files, editions, strict=True):
            file.write_text(_document(edition, columns), encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        made = {file.stem: file.with_suffix(".pdf") for file in files}
        if missing := [name for name, path in made.items() if not path.exists()]:
            raise RuntimeError(f"LibreOffice made no PDF of {missing}")
        return {name: path.read_bytes() for name, path in made.items()}


def _document(edition: Edition, columns: int) -> str:
    head, title, *rest = to_text.write(edition).splitlines()
    setting = f'<style:columns fo:column-count="{columns}" fo:column-gap="18pt"/>' if columns > 1 else ""
    page_number = "<text:page-number/>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><office:document {_NAMES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{_STYLES.format(columns=setting)}'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">'
        f"<style:footer><text:p>{escape(head)} {page_number}</text:p></style:footer></style:master-page>"
        f'</office:master-styles><office:body><office:text><text:p text:style-name="title">{escape(title)}</text:p>'
        f"{''.join(_paragraphs(rest))}</office:text></office:body></office:document>"
    )


def _paragraphs(rows: list[str]) -> list[str]:
    out = []
    for place, row in enumerate(rows):
        said = row.strip()
        label = _LABEL.match(said)
        above = rows[place - 1].strip() if place else ""
        heading = _HEADING.fullmatch(said) or (_HEADING.fullmatch(above) and not above.startswith("§"))
        ended = said[-1:] in ".:;,«" and not said.endswith(("m.v.", "m.m.", "mv."))
        alone = not above and not ended and place + 1 < len(rows) and not rows[place + 1].strip()
        if heading or (alone and not label):
            out.append(f'<text:p text:style-name="centre">{escape(said)}</text:p>')
        elif label:
            style = "item" if label[0].endswith(")") or label[0] == "-" else "body"
            marked = f'<text:span text:style-name="label">{escape(label[0])}</text:span>{escape(said[label.end() :])}'
            out.append(f'<text:p text:style-name="{style}">{marked}</text:p>')
        elif said:
            out.append(f'<text:p text:style-name="body">{escape(said)}</text:p>')
    return out
