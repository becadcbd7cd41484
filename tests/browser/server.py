"""A real server process over a copy of the site's database, and ways to steer it.

Playwright's event loop and Django's ORM do not share a process, so tests act
through the browser, read through SQLite, and run verbs in processes of their own.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "sandbox.sqlite3"


def manage(folder, *arguments):
    """Return the command and the environment of a ``manage.py`` at ``folder``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    command = [sys.executable, str(ROOT / "sandbox" / "manage.py"), *arguments]
    languages = {"SANDBOX_LANGUAGES": "en fr es ar"}
    return command, {**kept, **languages, "SANDBOX_VAR": str(folder)}


def run(folder, *arguments):
    command, environment = manage(folder, *arguments)
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def make_world(folder, migrated):
    """Make the site in its first state in ``folder``, which does not exist yet.

    ``migrated`` is the database to begin with.
    """
    folder.mkdir()
    shutil.copyfile(migrated, folder / DATABASE)
    run(folder, "shell", "-c", "from tests.browser.building import build; build()")


def free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """The site in a process; :meth:`reset` takes it back to where it began."""

    def __init__(self, world, folder, settings="sandbox.settings"):
        self.world, self.folder, self.resets = world, folder, 0
        self.settings = settings
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        facts = json.loads((world / "world.json").read_text())
        self.sessions, self.drafts = facts["sessions"], facts["drafts"]
        shutil.copytree(world, folder)

    def start(self):
        self.reset()
        command, environment = manage(
            self.folder, "runserver", "--noreload", f"127.0.0.1:{self.port}"
        )
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                command,
                env={
                    **environment,
                    "SANDBOX_URL": self.url,
                    "DJANGO_SETTINGS_MODULE": self.settings,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self.answers():
            assert self.process.poll() is None, self.log()
            time.sleep(0.1)
        return self

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/en/"):
                return True
        except (urllib.error.URLError, ConnectionError):
            return False

    def log(self):
        return (self.folder / "server.log").read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def reset(self):
        """Give the database its first state again, and the site its own port.

        Every time proposals have other versions, so that what a closed window was
        still saving is refused as stale, not kept in the site of the next test.
        """
        self.resets += 1
        with (
            closing(sqlite3.connect(self.world / DATABASE)) as source,
            closing(sqlite3.connect(self.folder / DATABASE)) as target,
        ):
            source.backup(target)
            target.execute("UPDATE wagtailcore_site SET port = ?", [self.port])
            target.execute(
                "UPDATE workshops_plugin_proposal SET version = version + ?",
                [1000 * self.resets],
            )
            target.commit()
        for message in self.mail_folder.glob("*"):
            message.unlink()

    def rows(self, query, *parameters):
        """Return what ``query`` finds in the database."""
        with closing(sqlite3.connect(self.folder / DATABASE)) as database:
            return database.execute(query, parameters).fetchall()

    def shell(self, code):
        """Run ``code`` in ``manage.py shell``, where the verbs and models are."""
        run(self.folder, "shell", "-c", code)

    def draft_text(self, name, field):
        """Return what the draft ``name`` holds in ``field`` on the server."""
        key = self.drafts[name].replace("-", "")
        query = "SELECT data FROM workshops_plugin_proposaldraft WHERE proposal_id = ?"
        ((data,),) = self.rows(query, key)
        return json.loads(data).get(field, [])

    @property
    def mail_folder(self):
        return self.folder / "mail"

    def messages_to(self, address):
        """Return the plain texts of the messages that were sent to ``address``."""
        found = []
        for file in sorted(self.mail_folder.glob("*.eml")):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            if message["To"] == address:
                found.append(message.get_body(["plain"]).get_content())
        return found
