"""Who decides, and who decided: a field that several models have."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models


def moderators():
    """All who may decide on texts."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return get_user_model().objects.with_perm("comments.moderate_comment", backend=backend)


def moderator_field(label, **options):
    """Who took a decision, by an action and never by hand; empty once their account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=label,
        **options,
    )
