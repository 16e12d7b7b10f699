"""The table against a plain model, in any order: who holds what, what is due, what ended how."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jobs.base import Task
from jobs.models import LEASE_TIME, RETRY_MINUTES, Job, LeaseLost

from .builders import a_job
from .sample_tasks import record

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)
EVERY = timedelta(minutes=10)
MAX_ATTEMPTS = 3  # so that random steps get there
steps = st.sampled_from([0, 1, 5, 10, 60, 1440])  # minutes
record_repeated = Task(func=record.func, every=EVERY)
places = st.integers(0, 9)


@dataclass
class Plain:
    """One job as anybody would note it on paper."""

    pk: int
    run_after: datetime
    key: str = ""
    priority: int = 0
    repeats: bool = False
    status: str = "READY"
    attempts: int = 0
    lease: int = 0
    lease_until: datetime | None = None

    def is_due(self, now):
        if self.status == "READY":
            return self.run_after <= now
        return self.status == "RUNNING" and self.lease_until <= now

    def is_held(self, now):
        return self.status == "RUNNING" and self.lease_until > now

    def wait(self, when, attempts):
        self.status, self.run_after, self.attempts = "READY", when, attempts


class Machine(RuleBasedStateMachine):
    """Workers claim and end jobs, also those that were taken from them."""

    def __init__(self):
        super().__init__()
        self.jobs = {}
        self.held = []  # rows as workers got them, lost ones among them
        Job.objects.all().delete()
        self.clock = time_machine.travel(START, tick=False)
        self.now = START
        self.clock.start()

    def teardown(self):
        self.clock.stop()

    def waiting_under(self, key):
        rows = self.jobs.values()
        return next((job for job in rows if key and job.key == key and job.status == "READY"), None)

    def next_due(self):
        """What a worker gets now: of one key one at a time, that which was begun first."""
        begun = {job.key for job in self.jobs.values() if job.status == "RUNNING"} - {""}
        due = [
            job
            for job in self.jobs.values()
            if job.is_due(self.now) and (job.status == "RUNNING" or job.key not in begun)
        ]
        return min(due, key=lambda job: (-job.priority, job.run_after, job.pk), default=None)

    @rule(key=st.sampled_from(["", "k", "l"]), priority=st.sampled_from([-5, 0, 5]), wait=steps)
    def enqueue(self, key, priority, wait):
        when = self.now + timedelta(minutes=wait)
        job = a_job(record, key=key, priority=priority, run_after=when)
        known = self.waiting_under(key)
        if known is None:
            self.jobs[job.pk] = Plain(job.pk, when, key, priority)
            return
        assert job.pk == known.pk
        if known.attempts == 0:
            known.run_after = min(known.run_after, when)

    @rule()
    def repeat(self):
        record_repeated.repeat()
        known = [job for job in self.jobs.values() if job.repeats]
        if not known:
            job = Job.objects.get(every__isnull=False)
            self.jobs[job.pk] = Plain(job.pk, self.now, repeats=True)
        for job in known:
            job.run_after = min(job.run_after, self.now + EVERY)

    @rule(minutes=steps)
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        self.clock.stop()
        self.clock = time_machine.travel(self.now, tick=False)
        self.clock.start()

    @rule()
    def claim(self):
        expected, got = self.next_due(), Job.objects.claim()
        assert (got and got.pk) == (expected and expected.pk)
        if got:
            self.held.append(got)
            expected.status, expected.lease_until = "RUNNING", self.now + LEASE_TIME
            expected.attempts += 1
            expected.lease += 1

    def take(self, place):
        """A row that a worker once got, and its job where the worker still has it."""
        row = self.held.pop(place % len(self.held))
        job = self.jobs[row.pk]
        return row, job if (job.status, job.lease) == ("RUNNING", row.lease_number) else None

    @precondition(lambda self: self.held)
    @rule(place=places)
    def succeed(self, place):
        row, job = self.take(place)
        if job is None:
            with pytest.raises(LeaseLost):
                row.succeed()
            return
        row.succeed()
        self.end(job, "SUCCESSFUL")

    @precondition(lambda self: self.held)
    @rule(place=places)
    def fail(self, place):
        row, job = self.take(place)
        if job is None:
            with pytest.raises(LeaseLost):
                row.fail("no")
            return
        is_retried = row.fail("no")
        assert is_retried == (job.attempts < MAX_ATTEMPTS and not self.waiting_under(job.key))
        if is_retried:
            wait = timedelta(minutes=RETRY_MINUTES[job.attempts - 1])
            job.wait(self.now + (min(wait, EVERY) if job.repeats else wait), job.attempts)
        else:
            self.end(job, "FAILED")

    def end(self, job, status):
        if job.repeats:
            job.wait(self.now + EVERY, 0)
        else:
            job.status = status

    @precondition(lambda self: self.held)
    @rule(place=places)
    def kill(self, place):
        """A worker is gone with what it held."""
        self.held.pop(place % len(self.held))

    @invariant()
    def the_table_agrees(self):
        rows = Job.objects.values_list("pk", "status", "attempts", "lease_number", "run_after")
        assert set(rows) == {
            (job.pk, job.status, job.attempts, job.lease, job.run_after)
            for job in self.jobs.values()
        }

    @invariant()
    def nobody_stands_where_a_rule_forbids(self):
        waiting = [job.key for job in self.jobs.values() if job.key and job.status == "READY"]
        assert len(waiting) == len(set(waiting))
        assert sum(job.repeats for job in self.jobs.values()) <= 1


@pytest.mark.slow
def test_the_table_agrees_with_a_plain_model(monkeypatch):
    monkeypatch.setattr("jobs.models.MAX_ATTEMPTS", MAX_ATTEMPTS)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
