"""Downloads: checked each time, never shown by the browser, never cached."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from .. import rules
from ..models import Attachment
from .base import MemberView


class FileView(MemberView):
    """Serves a file to whoever may read its proposal, and to editors.

    A file without a question is among editors. Editors see files of a draft only
    once it is submitted.
    """

    def get(self, request, pk):
        attachment = get_object_or_404(
            Attachment.objects.select_related(
                "proposal__call", "proposal__lead_organization"
            ),
            pk=pk,
        )
        if not self.may_download(attachment):
            raise Http404
        return as_download(attachment)

    def may_download(self, attachment):
        user, proposal = self.request.user, attachment.proposal
        if attachment.question and rules.may_read(user, proposal):
            return True
        return rules.may_view_in_admin(user, proposal) and (
            not attachment.question or rules.was_submitted(attachment)
        )


def as_download(attachment, name=""):
    """Return the file as a download that no browser shows, under ``name`` or its own.

    Raises Http404 where the storage has lost it.
    """
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=name or attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
