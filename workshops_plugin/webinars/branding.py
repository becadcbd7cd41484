"""The look of the webinars on a site, as pages and messages use it."""

from wagtail.models import Site

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
