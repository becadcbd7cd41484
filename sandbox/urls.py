from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from sandbox.home import mail
from sandbox.home.views import search

#: Shown to everybody, which is right for a demonstration alone.
MAIL = [
    path("mail/", mail.mails, name="mails"),
    path("mail/<slug:name>/", mail.mail, name="mail"),
    path("mail/<slug:name>/html/", mail.mail_html, name="mail_html"),
]

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    *(MAIL if settings.DEBUG else []),
    # In development alone; in production the web server shows what is public.
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
urlpatterns += i18n_patterns(
    path("sign-in/", LoginView.as_view(template_name="sign_in.html"), name="login"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("search/", search, name="search"),
    path("workshops/", include("workshops_plugin.urls")),
    path("", include(wagtail_urls)),
)
