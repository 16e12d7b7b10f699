"""Made-up comments: threads of every size and depth, with what was received and is not shown."""

from datetime import timedelta

from django.utils.http import int_to_base36

from comments import rendering
from comments.models import Comment, Discussion, Submission
from comments.models.comment import DIGITS, MAX_DEPTH, WORDS
from reviews.models import Review

from .readers import address_of, make_members, make_readers
from .rows import store
from .sentences import COMMENTS, REPLIES

# Threads of known size, to measure a review's page by; only where there is talk enough.
KNOWN_SIZES = (500, 4)
REMOVED = 0.01
REASON = "Insults another reader."
# Stored at once, so that a million comments do not stand in memory together.
CHUNK = 20_000
TALK_DAYS = 400


def thread_sizes(random, comments, threads):
    """`comments` shared out over `threads` as readers do: a few long ones, many short ones, some empty."""
    if not comments:
        return [0] * threads
    known = [*KNOWN_SIZES] if comments >= 10 * sum(KNOWN_SIZES) and threads > 10 * len(KNOWN_SIZES) else []
    rest = range(threads - len(known))
    weights = [0 if number % 7 == 6 else 1 / (number + 30) for number in rest]
    sizes = [0 for _ in rest]
    for number in random.choices(rest, weights, k=comments - sum(known)):
        sizes[number] += 1
    return known + sizes


class Talk:
    """Fills the discussions of some reviews."""

    def __init__(self, random, desk, now):
        """`desk` wrote the reviews: it knows their films and critics."""
        self.random, self.desk, self.now = random, desk, now

    def make(self, count, reviews):
        """Exactly `count` comments under these reviews; houses closed to comments get none if others are there."""
        self.readers, self.members = make_readers(self.random, count), make_members(self.random, count)
        public = [review for review in reviews if review.status == "published" and review.published_at <= self.now]
        discussions = store(Discussion, [Discussion(review=review) for review in public])
        welcome = [row for row in discussions if row.review.comment_policy != "closed"] or discussions
        self.random.shuffle(welcome)
        waiting = []
        for discussion, size in zip(welcome, thread_sizes(self.random, count, len(welcome)), strict=True):
            waiting += self._thread(discussion, size)
            if len(waiting) >= CHUNK:
                self._store(waiting)
                waiting = []
        self._store(waiting)
        self._settle(discussions)
        self._make_queue(count, welcome)

    def _thread(self, discussion, size):
        """One discussion's comments in the order in which they came."""
        prose, thread = self.desk.prose_on(discussion.review), []
        for seq, moment in enumerate(self._moments(discussion.review, size), start=1):
            thread.append(self._comment(discussion, seq, moment, self._parent(thread), prose))
        if size not in KNOWN_SIZES:
            self._remove_some(thread)
        discussion.last_seq = discussion.version = size
        discussion.visible_count = sum(comment.state == "approved" for comment in thread)
        if thread:
            discussion.review.changed_at = thread[-1].posted_at
        return thread

    def _moments(self, review, count):
        """Times of so many comments: most come soon after the review."""
        span = min(self.now - review.published_at, timedelta(days=TALK_DAYS))
        return sorted(review.published_at + span * self.random.random() ** 3 for _ in range(count))

    def _parent(self, thread):
        """What the next comment answers: often one of the last, or None."""
        if not thread or self.random.random() < 0.45:
            return None
        return thread[-1 - int(min(len(thread), 30) * self.random.random() ** 2)]

    def _comment(self, discussion, seq, moment, parent, prose):
        """A comment at its place, as `Comment.objects.place` would find it."""
        depth = min(parent.depth + 1, MAX_DEPTH) if parent else 0
        above = parent.path[: depth * DIGITS] if parent else ""
        body = self._words(prose, parent)
        html = rendering.render(body)
        return Comment(
            discussion=discussion,
            seq=seq,
            parent=parent,
            root_seq=parent.root_seq if parent else seq,
            depth=depth,
            path=above + int_to_base36(seq).rjust(DIGITS, "0"),
            body=body,
            body_html=html,
            first_words=rendering.plain(html, words=WORDS),
            renderer_version=rendering.VERSION,
            likes=int(self.random.expovariate(0.6)),
            posted_at=moment,
            **self._voice(discussion.review, parent),
        )

    def _words(self, prose, parent):
        """A reply of a line or two, or a few sentences, sometimes in paragraphs."""
        sentences = prose.lines(REPLIES, self.random.randint(1, 2)) if parent else []
        sentences += prose.lines(COMMENTS, self.random.randint(0 if parent else 1, 2 if parent else 5))
        return ("\n\n" if self.random.random() < 0.2 else " ").join(sentences)

    def _voice(self, review, parent):
        """Who speaks: a reader, a member where only members may, or a critic of the review who answers."""
        if parent and self.random.random() < 0.05:
            critic = self.random.choice(self.desk.critics_of[review])
            return {"name": critic.name, "critic": critic}
        if review.comment_policy == "members":
            member = self.random.choice(self.members)
            return {"name": member.get_full_name(), "user": member}
        reader = self.readers[int(len(self.readers) * self.random.random() ** 2)]
        return {"name": reader.name, "website": reader.website}

    def _remove_some(self, thread):
        """From the last on, so that a tombstone is known by the replies that are still shown."""
        answered = set()
        for comment in reversed(thread):
            if self.random.random() < REMOVED:
                comment.state = "tombstone" if comment.seq in answered else "removed"
                comment.removal_reason = REASON
                comment.removed_at = min(comment.posted_at + timedelta(hours=9), self.now)
            if comment.parent and comment.state != "removed":
                answered.add(comment.parent.seq)

    def _store(self, comments):
        """Wave by wave, for a reply needs its parent's key."""
        waiting = comments
        while waiting:
            store(Comment, [comment for comment in waiting if comment.parent is None or comment.parent.pk])
            waiting = [comment for comment in waiting if comment.pk is None]
        store(Submission, [self._received(comment) for comment in comments])

    def _received(self, comment):
        """The submission that a comment was accepted from."""
        return Submission(
            discussion=comment.discussion,
            parent=comment.parent,
            comment=comment,
            user=comment.user,
            name=comment.name,
            email=comment.user.email if comment.user else address_of(comment.name),
            website=comment.website,
            body=comment.body,
            received_at=comment.posted_at,
            status="accepted",
            decided_at=comment.posted_at,
        )

    def _settle(self, discussions):
        talked_about = [row for row in discussions if row.last_seq]
        fields = ["last_seq", "visible_count", "version"]
        Discussion.objects.bulk_update(talked_about, fields, batch_size=200)
        Review.objects.bulk_update([row.review for row in talked_about], ["changed_at"], batch_size=200)

    def _make_queue(self, count, discussions):
        """What waits for a moderator, and what one refused."""
        rows = []
        for number in range(-(-count // 250)):
            discussion, reader = self.random.choice(discussions), self.random.choice(self.readers)
            row = Submission(discussion=discussion, name=reader.name, email=reader.email, website=reader.website)
            row.body = self.desk.prose_on(discussion.review).text(COMMENTS, 2)
            row.received_at = self.now - timedelta(minutes=1 + number * 7)
            if number % 4 == 2:
                row.status, row.reason, row.decided_at = "rejected", "Not about the film.", row.received_at
            elif number % 4 == 3:
                row.status, row.decided_at = "spam", row.received_at
            else:
                row.held_because = "First comment of this reader."
            rows.append(row)
        store(Submission, rows)
