"""Files of every kind that is read, made here: whole, damaged, protected, empty, far too large."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from PIL import Image

from habeas.capture.office import ODT

LINES = ("Ana Ruiz fue llevada a la Cárcel Norte.", "No fue liberada el 3 de enero, dijo su abo-", "gada.")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SCAN = "a page that is a picture"


def a_pdf(*pages: Sequence[str], title: str = "", encrypted: bool = False) -> bytes:
    """A PDF with these lines on its pages. A protected one has a password that nobody knows."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, lines in enumerate(pages):
        shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
        content = b"BT /F1 12 Tf 14 TL 72 720 Td\n" + shown + b"ET"
        has = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {has} >>".encode())
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    bodies.append(b"<< /Title (%s) /CreationDate (D:20260112093000Z) >>" % _escaped(title))
    return _numbered(bodies, info=len(bodies), encrypted=encrypted)


def _escaped(line: str) -> bytes:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def _numbered(bodies: Sequence[bytes], *, info: int, encrypted: bool) -> bytes:
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF"
    out.write(trailer % (len(bodies) + 1, info, lock if encrypted else b"", start))
    return out.getvalue()


def a_picture(form: str = "PNG") -> bytes:
    """A white picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "white").save(out, form)
    return out.getvalue()


def a_scan() -> bytes:
    """A PDF whose one page is a picture."""
    return a_picture("PDF")


def a_huge_picture() -> bytes:
    """The beginning of a picture of 200 million pixels, which would take 600 MB."""
    head = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_docx(body: str = "") -> bytes:
    """A text of Word with a paragraph, a table and a footnote."""
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in ("Ana Ruiz", "3 de enero"))
    words = body or (
        "<w:p><w:r><w:t>Ana Ruiz fue llevada</w:t></w:r><w:r><w:t> a la Cárcel Norte.</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Informe</dc:title><dcterms:modified>2026-01-12T09:30:00Z</dcterms:modified></c>"
    )
    note = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>Según su abogada.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{words}</w:body></w:document>",
            "word/footnotes.xml": note,
            "docProps/core.xml": core,
        }
    )


def an_odt(*, locked: bool = False) -> bytes:
    """A text of LibreOffice with a heading, a paragraph with a note, and a table."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    note = "<text:note><text:note-body><text:p>Según su abogada.</text:p></text:note-body></text:note>"
    cells = "".join(
        f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in ("Ana Ruiz", "3 de enero")
    )
    body = (
        f"<text:h>Informe</text:h><text:p>Ana Ruiz fue <text:span>llevada</text:span>.{note}</text:p>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    return zipped(
        {
            "mimetype": ODT,
            "content.xml": f"<office:document {spaces}><office:body>{body}</office:body></office:document>",
            "META-INF/manifest.xml": "<m><encryption-data/></m>" if locked else "<m/>",
        }
    )


PAGE = """<!doctype html><html lang="es-VE"><head><title>Detenidos en Cárcel Norte</title>
<meta property="article:published_time" content="2026-01-12T10:00:00-04:00">
<meta property="og:site_name" content="Radio Sur">
<style>p {color: red}</style></head><body><nav>Inicio</nav><h1>Detenidos</h1><script>document.write("no")</script>
<p>La señora <b>Ana</b>\n Ruiz fue<br>llevada.</p><table><tr><td>Ana Ruiz</td><td>3 de enero</td></tr></table>
<p hidden>oculto</p><div style="display: none"><p>secreto</p></div>
<figcaption>Foto de la familia</figcaption></body></html>"""
SEEN = "Inicio\nDetenidos\nLa señora Ana Ruiz fue\nllevada.\nAna Ruiz\t3 de enero\nFoto de la familia"

LETTER = (
    b"From: Ana <ana@example.org>\r\nTo: luis@example.org\r\nDate: Mon, 12 Jan 2026 10:00:00 -0400\r\n"
    b"Subject: =?utf-8?q?C=C3=A1rcel_Norte?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n"
) + "La llevaron a la Cárcel Norte.\r\n".encode("latin-1")

SAVED = (
    "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/a\nSubject: A page\n"
    "Date: Mon, 12 Jan 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html; charset=utf-8\n'
    "Content-Transfer-Encoding: 8bit\nContent-Location: https://example.org/a\n\n"
    f"{PAGE}\n--x--\n"
).encode()

CHAT = "[31/1/26, 9:12:03] Ana: La llevaron ayer.\n[1/2/26, 10:00:00] Luis: ¿Adónde?\n"


def a_warc(page: str = PAGE) -> bytes:
    """What a browser got from one address."""
    body = page.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        "WARC-Date: 2026-01-20T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def a_wacz() -> bytes:
    """The same in a ZIP file."""
    return zipped(
        {"archive/data.warc": a_warc(), "pages/pages.jsonl": '{"format": "x"}\n{"url": "https://example.org/a"}\n'}
    )
