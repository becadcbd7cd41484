"""Keeps what the site sends as files, and shows it: nothing leaves a demonstration."""

from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

SHOWN = 200


def folder():
    return Path(settings.EMAIL_FILE_PATH)


class FolderBackend(BaseEmailBackend):
    """Writes each message into a file of its own."""

    def send_messages(self, messages):
        folder().mkdir(parents=True, exist_ok=True)
        for message in messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}.eml"
            part = folder() / f"{name}.part"
            part.write_bytes(message.message().as_bytes(linesep="\r\n"))
            part.rename(folder() / name)
        return len(messages)


def read(name):
    path = folder() / f"{name}.eml"
    if not path.is_file():
        raise Http404
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def mails(request):
    """List what was sent, the latest first."""
    files = sorted(folder().glob("*.eml"), reverse=True)[:SHOWN]
    rows = [(file.stem, read(file.stem)) for file in files]
    return render(request, "home/mails.html", {"mails": rows, "page": None})


def mail(request, name):
    """Show one message: headers, HTML, plain text and attachments."""
    message = read(name)
    text = message.get_body(["plain"])
    context = {
        "name": name,
        "mail": message,
        "headers": [(key, value) for key, value in message.items()],
        "text": text.get_content() if text else "",
        "attachments": [
            (part.get_filename(), part.get_content_type(), _text_of(part))
            for part in message.iter_attachments()
        ],
        "page": None,
    }
    return render(request, "home/mail.html", context)


def _text_of(part):
    content = part.get_content()
    return content if isinstance(content, str) else content.decode(errors="replace")


@xframe_options_sameorigin
def mail_html(request, name):
    """The HTML of a message alone; with ``?images=off`` as if pictures were blocked."""
    body = read(name).get_body(["html"])
    if body is None:
        raise Http404
    response = HttpResponse(body.get_content())
    images = "'none'" if request.GET.get("images") == "off" else "*"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {images}"
    )
    return response
