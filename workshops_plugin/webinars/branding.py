"""The look of the webinars on a site, as pages and messages use it."""

from wagtail.models import Site

from ..mailing.looks import Look, name_of, provide
from .models import SeriesBranding


def branding_of(request):
    """Return the :class:`SeriesBranding` of the site of ``request``, or None."""
    rows = SeriesBranding.objects.select_related("logo")
    return rows.filter(site=Site.find_for_request(request)).first()


def stylesheet(branding):
    """Return the CSS that gives pages the colours of ``branding``."""
    colours = [
        (f"--workshops-{name}", getattr(branding, name, ""))
        for name in ("accent", "ink")
    ]
    lines = [f"  {name}: {value};" for name, value in colours if value]
    return "\n".join([".workshops {", *lines, "}", ""]) if lines else ""


@provide
def look_of_messages(site):
    """Give messages from ``site`` the look of its webinars, where it has one."""
    row = SeriesBranding.objects.select_related("mail_header").filter(site=site).first()
    if row is None:
        return None
    header = row.mail_header.file.url if row.mail_header else ""
    if header.startswith("/"):
        header = site.root_url + header
    usual = Look()
    return Look(
        name=row.name or name_of(site),
        accent=row.accent or usual.accent,
        ink=row.ink or usual.ink,
        header=header,
    )
