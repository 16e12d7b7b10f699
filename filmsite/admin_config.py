from django.contrib.admin.apps import AdminConfig


class SiteAdminConfig(AdminConfig):
    default_site = "filmsite.admin_site.FilmsiteAdminSite"
