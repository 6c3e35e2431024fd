"""Small PDF files made by hand: one line of Helvetica text a line, so that tests need no PDF library to write one.

What stands between "\\x02" and "\\x03" is bold.
"""

import re
from collections.abc import Collection, Sequence


def pdf(*pages: Sequence[str], locked: bool = False, scanned: Collection[int] = ()) -> bytes:
    """A PDF with a page for each list of lines; `locked` asks for a password that nobody knows.

    The pages at the places `scanned` are covered by an image.
    """
    kids = [5 + 2 * index for index in range(len(pages))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for at, (kid, lines) in enumerate(zip(kids, pages, strict=True)):
        shown = " ".join(f"{_shown(line)} T*" for line in lines)
        content = f"BT /F1 10 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
        if at in scanned:
            content += b"\nq 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {kid + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> " % (b"11" * 32, b"22" * 32)
    ids = b"/ID [<%s> <%s>] " % (b"33" * 16, b"33" * 16)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s%s>>\n" % (len(objects) + 1, ids, secret if locked else b"")
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _shown(line: str) -> str:
    shown = ""
    for number, part in enumerate(re.split("[\x02\x03]", line)):
        shown += f"/F{1 + number % 2} 10 Tf ({_escaped(part)}) Tj " if part else ""
    return shown + "/F1 10 Tf"


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
