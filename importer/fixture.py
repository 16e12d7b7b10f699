import os
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core import serializers

from films.models import Credit, FilmTitle, Release
from reviews.models import Byline, Review, Section, Subject

from .comments import querysets_of


def write_fixture(path, results):
    """Write the fixture whole or not at all; comments awaiting moderation are not part of it."""
    reviews = Review.objects.filter(
        pk__in=[result.review.pk for result in results if result.review]
    ).order_by("pk")
    text = serializers.serialize(
        "json",
        _rows(reviews),
        indent=1,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        ensure_ascii=False,
    )
    path = Path(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _rows(reviews):
    done = {}
    querysets = [
        Review.objects.filter(pk__in=reviews),
        *(
            m.objects.filter(film__subjects__review__in=reviews)
            for m in (FilmTitle, Credit, Release)
        ),
        *(m.objects.filter(review__in=reviews) for m in (Subject, Byline, Section)),
        *querysets_of(reviews),
    ]
    for queryset in querysets:
        for row in queryset.order_by("pk").distinct():
            _add(row, done)
    return list(done)


def _add(row, done):
    """Put a row after those it points to; accounts stay where they are."""
    if row in done or isinstance(row, get_user_model()):
        return
    for field in row._meta.concrete_fields:
        if field.is_relation and getattr(row, field.attname) is not None:
            _add(getattr(row, field.name), done)
    for field in row._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            for other in getattr(row, field.name).all():
                _add(other, done)
    done[row] = None
