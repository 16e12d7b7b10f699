"""The groups of the admin: editor, critic, moderator."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS = ["films", "reviews", "comments"]
ALL = ["add", "change", "delete", "view"]
MODERATION = {
    "comment": ["moderate", "view"],
    "discussion": ["view"],
    "moderationlog": ["view"],
    "ban": ["view"],
    "trustedauthor": ["view"],
    "spamword": ALL,
}
RECORD = ["film", "filmtitle", "credit", "release", "extra", "nomination", "person", "image", "sourcework", "distributor"]
WORDS = ["genre", "country", "language", "awardbody"]
HOUSE = ["publication", "critic", "byline", "series", "tag", "sectionkey", "aspect"]

CRITIC = {
    "films": {name: ["add", "view"] for name in RECORD} | {name: ["view"] for name in WORDS},
    "reviews": {name: ["view"] for name in HOUSE}
    | {"review": ["add", "change", "view"]}
    | {name: ALL for name in ["subject", "section", "take"]},
}


def codenames(table):
    return [f"{verb}_{model}" for model, verbs in table.items() for verb in verbs]


def make_groups(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    for label in APPS:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    moderation = MODERATION | {"rejectionreason": ALL}
    grant(apps, "editor", lambda of: of("films") | of("reviews") | of("comments", codenames(moderation)))
    grant(apps, "critic", lambda of: of("films", codenames(CRITIC["films"])) | of("reviews", codenames(CRITIC["reviews"])))
    grant(apps, "moderator", lambda of: of("comments", codenames(MODERATION)))


def grant(apps, name, chosen):
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)

    def of(label, names=None):
        rows = Permission.objects.filter(content_type__app_label=label)
        return set(rows if names is None else rows.filter(codename__in=names))

    group.permissions.add(*chosen(of))


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["editor", "critic", "moderator"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("films", "0001_initial"),
        ("reviews", "0001_initial"),
        ("comments", "0001_initial"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
