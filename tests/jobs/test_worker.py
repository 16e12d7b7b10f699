"""Workers at work: until they are stopped, through all errors, beside each other and a server."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import count, islice
from threading import Event, Thread
from time import monotonic

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from jobs import worker as module
from jobs.models import STANDSTILL, Job, JobQuerySet
from jobs.worker import LONGEST_WAIT, MANY_FAILURES, POLL, Worker, problem
from tests.commands import ROOT, run
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

from .builders import a_job, repeating, work
from .sample_tasks import fail, name_group, record, stall_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def a_worker(rounds=1):
    """One that works so many rounds, and the times it waited after each."""
    waits = []
    worker = Worker(lambda: len(waits) >= rounds)
    worker.wait = waits.append
    return worker, waits


def gone(*_args):
    raise OperationalError("the server closed the connection")


def test_it_works(done):
    record.enqueue("a")
    worker, waits = a_worker(rounds=2)
    worker.run()
    assert (done, waits) == ([("a",)], [POLL, POLL])


def test_watches_are_called_between_jobs(done, monkeypatch):
    """What they find out, such as pages to purge, waits for one job at most."""
    found = iter("ab")

    def watch():
        for name in islice(found, 1):
            record.enqueue(name)

    monkeypatch.setattr("jobs.base._watches", [watch])
    worker, _waits = a_worker()
    worker.run()
    assert done == [("a",), ("b",)]


def test_a_worker_outlives_a_database_that_is_gone(done, monkeypatch):
    record.enqueue("a")
    worker, waits = a_worker(rounds=12)
    with monkeypatch.context() as patch:
        patch.setattr(JobQuerySet, "claim", gone)
        worker.run()
    assert waits == sorted(waits) and (waits[0], waits[-1]) == (2 * POLL, LONGEST_WAIT)
    waits.clear()
    worker.run()
    assert (worker.failures, done) == (0, [("a",)])


def test_a_worker_outlives_an_end_that_cannot_be_noted(done, monkeypatch):
    record.enqueue("a")
    worker, _waits = a_worker()
    with monkeypatch.context() as patch:
        patch.setattr(Job, "succeed", gone)
        worker.run()
    assert worker.failures == 1
    Job.objects.update(lease_until=timezone.now())
    assert work() == {"done": 1}
    assert done == [("a",), ("a",)]


def test_a_jobs_error_of_the_database_is_its_own():
    Group.objects.create(name="critics")
    name_group.enqueue("critics")
    assert work() == {"retried": 1}
    assert "IntegrityError" in Job.objects.get().error


def test_what_repeats_comes_into_the_table_once_there_is_one(monkeypatch):
    worker, waits = a_worker()
    with repeating(monkeypatch, record, timedelta(hours=1)):
        with monkeypatch.context() as patch:
            patch.setattr(JobQuerySet, "repeat", gone)
            worker.run()
        assert worker.failures == 1
        waits.clear()
        worker.run()
    assert Job.objects.get().finished_at


def test_a_worker_that_waits_notices_that_it_is_stopped():
    naps = []
    Worker(lambda: len(naps) == 2, sleep=naps.append).wait(LONGEST_WAIT)
    assert naps == [0.5, 0.5]


def test_a_worker_waits_as_long_as_it_is_told():
    naps = []
    Worker(lambda: False, sleep=naps.append).wait(1.2)
    assert naps == [0.5, 0.5, pytest.approx(0.2)]


# Beside each other


def test_four_workers_run_each_job_once(done):
    for number in range(24):
        record.enqueue(number)
    outcomes = at_once([work] * 4)
    assert sum(outcome.get("done", 0) for outcome in outcomes) == 24
    assert sorted(done) == [(number,) for number in range(24)]


def test_one_job_is_claimed_once():
    record.enqueue()
    assert sum(job is not None for job in at_once([Job.objects.claim] * 8)) == 1


def test_askers_at_once_get_one_job():
    at_once([record.using(key="k").enqueue] * 8)
    assert Job.objects.count() == 1


def test_hosts_that_begin_at_once_have_one_repeating_job(monkeypatch):
    with repeating(monkeypatch, record, timedelta(hours=1)) as task:
        at_once([task.repeat] * 8)
    assert Job.objects.count() == 1


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one at a time write")
def test_nobody_runs_a_keyed_job_before_its_asker_has_ended():
    record.using(key="k").enqueue()
    with transaction.atomic():
        Group.objects.create(name="critics")  # what the job would have to see
        record.using(key="k").enqueue()
        assert at_once([Job.objects.claim]) == [None]
    assert at_once([Job.objects.claim]) != [None]


# Killed


def environment_of(tmp_path):
    """What a process of its own needs to find the database of the test."""
    facts = connection.settings_dict
    place = "{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**facts)
    is_sqlite = connection.vendor == "sqlite"
    url = f"sqlite:///{facts['NAME']}" if is_sqlite else f"postgres://{place}"
    return {"DATA_DIR": str(tmp_path), "PATH": "", "DATABASE_URL": url}


def test_a_job_that_a_killed_worker_had_runs_again(tmp_path):
    for name in ("begun", "never"):
        os.mkfifo(tmp_path / name)
    job = a_job(stall_once, str(tmp_path))
    words = [sys.executable, "manage.py", "run_jobs", "--once"]
    with subprocess.Popen(words, cwd=ROOT, env=environment_of(tmp_path)) as process:
        (tmp_path / "begun").open().close()  # returns when the job has begun
        process.kill()
    job.refresh_from_db()
    assert (job.status, job.attempts, job.finished_at) == ("RUNNING", 1, None)
    Job.objects.exclude(pk=job.pk).delete()  # the site's own
    assert Job.objects.claim() is None
    Job.objects.update(lease_until=timezone.now())
    assert work() == {"done": 1}
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("SUCCESSFUL", 2)
    assert (tmp_path / "runs").read_text() == "run\n" * 2


# The command


def test_the_command_says_what_it_did(tmp_path):
    record.enqueue("a")
    words = [sys.executable, "manage.py", "run_jobs", "--once"]
    ended = run(*words, folder=tmp_path, **environment_of(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    line = "Jobs done: 20, to be retried: 0, given up: 0, taken over: 0.\n"  # and the site's own
    assert ended.stdout == line


def test_the_command_says_that_a_job_failed(tmp_path):
    fail.enqueue("ada@films.example")
    words = [sys.executable, "manage.py", "run_jobs", "--once"]
    ended = run(*words, folder=tmp_path, **environment_of(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.endswith("to be retried: 1, given up: 0, taken over: 0.\n")
    assert "Refused" in ended.stderr and "ada@films.example" not in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_when_told(tmp_path, number):
    words = [sys.executable, "manage.py", "run_jobs"]
    kept = {"DATA_DIR": str(tmp_path), "PATH": ""}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, cwd=ROOT, env=kept, **pipes) as process:
        assert "Jobs wait" in process.stderr.readline()  # there are no tables: it goes on
        process.send_signal(number)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
        assert process.stdout.read().startswith("Jobs done: 0,")


# Beside a server, and what a monitor is told


def test_a_worker_ends_with_its_process(tmp_path):
    words = (
        "import django; django.setup(); from jobs.worker import start; start();"
        "import threading; print([thread.name for thread in threading.enumerate()])"
    )
    kept = {"DJANGO_SETTINGS_MODULE": "filmsite.settings"}
    ended = run(sys.executable, "-c", words, folder=tmp_path, **kept)
    assert (ended.returncode, ended.stdout) == (0, "['MainThread', 'jobs']\n")


@pytest.fixture
def started(monkeypatch):
    """The worker of this process, in a thread that lives as long as the test."""
    worker, end = Worker(lambda: False), Event()
    thread = Thread(target=end.wait)
    thread.start()
    monkeypatch.setattr(module, "_running", (worker, thread))
    yield worker
    end.set()
    thread.join()


def test_all_is_well(started):
    assert problem() == ""


def test_a_stuck_worker_is_told(started):
    started.stuck_at = monotonic() - 1
    assert problem() == "Jobs stand still: their worker is stuck."


def test_a_worker_that_fails_is_told(started):
    started.failures = MANY_FAILURES
    assert problem() == "Jobs stand still: their worker failed 5 times in a row."


def test_a_worker_that_ended_is_told(started, monkeypatch):
    monkeypatch.setattr(module, "_running", (started, Thread()))
    assert problem() == "Jobs stand still: their worker has ended."


def test_a_long_job_is_no_stuck_worker(started, monkeypatch, time_machine):
    clock = count(monotonic(), module.STUCK + 1)  # each look is as much later
    monkeypatch.setattr(module, "monotonic", lambda: next(clock))
    sentences = []
    monkeypatch.setattr(module, "run", lambda job: sentences.append(started.problem()))
    slow = a_job(record)
    Job.objects.filter(pk=slow.pk).update(lease_time=timedelta(hours=2))
    started.run_once()
    assert sentences == [""]


@pytest.fixture
def overdue(time_machine):
    """A job that nobody has begun, due for too long."""
    job = a_job(record)
    time_machine.move_to(timezone.now() + STANDSTILL + timedelta(seconds=1), tick=False)
    return job


def test_jobs_that_nobody_begins_are_told(overdue):
    assert problem() == "Jobs stand still: some are due and none runs."


def test_jobs_behind_a_long_one_do_not_stand_still(overdue):
    Job.objects.filter(pk=overdue.pk).update(priority=1)
    a_job(record)
    assert Job.objects.claim() == overdue
    assert problem() == ""


def test_jobs_that_wait_for_their_time_do_not_stand_still(overdue):
    Job.objects.update(run_after=timezone.now())
    assert problem() == ""


def test_workers_that_come_slowly_do_not_stand_still(overdue):
    record.using(priority=1).enqueue()
    Job.objects.claim().succeed()
    assert problem() == ""
