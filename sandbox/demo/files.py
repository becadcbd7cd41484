"""Makes the small real files that come with proposals."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from .story import Document

INK, BAR, PAPER = "#12343b", "#0b6b7a", "#ffffff"


def make(file):
    """Return ``file`` (a Document or a Chart) as if somebody had uploaded it."""
    make_content = _pdf if isinstance(file, Document) else _png
    return SimpleUploadedFile(file.name, make_content(file))


def picture(name, width, height):
    """Return a plain picture with a bar, such as a logo has."""
    image = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 3 // 4, width, height), fill=BAR)
    font = ImageFont.load_default(size=height // 4)
    draw.text((width // 20, height // 3), "Deep dives", fill=INK, font=font)
    content = BytesIO()
    image.save(content, "PNG", optimize=True)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def _png(chart):
    width, height, gap = 640, 360, 12
    image = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    step = (width - 80) / len(chart.values)
    for number, value in enumerate(chart.values):
        left = 40 + number * step
        top = 320 - 270 * value / max(chart.values)
        draw.rectangle((left, top, left + step - gap, 320), fill=BAR)
        draw.text((left + 4, top - 16), str(value), fill=INK)
    draw.line((30, 320, width - 30, 320), fill=INK, width=2)
    content = BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _pdf(document):
    """Write a PDF of one page by hand: five objects and a table of where they are."""
    text = [b"BT /F1 18 Tf 60 770 Td 24 TL", _shown(document.heading), b"/F1 11 Tf"]
    text += [_shown(line) for line in ("", *document.lines)]
    stream = b"\n".join([*text, b"ET"])
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, len(content))
    )


def _shown(line):
    safe = line.encode("cp1252", "replace")
    for character in (b"\\", b"(", b")"):
        safe = safe.replace(character, b"\\" + character)
    return b"(%s) Tj T*" % safe
