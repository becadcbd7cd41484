from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops_plugin"
    label = "workshops_plugin"
    verbose_name = _("Workshops")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401
        from .calls import audiences, erasure, reminding  # noqa: F401
        from .calls import signal_handlers as calls
        from .calls.message_kinds import editors, inviting, partners  # noqa: F401
        from .languages import signal_handlers as languages
        from .mailing import signal_handlers as mailing
        from .members import signal_handlers as members
        from .record import checks as record_checks  # noqa: F401
        from .record import signal_handlers as record
        from .reviews import erasure as review_erasure  # noqa: F401
        from .reviews import message_kinds as review_messages  # noqa: F401
        from .reviews import reminding as review_reminding  # noqa: F401
        from .reviews import signal_handlers as reviews
        from .webinars import erasure as webinar_erasure  # noqa: F401
        from .webinars import signal_handlers as webinars
        from .webinars.message_kinds import news, preparing, telling  # noqa: F401

        record.connect(self)
        mailing.connect()
        calls.connect()
        members.connect()
        reviews.connect()
        webinars.connect()
        # After those that write a page's row.
        languages.connect()
        if self.apps.is_installed("anymail"):
            from .mailing import anymail

            anymail.connect()
