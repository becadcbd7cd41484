"""Brings in the pages: three trees, of translations and, in Spanish, aliases."""

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from sandbox.home.models import HomePage
from workshops_plugin.models import CallIndexPage, CallPage

from . import call_blocks, call_text
from .catalogue import LANGUAGES, catalogue
from .ids import key
from .ledger import once
from .load_people import user

EDITOR = "editor@alliance.example"


def page_of(model, name, language="en"):
    """Return the page with the readable ``name`` in ``language``."""
    return model.objects.get(
        translation_key=key("page", name), locale__language_code=language
    )


def load_locales():
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def load_home():
    once("page:home", _make_home)
    once("page:calls", _make_index)
    for language in ("fr", "es"):
        once(f"page:home:{language}", translate, HomePage, "home", language)
        once(f"page:calls:{language}", translate, CallIndexPage, "calls", language)
    once("synchronization:es", _synchronize_spanish)


def load_call(name, words):
    """Bring in the call page ``name``: source, French translation, Spanish alias."""
    once(f"page:{name}", _make_call, name, words)
    once(f"page:{name}:fr", translate, CallPage, name, "fr")
    once(f"page:{name}:es", _make_alias, name)


def _make_home():
    root = Page.get_first_root_node()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True
    )
    welcome = root.get_children().filter(slug="home").first()
    if welcome:
        welcome.slug = "welcome"
        welcome.save()
    home = HomePage(
        translation_key=key("page", "home"),
        locale=Locale.objects.get(language_code="en"),
        title=call_text.HOME["title"][0],
        slug=call_text.HOME["slug"][0],
        introduction=call_blocks.html(call_text.HOME["introduction"]),
    )
    add(root, home)
    site.root_page = home
    site.hostname = "localhost"
    site.site_name = "Alliance for Decent Supply Chains"
    site.save()
    if welcome and welcome.specific_class is Page:
        welcome.delete()


def set_port(port):
    """Let the site's addresses name the port on which it runs now."""
    for site in Site.objects.filter(hostname="localhost").exclude(port=port):
        site.port = port
        site.save()


def _make_index():
    words = call_text.INDEX
    index = CallIndexPage(
        translation_key=key("page", "calls"),
        title=words["title"][0],
        slug=words["slug"][0],
        show_in_menus=True,
        introduction=call_blocks.html(words["introduction"]),
    )
    add(page_of(HomePage, "home"), index)


def _make_call(name, words):
    page = CallPage(
        translation_key=key("page", name),
        title=words["title"][0],
        slug=words["slug"][0],
        lead=words["lead"][0],
        body=[
            *call_blocks.sections(words["sections"]),
            *(call_blocks.table(*table) for table in words.get("tables", ())),
        ],
        outcomes=call_blocks.outcomes(call_text.OUTCOMES),
        criteria=call_blocks.criteria(),
        questions=call_blocks.questions(),
        host_duties=call_blocks.html(call_text.HOST_DUTIES),
        secretariat_support=call_blocks.html(call_text.SECRETARIAT_SUPPORT),
        contact_name=call_text.CONTACT_NAME[0],
        contact_email=call_text.CONTACT_EMAIL,
        confirmation_heading=call_text.CONFIRMATION_HEADING[0],
        confirmation_text=call_blocks.html(call_text.CONFIRMATION_TEXT),
    )
    add(page_of(CallIndexPage, "calls"), page)


def add(parent, page):
    """Save ``page`` below ``parent`` as a draft, then publish it."""
    page.live = False
    page.owner = user(EDITOR)
    parent.add_child(instance=page)
    _publish(page.save_revision(user=page.owner, log_action=True))


def _publish(revision):
    # The editors' permissions come with the pages, so not before the first ones.
    revision.publish(user=user(EDITOR), skip_permission_checks=True)


def translate(model, name, language):
    """Translate a page with all of its words, as a translator would, and publish it."""
    translate_page(page_of(model, name), language)


def translate_page(page, language):
    """Translate ``page`` as a translator would, and publish the translation."""
    locale = Locale.objects.get(language_code=language)
    words = catalogue(language)
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(
        source=source, target_locale=locale
    )
    translator = user(EDITOR)
    segments = StringSegment.objects.filter(source=source)
    for segment in segments.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=words[segment.string.data],
            last_translated_by=translator,
        )
    translation.save_target(user=translator, publish=False)
    found = type(page).objects.get(translation_key=page.translation_key, locale=locale)
    _publish(found.latest_revision)


def _make_alias(name):
    """Let the Spanish tree show the English page until somebody translates it."""
    spanish = Locale.objects.get(language_code="es")
    source = page_of(CallPage, name)
    if not source.has_translation(spanish):
        source.copy_for_translation(spanish, copy_parents=True, alias=True)


def _synchronize_spanish():
    LocaleSynchronization.objects.create(
        locale=Locale.objects.get(language_code="es"),
        sync_from=Locale.objects.get(language_code="en"),
    )
