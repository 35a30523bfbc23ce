"""A real worker, killed while the mail server holds its letter."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from outbox import actions
from outbox.models import Message
from tests.outbox.conftest import Postman, free_port

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

LEASE = 3


class SlowPostman(Postman):
    """Holds the first letter until its sender is gone; takes the next."""

    def __init__(self):
        super().__init__()
        self.holding = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        if not self.holding.is_set():
            self.holding.set()
            await asyncio.sleep(600)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow_postman():
    handler = SlowPostman()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


@pytest.fixture
def own_redis(tmp_path):
    """A Redis of this test alone: nothing of it stays in the one that others use."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with started(command, os.environ):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(params=["redis", "files"])
def environment(request, slow_postman, tmp_path):
    """What the worker reads: the database of this test, the slow mail server, a short lease."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        person = f"{database['USER']}:{database['PASSWORD']}"
        url = f"postgres://{person}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    redis = request.getfixturevalue("own_redis") if request.param == "redis" else ""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "REDIS_URL": redis,
        "EMAIL_URL": f"smtp://127.0.0.1:{slow_postman.port}",
        "OUTBOX_LEASE_SECONDS": str(LEASE),
        "VAR_DIR": str(tmp_path),
    }


@pytest.fixture
def ask(environment, tmp_path):
    """Puts a task before the worker, as the web server or the clock would."""
    broker = environment["REDIS_URL"] or "filesystem://"
    folders = {"data_folder_in": tmp_path / "broker", "data_folder_out": tmp_path / "broker"}
    folders["control_folder"] = tmp_path / "broker" / "control"
    app = Celery(broker=broker, set_as_current=False)
    if not environment["REDIS_URL"]:
        folders["control_folder"].mkdir(parents=True)
        app.conf.broker_transport_options = {name: str(folder) for name, folder in folders.items()}
    return lambda task, **kwargs: app.send_task(f"outbox.tasks.{task}", kwargs=kwargs, ignore_result=True)


@contextmanager
def started(command, environment):
    """The program in a group of its own, so that its children die with it."""
    process = subprocess.Popen(command, env=environment, cwd=django_settings.BASE_DIR, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def worker(environment):
    command = [
        "celery",
        "--app",
        "config",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "warning",
        "--without-gossip",
        "--without-mingle",
    ]
    return started([sys.executable, "-m", *command], environment)


def until(seen, seconds=40, do=lambda: None):
    deadline = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < deadline, "did not happen in time"
        do()
        time.sleep(0.5)


def test_a_worker_killed_while_sending_loses_nothing(environment, slow_postman, ask):
    letter = {"to": ["a@example.org"], "subject": "Kế hoạch", "text": "Đã ban hành."}
    message = actions.queue(key="plans:1:issued", now=timezone.now(), **letter)

    with worker(environment) as first:
        ask("deliver_message", message_id=message.pk)
        until(slow_postman.holding.is_set)
        kill(first)

    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (None, 1)
    assert slow_postman.accepted == []
    with worker(environment):
        until(lambda: Message.objects.filter(sent_at__isnull=False).exists(), do=lambda: ask("sweep"))

    message.refresh_from_db()
    assert (message.state(timezone.now()), message.attempts) == ("sent", 2)
    assert [recipients for recipients, _mail in slow_postman.accepted] == [["a@example.org"]]
