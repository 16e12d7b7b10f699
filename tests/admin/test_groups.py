"""The three groups that the site is born with."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

pytestmark = pytest.mark.django_db
# All about these is an editor's.
ROOMS = {"films", "reviews", "site_settings", "pages", "audio"}
ROOMS |= {"outside", "screenings", "error_reports"}


def test_the_groups_hold_these_permissions_and_no_others():
    held = {
        group.name: {
            f"{p.content_type.app_label}.{p.codename}"
            for p in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }
    every = {
        f"{p.content_type.app_label}.{p.codename}"
        for p in Permission.objects.select_related("content_type")
    }
    moderation = {
        *("comments.moderate_comment", "comments.view_comment", "comments.view_discussion"),
        *("comments.view_moderationlog", "comments.view_ban", "comments.view_trustedauthor"),
        *(f"comments.{verb}_spamword" for verb in ("add", "change", "delete", "view")),
    }
    reasons = {f"comments.{verb}_rejectionreason" for verb in ("add", "change", "delete", "view")}
    assert set(held) == {"editor", "critic", "moderator"}
    assert held["moderator"] == moderation
    assert held["editor"] == moderation | reasons | {
        name for name in every if name.partition(".")[0] in ROOMS
    }
    assert not {
        name
        for name in held["critic"]
        if "delete" in name and not name.endswith(("subject", "section", "take", "listentry"))
    }
    assert "reviews.publish_review" not in held["critic"]


@pytest.mark.django_db(transaction=True)
def test_the_groups_go_and_come_with_their_migration():
    call_command("migrate", "filmsite", "zero", verbosity=0)
    assert not Group.objects.exists()
    for _twice in range(2):
        call_command("migrate", "filmsite", verbosity=0)
    assert Group.objects.get(name="moderator").permissions.count() == 10
