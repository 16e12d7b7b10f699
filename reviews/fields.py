from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from . import markup

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Image": True,
    "Caption": True,
    "Figure": {"pickerUrl": reverse_lazy("admin:films_image_pick")},
    "NodeClass": {
        "cssClasses": {
            "blockquote": {
                "title": _("Quote"),
                "cssClasses": [
                    {"className": "pull", "title": _("Pull quote")},
                    {"className": "dialogue", "title": _("Dialogue")},
                    {"className": "spoiler", "title": _("Spoiler")},
                ],
            }
        }
    },
    "TextClass": {"cssClasses": [{"className": "footnote", "title": _("Footnote")}]},
    "SpecialCharacters": True,
}


class MarkupField(ProseEditorField):
    """The site's markup, edited without HTML and cleaned on its way to the database.

    Cleaning in `get_prep_value` holds for `save()`, `update()`, `bulk_create()` and
    `loaddata` alike, none of which runs a form.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", markup.clean)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return markup.clean(value) if value else value
