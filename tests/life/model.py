"""A thread as a plain model knows it: lists, sets and a log; no database, no paths, no counts that
are kept.
"""

from .rows import Ban, Done

# What a decision is about: only a later one about the same takes its place. A ban ends by itself
# alone.
SUBJECTS: dict[str, str | None] = {
    "close": "thread",
    "open": "thread",
    "trust": "trust",
    "distrust": "trust",
}
SUBJECTS |= {"feature": "feature", "unfeature": "feature", "ban": None, "unban": None}


class Refused(Exception):
    """This may not be done now."""


def need(allowed):
    if not allowed:
        raise Refused


class Thread:
    """All that can be done in a thread. Each does it, or raises Refused and changes nothing."""

    def __init__(self):
        self.texts, self.log, self.bans = [], [], []
        self.trusted, self.is_open = set(), True

    @property
    def placed(self):
        """The texts with a number, in its order."""
        return sorted((text for text in self.texts if text.seq), key=lambda text: text.seq)

    def is_banned(self, author):
        return any(ban.text.author == author for ban in self.bans)

    def must_wait(self, text):
        return text.has_links and text.author not in self.trusted

    def note(self, action, text):
        self.log.append((action, text))

    # Its author

    def send(self, text, *, is_known):
        self.texts.append(text)
        if is_known:
            self.settle(text)

    def confirm(self, text):
        need(text.status == "unconfirmed")
        self.settle(text)

    def settle(self, text):
        """What becomes of a text whose author is known."""
        if self.is_banned(text.author):
            self.refuse(text)
        elif self.must_wait(text):
            text.status = "pending"
        else:
            self.publish("approve", text)

    def refuse(self, text):
        text.status = "rejected"
        self.note("reject", text)

    def publish(self, action, text):
        if not text.seq:
            text.seq = len(self.placed) + 1
            if text.parent:
                text.parent.replies.append(text)
        text.status = "approved"
        self.note(action, text)

    def edit(self, text, words, *, has_links=False):
        """New words for what is on the page, or waits."""
        need(text.is_editable)
        text.words, text.version, text.has_links = words, text.version + 1, has_links
        if text.is_approved:
            if self.is_banned(text.author) or self.must_wait(text):
                text.status = "pending"
                self.note("hold", text)
        elif text.status == "pending" and self.is_banned(text.author):
            self.refuse(text)

    def withdraw(self, text):
        need(text.is_editable)
        text.status = "withdrawn"

    # Readers

    def like(self, text, who):
        need(text.is_approved)
        text.likers.add(who)

    def report(self, text, who):
        need(text.is_approved)
        text.reports.setdefault(who, True)

    # Moderators, about a comment

    def approve(self, text):
        if text.is_approved:
            self.dismiss(text)
        else:
            need(text.status == "pending")
            self.publish("approve", text)

    def dismiss(self, text):
        need(text.open_reports())
        text.settle_reports()
        self.note("dismiss", text)

    def reject(self, text):
        if text.is_approved:
            self.remove(text)
        else:
            need(text.status == "pending")
            self.refuse(text)

    def remove(self, text):
        need(text.is_approved)
        text.status = "removed"
        text.settle_reports()
        self.note("remove", text)

    def spam(self, text):
        need(text.status in {"pending", "approved"})
        if text.is_approved:
            text.settle_reports()
        text.status = "spam"
        self.note("spam", text)

    def return_to_queue(self, text):
        decided = {"approved", "rejected", "spam", "removed"}
        need(text.status in decided and not text.is_erased)
        text.status = "pending"
        self.note("undo", text)

    def restore(self, text):
        need(text.seq and text.status in {"removed", "spam"} and not text.is_erased)
        self.publish("restore", text)

    def erase(self, text):
        need(not text.is_erased)
        text.words = ""
        if text.status != "withdrawn":
            text.status = "removed" if text.seq else "rejected"
        text.settle_reports()
        self.note("erase", text)

    def feature(self, text):
        need(text.is_approved and not text.featured)
        text.featured = True
        self.note("feature", text)

    # Moderators, about the author and the thread

    def ban(self, text):
        self.bans.append(Ban(text))
        self.note("ban", text)
        return self.bans[-1]

    def unban(self, text):
        """End all bans that this text led to."""
        others = [ban for ban in self.bans if ban.text is not text]
        need(others != self.bans)
        self.bans = others
        self.note("unban", text)

    def trust(self, text):
        need(text.author not in self.trusted)
        self.trusted.add(text.author)
        self.note("trust", text)

    def close(self, text=None):
        need(self.is_open)
        self.is_open = False
        self.note("close", None)

    def open(self, text=None):
        need(not self.is_open)
        self.is_open = True
        self.note("open", None)

    # The queue's actions, and how they are undone

    def act(self, name, text):
        settled = text.open_reports() if text.is_approved else set()
        done = Done(name, text, text.is_approved, len(self.log), settled)
        done.ban = getattr(self, name)(text)
        done.end = len(self.log)
        return done

    def undo(self, done):
        need(not any(self.is_superseded(number) for number in range(done.begin, done.end)))
        undo = {"close": lambda done: self.open(), "open": lambda done: self.close()}
        undo |= {"ban": self.end_one_ban, "trust": self.distrust, "feature": self.unfeature}
        undo.get(done.name, self.undo_decision)(done)

    def is_superseded(self, number):
        action, text = self.log[number]
        subject = SUBJECTS.get(action, "text")
        later = [
            SUBJECTS.get(name, "text") for name, other in self.log[number + 1 :] if other is text
        ]
        return subject is not None and subject in later

    def undo_decision(self, done):
        text = done.text
        if not done.was_approved:
            self.return_to_queue(text)
            return
        if done.name != "approve":
            self.restore(text)
        text.reports |= dict.fromkeys(done.settled, True)
        self.note("undo", text)

    def end_one_ban(self, done):
        need(done.ban in self.bans)
        self.bans.remove(done.ban)
        self.note("unban", done.text)

    def distrust(self, done):
        need(done.text.author in self.trusted)
        self.trusted.discard(done.text.author)
        self.note("distrust", done.text)

    def unfeature(self, done):
        need(done.text.featured)
        done.text.featured = False
        self.note("unfeature", done.text)
