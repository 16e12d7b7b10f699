"""Tasks are declared and enqueued under the names of django.tasks."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.base import InvalidTask, find_task, task
from jobs.models import Job

from .builders import a_job, later, work
from .sample_tasks import fail, record, record_first

pytestmark = pytest.mark.django_db


def test_it_works(done):
    record.enqueue("a", 1)
    assert Job.objects.get().status == "READY"
    work()
    assert done == [("a", 1)]
    assert Job.objects.get().status == "SUCCESSFUL"


def test_named_arguments_are_kept(done):
    record.enqueue("a", order="best", page={"number": 2})
    work()
    assert done == [("a", {"order": "best", "page": {"number": 2}})]


def test_arguments_are_what_json_makes_of_them(done):
    record.enqueue((1, 2))
    work()
    assert done == [([1, 2],)]


def test_arguments_that_json_cannot_hold_are_refused():
    with pytest.raises(TypeError):
        record.enqueue(object())
    assert not Job.objects.exists()


def test_a_task_can_be_called_at_once(done):
    record.call("a")
    assert done == [("a",)] and not Job.objects.exists()


def test_the_urgent_come_first(done):
    for function, word in ((record, "a"), (record_first, "b"), (record, "c")):
        function.enqueue(word)
    record.using(priority=100).enqueue("d")
    work()
    assert done == [("d",), ("b",), ("a",), ("c",)]


def test_a_job_can_wait(done, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    record.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("a")
    work()
    assert done == []
    later(time_machine, hours=1)
    work()
    assert done == [("a",)]


def test_using_changes_no_other_call():
    record.using(priority=9).enqueue()
    assert a_job(record).priority == 0


def test_a_transaction_that_is_rolled_back_leaves_no_job():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record.enqueue("a")
        record.using(key="k").enqueue("b")
        1 / 0  # noqa: B018
    assert not Job.objects.exists()


def test_tasks_are_found_by_their_names():
    assert find_task(record.module_path) is record


def test_functions_within_functions_are_no_tasks():
    with pytest.raises(InvalidTask, match="not a function of a module"):

        @task()
        def inner():
            pass


# One waits under a key


def test_one_of_these_is_enough(done):
    for _number in range(3):
        record.using(key="k").enqueue("a")
    work()
    assert done == [("a",)]


@pytest.mark.parametrize("key", ["", "k"])
def test_it_costs_one_statement(key, django_assert_num_queries):
    for _number in range(2):
        with django_assert_num_queries(1):
            record.using(key=key).enqueue("a")


def test_other_keys_are_other_jobs(done):
    for key in ("k", "l", "", ""):
        record.using(key=key).enqueue(key)
    work()
    assert sorted(done) == [("",), ("",), ("k",), ("l",)]


def test_what_is_asked_for_while_one_runs_runs_again():
    first = a_job(record, key="k")
    assert Job.objects.claim() == first
    assert a_job(record, key="k") != first


def test_two_under_one_key_run_one_after_the_other():
    first = a_job(record, key="k")
    running = Job.objects.claim()
    second = a_job(record, key="k")
    assert Job.objects.claim() is None
    running.succeed()
    assert (running, Job.objects.claim()) == (first, second)


def test_an_earlier_wish_brings_it_forward():
    now = timezone.now()
    for hours in (2, 1, 3):
        job = a_job(record, key="k", run_after=now + timedelta(hours=hours))
    assert job.run_after == now + timedelta(hours=1)


def test_a_new_wish_does_not_hasten_the_next_attempt():
    first = a_job(fail, key="k")
    work()
    assert a_job(fail, key="k").run_after > timezone.now() + timedelta(seconds=50)
    assert Job.objects.get() == first


def test_of_two_failed_under_one_key_one_is_tried_again():
    a_job(fail, key="k")
    first = Job.objects.claim()
    second = a_job(fail, key="k")
    assert first.fail("no") is False
    statuses = dict(Job.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "FAILED", second.pk: "READY"}
