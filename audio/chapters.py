"""The chapters of a recording, as an editor types them: a line each, “12:30 What the sea does”."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.text import JOINERS, clean_name, has_visible_text, strip_invisible

LINE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d\d)(?:\s+(.*))?\Z")
MAX_CHAPTERS = 100
MAX_TITLE = 200  # characters


class Chapter(NamedTuple):
    seconds: int
    title: str

    @property
    def time(self):
        return clock(self.seconds)


def clock(seconds):
    """A time as chapters have it: 2:05, 1:02:05."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def read_chapters(text, duration):
    """The chapters of a recording of so many seconds, and a sentence for each line that is wrong.

    Of a wrong line no chapter is made, and no other line is wrong for its sake.
    """
    chapters, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        # A time that is copied from a page in Arabic stands between marks that nobody sees.
        line = strip_invisible(line, keep=JOINERS).strip()
        if not line:
            continue
        chapter, problem = _read_line(line, chapters, duration)
        if not problem:
            chapters.append(chapter)
            problem = _late_start(chapters)
        if problem:
            values = {"number": number, "problem": problem}
            problems.append(_("Line %(number)d: %(problem)s") % values)
    return [] if _late_start(chapters[:1]) else chapters, problems


def _read_line(line, before, duration):
    match = LINE.match(line)
    if not match:
        return None, _("Begin with a time and a blank, such as “12:30 The sea”.")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    if seconds > 59 or (match[1] and minutes > 59):
        return None, _("A minute has 60 seconds and an hour 60 minutes.")
    chapter = Chapter((hours * 60 + minutes) * 60 + seconds, clean_name(match[4] or ""))
    return chapter, _problem(chapter, before, duration)


def _late_start(chapters):
    """What is wrong where the first chapter has just been read, if it begins too late."""
    is_late = len(chapters) == 1 and chapters[0].seconds
    return _("The first chapter must begin at 0:00.") if is_late else ""


def _problem(chapter, before, duration):
    """What is wrong with a chapter that follows those before, in a sentence; or ""."""
    if not has_visible_text(chapter.title):
        return _("Write the chapter’s title after the time.")
    if len(chapter.title) > MAX_TITLE:
        return _("The title is too long. Use up to %(most)d characters.") % {"most": MAX_TITLE}
    if len(before) == MAX_CHAPTERS:
        return _("There are too many chapters. Keep %(most)d.") % {"most": MAX_CHAPTERS}
    if before and chapter.seconds <= before[-1].seconds:
        return _("A chapter begins after the one above it, which is at %(time)s.") % {
            "time": before[-1].time
        }
    if chapter.seconds >= duration:
        return _("The recording is over by then: it ends at %(time)s.") % {"time": clock(duration)}
    return ""


def write_chapters(chapters):
    """The lines, as the form shows them again."""
    return "\n".join(f"{chapter.time} {chapter.title}" for chapter in chapters)
