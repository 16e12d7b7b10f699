"""Who decided: a field that several models have."""

from django.conf import settings
from django.db import models


def actor(label, **options):
    """Who took a decision, by a verb and never by hand; empty once their account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=label,
        **options,
    )
