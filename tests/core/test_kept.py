"""Parts of pages: made once, and anew when something that they show has changed."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from core.change_log import LogLost
from core.kept import Changes, Making, Store, keep, keep_each, making
from core.page_tags import NOW, Loaded, gather, show


class Log:
    """Says what a test adds to it, once."""

    def __init__(self):
        self.tags = []

    def read(self):
        found, self.tags = self.tags, []
        return found


class Pages:
    """Makes pages, one after the other, from one store of parts."""

    def __init__(self):
        self.log = Log()
        self.changes = Changes(self.log)
        self.parts = Store(self.changes, 1_000_000)

    @contextmanager
    def page(self, *changed):
        """A page that is made after a change; gives its tags."""
        self.log.tags = list(changed)
        self.changes.hear()
        with making(Making(self.parts, lambda now: None, ())) as tags:
            yield tags


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def made():
    return []


@pytest.fixture
def part(made):
    """Keeps a part that shows film 3, and gives how often it was made."""

    def make():
        show("film:3")
        made.append(1)
        return len(made)

    return lambda *about: keep("part", make, *about)


def test_it_works(pages, part):
    with pages.page():
        assert [part(), part()] == [1, 1]
    with pages.page():
        assert part() == 1


def test_a_part_is_made_anew_when_what_it_shows_has_changed(pages, part):
    with pages.page():
        part()
    with pages.page("film:4", "film"):
        assert part() == 1
    with pages.page("film:3"):
        assert [part(), part()] == [2, 2]


def test_everything_can_change(pages, part):
    with pages.page():
        part()
    with pages.page("site"):
        assert part() == 2


def test_a_page_has_the_tags_of_its_parts_made_or_kept(pages, part):
    for _time in range(2):
        with pages.page() as tags:
            part()
        assert tags == {"film:3"}


def test_a_part_has_the_tags_of_what_is_within(pages, part):
    for change, number in [((), 1), (("film:3",), 2)]:
        with pages.page(*change):
            assert keep("whole", part) == number


def test_parts_of_different_things_are_kept_apart(pages, part):
    with pages.page():
        assert [part("a"), part("b"), part("a", "b"), part("a")] == [1, 2, 3, 1]


def test_without_a_page_nothing_is_kept(part):
    assert [part(), part()] == [1, 2]


def test_what_may_change_at_any_time_is_not_kept(pages, made):
    def make():
        show(NOW)
        made.append(1)

    with pages.page():
        keep("part", make), keep("part", make)
    assert len(made) == 2


def test_a_part_that_cannot_be_made_is_tried_again(pages):
    with pages.page():
        with pytest.raises(ZeroDivisionError):
            keep("part", lambda: 1 / 0)
        assert keep("part", lambda: "well") == "well"


def test_of_many_parts_only_the_missing_are_made(pages):
    asked = []

    def make(keys):
        asked.append(keys)
        show(*(f"film:{key}" for key in keys))
        return [f"<{key}>" for key in keys]

    with pages.page():
        assert keep_each("row", [1, 2], make) == ["<1>", "<2>"]
    with pages.page() as tags:
        assert keep_each("row", [3, 2, 1], make) == ["<3>", "<2>", "<1>"]
    assert asked == [[1, 2], [3]]
    assert tags == {"film:1", "film:2", "film:3"}


def test_of_many_parts_those_that_changed_are_made(pages):
    asked = []

    def make(keys):
        asked.append(keys)
        show(*(f"film:{key}" for key in keys))
        return keys

    for keys in ([1], [2]):
        with pages.page():
            keep_each("row", keys, make)
    with pages.page("film:1"):
        keep_each("row", [1, 2], make)
    assert asked == [[1], [2], [1]]


def test_what_is_loaded_once_tags_each_part_that_looks_at_it():
    def load():
        show("film:3")
        return "a film"

    film = Loaded(load)
    for _time in range(2):
        with gather() as tags:
            assert film() == "a film"
        assert tags == {"film:3"}


def test_the_template_tag_keeps_a_part(pages):
    template = Template('{% load kept %}{% keep "part" slug %}{{ words }}{% endkeep %}')

    def render(slug, words):
        return template.render(Context({"slug": slug, "words": words}))

    with pages.page():
        found = [render("a", "one"), render("a", "two"), render("b", "three")]
    assert found == ["one", "one", "three"]


def test_too_many_changed_tags_are_a_change_of_everything(pages, part):
    with pages.page():
        part()
    with pages.page(*(f"film:{number}" for number in range(10, 20_000))):
        assert part() == 2


def test_what_was_made_while_the_log_was_lost_is_not_kept(pages):
    read = pages.log.read
    pages.log.read = refuse
    with pages.page():
        keep("part", lambda: "before a change that the log never says")
    pages.log.read = read
    with pages.page():
        assert keep("part", lambda: "after it") == "after it"


def refuse():
    raise LogLost


def test_a_slow_page_ends_by_the_clock_where_it_began(pages, time_machine):
    ends = [100.0, 200.0]

    def next_change(now):
        return next(end for end in ends if end > now)

    time_machine.move_to(99, tick=False)
    slow = Making(pages.parts, next_change, ())
    time_machine.move_to(101, tick=False)
    assert Making(pages.parts, next_change, ()).until == 200.0
    assert slow.until == 100.0


def test_after_a_long_silence_everything_may_have_changed(pages, part, time_machine):
    with pages.page():
        part()
    time_machine.move_to(datetime.now(UTC) + timedelta(hours=1))
    with pages.page():
        assert part() == 2


class Queue:
    """A lock at which others come first."""

    def __init__(self, others):
        self.others = others

    def __enter__(self):
        while self.others:
            self.others.pop()()

    def __exit__(self, *exception):
        pass


def count_looks(log, meanwhile=None):
    """The log's looks as a list that grows; `meanwhile` happens during the first."""
    looks = []

    def read():
        looks.append(1)
        if meanwhile and len(looks) == 1:
            meanwhile()
        return []

    log.read = read
    return looks


def test_all_who_wait_share_the_next_look(pages):
    looks = count_looks(pages.log)
    pages.changes.lock = Queue([pages.changes.hear])
    assert pages.changes.hear()
    assert len(looks) == 1


def test_nobody_takes_a_look_that_began_before_they_came(pages):
    looks = count_looks(pages.log, meanwhile=pages.changes.hear)
    pages.changes.lock = Queue([])
    pages.changes.hear()
    assert len(looks) == 2
