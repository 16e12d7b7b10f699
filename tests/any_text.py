"""Every text of the site set to one text, whatever room it belongs to: no field is forgotten."""

from contextlib import suppress

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat

from films.models import Film
from outside.models import PartnerFeed, Station
from pages.models import Promotion
from reviews.fields import MarkupField
from reviews.models import Review
from tests.audio.builders import a_recording
from tests.outside.builders import a_box, a_watch_link, an_outside_review, on_air
from tests.pages.builders import a_banner, a_promotion
from tests.screenings.builders import a_screening

TEXTS = {
    "markup": "</title></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>&amp;",
    "template": "{{ 7|add:7 }}{% include 'x' %} %s %(name)s {0}",
    "long": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 25,
    "right-to-left": "مراجعات الأفلام القصيرة (2012) !",
    "wide": "映画評論🎬 " * 40,
    "empty": "",
}
ROOMS = ("site_settings", "pages", "films", "reviews", "audio", "screenings", "outside")
# Chosen from a list or checked to be an address, a date, a colour or a code.
CHECKED_NAMES = {
    *("address", "old_path", "new_address", "signal_light", "signal_dark", "code", "language"),
    *("slug", "file", "mime_type", "chapters", "import_ref", "sort_key", "date", "born", "died"),
}
UNIQUE_PART = 12  # characters that are left to the row's number, as many names may stand only once


def text_fields():
    """The fields in which an editor may write what they like."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, (models.CharField, models.TextField))
                is_free = not field.choices and not isinstance(field, models.URLField)
                if is_text and is_free and field.name not in CHECKED_NAMES:
                    yield model, field


def fill_all_texts(text):
    """The fixtures with this text in every field of every row; nothing where it may be empty."""
    call_command("loaddata", *settings.FIXTURES, verbosity=0)
    _fill_from_outside()
    for number, place in enumerate(Promotion.Place):
        a_promotion(place=place, picture=a_banner(digest=f"{number:x}"))
    for model, field in text_fields():
        if text or field.blank:
            for key in model.objects.values_list("pk", flat=True):
                # A row may refuse it: a link needs its label, a certificate its country.
                with suppress(IntegrityError), transaction.atomic():
                    model.objects.filter(pk=key).update(**{field.name: _value(field, text)})
            assert not text or model.objects.exclude(**{field.name: ""}).exists(), field


def _fill_from_outside():
    """What the documents, and so the fixtures, have none of."""
    for film in Film.objects.reviewed():
        a_screening(film, version="with subtitles")
        an_outside_review(film, critic="Ottoline", mark="four of five")
        a_watch_link(film)
    for review in Review.objects.published().filter(recording=None):
        a_recording(review, chapters="0:00 Sea", transcript="Good evening.")
    for place in PartnerFeed.Place:
        a_box("nets", "knots", place=place)
    for place in Station.Place:
        on_air("nets", "knots", place=place)


def _value(field, text):
    if not text or isinstance(field, MarkupField):
        return f"<h2>{text}</h2><p>{text}</p>" if text else ""
    longest = (field.max_length or 2000) - UNIQUE_PART
    number = Cast(F("pk"), models.CharField())
    return Concat(Value(text[:longest]), Value(" "), number)
