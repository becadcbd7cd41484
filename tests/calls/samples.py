"""Real files of every kind, as small as they can be, and some that pretend."""

import io
import zipfile

from django.core.files.base import ContentFile
from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 100
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


def archive(members, mimetype=None):
    """A ZIP archive of {name: text}; ``mimetype`` comes first and unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as writer:
        if mimetype:
            writer.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, text in members.items():
            writer.writestr(name, text)
    return stream.getvalue()


def open_xml(part):
    types = f'<Types><Override PartName="/{part}" ContentType="x"/></Types>'
    return archive({"[Content_Types].xml": types, "_rels/.rels": "<x/>", part: "<x/>"})


def open_document(kind):
    return archive({"content.xml": "<x/>"}, f"{OPEN_DOCUMENT}.{kind}")


def workbook():
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def image(kind, **options):
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, kind, **options)
    return stream.getvalue()


def photograph():
    """A JPEG that begins with Exif instead of JFIF, as cameras write it."""
    return b"\xff\xd8\xff\xe1" + image("JPEG")[4:]


#: (name, content, content type)
GOOD = [
    ("a.pdf", PDF, "application/pdf"),
    ("a.docx", open_xml("word/document.xml"), f"{OPEN_XML}.wordprocessingml.document"),
    ("a.docx", open_xml("word/document2.xml"), f"{OPEN_XML}.wordprocessingml.document"),
    (
        "a.pptx",
        open_xml("ppt/presentation.xml"),
        f"{OPEN_XML}.presentationml.presentation",
    ),
    ("a.xlsx", workbook(), f"{OPEN_XML}.spreadsheetml.sheet"),
    ("a.odt", open_document("text"), f"{OPEN_DOCUMENT}.text"),
    ("a.odp", open_document("presentation"), f"{OPEN_DOCUMENT}.presentation"),
    ("a.ods", open_document("spreadsheet"), f"{OPEN_DOCUMENT}.spreadsheet"),
    ("a.png", image("PNG"), "image/png"),
    ("a.jpg", image("JPEG"), "image/jpeg"),
    ("a.JPEG", image("JPEG", progressive=True), "image/jpeg"),
    ("a.jpg", photograph(), "image/jpeg"),
]

#: What is not what its name says, or is not allowed at all.
BAD = [
    ("a.pdf", ELF),
    ("a.pdf", EXE),
    ("a.pdf", HTML),
    ("a.pdf", b"Only text"),
    ("a.png", HTML),
    ("a.png", SVG),
    ("a.png", PDF),
    ("a.jpg", image("PNG")),
    ("a.docx", EXE),
    ("a.docx", archive({"evil.exe": EXE})),
    ("a.docx", workbook()),
    ("a.docx", open_xml("word/document.xml")[:-30]),
    ("a.odt", archive({"evil.exe": EXE})),
    ("a.odt", open_document("spreadsheet")),
    ("a.ods", open_xml("word/document.xml")),
    ("a.exe", EXE),
    ("a.svg", SVG),
    ("a.html", HTML),
    ("a.zip", archive({"a.txt": "x"})),
    ("a.pdf.exe", PDF),
    ("pdf", PDF),
    (".pdf", PDF),
    ("a.pdf ", PDF),
]


def file(name="paper.pdf", content=PDF):
    """A file as it arrives, whatever its name."""
    return ContentFile(content, name)
