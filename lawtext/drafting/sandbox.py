"""The sandbox that a template's tags run in, and the gate for the values that enter it.

Only plain values and opaque fragments enter: an object with methods in the context is how a sandboxed template
writes files.
"""

import inspect
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from lawtext.drafting import fragments
from lawtext.drafting.forms import NO_XML
from lawtext.errors import UnusableInputError

_REFUSED_METHODS = frozenset(
    (
        *("center", "expandtabs", "format", "format_map", "ljust", "rjust", "to_bytes", "zfill"),  # grow by a number
        *("today", "fromtimestamp"),  # ask the clock, or the place the machine stands in
    )
)
_LEFT_OUT_FILTERS = ("center", "format", "indent", "pprint", "random", "tojson", "urlize", "xmlattr")
"""They blow up a document from a number, write HTML, or differ from run to run; none has a use in a letter."""

_LARGEST = 100_000
"""Longest text or list that one operator or filter may make from a number."""
_LONGEST_NUMBER = 256
"""Bits of the largest number that a multiplication may make."""


class Cite:
    """`{{ cite("§ 2 i …") }}` in a template: the written citation of a provision named when it was compiled."""

    __slots__ = ("_written",)

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written

    def __call__(self, provision: str) -> str:
        return self._written[provision]


class _Missing(StrictUndefined):
    """A field without a value is an error wherever it is touched, said in Danish."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return f"»{self._undefined_name}« har ingen værdi"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with autoescape and strict fields; no loader, no globals that read or grow."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Missing, keep_trailing_newline=True, finalize=_printable)
        for name in _LEFT_OUT_FILTERS:
            del self.filters[name]
        del self.globals["lipsum"]
        for name in ("batch", "slice"):
            self.filters[name] = _bounded(self.filters[name])

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 - Jinja's signature
        """No `"…".format`, whose widths grow a text: it falls to `is_safe_attribute`, which refuses it."""
        return

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Besides Jinja's own rules: no method that grows a text by a number, none that makes letters differ."""
        return attr not in _REFUSED_METHODS and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ARG002 - Jinja's signature
        """Refused at once, with the attribute's name."""
        raise SecurityError(f"»{attribute}« må ikke bruges i en skabelon")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiplication, powers and % only as far as they stay small."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" and not (numbers and abs(left) <= 1000 and abs(right) <= 10):
            raise SecurityError("»**« må kun bruges på små tal")
        if operator == "%" and not numbers:
            raise SecurityError("»%« må kun bruges på tal")
        if operator == "*" and not numbers and _length(left) * _length(right) > _LARGEST:
            raise SecurityError("»*« ville lave en alt for lang tekst")
        if operator == "*" and _bits(left) + _bits(right) > _LONGEST_NUMBER:
            raise SecurityError("»*« ville lave et alt for stort tal")
        return super().call_binop(context, operator, left, right)


def _printable(value: Any) -> Any:
    """What `{{ … }}` prints, as it is. Raises SecurityError for what would stand in a letter in Python's own words."""
    if type(value) in _PRINTED or isinstance(value, fragments.Opaque | Undefined):
        return value
    raise SecurityError(
        f"koden giver {_CALLED.get(type(value), 'ikke en værdi')}; kun tekst, tal og datoer kan skrives"
    )


_PRINTED = frozenset((str, Markup, int, float, date))
_CALLED = {bool: "ja eller nej", type(None): "ingenting", list: "en liste", tuple: "en liste", dict: "en gruppe felter"}


def _bits(value: Any) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def _length(value: Any) -> int:
    if isinstance(value, int):
        return abs(value)
    return len(value) if hasattr(value, "__len__") else 1


def _bounded(function: Any) -> Any:
    plain = inspect.unwrap(function)  # Jinja's wrapper asks for what only a filter with its own marks is given

    def call(value: Any, count: int, *rest: Any) -> Any:
        if count > _LARGEST:
            raise SecurityError(f"{count} er et for stort tal i et filter")
        return plain(value, count, *rest)

    return call


def cited(tree: nodes.Template) -> tuple[str, ...]:
    """The provisions that a template's tags cite: `cite("…")` with a plain text.

    SecurityError for any other use of it, and where the template asks for another file.
    """
    found: dict[str, None] = {}
    for node in tree.find_all(_LOOKED_AT):
        if not isinstance(node, nodes.Call):
            raise SecurityError("include, import og extends må ikke bruges")
        if isinstance(node.node, nodes.Name) and node.node.name == "cite":
            if len(node.args) != 1 or node.kwargs or not isinstance(node.args[0], nodes.Const):
                raise SecurityError('cite skal have præcis én tekst, fx cite("§ 2, nr. 11, i lov om …")')
            found[str(node.args[0].value)] = None
    return tuple(found)


_LOOKED_AT = (nodes.Call, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def require_plain(values: dict[str, Any]) -> bool:
    """Whether fragments are among the values; the rest is plain, or it is refused.

    Raises UnusableInputError that names the field whose text Word can't hold, TypeError for other objects.
    """
    texts: list[str] = []
    others = _others(values, texts)
    if others or NO_XML.search("".join(texts)):
        _require_plain(values, "")  # which one it was is only asked now: this is done for every letter
    return others


def _others(value: Any, texts: list[str]) -> bool:
    """Whether anything but plain values is in it; its texts are added to `texts`."""
    kind = type(value)
    if kind is str:
        texts.append(value)
        return False
    if kind is dict:
        value = value.values()
    elif kind is not list and kind is not tuple:
        return kind not in _PLAIN
    found = False
    for item in value:
        if type(item) is str:
            texts.append(item)
        elif _others(item, texts):
            found = True
    return found


def _require_plain(value: Any, place: str) -> None:
    kind = type(value)
    if kind is list or kind is tuple:
        for number, item in enumerate(value, 1):
            _require_plain(item, f"{place}, {number}")
    elif kind is dict:
        for name, item in value.items():
            _require_plain(item, f"{place}.{name}" if place else name)
    elif kind is str and (bad := NO_XML.search(value)):
        raise _unholdable(bad, place)
    elif kind is not str and kind not in _PLAIN and not fragments.is_fragment(value):
        raise TypeError(f"only plain values enter a template; {place} is {kind.__name__}")
    elif fragments.is_markup(value) and (bad := _NO_MARKUP.search(value.xml)):
        raise _unholdable(bad, place)


_PLAIN = frozenset((int, float, bool, date, type(None)))
_NO_MARKUP = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""As `NO_XML`, but for the two characters that docxtpl's Listing turns into a new paragraph and a new page."""


def _unholdable(found: re.Match[str], place: str) -> UnusableInputError:
    sign = f"U+{ord(found[0]):04X} på plads {found.start() + 1}"
    return UnusableInputError(f"Feltet »{place}« indeholder kontroltegnet {sign}; slet det.")
