"""The verbs of the outbox and of campaigns."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import Refused, require_permission
from ..record.trace import trace
from .enums import CampaignState, Cause, Complaint, DeliveryState
from .kinds import kind_of
from .models import Campaign, Delivery, MailState, MessageText, Suppression
from .outbox import drop
from .recipients import digest
from .reckoning import reckon
from .tasks import nudge_worker

MANAGER = "workshops_plugin.change_mailstate"
SUPPRESSOR = "workshops_plugin.change_suppression"
SENDER = "workshops_plugin.change_campaign"
WRITER = "workshops_plugin.change_messagetext"


def try_again(keys):
    """Let those of the deliveries ``keys`` that failed wait again; return how many."""
    rows = Delivery.objects.filter(pk__in=keys, state=DeliveryState.FAILED)
    return rows.update(
        state=DeliveryState.WAITING,
        cause="",
        attempts=0,
        next_at=timezone.now(),
        finished_at=None,
    )


def pause_all(*, by):
    """Let nothing leave until :func:`resume_all`. Refused: "forbidden"."""
    require_permission(by, MANAGER)
    MailState.load()
    MailState.objects.filter(paused_at=None).update(
        paused_at=timezone.now(), paused_by=by
    )


def resume_all(*, by):
    """Let messages leave again, at once. Refused: "forbidden"."""
    require_permission(by, MANAGER)
    MailState.objects.update(
        paused_at=None, paused_by=None, troubles=0, trouble="", resume_at=None
    )


def suppress(address, *, by, why=Complaint.BY_HAND, detail=""):
    """Send nothing more to ``address``; return the :class:`Suppression`.

    Refused: "forbidden".
    """
    require_permission(by, SUPPRESSOR)
    values = {"address": address, "why": why, "detail": detail[:1000], "by": by}
    row, _made = Suppression.objects.get_or_create(
        recipient=digest(address), defaults=values
    )
    return row


def lift(suppression, *, by):
    """Write to an address again. Refused: "forbidden"."""
    require_permission(by, SUPPRESSOR)
    suppression.delete()


def set_text(text, *, by, seen=None):
    """Use ``text`` (a checked :class:`MessageText`) from now on; return it.

    ``seen`` is the ``version`` that was there when somebody began to write. Refused:
    "stale" where there is another one, "forbidden".
    """
    require_permission(by, WRITER)
    values = {
        "subject_line": text.subject_line,
        "body": text.body,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    with transaction.atomic():
        rows = MessageText.objects.select_for_update()
        now = rows.filter(kind=text.kind, language=text.language).first()
        if seen is not None and seen != (now.version if now else ""):
            raise Refused(
                _(
                    "Somebody has saved this text meanwhile; that one stands below "
                    "yours. Save again to replace it."
                ),
                code="stale",
            )
        row, _made = MessageText.objects.update_or_create(
            kind=text.kind, language=text.language, defaults=values
        )
    return row


def reset_text(kind, language, *, by):
    """Go back to the shipped text of ``kind``. Refused: "forbidden"."""
    require_permission(by, WRITER)
    MessageText.objects.filter(kind=kind, language=language).delete()


def make_campaign(kind, subject, *, audience, by, parameters=None, texts=None):
    """Return a new draft: ``kind`` (a name) about ``subject`` to an ``audience``.

    Nothing leaves before :func:`start_campaign`. Refused: "audience", "words",
    "forbidden".
    """
    _require_sending(by, kind_of(kind))
    _require_sendable(kind_of(kind), audience, texts or {})
    return Campaign.objects.create(
        kind=kind,
        subject=str(subject.pk),
        title=kind_of(kind).title_of(subject, parameters or {})[:255],
        audience=audience,
        parameters=parameters or {},
        texts=texts or {},
        created_by=by,
    )


def change_campaign(campaign, *, by, audience, parameters, texts):
    """Change a draft; return it. Refused: "state", "audience", "words", "forbidden"."""
    kind = kind_of(campaign.kind)
    _require_sending(by, kind)
    _require_sendable(kind, audience, texts)
    with _locked(campaign, CampaignState.DRAFT):
        campaign.audience, campaign.parameters = audience, parameters
        campaign.texts = texts
        campaign.save(update_fields=["audience", "parameters", "texts"])
    return campaign


def _require_sendable(kind, audience, texts):
    if audience not in kind.audiences:
        message = _("Choose who gets it.")
        raise Refused(message, code="audience", fields={"audience": [message]})
    if kind.words == "message" and not any(
        words.get("text") for words in texts.values()
    ):
        raise Refused(_("Write the message in one language at least."), code="words")


def _require_sending(by, kind):
    require_permission(by, SENDER)
    if kind.permission:
        require_permission(by, kind.permission)


@contextmanager
def _locked(campaign, *states):
    """Lock ``campaign``, and refuse ("state") unless it has one of ``states``."""
    with transaction.atomic():
        rows = Campaign.objects.select_for_update()
        campaign.refresh_from_db(from_queryset=rows)
        if campaign.state not in states:
            raise Refused(
                _("Somebody has changed this meanwhile. See how it stands now."),
                code="state",
            )
        yield campaign


def start_campaign(campaign, *, by, seen=None):
    """Let the worker send a draft; return it. Twice is refused ("state").

    ``seen`` is the ``fingerprint`` that it had when somebody looked at it. Refused:
    "stale" where it has another one, "unready" (see ``obstacles`` of its kind),
    "gone", "nobody", "forbidden".
    """
    kind = kind_of(campaign.kind)
    _require_sending(by, kind)
    with _locked(campaign, CampaignState.DRAFT):
        if seen is not None and seen != campaign.fingerprint:
            raise Refused(
                _(
                    "The draft was changed after you had opened this page. See what "
                    "it says now, then send it."
                ),
                code="stale",
            )
        subject = kind.about(campaign)
        if subject is None:
            raise Refused(_("What it is about does not exist any more."), code="gone")
        if sentences := kind.obstacles(subject):
            raise Refused(" ".join(sentences), code="unready")
        if not reckon(campaign).reached:
            raise Refused(_("There is nobody to write to."), code="nobody")
        campaign.state, campaign.started_by = CampaignState.RUNNING, by
        campaign.started_at = timezone.now()
        campaign.sequence = kind.sequence_for(campaign, subject)
        campaign.save()
        trace(subject, "campaign", "start", by=by)
        transaction.on_commit(nudge_worker, robust=True)
    return campaign


def pause_campaign(campaign, *, by):
    """Let nothing more of ``campaign`` leave for now. Refused: "state", "forbidden"."""
    _require_sending(by, kind_of(campaign.kind))
    with _locked(campaign, CampaignState.RUNNING):
        campaign.state = CampaignState.PAUSED
        campaign.save(update_fields=["state"])
    return campaign


def resume_campaign(campaign, *, by):
    """Go on with a paused ``campaign``. Refused: "state", "forbidden"."""
    _require_sending(by, kind_of(campaign.kind))
    with _locked(campaign, CampaignState.PAUSED):
        campaign.state = CampaignState.RUNNING
        campaign.save(update_fields=["state"])
        transaction.on_commit(nudge_worker, robust=True)
    return campaign


def stop_campaign(campaign, *, by):
    """Send nothing more of ``campaign``, for good. Refused: "state", "forbidden"."""
    _require_sending(by, kind_of(campaign.kind))
    with _locked(campaign, CampaignState.RUNNING, CampaignState.PAUSED):
        campaign.state = CampaignState.STOPPED
        campaign.save(update_fields=["state"])
        drop(campaign.deliveries.filter(state=DeliveryState.WAITING), Cause.STOPPED)
        if subject := kind_of(campaign.kind).about(campaign):
            trace(subject, "campaign", "stop", by=by)
    return campaign


def delete_campaign(campaign, *, by):
    """Delete a draft. Refused: "state", "forbidden"."""
    _require_sending(by, kind_of(campaign.kind))
    with _locked(campaign, CampaignState.DRAFT):
        campaign.delete()


def retry_failed(campaign, *, by):
    """Try again what has failed of ``campaign``; return how many. "forbidden"."""
    _require_sending(by, kind_of(campaign.kind))
    rows = campaign.deliveries.filter(state=DeliveryState.FAILED)
    return try_again(list(rows.values_list("pk", flat=True)))


def start_by_itself(kind, subject, *, audience, key, sequence):
    """Start a campaign that follows from something else, once for each ``key``.

    Inside the transaction of its cause. Returns the campaign, or None: it is there.
    """
    if Campaign.objects.filter(key=key).exists():
        return None
    campaign = Campaign.objects.create(
        kind=kind,
        subject=str(subject.pk),
        sequence=sequence,
        title=str(subject)[:255],
        audience=audience,
        key=key,
        state=CampaignState.RUNNING,
        started_at=timezone.now(),
    )
    transaction.on_commit(nudge_worker, robust=True)
    return campaign
