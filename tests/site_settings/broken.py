"""For each constraint of the site's settings what breaks it, as `tests/admin/broken.py` has it."""

from site_settings.models import MenuItem, Redirect, SiteSettings

from .builders import a_site


def item(**fields):
    a_site()
    return MenuItem(**({"label": "Films", "address": "/films/"} | fields))


def typed_item(**fields):
    typed = {"menu": "sections", "group": "", "label": "Films", "address": "/films/", "order": 1}
    return typed | fields


def a_redirect():
    return Redirect.objects.create(old_path="/old", new_address="/films/")


ROWS = {
    "site_settings_is_one_row": lambda: [SiteSettings(pk=2)],
    "menu_item_once": lambda: [item(), item()],
    "menu_item_menu_is_known": lambda: [item(menu="side")],
    "menu_item_address_is_safe": lambda: [item(address="javascript:alert(1)")],
    "redirect_old_path_is_path": lambda: [Redirect(old_path="old", new_address="/films/")],
    "redirect_new_address_is_safe": lambda: [Redirect(old_path="/old", new_address="//a.example")],
    "redirect_leads_elsewhere": lambda: [Redirect(old_path="/old", new_address="/old")],
}
OFF_THE_FORMS = {"site_settings_is_one_row"}
SAFE = "such as /films/, or an address"
TYPED = {
    "menu_item_once": (a_site, "menu_items", lambda: [typed_item()] * 2, "the duplicate"),
    "menu_item_menu_is_known": (
        a_site,
        "menu_items",
        lambda: [typed_item(menu="side")],
        "side is not one of the available choices",
    ),
    "menu_item_address_is_safe": (
        a_site,
        "menu_items",
        lambda: [typed_item(address="javascript:alert(1)")],
        SAFE,
    ),
    "redirect_old_path_is_path": (a_redirect, "", lambda: {"old_path": "old"}, "Enter the path"),
    "redirect_new_address_is_safe": (a_redirect, "", lambda: {"new_address": "//a.example"}, SAFE),
    "redirect_leads_elsewhere": (
        a_redirect,
        "",
        lambda: {"new_address": "/old"},
        "leads back to the old one",
    ),
}
