"""Tells the webinars through the verbs, each in its own time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Site

from sandbox.home.models import HomePage
from workshops_plugin.mailing import actions as mailing
from workshops_plugin.mailing.worker import work
from workshops_plugin.models import (
    Proposal,
    SeriesBranding,
    Webinar,
    WebinarIndexPage,
    WebinarPage,
)
from workshops_plugin.webinars import actions

from . import load_roles
from . import webinars_text as text
from .call_blocks import html
from .clock import at
from .files import make, picture
from .ids import key
from .ledger import once
from .load_calls import CLOSED, ZONE, call_of
from .load_pages import EDITOR, add, page_of, translate, translate_page
from .load_people import organization, user
from .story import Chart, Document
from .webinars import LIVE, WEBINARS

MADE = datetime(2025, 3, 4, 10, tzinfo=ZONE)
FILES = {
    "presence-en-novembre.png": Chart("presence-en-novembre.png", (54, 63, 76, 83)),
    "thirty-tracks.pdf": Document(
        "thirty-tracks.pdf",
        "Thirty tracks",
        ("Track 1: eleven months at sea.", "Track 2: two boats, one night."),
    ),
}
#: How long before its start a webinar is made, prepared, read and opened.
BEFORE = {"made": 60, "prepared": 30, "submitted": 22, "approved": 20, "opened": 12}


def load():
    with at(MADE):
        once("page:webinars", _make_index)
        for language in ("fr", "es"):
            name = f"page:webinars:{language}"
            once(name, translate, WebinarIndexPage, "webinars", language)
        load_roles.load()
        once("webinars:look", _make_look)
    now = timezone.now()
    for story in WEBINARS:
        once(f"webinar:{story.slug}", _Teller(story, now).tell)
    _hold_again(now)


def page_named(slug, language="en"):
    """Return the page of the webinar with the English ``slug``."""
    source = WebinarPage.objects.get(slug=slug, locale__language_code="en")
    return WebinarPage.objects.get(
        translation_key=source.translation_key, locale__language_code=language
    )


def live_start(now):
    """Return when what is live at ``now`` began: at a half hour that is well past."""
    began = now.astimezone(timezone.get_fixed_timezone(0)) - timedelta(minutes=25)
    return began.replace(minute=began.minute // 30 * 30, second=0, microsecond=0)


def _make_index():
    words = text.INDEX
    index = WebinarIndexPage(
        translation_key=key("page", "webinars"),
        title=words["title"][0],
        slug=words["slug"][0],
        show_in_menus=True,
        introduction=html(words["introduction"]),
    )
    add(page_of(HomePage, "home"), index)


def _make_look():
    site = Site.objects.get(is_default_site=True)
    Image = get_image_model()
    logo = Image(title="Logo of the series", file=picture("logo.png", 320, 120))
    logo.save()
    header = Image(title="Header for e-mails", file=picture("header.png", 1200, 300))
    header.save()
    SeriesBranding.objects.create(
        site=site,
        name="Deep-dive webinars",
        accent="#0b6b7a",
        ink="#12343b",
        logo=logo,
        mail_header=header,
        advice="Put the logo on the first and the last slide, with as much space around it "
        "as the logo is high. Nothing else needs to be in our colours.",
    )


def _hold_again(now):
    """Let the live webinar be live again if it was over in the meantime."""
    webinar = Webinar.objects.filter(
        pk__in=WebinarPage.objects.filter(slug=LIVE).values("translation_key")
    ).first()
    if webinar and webinar.ends_at and webinar.ends_at <= now:
        starts = live_start(now).astimezone(webinar.zone).replace(tzinfo=None)
        actions.reschedule(
            webinar,
            starts,
            starts + timedelta(minutes=150),
            by=user(EDITOR),
            reason="The room was not free.",
        )


def _english(words):
    """Return the English of a text, or of each text in a list."""
    if isinstance(words, list):
        return [_english(each) for each in words]
    return words[0] if isinstance(words, tuple) else words or ""


class _Teller:
    def __init__(self, story, now):
        self.story, self.now = story, now
        self.editor, self.host = user(EDITOR), user(story.by)

    def tell(self):
        story = self.story
        self.starts = self.start()
        self.moment = self.starts.replace(tzinfo=ZONE)
        past = story.stage == "over"
        made = MADE + timedelta(hours=1) if past else self.day("made")
        with at(made):
            self.make()
        with at(made + timedelta(hours=2)):
            self.set_time(story.moved_from or self.starts)
        self.prepare(past)
        if story.cancelled:
            with at(self.day("opened", 4)):
                actions.cancel(self.webinar, by=self.editor, reason=story.cancelled)
                work()
        if story.french:
            with at(self.after()):
                translate_page(page_named(story.slug), "fr")
        self.repeat_in_spanish()

    def start(self):
        """Return the naive start by the clock of the webinar's zone."""
        if self.story.starts is None:
            zone = ZoneInfo(self.story.zone)
            return live_start(self.now).astimezone(zone).replace(tzinfo=None)
        return self.story.moment(self.now)

    def day(self, what, more=0):
        """Return when something happened: before the start, and before today."""
        days = BEFORE[what]
        planned = self.moment - timedelta(days=days - more)
        return min(planned, self.now - timedelta(days=days / 10, hours=-more))

    def after(self):
        if self.story.stage == "over":
            return self.moment + timedelta(days=9)
        return min(self.day("approved", 1), self.now)

    def make(self):
        story, index = self.story, page_of(WebinarIndexPage, "webinars")
        if story.proposal:
            proposal = Proposal.objects.get(
                call=call_of(CLOSED), lead_organization=organization(story.proposal)
            )
            made = actions.create_from_proposals(
                [proposal], by=self.editor, index=index
            )
        else:
            hosts = [organization(name) for name in story.hosts]
            title = _english(story.title)
            made = actions.create_webinar(index, title, by=self.editor, hosts=hosts)
        self.webinar = made
        page = WebinarPage.objects.get(translation_key=made.pk)
        page.title, page.slug = _english(story.title), story.slug
        page.lead = _english(story.lead)
        page.save()
        page.save_revision(user=self.editor, log_action=True)
        if story.cancelled:
            page.get_latest_revision().publish(
                user=self.editor, skip_permission_checks=True
            )
        actions.set_facts(
            made,
            by=self.editor,
            language=story.language,
            interpretation=list(story.interpretation),
        )

    def set_time(self, when, reason=""):
        start = self.story.moment(self.now, when)
        actions.reschedule(
            self.webinar,
            start,
            start + timedelta(minutes=self.story.minutes),
            by=self.editor,
            timezone=self.story.zone,
            reason=reason,
        )

    def prepare(self, past):
        story, stages = (
            self.story,
            ("preparing", "changes", "submitted", "ready", "over"),
        )
        reached = stages.index(story.stage)
        with at(self.day("prepared")):
            self.write()
        if reached >= 1:
            with at(self.day("submitted")):
                actions.submit_preparation(self.webinar, by=self.host)
        if story.stage == "changes":
            with at(self.day("approved")):
                section, sentence = story.comment
                comments = {section: sentence}
                actions.ask_for_changes(self.webinar, by=self.editor, comments=comments)
        if reached >= 3:
            with at(self.day("approved")):
                actions.approve_preparation(self.webinar, by=self.editor)
                actions.confirm_link(self.webinar, by=self.host)
            if story.invited:
                with at(self.day("approved", 1)):
                    self.invite()
            if story.moved_from:
                with at(self.day("approved", 2)):
                    self.set_time(self.starts, "The hosts have a fair that week.")
                    work()
            if story.public:
                with at(self.day("opened")):
                    reason = story.public
                    actions.open_to_public(self.webinar, by=self.editor, reason=reason)
        if past:
            self.look_back()

    def invite(self):
        """Invite all members, and let some of them say that they will attend."""
        campaign = mailing.make_campaign(
            "webinar_invitation", self.webinar, audience="members", by=self.editor
        )
        mailing.start_campaign(campaign, by=self.editor)
        work()
        for address in self.story.attending:
            actions.attend(self.webinar, by=user(address))

    def write(self):
        story, webinar, by = self.story, self.webinar, self.host
        actions.save_description(
            webinar,
            by=by,
            lead=_english(story.lead),
            description="\n\n".join(_english(story.description)),
        )
        actions.save_agenda(
            webinar,
            [
                {
                    "minutes": minutes,
                    "title": _english(title),
                    "who": _english(who),
                    "details": _english(details),
                }
                for minutes, title, who, details in story.agenda
            ],
            by=by,
        )
        for moderates, name, position, bio in story.speakers:
            actions.save_speaker(
                webinar,
                {
                    "role": "moderator" if moderates else "speaker",
                    "name": name,
                    "position": _english(position),
                    "bio": _english(bio),
                    "consent": True,
                },
                by=by,
            )
        actions.save_interpretation(
            webinar, by=by, languages=story.interpretation, settled=True
        )
        actions.set_join_details(
            webinar, by=by, url=f"https://meet.alliance.example/{story.slug}"
        )
        for name in story.materials:
            actions.add_material(webinar, by=by, title="", file=make(FILES[name]))

    def look_back(self):
        story, webinar = self.story, self.webinar
        with at(self.moment + timedelta(days=6)):
            actions.add_recording(
                webinar,
                by=self.host,
                url=f"https://video.alliance.example/{story.slug}",
                language=story.language,
            )
            actions.save_afterwards(
                webinar,
                by=self.host,
                attendance=story.attendance,
                lessons="\n\n".join(_english(story.lessons)),
            )
            actions.submit_preparation(webinar, by=self.host)
        with at(self.moment + timedelta(days=8)):
            actions.approve_preparation(webinar, by=self.editor)

    def repeat_in_spanish(self):
        """Let the Spanish tree show the English page until somebody translates it."""
        page = page_named(self.story.slug)
        spanish = Locale.objects.get(language_code="es")
        if not page.has_translation(spanish):
            page.copy_for_translation(spanish, copy_parents=True, alias=True)
