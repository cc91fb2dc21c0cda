"""A server on loopback that behaves as domain/retsinformation.md says of Retsinformation, its faults included.

Time is the test's: `StoppedClock` moves only when somebody waits, and the server reads its hours and limits off it.
"""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
"""12.00 in Denmark (winter time)."""

_SHELL = (
    b'<!DOCTYPE html><html lang="da"><body><div id="root"></div><script src="/static/main.js"></script></body></html>'
)
_ACT = """<?xml version="1.0" encoding="utf-8"?>
<Dokument id="id1" SchemaLocation="http://www.retsinformation.dk/offentlig/xml/schemas/2022/05/17/LOVH.Retsinfo.LexDania_2.1.xsd">
  <Meta id="id2">
    <DocumentType>LOV H#LOKDOK01</DocumentType>
    <Rank>A</Rank>
    <AccessionNumber>A{year}{number:05}30</AccessionNumber>
    <DocumentId>AA000001</DocumentId>
    <DocumentTitle>Lov om prøvekasser</DocumentTitle>
    <Year>{year}</Year>
    <DiesSigni>{year}-03-07</DiesSigni>
    <Status>Valid</Status>
    <Number>{number}</Number>
    <AnnouncedIn>{gazette}</AnnouncedIn>{more}
    <Ministry>{ministry}</Ministry>
  </Meta>{body}
</Dokument>
"""
_BODY = """
  <TitelGruppe><Titel><Linea><Char>Lov om prøvekasser</Char></Linea></Titel></TitelGruppe>
  <DokumentIndhold>
    <Bog><Afsnit><Kapitel><ParagrafGruppe>
      <Paragraf><Explicatus>§ 1.</Explicatus><Stk><Exitus><Linea>
        <Char>{text}</Char>
      </Linea></Exitus></Stk></Paragraf>
      <Paragraf><Explicatus>§ 2.</Explicatus><Stk><Exitus><Linea>
        <Char>Loven træder i kraft den 1. april {year}.</Char>
      </Linea></Exitus></Stk></Paragraf>
    </ParagrafGruppe></Kapitel></Afsnit></Bog>
  </DokumentIndhold>"""


def act(edition: str, text: str = "Kasser er af træ.", **more: str) -> bytes:
    """A small invented act in LexDania. `body=""` gives metadata only; `meta` is put into them."""
    year, number = map(int, edition.split("-"))
    body = more.get("body", _BODY.format(text=text, year=year))
    facts = {"gazette": "Lovtidende A", "ministry": "Prøveministeriet", "more": more.pop("meta", "")} | more
    return _ACT.format(**facts | {"year": year, "number": number, "body": body}).encode()


class StoppedClock:
    """Stands still but when somebody waits; `waits` are the pauses in seconds."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self._now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._now += timedelta(seconds=seconds)


@dataclass
class Request:
    """A call as the server saw it."""

    path: str
    headers: dict[str, str]
    at: datetime


Fault = Callable[["_Handler"], None]


@dataclass
class Site:
    """What the server has and how it behaves. `faults`: by path, one for each of the next calls there."""

    clock: StoppedClock
    acts: dict[str, bytes] = field(default_factory=dict)
    changes: dict[date, object] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    conditional: bool = True
    over: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def has(self, *editions: str) -> None:
        """Put small acts there."""
        self.acts |= {edition: act(edition) for edition in editions}

    def fails(self, edition: str, *faults: Fault) -> None:
        """The next calls for an act's XML end so."""
        self.faults.setdefault(xml_path(edition), []).extend(faults)

    def asked(self) -> list[str]:
        """The paths asked for so far."""
        return [request.path for request in self.requests]


def xml_path(edition: str) -> str:
    return f"/eli/lta/{edition.replace('-', '/')}/xml"


@contextmanager
def serving(clock: StoppedClock) -> Iterator[Site]:
    """A site that answers on 127.0.0.1 until the end of the block."""
    site = Site(clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        now = self.site.clock.now()
        before = [each.at for each in self.site.requests if each.path.startswith("/v1/")]
        self.site.requests.append(Request(self.path, {k.lower(): v for k, v in self.headers.items()}, now))
        if waiting := self.site.faults.get(self.path):
            waiting.pop(0)(self)
        elif not _names_itself(self.headers.get("User-Agent", "")):
            self.send(403, b"<html><body>Attention Required! | Cloudflare</body></html>", "text/html")
        elif self.path.startswith("/v1/Documents"):
            self._harvest(now, before[-1] if before else None)
        else:
            self._document()

    def _document(self) -> None:
        parts = self.path.strip("/").split("/")
        if parts[:2] != ["eli", "lta"] or parts[-1] != "xml":
            self.send(200, _SHELL, "text/html")
            return
        body = self.site.acts.get(f"{parts[2]}-{parts[3]}")
        if body is None:
            self.send(404, b"No document found matching ELI request", "text/plain")
            return
        etag = f'"{sha256(body).hexdigest()[:12]}"'
        if self.site.conditional and self.headers.get("If-None-Match") == etag:
            self.send(304, b"", "")
            return
        self.send(200, body, "application/xml", **{"ETag": etag, "Last-Modified": "Fri, 20 Nov 2026 03:00:00 GMT"})

    def _harvest(self, now: datetime, before: datetime | None) -> None:
        here = now.astimezone(ZoneInfo("Europe/Copenhagen"))
        day = date.fromisoformat(parse_qs(urlsplit(self.path).query)["date"][0])
        if before is not None and (now - before).total_seconds() < 10:
            self.send(429, b"Too many requests", "text/plain")
        elif not "03:00" <= f"{here:%H:%M}" < "23:45" or not 0 <= (here.date() - day).days <= 10:
            self.send(400, b"Bad request", "text/plain")
        else:
            self.send(200, json.dumps(self.site.changes.get(day, [])).encode(), "application/json")

    def send(self, status: int, body: bytes, content_type: str, **headers: str) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _names_itself(agent: str) -> bool:
    return bool(agent) and not agent.startswith(("python-", "Python-", "curl"))


# Faults: what a call may end in instead of an answer


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """An answer of that status, with headers."""
    return lambda handler: handler.send(
        code, body, "text/plain", **{k.replace("_", "-"): v for k, v in headers.items()}
    )


def body(content: bytes, content_type: str = "application/xml") -> Fault:
    """Status 200 and something else than the act."""
    return lambda handler: handler.send(200, content, content_type)


def shell(handler: _Handler) -> None:
    """The page for browsers instead of XML."""
    handler.send(200, _SHELL, "text/html")


def short(content: bytes) -> Fault:
    """Content-Length says more than comes."""

    def send(handler: _Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content) + 100))
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return send


def dropped(handler: _Handler) -> None:
    """The line is cut before an answer."""
    handler.close_connection = True


def silent(handler: _Handler) -> None:
    """No answer for as long as the test lasts."""
    handler.site.over.wait(30)
    handler.close_connection = True


def half(content: bytes, sent: threading.Event) -> Fault:
    """Half the content, a word to the test, and silence."""

    def send(handler: _Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])
        sent.set()
        silent(handler)

    return send


def elsewhere(address: str, code: int = 302) -> Fault:
    """Moved to another address."""
    return status(code, Location=address)


def zipped(content: bytes) -> Fault:
    """Compressed, as servers do."""
    return lambda handler: handler.send(200, gzip.compress(content), "application/xml", **{"Content-Encoding": "gzip"})


def ill_zipped(handler: _Handler) -> None:
    """Said to be compressed, and is not."""
    handler.send(200, b"not gzip at all", "application/xml", **{"Content-Encoding": "gzip"})
