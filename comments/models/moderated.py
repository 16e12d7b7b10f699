"""What moderators decide about a comment on the page. Each decision takes the thread's lock.

`seen` is the version that the decider read; TextChanged says that there is a newer one.
"""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import AlreadyDecided, Decision, TextChanged, reason_or_refuse
from .telling import tell_writer


class Moderated(models.Model):
    """The verbs of moderators; `Comment` has the fields of its place and text."""

    featured_at = models.DateTimeField(_("featured"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def received(self):
        """The submission it came from, or None for one that came with a fixture."""
        return getattr(self, "submission", None)

    @property
    def version(self):
        """The number of its text: 1, and one more for each change by its writer; a fixture’s is never changed."""
        return self.received.version if self.received else 1

    @transaction.atomic
    def remove(self, by, reason, *, seen=None):
        """Take it off the page; where replies are shown, a tombstone says when and why.

        ValueError without a reason, AlreadyDecided if it is off the page.
        """
        reason = reason_or_refuse(reason)
        self._lock_shown(seen)
        self.hide(by, reason)
        self.reports.all().settle("upheld")
        tell_writer(self._write_down(Decision.Action.REMOVE, by, reason))

    @transaction.atomic
    def restore(self, by):
        """Put it back in its old place. AlreadyDecided if it is there, or if its text is in the queue."""
        self.lock()
        if self.state == self.State.APPROVED:
            raise AlreadyDecided(_("The comment is already published."))
        if not self.body:
            raise AlreadyDecided(_("The comment was erased."))
        if self.received and self.received.status != self.received.Status.ACCEPTED:
            raise AlreadyDecided(_("The comment is back in the moderation queue. Approve it there."))
        self.show()
        self._write_down(Decision.Action.RESTORE, by)

    @transaction.atomic
    def mark_spam(self, by, *, seen=None):
        """Take it off the page as spam; nobody is told. AlreadyDecided if it is off the page."""
        self._lock_shown(seen)
        self.hide(by, _("Spam."))
        self.reports.all().settle("upheld")
        if self.received:
            self.received.decide(self.received.Status.SPAM, Decision.Action.SPAM, by)
        else:
            self._write_down(Decision.Action.SPAM, by)

    @transaction.atomic
    def erase(self, by, reason, *, seen=None):
        """Delete its words for good, on the page and wherever they are kept. AlreadyDecided if that was done."""
        reason = reason_or_refuse(reason)
        self.lock()
        self._refuse_if_changed(seen)
        if not self.body:
            raise AlreadyDecided(_("The comment was erased."))
        if self.state == self.State.APPROVED:
            self.hide(by, reason)
        self.body, self.edited_at = "", None
        self.print_text()
        self.save()
        self.reports.all().settle("upheld")
        if self.received:
            self.received.forget_text(by, reason)
        else:
            tell_writer(self._write_down(Decision.Action.ERASE, by, reason))

    @transaction.atomic
    def keep(self, by, *, seen=None):
        """Leave it on the page in spite of its reports. AlreadyDecided if nobody reports it."""
        self._lock_shown(seen)
        if not self.reports.all().settle("dismissed"):
            raise AlreadyDecided(_("It has no open report."))
        self._write_down(Decision.Action.KEEP, by)

    @transaction.atomic
    def reopen_reports(self, by, reports):
        """Put these of its reports, given by their keys, before a moderator again."""
        self.lock()
        self.reports.filter(pk__in=reports).reopen()
        self._write_down(Decision.Action.UNDO, by)

    @transaction.atomic
    def feature(self, by):
        """Mark it as one that the editors liked. AlreadyDecided if it is, or if it is off the page."""
        self._lock_shown()
        if self.featured_at:
            raise AlreadyDecided(_("The comment is already featured."))
        self._set_featured(timezone.now(), Decision.Action.FEATURE, by)

    @transaction.atomic
    def unfeature(self, by):
        """Take the mark away. AlreadyDecided if it has none."""
        self.lock()
        if not self.featured_at:
            raise AlreadyDecided(_("The comment is not featured."))
        self._set_featured(None, Decision.Action.UNFEATURE, by)

    @transaction.atomic
    def pin(self, by):
        """Set a critic's comment above the thread, in the place of another. ValueError for a reader's."""
        self._lock_shown()
        if not self.critic_id:
            raise ValueError(_("Only a comment by a critic of this review can be pinned."))
        self._set_pinned(self, Decision.Action.PIN, by)

    @transaction.atomic
    def unpin(self, by):
        """Let it stand in its place alone. AlreadyDecided if it is not pinned."""
        self.lock()
        if self.discussion.pinned_id != self.pk:
            raise AlreadyDecided(_("The comment is not pinned."))
        self._set_pinned(None, Decision.Action.UNPIN, by)

    def _set_featured(self, at, action, by):
        self.featured_at = at
        self.save(update_fields=["featured_at"])
        self._write_down(action, by)
        self.discussion.note_change()

    def _set_pinned(self, comment, action, by):
        if self.discussion.pinned_id == (comment and comment.pk):
            raise AlreadyDecided(_("The comment is already pinned."))
        self.discussion.pinned = comment
        self.discussion.save(update_fields=["pinned"])
        self._write_down(action, by)
        self.discussion.note_change()

    def _lock_shown(self, seen=None):
        self.lock()
        if self.state != self.State.APPROVED:
            raise AlreadyDecided(_("The comment has already been removed."))
        self._refuse_if_changed(seen)

    def _refuse_if_changed(self, seen):
        if seen is not None and seen != self.version:
            raise TextChanged

    def _write_down(self, action, by, reason=""):
        return Decision.objects.create(
            discussion=self.discussion,
            submission=self.received,
            comment=self,
            action=action,
            actor=by,
            reason=reason,
            version=self.version,
        )
