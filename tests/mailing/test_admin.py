"""The outbox's admin pages: closed to others, and what editors do on them."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.calls import site
from tests.kept import kept
from tests.reviews import house
from tests.webinars import inviting, stage
from workshops_plugin.mailing import actions, worker
from workshops_plugin.mailing.audiences import read_addresses
from workshops_plugin.mailing.forms import CampaignForm
from workshops_plugin.mailing.models import (
    Campaign,
    Delivery,
    MailState,
    MessageText,
    Suppression,
)
from workshops_plugin.mailing.viewsets import MailingViewSet
from workshops_plugin.members.roles import set_up_roles
from workshops_plugin.screens import GuardedViewSet

NAME = "workshops_mailing"
PAGE, REFUSED, NO_SUCH_WAY, NONE = "page", "refused", "no such way", "none"
READ = {"auditor": (PAGE, NO_SUCH_WAY), "editor": (PAGE, NO_SUCH_WAY)}
EDIT = {"auditor": (REFUSED, REFUSED), "editor": (PAGE, PAGE)}
#: What an auditor and an editor get who look at it, and who post.
ACCESS = {
    "index": READ,
    "steer": EDIT,
    "deliveries": READ,
    "delivery_results": READ,
    "suppressed": {"auditor": (PAGE, PAGE), "editor": (PAGE, PAGE)},
    "lift": EDIT,
    "texts": READ,
    "text": EDIT,
    "text_preview": EDIT,
    "reset_text": EDIT,
    "add_campaign": EDIT,
    "campaign": READ,
    "edit_campaign": EDIT,
    "act": EDIT,
    "campaign_preview": READ,
}
SECRET = "zanzibarite@members.example"


@kept
def world(at_noon):
    """A running campaign, a draft, a suppressed address; every text is a marker."""
    set_up_roles()
    webinar = inviting.ready(stage.webinar(stage.index()))
    set_up_roles()
    organization = site.make_organization("Members")
    organization.memberships.create(email=SECRET, name=SECRET)
    campaign = inviting.campaign(webinar)
    worker.work()
    suppressed = actions.suppress(f"x{SECRET}", by=None)
    mail.outbox.clear()
    return {
        "webinar": webinar,
        "campaign": campaign,
        "draft": inviting.campaign(webinar, start=False),
        "suppressed": suppressed,
    }


def address(name, world):
    arguments = {
        "lift": [world["suppressed"].pk],
        "add_campaign": ["webinar_invitation", world["webinar"].pk],
        "campaign": [world["campaign"].pk],
        "edit_campaign": [world["draft"].pk],
        "act": [world["draft"].pk],
        "campaign_preview": [world["draft"].pk, "en"],
    }
    if name in ("text", "text_preview", "reset_text"):
        return reverse(f"{NAME}:{name}", args=["confirmation", "en"])
    return reverse(f"{NAME}:{name}", args=arguments.get(name, []))


def state():
    models = (Campaign, Delivery, MessageText, Suppression)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    paused = MailState.load().paused_at
    return [*rows, paused, len(mail.outbox)]


def outcome(response):
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return REFUSED
    return {200: PAGE, 302: PAGE, 404: NONE, 405: NO_SUCH_WAY}[response.status_code]


def test_the_menu_leads_to_whole_pages():
    from workshops_plugin.wagtail_hooks import WorkshopsGroup

    for item in WorkshopsGroup.items:
        viewset = item() if isinstance(item, type) else item
        if isinstance(viewset, GuardedViewSet):
            assert viewset.menu_url == reverse(f"{viewset.name}:index")


def test_every_address_is_listed_here():
    found = {pattern.name for pattern in MailingViewSet().get_urlpatterns()}
    assert found == set(ACCESS)


OUTSIDERS = {
    "nobody": lambda: None,
    "member": lambda: site.make_user("e@u.example", site.make_organization("Any")),
    "colleague": lambda: site.make_editor("c@x.example", "access_admin"),
    "reviewer": house.reviewer,
    # Who keeps calls and proposals does not read the mail for that.
    "editor of calls": lambda: site.make_editor("e@x.example"),
}
DATA = {"action": "delete", "address": "a@b.example", "subject_line": "x", "body": "x"}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_nowhere_and_read_nothing(client, world, who):
    if user := OUTSIDERS[who]():
        client.force_login(user)
    before = state()
    for name in ACCESS:
        url = address(name, world)
        for response in (
            client.get(url),
            client.get(f"{url}?export=csv"),
            client.post(url, DATA),
            client.delete(url),
        ):
            assert (name, response.status_code) == (name, 302)
            assert response.content == b""
    assert state() == before


@pytest.mark.parametrize("role", ["auditor", "editor"])
@pytest.mark.parametrize("name", ACCESS)
def test_insiders_get_what_their_role_is_for(client, world, role, name):
    client.force_login(getattr(house, role)())
    before = state()
    url = address(name, world)
    looked, posted = ACCESS[name][role]
    assert outcome(client.get(url)) == looked
    assert state() == before
    if role == "auditor":
        assert outcome(client.post(url, DATA)) == posted
        assert state() == before
    else:
        assert outcome(client.post(url, {})) == posted


def test_who_may_not_read_of_webinars_reads_of_no_campaign_about_them(client, world):
    names = ("access_admin", "view_delivery", "view_campaign", "change_campaign")
    client.force_login(site.make_editor("postmaster@x.example", *names))
    page = client.get(address("index", world))
    assert stage.MARKER not in page.content.decode()
    for name in (
        "campaign",
        "edit_campaign",
        "act",
        "campaign_preview",
        "add_campaign",
    ):
        for response in (
            client.get(address(name, world), follow=True),
            client.post(address(name, world), DATA, follow=True),
        ):
            assert response.status_code in (404, 405), name
            assert stage.MARKER not in response.content.decode()


# Texts.


@pytest.fixture
def editor(client, world):
    user = house.editor()
    client.force_login(user)
    return user


def draftail(*paragraphs):
    """What the editor of rich text posts."""
    blocks = [
        {"key": f"k{n}", "type": "unstyled", "text": text, "depth": 0}
        | {"inlineStyleRanges": [], "entityRanges": []}
        for n, text in enumerate(paragraphs)
    ]
    return json.dumps({"blocks": blocks, "entityMap": {}})


def write(client, world, *paragraphs, subject="Received: {reference}", **more):
    data = {
        "subject_line": subject,
        "body": draftail(*paragraphs),
        "sample": "",
        **more,
    }
    return client.post(address("text", world), data, follow=True)


def test_a_site_has_words_of_its_own_and_goes_back(
    client, editor, world, call, union, ana
):
    response = write(client, world, "Thanks, {name}.", "{link}")
    assert "The text is saved" in response.content.decode()
    proposal = site.submitted(call, union, ana)
    worker.work()
    message = next(m for m in mail.outbox if m.to == ["ana@union.example"])
    assert message.subject == f"Received: {proposal.reference}"
    assert message.body.startswith("Thanks, Ana Mensah.\n\n")
    listed = client.get(address("texts", world)).content.decode()
    assert listed.count("your own") == 1
    client.post(address("reset_text", world))
    assert not MessageText.objects.exists()


def test_a_text_that_somebody_saved_meanwhile_is_not_overwritten(client, editor, world):
    write(client, world, "First.", "{link}", seen="")
    (first,) = MessageText.objects.all()
    write(client, world, "Second.", "{link}", seen=first.version)
    response = write(client, world, "Third.", "{link}", seen=first.version)
    page = response.content.decode()
    assert "Somebody has saved this text meanwhile" in page
    assert "Second.</p>" in page
    assert "Third." in page
    (now,) = MessageText.objects.all()
    assert "Second." in now.body
    assert f'name="seen" value="{now.version}"' in page
    write(client, world, "Third.", "{link}", seen=now.version)
    assert "Third." in MessageText.objects.get().body


@pytest.mark.parametrize(
    ("paragraphs", "subject", "sentence"),
    [
        (["{nmae}", "{link}"], "x", "“{nmae}” is no placeholder of this message"),
        (["{ name }", "{link}"], "x", "“{ name }” is no placeholder"),
        (["{link}"], "{copy}", "cannot stand in a subject"),
        (["Here: {copy}", "{link}"], "x", "“{copy}” needs a paragraph of its own"),
        (["Hello"], "x", "The text needs “{link}”"),
        (["{link}"], "", "This field is required"),
    ],
)
def test_a_text_that_would_go_wrong_is_refused_and_kept(
    client, editor, world, paragraphs, subject, sentence
):
    response = write(client, world, *paragraphs, subject=subject)
    text = response.content.decode().replace("&#x27;", "'")
    assert sentence in text
    assert not MessageText.objects.exists()


def test_a_preview_shows_what_is_written_with_a_real_proposal(
    client, editor, world, call, union, ana
):
    proposal = site.submitted(call, union, ana)
    url = address("text_preview", world)
    data = {
        "subject_line": "{title}",
        "body": draftail("See {title}.", "{link}"),
        "sample": str(proposal.pk),
    }
    assert client.post(url, data).json() == {"is_valid": True, "is_available": True}
    page = client.get(f"{url}?mode=html").content.decode()
    assert "See Safe mines without children." in page
    plain = client.get(f"{url}?mode=text").content.decode()
    assert "See Safe mines without children." in plain
    # What an editor must not see is not shown, whatever is posted.
    editor.groups.clear()
    for name in ("access_admin", "change_messagetext"):
        editor.user_permissions.add(Permission.objects.get(codename=name))
    page = client.get(f"{url}?mode=html").content.decode()
    assert "Safe mines" not in page
    client.post(url, {**data, "sample": ""})
    page = client.get(f"{url}?mode=html").content.decode()
    assert "Safe mines" not in page
    assert "[the title of the proposal]" in page


def test_a_preview_of_an_editors_words_says_that_they_are_that(
    client, editor, world, call, union, ana
):
    proposal = site.submitted(call, union, ana)
    url = reverse(f"{NAME}:text_preview", args=["proposal_message", "en"])
    body = draftail("{written}", "{link}")
    data = {"subject_line": "{written_subject}", "body": body, "sample": proposal.pk}
    client.post(url, data)
    plain = client.get(f"{url}?mode=text").content.decode()
    assert "[the subject that was written]" in plain
    assert "[the message that was written]" in plain


def test_a_test_goes_to_whoever_looks_and_saves_nothing(client, editor, world):
    response = write(client, world, "Unsaved words.", "{link}", test="1")
    assert f"A test is sent to {editor.email}" in response.content.decode()
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert message.subject.startswith("[Test] ")
    assert "Unsaved words." in message.body
    assert not MessageText.objects.exists()


@pytest.mark.parametrize(
    "name", [["nonsense", "en"], ["confirmation", "xx"], ["webinar_reminder:day", "en"]]
)
def test_what_is_no_text_is_not_found(client, editor, world, name):
    try:
        url = reverse(f"{NAME}:text", args=name)
    except NoReverseMatch:
        return
    assert client.get(url, follow=True).status_code == 404


# Campaigns.


def test_an_editor_invites_from_the_webinars_screen(client, editor, world):
    webinar = world["webinar"]
    site.make_organization("New").memberships.create(email="new@members.example")
    screen = client.get(webinar.get_admin_url()).content.decode()
    add = address("add_campaign", world)
    assert add in screen
    response = client.post(add, {"audience": "members", "text_en": "Welcome."})
    campaign = Campaign.objects.latest("pk")
    assert response.url == reverse(f"{NAME}:campaign", args=[campaign.pk])
    page = client.get(response.url).content.decode()
    assert "<strong>1</strong> message" in page
    assert "have it already" in page or "has it already" in page
    act = reverse(f"{NAME}:act", args=[campaign.pk])
    client.post(act, {"action": "test", "language": "fr"})
    assert mail.outbox[-1].to == [editor.email]
    client.post(act, {"action": "start"})
    client.post(act, {"action": "start"})
    worker.work()
    assert mail.outbox[-1].to == ["new@members.example"]
    assert "Welcome." in mail.outbox[-1].body
    done = client.get(response.url).content.decode()
    assert "Done" in done
    assert Campaign.objects.get(pk=campaign.pk).started_by == editor


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "This field is required"),
        ({"audience": "given", "addresses": ""}, "Enter one address at least."),
        (
            {"audience": "given", "addresses": "me, a@b.example"},
            "no e-mail address: me",
        ),
        ({"audience": "action_group"}, "Choose one."),
        ({"audience": "everybody"}, "Select a valid choice"),
    ],
)
def test_a_campaign_that_is_not_complete_is_refused_and_kept(
    client, editor, world, data, sentence
):
    before = Campaign.objects.count()
    response = client.post(address("add_campaign", world), {**data, "text_en": "Kept."})
    text = response.content.decode()
    assert sentence in text
    assert "Kept." in text
    assert Campaign.objects.count() == before


def test_a_draft_that_was_changed_in_another_tab_is_not_sent(client, editor, world):
    draft = world["draft"]
    site.make_organization("New").memberships.create(email="new@members.example")
    seen = draft.fingerprint
    actions.change_campaign(
        draft, by=editor, audience="members", parameters={}, texts={"en": {"text": "x"}}
    )
    act = reverse(f"{NAME}:act", args=[draft.pk])
    response = client.post(act, {"action": "start", "seen": seen}, follow=True)
    assert "The draft was changed after you had opened" in response.content.decode()
    assert Campaign.objects.get(pk=draft.pk).state == "draft"
    page = client.get(reverse(f"{NAME}:campaign", args=[draft.pk])).content.decode()
    now = Campaign.objects.get(pk=draft.pk).fingerprint
    assert f'name="seen" value="{now}"' in page
    client.post(act, {"action": "start", "seen": now})
    assert Campaign.objects.get(pk=draft.pk).state == "running"


def test_a_campaign_says_that_all_sending_is_paused(client, editor, world):
    url = reverse(f"{NAME}:campaign", args=[world["campaign"].pk])
    sentence = "All sending is paused: nothing leaves"
    assert sentence not in client.get(url).content.decode()
    actions.pause_all(by=editor)
    assert sentence in client.get(url).content.decode()


def test_names_of_every_script_stay_what_they_are(client, editor, world):
    people = [["Øyvind Å", "oyvind@x.example"], ["محمد", "m@x.example"]]
    draft = inviting.campaign(
        world["webinar"],
        start=False,
        audience="given",
        parameters={"addresses": people},
    )
    form = CampaignForm.initial_for(draft)
    assert form["addresses"] == "Øyvind Å <oyvind@x.example>\nمحمد <m@x.example>"
    url = reverse(f"{NAME}:edit_campaign", args=[draft.pk])
    client.post(url, {**form, "language": "en"})
    assert Campaign.objects.get(pk=draft.pk).parameters["addresses"] == people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@x.example, b@x.example;c@x.example", ["a", "b", "c"]),
        ("a@x.example\tb@x.example\nc@x.example", ["a", "b", "c"]),
        ("Smith, John <a@x.example>\n", ["a"]),
        ('"Smith, John" <a@x.example>, B <b@x.example>', None),
        ("a@x.example\nA@x.example", ["a"]),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_paste_them(text, found):
    if found is None:
        with pytest.raises(ValidationError):
            read_addresses(text)
        return
    assert [address[0] for _name, address in read_addresses(text)] == found


def test_all_that_is_no_address_is_named():
    wrong = [f"wrong{n}" for n in range(8)]
    with pytest.raises(ValidationError) as raised:
        read_addresses("\n".join(wrong))
    assert all(each in str(raised.value) for each in wrong)


def test_what_belongs_to_another_audience_does_not_matter(client, editor, world):
    data = {"audience": "members", "addresses": "me", "language": "fr"}
    client.post(address("add_campaign", world), data)
    campaign = Campaign.objects.latest("pk")
    assert (campaign.audience, campaign.parameters) == ("members", {})


def test_the_contacts_of_filtered_proposals_are_written_to(
    client, editor, world, call, union, ana
):
    for title in ("One", "Two"):
        site.submitted(call, union, ana, title=title)
    add = reverse(f"{NAME}:add_campaign", args=["proposal_message", call.pk])
    data = {
        "audience": "proposals",
        "subject_en": "About {title}",
        "text_en": "Dear {name},\n\n{reference} is interesting.",
    }
    bad = client.post(f"{add}?status=submitted", {**data, "text_en": "{copy}"})
    assert "is no placeholder" in bad.content.decode()
    client.post(f"{add}?status=submitted", data)
    campaign = Campaign.objects.latest("pk")
    actions.start_campaign(campaign, by=editor)
    worker.work()
    sent = sorted(m.subject for m in mail.outbox if m.to == ["ana@union.example"])
    assert sent[:2] == ["About One", "About Two"]
    nobody = client.post(f"{add}?status=withdrawn", data, follow=True)
    assert "<strong>0</strong> messages" in nobody.content.decode()
    with site.refusal("nobody"):
        actions.start_campaign(Campaign.objects.latest("pk"), by=editor)


def test_a_call_invites_to_propose(client, editor, world, call):
    add = reverse(f"{NAME}:add_campaign", args=["call_invitation", call.pk])
    assert (
        add
        in client.get(
            reverse("workshops_calls:screen", args=[call.pk])
        ).content.decode()
    )
    client.post(add, {"audience": "members"})
    campaign = Campaign.objects.latest("pk")
    actions.start_campaign(campaign, by=editor)
    worker.work()
    (message,) = [m for m in mail.outbox if m.to == [SECRET]]
    assert message.subject == "You are invited to propose: Supply Chain Workshops"
    assert message.reply_to == ["calls@alliance.example"]


# The whole outbox.


def test_an_editor_pauses_everything_and_resumes(client, editor, world):
    steer = address("steer", world)
    client.post(steer, {"action": "pause"})
    assert "was paused by" in client.get(address("index", world)).content.decode()
    assert MailState.load().paused_by == editor
    client.post(steer, {"action": "resume"})
    assert MailState.load().paused_at is None


def test_what_failed_is_tried_again(client, editor, world):
    Delivery.objects.update(state="failed", cause="refused")
    page = client.get(address("index", world)).content.decode()
    assert "Try again what failed" in page
    client.post(address("steer", world), {"action": "retry"})
    assert not Delivery.objects.filter(state="failed").exists()


def test_an_address_is_suppressed_by_hand_and_lifted(client, editor, world):
    url = address("suppressed", world)
    assert "Enter a valid email" in client.post(url, {"address": "x"}).content.decode()
    client.post(url, {"address": "late@members.example"})
    row = Suppression.objects.get(address="late@members.example")
    assert (row.why, row.by) == ("by_hand", editor)
    found = client.get(f"{url}?q=late").content.decode()
    assert "late@members.example" in found
    assert SECRET not in found
    client.post(reverse(f"{NAME}:lift", args=[row.pk]))
    assert not Suppression.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["index", "deliveries", "campaign"])
def test_queries_do_not_grow_with_the_rows(client, editor, world, name):
    url = address(name, world)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    first = Delivery.objects.first()
    Delivery.objects.bulk_create(
        Delivery(
            campaign=world["campaign"],
            kind=first.kind,
            subject=first.subject,
            recipient=f"{n:064}",
            address=f"p{n}@x.example",
            state=("sent", "waiting", "failed")[n % 3],
        )
        for n in range(60)
    )
    for n in range(5):
        Campaign.objects.create(
            kind=first.kind, subject="x", title=f"{n}", audience="x"
        )
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few) + 1
