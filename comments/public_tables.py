"""What a change of each table changes on pages (`core/changes.py`).

A thread has the number of its review, because a page without comments waits for the first.
"""

from core.changes import PublicTable

THREAD = "(SELECT review_id FROM comments_discussion WHERE id = {row}.discussion_id)"

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
        {"comment": ("status", "posted_at"), "comment-text": ("body", "is_spoiler")},
        where="{row}.is_shown",
    ),
)
