"""The form that takes a reader's comment, and all that is asked of what strangers send."""

import unicodedata

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.email import EmailField
from core.text import has_visible_text, strip_control_chars

from . import rendering
from .form_layout import buttons, folded
from .letters import subscribe
from .models import Comment, Discussion, Submission
from .names import clean_name, has_bidi_trick, is_first_and_last
from .spam import altcha, arrival
from .spam.age import new_key
from .thread import MAX_NUMBER

REAL_NAMES = _("Please use your real first and last name. A moderator reads your first comment before it is published.")

LETTERS = [
    ("", _("Never")),
    ("replies", _("About replies to me")),
    ("thread", _("About every comment")),
]


class WritingForm(forms.ModelForm):
    """What is asked of every text of a reader, new or changed."""

    class Meta:
        model = Submission
        fields = ["body", "tells_ending"]
        labels = {"body": _("Comment"), "tells_ending": _("Contains spoilers")}
        help_texts = {
            "body": _("*italic*, **bold**, > quotation, [link](https://…), ||spoiler||."),
            "tells_ending": _("Hidden until a reader opens it, and left out of e-mails."),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 8, "maxlength": rendering.MAX_LENGTH})}

    def clean_body(self):
        body = unicodedata.normalize("NFC", strip_control_chars("\n".join(self.cleaned_data["body"].splitlines())))
        if len(body) > rendering.MAX_LENGTH:
            raise forms.ValidationError(
                _("Shorten your comment to %(most)d characters. It has %(number)d.")
                % {"most": rendering.MAX_LENGTH, "number": len(body)}
            )
        if not rendering.has_words(rendering.render(body)):
            raise forms.ValidationError(_("Write your comment first."))
        return body

    def laid_out(self, address, *fields, send):
        """A helper of crispy-forms: the fields, the help on how to write, the buttons."""
        helper = FormHelper()
        helper.form_action, helper.form_class, helper.form_id = address, "form", "comment-form"
        helper.layout = Layout(*fields, HTML("{% include 'comments/_help.html' %}"), buttons(*send))
        return helper


class EditForm(WritingForm):
    """New words for a comment, or for a text that waits, from its writer; the form saves no row itself."""

    def __init__(self, *args, text, is_member=False, **kwargs):
        initial = {"body": text.body, "tells_ending": text.tells_ending}
        super().__init__(*args, auto_id="comment-%s", initial=initial, **kwargs)
        self.text, self.is_member = text, is_member

    def save(self, *, opinion=None):
        """Change the text; gives whether it waits now. AlreadyDecided when it is too late.

        `opinion` is the reason that an outside service gives against the new words.
        """
        return self.text.edit(self.cleaned_data["body"], self.cleaned_data["tells_ending"], opinion=opinion)

    @property
    def helper(self):
        helper = self.laid_out("", "body", "tells_ending", send=("save", _("Save")))
        helper.disable_csrf = not self.is_member
        return helper


