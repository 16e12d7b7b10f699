"""What readers find of comments, apart from all else (`search/sources.py`)."""

from zlib import crc32

from django.db.models import F

from search.index import keys_with
from search.sources import Source, register

from .models import Comment
from .rendering import searchable

INDEXED = ("body", "body_html", "renderer_version", "is_spoiler", "posted_at")


class CommentSource(Source):
    kind, number, model, has_names = "comment", -8, Comment, False

    def visible(self):
        return Comment.objects.on_published_reviews()

    def listed(self):
        return Comment.objects.select_related("discussion__review")

    def rows(self):
        return Comment.objects.approved().annotate(review_id=F("discussion__review"))

    def document(self, comment):
        body = "" if comment.is_spoiler else searchable(comment.html)
        facets = [f"thread:{comment.review_id}", _version(*map(comment.__dict__.get, INDEXED))]
        return self.make(comment, comment.posted_at, facets, body=body)

    def affected(self, tags, renamed):
        """Of a thread, only those comments that changed: it may have thousands."""
        for thread in tags.get("thread", ()):
            indexed = keys_with(self.kind, f"thread:{thread}")
            rows = self.rows().filter(discussion__review=thread).order_by()
            now = {key: _version(*values) for key, *values in rows.values_list("pk", *INDEXED)}
            yield from indexed.keys() - now.keys()
            yield from (key for key, version in now.items() if version not in indexed.get(key, ""))


def _version(*values):
    return f"version:{crc32(repr(values).encode()):x}"


register(CommentSource())
