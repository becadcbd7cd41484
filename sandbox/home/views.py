"""The search of the site, as Wagtail's own project template has it."""

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from wagtail.models import Page


def search(request):
    text = request.GET.get("query", "").replace("\0", "")
    found = Page.objects.live().search(text) if text else Page.objects.none()
    results = Paginator(found, 10).get_page(request.GET.get("page"))
    context = {"search_query": text, "search_results": results}
    return TemplateResponse(request, "home/search.html", context)
