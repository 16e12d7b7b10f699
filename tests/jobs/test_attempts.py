"""Attempts: each failure means a longer wait, and in the end giving up; lateness is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.base import task
from jobs.models import LEASE_TIME, MAX_ATTEMPTS, RETENTION, RETRY_MINUTES, Job, LeaseLost
from jobs.tasks import delete_expired_jobs
from jobs.worker import Outcome, Worker, run

from .builders import a_job, later, repeating, work
from .sample_tasks import fail, fail_oddly, leave, no_task, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)


def fail_to_the_end(time_machine, pk):
    """Run a job whenever it is due, to its last attempt; the waits between in minutes."""
    waits = []
    for _number in range(MAX_ATTEMPTS):
        work()
        job = Job.objects.get(pk=pk)
        waits.append((job.run_after - timezone.now()) / timedelta(minutes=1))
        time_machine.move_to(max(job.run_after, timezone.now()), tick=False)
    return waits[:-1]


def test_waits_grow_and_end(time_machine):
    job = a_job(fail, "Mailbox full")
    assert fail_to_the_end(time_machine, job.pk) == list(RETRY_MINUTES)
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("FAILED", MAX_ATTEMPTS)
    assert job.error.startswith("Refused: Mailbox full (")
    assert work() == {}


def test_outcomes_are_told(time_machine):
    record.enqueue()
    job = a_job(fail)
    assert work() == {"done": 1, "retried": 1}
    Job.objects.filter(pk=job.pk).update(attempts=MAX_ATTEMPTS - 1)
    later(time_machine, minutes=1)
    assert work() == {"given_up": 1}


def test_a_job_that_failed_stops_no_other(done):
    fail.enqueue()
    record.enqueue("a")
    work()
    assert done == [("a",)]


def test_success_forgets_the_error(time_machine):
    job = a_job(record, "a")
    Job.objects.filter(pk=job.pk).update(error="no", attempts=3)
    work()
    job.refresh_from_db()
    assert (job.status, job.error) == ("SUCCESSFUL", "")


def test_an_error_is_one_plain_line_that_fits():
    job = a_job(fail_oddly)
    work()
    job.refresh_from_db()
    assert len(job.error) == 500 and job.error.isprintable() and job.error.isascii()
    assert "sample_tasks.py:" in job.error


def test_a_job_that_exits_has_failed():
    job = a_job(leave)
    assert work() == {"retried": 1}
    job.refresh_from_db()
    assert job.error.startswith("SystemExit: 3")


@pytest.mark.parametrize("name", ["gone.away", "tests.jobs.sample_tasks.gone", "os.getcwd"])
def test_what_is_no_task_is_not_run(name):
    job = Job.objects.create(function=name)
    assert work() == {"retried": 1}  # a host with the right code may come
    job.refresh_from_db()
    assert job.error.startswith(f"TaskNotFound: {name}")


def test_a_function_that_was_not_declared_is_not_run(done):
    Job.objects.create(function=f"{no_task.__module__}.{no_task.__name__}")
    work()
    assert done == []


# Leases


def test_a_claimed_job_is_nobody_elses():
    record.enqueue(), record.enqueue()
    jobs = [Job.objects.claim() for _number in range(3)]
    assert jobs[0] != jobs[1] and jobs[2] is None


def test_a_lease_that_ended_is_taken_over(time_machine):
    record.enqueue()
    first = Job.objects.claim()
    later(time_machine, seconds=LEASE_TIME.total_seconds() - 1)
    assert Job.objects.claim() is None
    later(time_machine, seconds=1)
    second = Job.objects.claim()
    assert (second.pk, second.attempts, second.lease_number) == (first.pk, 2, 2)


@pytest.mark.parametrize("end", [Job.succeed, lambda job: job.fail("no")])
def test_who_lost_the_lease_may_not_end_the_job(time_machine, end):
    record.enqueue()
    first = Job.objects.claim()
    later(time_machine, seconds=LEASE_TIME.total_seconds())
    second = Job.objects.claim()
    with pytest.raises(LeaseLost):
        end(first)
    second.succeed()
    assert Job.objects.get().lease_number == 2


def test_who_lost_the_lease_may_not_end_a_job_that_has_ended(time_machine):
    record.enqueue()
    first = Job.objects.claim()
    later(time_machine, seconds=LEASE_TIME.total_seconds())
    Job.objects.claim().succeed()
    assert run(first) == Outcome.TAKEN_OVER


def test_who_is_late_may_end_a_job_that_nobody_took(time_machine):
    record.enqueue()
    job = Job.objects.claim()
    later(time_machine, seconds=2 * LEASE_TIME.total_seconds())
    job.succeed()
    assert Job.objects.get().status == "SUCCESSFUL"


def test_a_row_read_before_another_claim_gives_no_lease():
    stale = a_job(record)
    assert Job.objects.claim() and stale.take_lease() is False


def test_a_job_that_kills_its_workers_is_given_up(done, time_machine):
    job = a_job(record)
    for _number in range(MAX_ATTEMPTS):
        assert Job.objects.claim()
        later(time_machine, seconds=LEASE_TIME.total_seconds())
    assert work() == {"given_up": 1}
    job.refresh_from_db()
    assert (job.status, done) == ("FAILED", []) and job.error.startswith("WorkerKilled")


# Repeating


def test_a_job_repeats(done, time_machine, monkeypatch):
    with repeating(monkeypatch, record, timedelta(hours=1)):
        assert work() == {"done": 1}
        later(time_machine, minutes=59)
        assert work() == {}
        later(time_machine, minutes=1)
        assert work() == {"done": 1}
    assert Job.objects.count() == 1


def test_missed_times_are_not_made_up_for(done, time_machine, monkeypatch):
    with repeating(monkeypatch, record, timedelta(hours=1)):
        work()
        later(time_machine, days=3)
        assert work() == {"done": 1}


def test_a_second_host_adds_no_second_job(monkeypatch):
    with repeating(monkeypatch, record, timedelta(hours=1)) as task:
        task.repeat()
        Job.objects.claim()
        task.repeat()
    assert Job.objects.count() == 1


def test_a_repeating_job_is_never_given_up(time_machine, monkeypatch):
    every = timedelta(days=2)
    with repeating(monkeypatch, fail, every) as task:
        task.repeat()
        job = Job.objects.get()
        fail_to_the_end(time_machine, job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("READY", 0) and job.error.startswith("Refused")


def test_a_failed_repeating_job_waits_no_longer_than_for_its_next_time(time_machine, monkeypatch):
    with repeating(monkeypatch, fail, timedelta(minutes=5)) as task:
        task.repeat()
        waits = fail_to_the_end(time_machine, Job.objects.get().pk)
    assert waits == [1, 4] + [5] * (MAX_ATTEMPTS - 3)


def test_a_shorter_time_counts_at_once(monkeypatch):
    with repeating(monkeypatch, record, timedelta(days=1)):
        work()
    with repeating(monkeypatch, record, timedelta(minutes=1)) as task:
        task.repeat()
    assert Job.objects.get().run_after == timezone.now() + timedelta(minutes=1)


def test_a_repeating_job_of_code_that_is_gone_ends(time_machine):
    job = Job.objects.create(function="gone.away", every=timedelta(days=9))
    fail_to_the_end(time_machine, job.pk)
    job.refresh_from_db()
    assert job.status == "FAILED"


def test_a_call_of_a_repeating_task_is_another_job(done, monkeypatch):
    with repeating(monkeypatch, record, timedelta(hours=1)) as task:
        task.enqueue("once")
        assert work() == {"done": 2}
    assert sorted(done) == [(), ("once",)]


def test_the_site_repeats_its_own(monkeypatch):
    with repeating(monkeypatch, delete_expired_jobs, delete_expired_jobs.every):
        assert work() == {"done": 1}


# Retention


def test_what_ended_is_not_kept_for_ever(time_machine):
    record.enqueue()
    Job.objects.create(function="gone", status="FAILED", finished_at=timezone.now())
    waiting = a_job(record, run_after=timezone.now() + timedelta(days=99))
    work()
    later(time_machine, seconds=RETENTION.total_seconds())
    delete_expired_jobs.call()
    assert Job.objects.count() == 3
    later(time_machine, seconds=1)
    delete_expired_jobs.call()
    assert Job.objects.get() == waiting


def test_a_task_may_take_longer(monkeypatch):
    slow = task(lease_time=timedelta(hours=2))(record.func)
    slow.enqueue()
    assert Job.objects.claim().lease_until == timezone.now() + timedelta(hours=2)


def test_a_worker_stops_between_jobs(done):
    for word in "abc":
        record.enqueue(word)
    worker = Worker(lambda: len(done) == 2)
    worker.run_once()
    assert done == [("a",), ("b",)]
