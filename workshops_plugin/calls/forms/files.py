"""The field of a file question: which attachments the answer lists."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...conf import app_settings


class AttachmentsInput(forms.ClearableFileInput):
    """Shows an input for one more file; reads the ids that the draft holds."""

    template_name = "workshops_plugin/widgets/attachments.html"

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, None, attrs)
        context["widget"]["type"] = "file"
        shown = context["widget"]["attrs"]
        described = [shown.get("aria-describedby"), f"{shown.get('id')}_limits"]
        shown["aria-describedby"] = " ".join(filter(None, described))
        context["attachments"] = getattr(self, "attachments", [])
        context["limits"] = {
            "count": app_settings.FILE_MAX_COUNT,
            "size": app_settings.FILE_MAX_SIZE,
            "types": app_settings.FILE_TYPES,
        }
        return context


class AttachmentsField(forms.Field):
    """Cleans to the ids of the proposal's own attachments, in their order."""

    widget = AttachmentsInput
    default_error_messages = {
        "gone": _("A file is not there any more. Attach it again."),
    }

    #: Set by the form: {id: Attachment} of this proposal and question.
    attachments = {}

    def clean(self, value):
        ids = []
        for item in value or []:
            try:
                key = str(UUID(item))
            except ValueError:
                key = ""
            if key not in self.attachments:
                raise ValidationError(self.error_messages["gone"], code="gone")
            ids.append(key)
        return ids
