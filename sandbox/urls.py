from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
]
urlpatterns += i18n_patterns(
    path("sign-in/", LoginView.as_view(template_name="sign_in.html"), name="login"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("workshops/", include("workshops_plugin.urls")),
    path("", include(wagtail_urls)),
)
