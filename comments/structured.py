"""What a thread tells machines, in the words of schema.org; only what the page shows."""

from reviews.structured import CONTEXT, absolute


def thread_data(review, roots):
    """The comments of a page, each with its replies; tombstones say nothing, their replies do."""
    address = absolute(review.get_absolute_url())
    about = {"@id": f"{address}#review"}
    return [CONTEXT | {"about": about} | node for root in roots for node in _nodes(address, root)]


def _nodes(address, comment):
    answers = [node for child in comment.children for node in _nodes(address, child)]
    if comment.is_tombstone:
        return answers
    node = {
        "@type": "Comment",
        "url": f"{address}#comment-{comment.seq}",
        "author": {"@type": "Person", "name": comment.name},
        "datePublished": comment.posted_at.isoformat(timespec="seconds"),
        "text": comment.plain,
    }
    return [node | ({"comment": answers} if answers else {})]
