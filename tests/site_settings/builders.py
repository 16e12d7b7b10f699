from films.models import Image
from site_settings.models import MenuItem, SiteSettings


def a_site(**fields):
    """The row of the settings, with these fields."""
    return SiteSettings.objects.update_or_create(pk=1, defaults=fields)[0]


def a_menu_item(label="Films", address="/films/", **fields):
    a_site()
    return MenuItem.objects.create(label=label, address=address, **fields)


def a_picture(alt="A lamp"):
    number = Image.objects.count() + 1
    return Image.objects.create(file=f"images/{number:032x}-800x400.webp", alt=alt)
