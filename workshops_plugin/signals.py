"""Signals by which a site or an upper part takes part in what happens here.

Receivers of the signals sent "after commit" cannot undo anything: what they
raise is logged and the other receivers still run.
"""

from django.dispatch import Signal

#: A proposal was submitted for the first time, or again with changes.
#: Sent after commit. Arguments: ``proposal``, ``first`` (bool), ``by`` (the user,
#: or None for a command).
proposal_submitted = Signal()

#: A file is about to be attached. Sent before anything is stored; a receiver that
#: raises ``django.core.exceptions.ValidationError`` refuses the file with its
#: message, which is where a site connects its virus scanner. Anything else that is
#: raised refuses the file too, with a general sentence, and is logged.
#: Arguments: ``file`` (an open ``UploadedFile``), ``by``, ``proposal`` (None for a
#: material of a webinar, which comes as ``webinar``).
attachment_received = Signal()

#: Somebody was invited to stand behind a proposal, or answered, or has no part in it
#: any more. Sent inside the transaction, for drafts too. Arguments: ``partner``.
partner_changed = Signal()

#: An import has added or changed organizations or memberships, which save() would
#: have told one by one. Sent inside the transaction, by the model. Argument: ``rows``.
rows_imported = Signal()

#: Facts of a call are about to change. Sent inside the transaction, with the new
#: values set; a receiver that raises ``Refused`` refuses the change.
#: Arguments: ``call``, ``changed`` (a set of names), ``by``.
call_changing = Signal()

#: The structure of a call was written because its source page went live.
#: Sent inside the transaction. Arguments: ``call``, ``by``.
structure_published = Signal()

#: What was decided on a proposal has been announced. Sent after commit, for each
#: proposal whose result is new. Arguments: ``proposal``, ``by``.
proposal_decided = Signal()

#: Time, status or visibility of a webinar has changed. Sent after commit. Arguments:
#: ``webinar``, ``verb`` (of ``webinars.actions``, by name), ``by``.
webinar_changed = Signal()

#: A call is about to be purged. Sent inside the transaction, while the record's
#: triggers stand aside; delete what points at it. Argument: ``call``.
call_purging = Signal()

#: An old call loses what need not be kept of it. Sent inside the transaction; remove
#: your share unless ``dry_run``, and return {what: how many}. Arguments: ``call``,
#: ``dry_run``.
call_retaining = Signal()

#: An e-mail address takes no messages: send it where your mail provider tells you so,
#: and nothing more is sent there until an editor lifts that. django-anymail's own
#: signal is heard without it. Arguments: ``address``, ``why`` ("bounce", of the
#: permanent kind, or "complaint"), ``detail`` (text, may be left out).
address_failed = Signal()