class CommentForm(WritingForm):
    """A comment on a review, by a member or, where `user` is None, by a guest.

    What was sent comes with its hashed `network`, the keys that its session has `written`, and
    `proves`, which says whether its browser is known as the owner's of an e-mail.
    """

    parent = forms.IntegerField(required=False, min_value=1, max_value=MAX_NUMBER, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    altcha = forms.Field(required=False, widget=forms.HiddenInput)  # a wrong answer is no error but counts as none
    website = forms.URLField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),  # `url` would refuse films.example
    )
    fax = forms.CharField(
        label=_("Fax"),
        required=False,
        help_text=_("Leave this field empty. It is there to catch spam robots."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    letters = forms.ChoiceField(label=_("E-mail me"), required=False, choices=LETTERS)

    class Meta(WritingForm.Meta):
        fields = ["name", "email", "website", *WritingForm.Meta.fields]
        field_classes = {"email": EmailField}
        labels = WritingForm.Meta.labels | {"email": _("E-mail")}
        help_texts = WritingForm.Meta.help_texts | {"email": _("Never published.")}
        widgets = WritingForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, discussion, user=None, network="", networks=(), written=(), proves=None, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.discussion, self.user, self.proves = discussion, user, proves
        self.review = discussion.review
        self.instance.user, self.instance.network, self.instance.of_session = user, network, written
        self.instance.networks = networks
        self.is_echo = False  # whether what was sent is a second sending, perhaps by somebody else
        if user or not settings.ALTCHA:
            del self.fields["altcha"]
        else:
            self.fields["altcha"].widget.attrs["data-challenge"] = reverse("comments:challenge")
        if user:
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["email"].required = True
            if self.wants_real_names:
                self.fields["name"].help_text = REAL_NAMES

    @property
    def wants_real_names(self):
        """Whether the publication prints first and last names only."""
        return self.review.comment_policy == "real_names"

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        self.instance.is_disguised = has_bidi_trick(self.cleaned_data["name"])
        if not has_visible_text(name):
            raise forms.ValidationError(_("Enter a name with visible letters."))
        if self.wants_real_names and not is_first_and_last(name):
            raise forms.ValidationError(_("Enter your first and last name. This publication asks for real names."))
        return name

    def clean_email(self):
        return self.cleaned_data["email"]

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https:// or http://."))
        return website

    def clean_fax(self):
        if self.cleaned_data["fax"]:
            raise forms.ValidationError(_("Clear this field, then post your comment again."))
        return ""

    def clean_parent(self):
        seq = self.cleaned_data["parent"]
        if seq is None:
            return None
        parent = self.parent_at(seq)
        if parent is None:
            raise forms.ValidationError(
                _("The comment you are replying to is no longer there. You can post your text as a new comment.")
            )
        return parent

    def parent_at(self, seq):
        """The public comment of this thread with that number, or None."""
        if self.discussion.pk is None:
            return None
        return Comment.objects.approved().filter(discussion=self.discussion, seq=seq).first()

    def clean(self):
        data = super().clean()
        self.instance.email = data.get("email", "")  # the same hand is asked for below, before the instance is filled
        self.instance.is_proved = bool(self.proves and self.proves(self._email))
        if self.user:
            self.instance.name = clean_name(self.user.get_full_name() or self.user.get_username())[:80]
            if self.wants_real_names and not is_first_and_last(self.instance.name):
                self.add_error(None, _("This publication asks for real names. Add yours to your account."))
        sent = self._sent_with_key(data.get("key"))
        if sent and sent.body != data.get("body"):
            self.add_error(
                None, _("This form has already posted a different text. Press the button again to post this one.")
            )
        wait = 0 if sent or "preview" in self.data else self.discussion.wait_of(self.instance)
        if wait:
            self.add_error(None, _("This discussion is in slow mode. Wait %(seconds)d seconds.") % {"seconds": wait})
        return data

    @transaction.atomic
    def save(self, *, opinion=None):
        """The submission, on the page or held; the same words from the same hand give the first one again.

        `opinion` is the reason that an outside service gives against it.
        """
        self.discussion = Discussion.objects.lock(Discussion.objects.begin(self.review).pk)
        sending = self.instance
        sending.discussion, sending.parent = self.discussion, self.cleaned_data["parent"]
        sent = self._sent_with_key(self.cleaned_data["key"]) or self._sent_before() or self._echo()
        if sent:
            return sent
        key = self._stored_key(self.cleaned_data["key"])
        sending.key = None if Submission.objects.filter(key=key).exists() else key  # another hand's key is no key
        sending.save()
        arrival.note(sending, opinion, self._doubt())
        sending.receive(proved=sending.is_proved)
        self._subscribe(sending.is_proved)
        return sending

    @property
    def _email(self):
        return self.user.email if self.user else self.instance.email

    def _sent_before(self):
        """The same words from the same hand; a typed address alone makes nobody the writer of what others sent."""
        sent = Submission.objects.same_words_as(self.instance)
        return (sent if self.instance.is_sure else sent.filter(pk__in=self.instance.of_session)).first()

    def _echo(self):
        """A guest's double click before any cookie; perhaps a neighbour's, so it gives no right over the comment."""
        if self.user or not self.instance.network:
            return None
        sent = Submission.objects.same_words_as(self.instance).filter(network=self.instance.network).first()
        self.is_echo = sent is not None
        return sent

    def _doubt(self):
        """Why a guest's text waits where a proof of work is asked for; an answer counts once."""
        return altcha.doubt(self.cleaned_data["altcha"] or "") if "altcha" in self.fields else None

    def _subscribe(self, proved):
        """Send the letters that were asked for; an address that nobody proved is asked first."""
        email, wish = self._email, self.cleaned_data["letters"]
        if wish and email:
            discussion = self.discussion if wish == "thread" else None
            subscribe(email, discussion, proved=proved, network=self.instance.network)

    def _stored_key(self, key):
        """The key as this thread keeps it: the thread's lock then guards it, and no other thread has it."""
        return f"{self.discussion.pk}:{key}" if key else None

    def _sent_with_key(self, key):
        if not key or self.discussion.pk is None:
            return None
        return Submission.objects.by_same_hand(self.instance).filter(key=self._stored_key(key)).first()

    def renew_key(self):
        """Give a form that is shown again a key of its own."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["key"] = new_key(since=self.data.get("key", ""))
        else:
            self.initial["key"] = new_key()

    @property
    def helper(self):
        """The layout; hidden fields first, the trap last."""
        shown = [name for name in ("name", "email", "body") if name in self.fields]
        proof = ["altcha", HTML("{% include 'comments/_altcha.html' %}")] if "altcha" in self.fields else []
        helper = self.laid_out(
            reverse("comments:write", args=[self.review.slug]),
            "parent",
            "key",
            *proof,
            *shown,
            "tells_ending",
            *folded(*(name for name in ("website", "letters") if name in self.fields)),
            Div("fax", css_class="trap"),
            send=("post", _("Post comment")),
        )
        helper.disable_csrf = self.user is None  # a guest's page is everybody's page and carries no token
        return helper
