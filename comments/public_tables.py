"""What a change of each table changes on pages (`core/changes.py`).

A thread has the number of its review, because a page without comments waits for the first.
"""

from core.changes import PublicTable

THREAD = "(SELECT review_id FROM comments_discussion WHERE id = {row}.discussion_id)"

THREAD_OF_SHOWN = (
    "(SELECT review_id FROM comments_discussion WHERE id IN"
    " (SELECT discussion_id FROM comments_comment WHERE id = {row}.comment_id AND is_shown))"
)

PUBLIC_TABLES = (
    PublicTable(
        "comments_discussion",
        ("'thread:' || {row}.review_id",),
        # The first text that waits makes the row; the page is as it was.
        where="({row}.visible_count > 0 OR {row}.state <> 'open' OR {row}.slow_seconds > 0"
        " OR {row}.pinned_id IS NOT NULL)",
    ),
    PublicTable(
        "comments_comment",
        (f"'thread:' || {THREAD}",),
        {"comment": ("status", "posted_at")},
        where="{row}.is_shown",
    ),
    # A film's page hears also of what waits: from then on it shows the tag of that thread.
    PublicTable(
        "comments_filmmention",
        (f"'thread:' || {THREAD_OF_SHOWN}", "'named:' || {row}.film_id"),
    ),
)
