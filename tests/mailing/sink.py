"""A mail server that keeps what it takes, and workers that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller
from django.db import connection


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Sink:
    """Takes messages on a port; ``taken`` are (address, message id, when)."""

    def __init__(self):
        self.port, self.taken, self.lock = free_port(), [], threading.Lock()
        self.controller = None

    async def handle_DATA(self, server, session, envelope):
        name = message_from_bytes(envelope.content)["Message-ID"]
        with self.lock:
            for address in envelope.rcpt_tos:
                self.taken.append((address, name, time.time()))
        return "250 taken"

    def up(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        self.controller.stop(no_assert=True)

    def counts(self):
        with self.lock:
            return Counter(address for address, _name, _when in self.taken)

    def wait_for(self, count, seconds=120):
        """Wait until ``count`` messages were taken; tell whether they were."""
        end = time.monotonic() + seconds
        while len(self.taken) < count:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True


def database_url():
    """Return the address of the test database for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    host = values["HOST"] or ("localhost" if connection.vendor == "mysql" else "")
    scheme = "postgres" if connection.vendor == "postgresql" else "mysql"
    user = f"{values['USER']}@" if values["USER"] else ""
    return f"{scheme}://{user}{host}/{values['NAME']}"


class Worker:
    """A ``send_deliveries --loop`` in a process of its own."""

    def __init__(self, port, folder, lease=2, **environment):
        self.command = [
            *(sys.executable, "sandbox/manage.py", "send_deliveries", "--loop"),
            *("--interval", "0.2", "--lease", str(lease)),
        ]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.mailing.crash_settings",
            "DATABASE_URL": database_url(),
            "SANDBOX_VAR": str(folder),
            "CRASH_PORT": str(port),
            "PYTHONPATH": os.getcwd(),
            **environment,
        }
        self.log = folder / "workers.log"
        self.start()

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log
            )

    def kill(self):
        """Kill the process as the kernel does, without any farewell."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
