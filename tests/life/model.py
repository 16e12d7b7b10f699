"""A thread as a plain model knows it: lists, sets and a log; no database, no paths, no counts that
are kept.
"""

from comments.actions import moderate

from .rows import Act, Ban, Comment

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
    """All verbs of a thread. Each does it, or raises Refused and changes nothing."""

    def __init__(self):
        self.texts, self.comments, self.log, self.bans = [], [], [], []
        self.trusted, self.is_open = set(), True

    def is_banned(self, hand):
        return any(ban.text.hand == hand for ban in self.bans)

    def must_wait(self, text):
        return text.has_links and text.hand not in self.trusted

    def note(self, action, text):
        self.log.append((action, text))

    # Its writer

    def send(self, text, *, sure):
        self.texts.append(text)
        if sure:
            self.settle(text)

    def confirm(self, text):
        need(text.status == "unconfirmed")
        self.settle(text)

    def settle(self, text):
        """What becomes of a text whose writer is known."""
        if self.is_banned(text.hand):
            self.refuse(text)
        else:
            text.status = "pending"
            if not self.must_wait(text):
                moderate.approve(self, text)

    def refuse(self, text):
        text.status = "rejected"
        self.note("reject", text)

    def edit(self, text, words, *, has_links=False):
        """New words for what is on the page, or waits."""
        need(text.is_shown or text.waits)
        text.words, text.version, text.has_links = words, text.version + 1, has_links
        if text.is_shown:
            text.comment.words = words
            if self.is_banned(text.hand) or self.must_wait(text):
                text.comment.approved, text.status = False, "pending"
                self.note("hold", text)
        elif text.status == "pending" and self.is_banned(text.hand):
            self.refuse(text)

    def withdraw(self, text):
        need(text.is_shown or text.waits)
        if text.waits:
            text.status = "withdrawn"
        if text.comment:
            text.comment.approved, text.comment.withdrawn = False, True

    # Readers

    def like(self, comment, who):
        need(comment.approved)
        comment.hands.add(who)

    def report(self, comment, who):
        need(comment.approved)
        comment.reports.setdefault(who, True)

    # Moderators, about a text

    def accept(self, text):
        need(text.status == "pending" and not (text.comment and text.comment.withdrawn))
        if text.comment:
            text.comment.approved, text.comment.words = True, text.words
        else:
            text.comment = Comment(len(self.comments) + 1, text, text.words, text.parent)
            self.comments.append(text.comment)
            if text.parent:
                text.parent.replies.append(text.comment)
        text.status = "approved"
        self.note("accept", text)

    def reject(self, text):
        need(text.status == "pending")
        self.refuse(text)

    def spam(self, text):
        need(text.status == "pending")
        text.status = "spam"
        self.note("spam", text)

    def put_back(self, text):
        need(text.status in {"approved", "rejected", "spam"} and not text.is_erased)
        text.status = "pending"
        if text.comment:
            text.comment.approved = False
        self.note("undo", text)

    def erase(self, text):
        need(not text.is_erased)
        text.words, text.status = "", "rejected"
        if text.comment:
            text.comment.approved, text.comment.words = False, ""
            text.comment.settle()
        self.note("erase", text)

    # Moderators, about a comment on the page

    def keep(self, text):
        need(text.is_shown and text.comment.open_reports())
        text.comment.settle()
        self.note("keep", text)

    def remove(self, text):
        need(text.is_shown)
        text.comment.approved = False
        text.comment.settle()
        self.note("remove", text)

    def spam_on_page(self, text):
        need(text.is_shown)
        text.comment.approved, text.status = False, "spam"
        text.comment.settle()
        self.note("spam", text)

    def restore(self, text):
        comment = text.comment
        need(
            not comment.approved
            and not comment.withdrawn
            and not text.is_erased
            and text.status == "approved"
        )
        comment.approved = True
        self.note("restore", text)

    def feature(self, text):
        need(text.is_shown and not text.comment.featured)
        text.comment.featured = True
        self.note("feature", text)

    # Moderators, about the writer and the thread

    def ban(self, text):
        self.bans.append(Ban(text))
        self.note("ban", text)
        return self.bans[-1]

    def lift(self, text):
        """End all bans that this text led to."""
        others = [ban for ban in self.bans if ban.text is not text]
        need(others != self.bans)
        self.bans = others
        self.note("unban", text)

    def trust(self, text):
        need(text.hand not in self.trusted)
        self.trusted.add(text.hand)
        self.note("trust", text)

    def close(self, text=None):
        need(self.is_open)
        self.is_open = False
        self.note("close", None)

    def open(self, text=None):
        need(not self.is_open)
        self.is_open = True
        self.note("open", None)

    # The queue's acts, and how they are taken back

    def act(self, name, text, on_page):
        on_comment = (
            {"accept": self.keep, "reject": self.remove, "spam": self.spam_on_page}
            if on_page
            else {}
        )
        done = Act(
            name, text, on_page, len(self.log), text.comment.open_reports() if on_page else set()
        )
        done.ban = on_comment.get(name, getattr(self, name))(text)
        done.end = len(self.log)
        return done

    def take_back(self, act):
        need(not any(self.is_superseded(number) for number in range(act.begin, act.end)))
        undo = {"close": lambda act: self.open(), "open": lambda act: self.close()}
        undo |= {"ban": self.end_one_ban, "trust": self.distrust, "feature": self.unfeature}
        undo.get(act.name, self.undo_decision)(act)

    def is_superseded(self, number):
        action, text = self.log[number]
        subject = SUBJECTS.get(action, "text")
        later = [
            SUBJECTS.get(name, "text") for name, other in self.log[number + 1 :] if other is text
        ]
        return subject is not None and subject in later

    def undo_decision(self, act):
        text = act.text
        if not act.on_page or act.name == "spam":
            self.put_back(text)
        if not act.on_page:
            return
        if act.name == "spam":
            moderate.approve(self, text)
        elif act.name == "reject":
            moderate.restore(self, text)
        text.comment.reports |= dict.fromkeys(act.settled, True)
        self.note("undo", text)

    def end_one_ban(self, act):
        need(act.ban in self.bans)
        self.bans.remove(act.ban)
        self.note("unban", act.text)

    def distrust(self, act):
        need(act.text.hand in self.trusted)
        self.trusted.discard(act.text.hand)
        self.note("distrust", act.text)

    def unfeature(self, act):
        need(act.text.comment.featured)
        act.text.comment.featured = False
        self.note("unfeature", act.text)
