"""Texts that want to run: known stored payloads, in every field that a reader fills."""

from datetime import timedelta

from django.utils import timezone

from comments.actions import ban as bans
from comments.actions import moderate
from comments.models import Appeal, ModerationLog, RejectionReason, Report, SpamWord, TrustedAuthor
from tests.accounts.builders import a_member
from tests.builders import a_film, a_publication, a_review, a_user
from tests.comments.builders import a_comment, a_pending_comment
from tests.mail.builders import a_follower

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "--><details open ontoggle=alert(1)>",
    "]]><script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "{{ 7|add:'7' }}{% include 'x' %}",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/ 'onmouseover=alert(1)')",
    '[x](https://a.example/"onclick="alert(1))',
    '![x](x"onerror=alert(1))',
    "<https://a.example/'onclick='alert(1)>",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<math><mtext></p><style><img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e\u2028alert(1)",
    "<ſcript>alert(1)</ſcript>",
    "<img\x0bsrc=x onerror=alert(1)>",
    "||<script>alert(1)</script>||",
    "||[x](javascript:alert(1))||",
]
WORST = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
LINK = "https://evil.example"
SITE = "javascript:alert(1)//https://a.example"


def a_hostile_site():
    """A thread in which every payload is name, text and answer.

    What waits, is reported, refused, appealed against.
    """
    paper = a_publication(WORST, comment_rules=f"<p>{WORST}</p>", confirm_guests=False)
    review = a_review(f"</title>{WORST}", film=a_film(WORST), publication=paper, slug="hostile")
    first = a_comment(review, WORST, WORST, website=SITE, email="ada@readers.example")
    a_follower(review.discussion, "bo@readers.example")
    for number, payload in enumerate(PAYLOADS):
        sent = {
            "website": SITE,
            "email": f"r{number}@readers.example",
            "is_spoiler": number % 5 == 0,
        }
        a_comment(
            review, payload[:80], f"{payload}\n\n> {payload}\n\n||{payload}||", parent=first, **sent
        )
    return review


def add_work_for_moderators(review):
    """One of each kind of row that the admin shows; gives the member who wrote what waits."""
    mark, remy = a_user("mark"), a_member()
    texts = [
        a_pending_comment(review, WORST, f"{payload} {LINK} {WORST}", website=SITE, user=remy)
        for payload in PAYLOADS[:6]
    ]
    moderate.reject(texts[0], mark, WORST)
    Appeal.objects.create(
        decision=ModerationLog.objects.get(action="reject"),
        words=f"{WORST} [x](javascript:alert(1))",
    )
    removed, reported = review.discussion.comments.filter(depth=1)[:2]
    a_comment(review, WORST, WORST, parent=removed)
    moderate.remove(removed, mark, WORST)
    Report.objects.create(comment=reported, why="other", words=WORST, reporter_key="x")
    bans.ban(texts[1], mark, until=timezone.now() + timedelta(days=1), reason=WORST)
    TrustedAuthor.objects.create(name=WORST, user=remy, by=mark)
    RejectionReason.objects.create(text=WORST)
    SpamWord.objects.create(word="casino", note=WORST)
    return remy
