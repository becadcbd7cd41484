from django.core.files.uploadedfile import SimpleUploadedFile

from tests.calls import samples, site
from tests.calls.conftest import at_noon, call
from tests.kept import kept
from workshops_plugin.calls import actions as calls
from workshops_plugin.members.roles import set_up_roles
from workshops_plugin.models import Attachment

from . import house

__all__ = ["at_noon", "call"]


@kept
def roles():
    set_up_roles()


@kept
def proposal(call):
    return house.proposal(call)


@kept
def rita(roles):
    return house.reviewer("rita")


@kept
def editor(roles):
    return house.editor()


@kept
def blind(at_noon):
    """A proposal under blind review that names people wherever it can."""
    questions = [
        site.question("short_text", "approach"),
        site.question("short_text", "speakers", identifying=True),
        site.question("file", "paper", required=False),
        site.question("file", "licence", required=False, identifying=True),
    ]
    call = site.make_call(questions=questions)
    calls.set_rules(call, by=None, blind=True)
    union = site.make_organization("Union of Secrets")
    bank = site.make_organization("Bank of Secrets")
    ana = site.make_user("ana@secret.example", union, first_name="Secretana")
    proposal = calls.start_proposal(call, organization=union, by=ana)
    keep = {
        name: value
        for name, value in site.complete(contact_name="Ana Secret").items()
        if not name.startswith("q_") or name == site.answer("approach")
    }
    keep[site.answer("speakers")] = "Professor Secret"
    for name in ("paper", "licence"):
        file = SimpleUploadedFile(f"secret-{name}.pdf", samples.PDF)
        calls.attach(proposal, site.key(name), file, by=ana)
    proposal.refresh_from_db()
    files = {f.question: str(f.pk) for f in Attachment.objects.all()}
    keep |= {
        site.answer(name): [files[site.key(name)]] for name in ("paper", "licence")
    }
    proposal = calls.save_draft(proposal, keep, by=ana, version=proposal.version)
    calls.invite_partner(proposal, bank, by=ana)
    proposal.refresh_from_db()
    return calls.submit(proposal, by=ana, version=proposal.version)
