from django.db import migrations
from django.db.models import OuterRef, Subquery


def to_texts(apps, schema_editor):
    version, submission = apps.get_model("comments.CommentVersion"), apps.get_model("comments.Submission")
    sent = submission.objects.filter(comment=OuterRef("comment"))
    version.objects.update(submission=Subquery(sent.values("pk")[:1]))
    changed = submission.objects.exclude(comment__edited_at=None).exclude(comment=None)
    comment = apps.get_model("comments.Comment").objects.filter(pk=OuterRef("comment"))
    changed.update(edited_at=Subquery(comment.values("edited_at")[:1]))


def to_comments(apps, schema_editor):
    """A text that was never printed has no comment to keep its earlier words."""
    version, submission = apps.get_model("comments.CommentVersion"), apps.get_model("comments.Submission")
    sent = submission.objects.filter(pk=OuterRef("submission"))
    version.objects.update(comment=Subquery(sent.values("comment")[:1]))
    version.objects.filter(comment=None).delete()
    reason = "Its writer deleted it."
    submission.objects.filter(status="withdrawn").update(status="rejected", reason=reason)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_withdrawn_texts")]

    operations = [migrations.RunPython(to_texts, to_comments)]
