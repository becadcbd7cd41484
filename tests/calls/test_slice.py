"""The whole way once: a call is published, answered, and found by editors."""

from django.core import mail
from django.urls import reverse

from workshops_plugin.models import Proposal

from . import site


def test_a_member_answers_a_published_call(
    client, call, union, ana, django_capture_on_commit_callbacks
):
    page = call.source_page
    assert b"Propose a webinar" in client.get(page.url).content

    client.force_login(ana)
    response = client.post(
        reverse("workshops:propose", args=[call.pk]), {"organization": union.pk}
    )
    proposal = Proposal.objects.get()
    assert response.url == reverse("workshops:edit", args=[proposal.pk])

    form = client.get(response.url)
    assert form.status_code == 200, form
    response = client.post(
        response.url, {**site.complete(), "version": 1, "action": "review"}
    )
    assert response.url == reverse("workshops:review", args=[proposal.pk])
    assert b"Safe mines" in client.get(response.url).content

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(response.url, {"version": 2})
    assert response.url == reverse("workshops:submitted", args=[proposal.pk])
    proposal.refresh_from_db()
    assert proposal.reference == "SCW24-001"
    assert proposal.answers[site.key("format")]["labels"] == ["Panel"]
    assert proposal.history.count() == 1
    assert b"SCW24-001" in client.get(response.url).content
    (message,) = mail.outbox
    assert message.to == ["ana@union.example"]
    assert "SCW24-001" in message.subject
    assert "Peer learning" in message.body
