"""Pieces of Word that may stand in a template's values beside plain ones: rich text, pictures, sub-documents.

They are opaque: a template can print them and nothing else. docxtpl makes their markup.
"""

import html
import io
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError
from msgspec import Struct

from lawtext.drafting import gate
from lawtext.drafting.packages import Part
from lawtext.errors import UnusableInputError

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_LARGEST_PICTURE = 10_000_000
_EMU_PER_MM = 36_000


class Picture(Struct, frozen=True):
    """A picture in a line of text. `alt`: what it shows, for those who can't see it; sizes in mm, 0 for its own."""

    content: bytes
    alt: str
    width_mm: float = 0
    height_mm: float = 0


class SubDocument(Struct, frozen=True):
    """A Word file whose paragraphs are put in where `{{p field }}` stands."""

    content: bytes
    name: str


class Opaque:
    """Markup that a template prints as it is and can do nothing else with."""

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[], str]) -> None:
        self._made = made

    def __html__(self) -> str:
        return self._made()

    def __str__(self) -> str:
        raise SecurityError("rig tekst, billeder og underdokumenter kan kun skrives, som de er")


def is_fragment(value: Any) -> bool:
    """Whether it is one of ours, or of docxtpl's own RichText, RichTextParagraph and Listing."""
    return type(value) in (Picture, SubDocument) or is_markup(value)


def is_markup(value: Any) -> bool:
    """Whether it is one of docxtpl's texts with markup. Asked by name: docxtpl is slow to import."""
    kind = type(value)
    return kind.__module__ in _DOCXTPL and kind.__name__ in ("RichText", "RichTextParagraph", "Listing")


_DOCXTPL = ("docxtpl.richtext", "docxtpl.listing")


class Workshop:
    """Where one letter's fragments are made ready; its package is opened when one brings parts of its own."""

    def __init__(self, template: bytes) -> None:
        """`template` has been through the gate."""
        self._content = template
        self._opened: DocxTemplate | None = None

    @property
    def has_parts(self) -> bool:
        """Whether a picture or a sub-document has come in."""
        return self._opened is not None

    def bound(self, value: Any, place: str = "") -> Any:
        """The value with its fragments ready to be printed.

        Raises UnusableInputError that names the field of a picture that Word can't show, or of a sub-document that the
        gate refuses.
        """
        kind = type(value)
        if kind is list or kind is tuple:
            return [self.bound(item, f"{place}, {number}") for number, item in enumerate(value, 1)]
        if kind is dict:
            return {name: self.bound(item, f"{place}.{name}" if place else name) for name, item in value.items()}
        if kind is Picture:
            _require_shown(value, place)
            return Opaque(partial(self._picture, self._package(), value))
        if kind is SubDocument:
            return self._document(value)
        return Opaque(partial(str, value.xml)) if is_markup(value) else value

    def enter(self, part: str) -> None:
        """From now on pictures belong to this part of the package."""
        if self._opened is not None:
            known = {one.partname.lstrip("/"): one for one in self._opened.docx.part.package.iter_parts()}
            self._opened.current_rendering_part = known.get(part)

    def parts(self, name: str) -> dict[str, Part]:
        """The package's parts, through the gate once more: what came with a sub-document is as foreign as any file."""
        saved = io.BytesIO()
        self._package().docx.save(saved)
        return gate.read(saved.getvalue(), name)

    def _package(self) -> "DocxTemplate":
        if self._opened is None:
            from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

            self._opened = DocxTemplate(io.BytesIO(self._content))
            self._opened.render_init()
        return self._opened

    def _picture(self, package: "DocxTemplate", picture: Picture) -> str:
        from docxtpl import InlineImage  # noqa: PLC0415 - heavy

        width, height = (round(size * _EMU_PER_MM) or None for size in (picture.width_mm, picture.height_mm))
        xml = str(InlineImage(package, io.BytesIO(picture.content), width, height))
        return xml.replace("<wp:docPr ", f'<wp:docPr descr="{html.escape(picture.alt)}" ', 1)

    def _document(self, document: SubDocument) -> Opaque:
        gate.read(document.content, document.name)
        try:
            made = self._package().new_subdoc(io.BytesIO(document.content))
        except ModuleNotFoundError as error:
            raise UnusableInputError(
                f"{document.name} kan ikke sættes ind: dertil bruges pakken {error.name}, som ikke er installeret."
            ) from error
        return Opaque(partial(str, made))


def _require_shown(picture: Picture, place: str) -> None:
    from docx.image.image import Image  # noqa: PLC0415 - heavy

    if len(picture.content) > _LARGEST_PICTURE:
        raise UnusableInputError(f"Billedet i feltet »{place}« fylder mere end {_LARGEST_PICTURE:,} byte.")
    if not picture.alt.strip():
        raise UnusableInputError(f"Billedet i feltet »{place}« mangler en tekst, der siger, hvad det viser.")
    try:
        Image.from_blob(picture.content)
    except Exception as error:  # python-docx's readers fail in as many ways as a picture can be broken
        raise UnusableInputError(f"Billedet i feltet »{place}« kan ikke læses; brug PNG eller JPEG.") from error
