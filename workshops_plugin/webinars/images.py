"""Photos of people: checked, turned upright, made small, and freed of all else."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ..errors import Refused

#: Pixels of each side, for a screen of twice the density.
SIDE = 320
MAX_SIZE = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000


def portrait(file):
    """Return the image in ``file`` as a square JPEG without metadata.

    Refused: "photo".
    """
    if file.size > MAX_SIZE:
        raise _refused(_("Choose a photo of at most 8 MB."))
    try:
        image = Image.open(file, formats=["JPEG", "PNG", "WEBP"])
        if image.width * image.height > MAX_PIXELS:
            raise _refused(_("This photo has too many pixels. Choose a smaller one."))
        image = ImageOps.exif_transpose(image).convert("RGB")
        image = ImageOps.fit(image, (SIDE, SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        sentence = _("This is no photo that can be read. Choose a JPEG or PNG file.")
        raise _refused(sentence) from error
    content = BytesIO()
    image.save(content, "JPEG", quality=85, optimize=True)
    return ContentFile(content.getvalue())


def _refused(sentence):
    return Refused(sentence, code="photo", fields={"photo": [sentence]})
