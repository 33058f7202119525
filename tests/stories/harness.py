"""An installation for a story: folder, conversation, roster, server, mails, people.

    from harness import Story

    class Voting(Story):
        def test_one_vote_a_person(self):
            ada = self.place.sign_in("p1@example.org")
            ...

A Story makes one installation for the whole class (class attributes below say how) and stops it at the end; the
server must end well, with no report of a sanitizer.  For another lay-out use Installation by hand, as a context.

The programs come from $CANDOUR_BIN (default build/release).
"""

import contextlib
import csv
import datetime
import email
import email.policy
import glob
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from web import Browser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("CANDOUR_BIN") or os.path.join(ROOT, "build", "release"))
DATA = os.environ.get("CANDOUR_DATA") or os.path.join(os.path.dirname(ROOT), "shared", "data")
SANITIZED = os.environ.get("CANDOUR_BUILD") == "sanitize"
# Sanitizers make programs slower; patience is no part of what is tested.
PATIENCE = 120 if SANITIZED else 60     # a machine may be busy: only a failure takes that long
TROUBLE = re.compile(r"ERROR: \w+Sanitizer|runtime error:|WARNING: ThreadSanitizer|CRITICAL \*\*|assertion .* failed")
CODE = re.compile(r"\b(?:[A-HJKMNP-TV-Z2-9]{3}-){3}[A-HJKMNP-TV-Z2-9]{3}\b")

PAGES = {
    "welcome.md": "Welcome. Please share what you think.\n",
    "rules.md": "# House rules\n\nBe kind.\n",
    "faq.md": "# Questions\n\nNobody sees who you are.\n",
    "privacy.md": "# Privacy\n\nWe keep two halves apart.\n",
}


def free_port():
    """A port that nobody listens on, below those the system hands out to outgoing connections."""
    while True:
        port = random.SystemRandom().randrange(12000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_for(what, ready, seconds=None):
    """The first true value of ready(), asked again and again; AssertionError when patience ends."""
    end = time.monotonic() + (seconds or PATIENCE)
    while True:
        value = ready()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.05)


class Mail:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.message = email.message_from_bytes(self.bytes, policy=email.policy.default)
        self.to = self.message["To"].addresses[0].addr_spec if self.message["To"] else ""
        self.subject = str(self.message["Subject"])

    def part(self, kind):
        found = self.message.get_body((kind,))
        return found.get_content() if found else ""

    @property
    def text(self):
        return self.part("plain")

    @property
    def links(self):
        return re.findall(r"https?://[^\s<>\"')]+", self.text)

    @property
    def sign_in_link(self):
        """The link to /in/TOKEN, or None."""
        return next((link for link in self.links if re.search(r"/in/[^/\s]{8,}", link)), None)

    @property
    def code(self):
        found = CODE.search(self.text)
        return found.group(0) if found else None


class Installation:
    """One data folder with its server.  Everything lies in a temporary folder that close() removes."""

    def __init__(self, clock_offset=0, slot_minutes=0, ini="", env=None):
        self.top = tempfile.mkdtemp(prefix="i", dir=os.environ.get("TMPDIR"))
        self.folder = os.path.join(self.top, "d")
        self.log_path = os.path.join(self.top, "serve.log")
        self.clock_offset, self.slot_minutes, self.ini = clock_offset, slot_minutes, ini
        self.env = dict(env or {})
        self.room_url = self.desk_url = None
        self.server = None
        self.people = []
        self.slug = None
        self._mails = {}      # path -> Mail, each read once

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # -- commands

    def environment(self):
        env = dict(os.environ, **self.env)
        if self.clock_offset:
            env["CANDOUR_CLOCK_OFFSET"] = str(self.clock_offset)
        return env

    def candour(self, *arguments, check=True, cwd=None, stdin=None, timeout=300):
        """Runs a command.  check: it must exit 0."""
        done = subprocess.run([os.path.join(BIN, "candour"), *map(str, arguments)], env=self.environment(),
                              cwd=cwd or self.top, input=stdin, capture_output=True, text=True, timeout=timeout,
                              check=False, **({} if stdin is not None else {"stdin": subprocess.DEVNULL}))
        if TROUBLE.search(done.stderr):
            raise AssertionError(f"candour {' '.join(map(str, arguments))}:\n{done.stderr}")
        if check and done.returncode != 0:
            raise AssertionError(f"candour {' '.join(map(str, arguments))} ended with {done.returncode}:\n"
                                 f"{done.stdout}{done.stderr}\n{self.log_tail()}")
        return done

    def now(self):
        """What the programs under test take for the time."""
        return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.clock_offset)

    # -- making it

    def init(self):
        self.candour("init", self.folder)
        self.choose_ports()
        self.configure(f"[privacy]\nslot-minutes={self.slot_minutes}\n[mail]\nper-minute=0\nwaiting-at=now\n{self.ini}")
        return self

    def choose_ports(self):
        self.room_port, self.desk_port = free_port(), free_port()
        self.configure(f"[server]\nroom-listen=127.0.0.1:{self.room_port}\ndesk-listen=127.0.0.1:{self.desk_port}\n")

    def configure(self, text):
        """Adds to candour.ini.  A group may stand twice, the last value counts."""
        with open(os.path.join(self.folder, "candour.ini"), "a", encoding="utf-8") as file:
            file.write("\n" + text)

    def write_conversation(self, slug="our-framework", title="Our framework", opens=None, closes=None,
                           sections=("purpose", "values"), extra="", pages=None, more="", language="en"):
        """Writes a conversation's folder and says where it is.  Times are hours from now."""
        def stamp(hours):
            moment = self.now() + datetime.timedelta(hours=hours)
            return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"

        folder = os.path.join(self.top, "c-" + slug)
        os.makedirs(folder, exist_ok=True)
        lines = ["[conversation]", f"slug = {slug}", f"title = {title}", "summary = Help us shape it.",
                 f"opens = {stamp(-1 if opens is None else opens)}",
                 f"closes = {stamp(24 * 14 if closes is None else closes)}",
                 "timezone = Europe/London", "support-email = support@example.org", f"language = {language}", extra, ""]
        for section in sections:
            lines += [f"[section {section}]", f"title = Our {section}", f"prompt = What is our {section}?", ""]
        with open(os.path.join(folder, "conversation.ini"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + more)
        for name, text in {**PAGES, **(pages or {})}.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        return folder

    def import_conversation(self, slug="our-framework", **how):
        self.slug = self.slug or slug
        return self.candour("conversation", "import", self.folder, self.write_conversation(slug, **how))

    def write_roster(self, people, name="roster.csv"):
        """people: rows as dictionaries with email, name and groups."""
        path = os.path.join(self.top, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(people[0]))
            writer.writeheader()
            writer.writerows(people)
        return path

    def import_roster(self, people=None, slug=None):
        """people: rows, or how many to make up (p1@example.org, p2@..., alternately in two directorates)."""
        if people is None or isinstance(people, int):
            people = [{"email": f"p{i}@example.org", "name": f"Person {number_word(i)}",
                       "directorate": ("North", "South")[i % 2]} for i in range(1, (people or 80) + 1)]
        self.people = people
        return self.candour("roster", "import", self.folder, slug or self.slug, self.write_roster(people))

    # -- the server

    def start(self):
        """Starts the server and waits until it is ready; the first time elsewhere, where somebody else was quicker to take a port."""
        first = not os.path.exists(self.log_path)
        try:
            return self.start_here()
        except AssertionError:
            if not first or "another program listens there" not in self.log():
                raise
            os.unlink(self.log_path)
            self.choose_ports()
            return self.start_here()

    def start_here(self):
        log = open(self.log_path, "ab")
        with log:
            self.server = subprocess.Popen([os.path.join(BIN, "candour"), "serve", self.folder], stdin=subprocess.DEVNULL,
                                           stdout=subprocess.PIPE, stderr=log, env=self.environment(), cwd=self.top,
                                           start_new_session=True)
        lines = []
        said = threading.Event()

        def read():
            for line in self.server.stdout:
                lines.append(line.decode("utf-8", "replace").strip())
                if lines[-1].startswith("ready "):
                    said.set()
            said.set()

        threading.Thread(target=read, daemon=True).start()
        said.wait(PATIENCE)
        ready = next((line for line in lines if line.startswith("ready ")), None)
        if not ready:
            self.kill()
            raise AssertionError(f"the server did not get ready; it said {lines}\n{self.log_tail()}")
        _, room, desk = ready.split()
        self.room_url, self.desk_url = room.rstrip("/"), desk.rstrip("/")
        return self

    def stop(self):
        """SIGTERM: it must exit 0 within 5 s (sanitizers look for leaks first and may take longer)."""
        if not self.server:
            return
        server, self.server = self.server, None
        server.send_signal(signal.SIGTERM)
        try:
            status = server.wait(30 if SANITIZED else 5)
        except subprocess.TimeoutExpired:
            self.end_group(server)
            raise AssertionError(f"the server did not end within 5 s of SIGTERM\n{self.log_tail()}") from None
        server.stdout.close()
        left = self.members_of(server.pid)
        if left:
            self.end_group(server)
            raise AssertionError(f"processes outlived the server: {left}\n{self.log_tail()}")
        if status != 0:
            raise AssertionError(f"the server ended with {status} on SIGTERM\n{self.log_tail()}")
        self.check_log()

    def kill(self):
        """Ends all processes of the server at once, as a power cut would."""
        if self.server:
            server, self.server = self.server, None
            self.end_group(server)

    def restart(self):
        self.stop()
        return self.start()

    @staticmethod
    def members_of(session):
        """The processes of a session of ours, dead ones not counted: {pid: name}."""
        found = {}
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    pid, rest = file.read().split(" (", 1)
            except OSError:
                continue
            name, fields = rest.rsplit(") ", 1)
            fields = fields.split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                found[int(pid)] = name
        return found

    def end_group(self, server):
        for pid in self.members_of(server.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        server.wait(10)
        server.stdout.close()

    def processes(self):
        """{name: [pid]} of the running server, itself among them."""
        found = {}
        for pid, name in self.members_of(self.server.pid).items():
            found.setdefault(name, []).append(pid)
        return found

    def log(self):
        try:
            with open(self.log_path, encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def log_tail(self, lines=60):
        return "---- server log\n" + "\n".join(self.log().splitlines()[-lines:])

    def check_log(self):
        if TROUBLE.search(self.log()):
            raise AssertionError(self.log_tail(200))

    def close(self):
        try:
            self.stop()
        finally:
            self.kill()
            shutil.rmtree(self.top, ignore_errors=True)

    # -- mails

    def mails(self, to=None):
        """All mails in the order of writing, or those to one address."""
        paths = sorted(glob.glob(os.path.join(self.folder, "desk", "mail", "*.eml")))
        for path in paths:
            if path not in self._mails:
                try:
                    self._mails[path] = Mail(path)
                except FileNotFoundError:
                    continue
        found = [self._mails[path] for path in paths if path in self._mails]
        return [mail for mail in found if to is None or mail.to == to]

    def mails_waiting(self):
        """How many mails lie in the store: nobody without its file can tell."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/desk/desk.db?mode=ro", uri=True)) as db:
            return db.execute("SELECT count(*) FROM mail").fetchone()[0]

    def wait_for_mail(self, to, more_than=0, seconds=None):
        """The newest mail to this address, once there are more than so many."""
        found = wait_for(f"a mail to {to}", lambda: self.mails(to)[more_than:], seconds)
        return found[-1]

    def first_mail(self, to):
        """The first mail to this address, once it is written: a command, or an answer, may come before its mails."""
        return wait_for(f"a mail to {to}", lambda: self.mails(to))[0]

    # -- people

    def browser(self):
        return Browser(self.room_url)

    def sign_in(self, address, browser=None, welcome=True):
        """The way a person comes in: link in the mail, Continue, the room.  welcome: goes on past the welcome page,
        which hands the browser its return key."""
        link = wait_for(f"a sign-in link for {address}",
                        lambda: next((m.sign_in_link for m in reversed(self.mails(address)) if m.sign_in_link), None))
        return self.follow_sign_in(link, browser, welcome)

    def follow_sign_in(self, link, browser=None, welcome=True):
        browser = browser or self.browser()
        page = browser.get(link)
        if page.status != 200:
            raise AssertionError(f"GET {link} answered {page.status}: {page.words[:400]}\n{self.log_tail()}")
        page = browser.submit(page.forms[0].buttons[0][0])       # Continue, in any language
        if page.status != 200 or not page.url.startswith((self.room_url, self.desk_url)):
            raise AssertionError(f"Continue led to {page.url}, {page.status}: {page.words[:400]}\n{self.log_tail()}")
        if welcome and page.path.endswith("/welcome"):
            browser.submit(page.forms[-1].buttons[0][0] if page.forms[-1].buttons else None)
        return browser

    def staff(self, role, address=None, name=None, slug=None, browser=None):
        """Invites a member of staff and signs them in by the link that the command prints or mails."""
        address = address or f"{role}@example.org"
        before = len(self.mails(address))
        command = ["staff", "add", self.folder, "--role", role, "--email", address, "--name",
                   name or f"Staff {role.title()}"]
        if slug or (self.slug and role != "administrator"):
            command += ["--conversation", slug or self.slug]
        said = self.candour(*command).stdout
        printed = re.search(r"https?://\S+/in/\S+", said)
        link = printed.group(0) if printed else self.wait_for_mail(address, before).sign_in_link
        return self.follow_sign_in(link, browser)


def number_word(number):
    """A number in letters, because names have no digits: 1 -> A, 27 -> AA."""
    word = ""
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word


class Story(unittest.TestCase):
    """One installation for all cases of a class, with a conversation that is open and a roster."""

    people = 80              # rows of the roster, or how many to make up
    conversation = {}        # for Installation.import_conversation()
    installation = {}        # for Installation()
    place = None

    @classmethod
    def setUpClass(cls):
        cls.place = Installation(**cls.installation)
        cls.addClassCleanup(cls.place.close)
        cls.place.init()
        cls.place.import_conversation(**cls.conversation)
        cls.place.import_roster(cls.people)
        cls.place.start()

    def tearDown(self):
        if self.place.server and self.place.server.poll() is not None:
            self.fail(f"the server ended by itself with {self.place.server.poll()}\n{self.place.log_tail()}")
        self.place.check_log()

    def problem(self, answer, status):
        """An API refusal: the status and application/problem+json."""
        self.assertEqual(answer.status, status, answer.text[:500])
        self.assertTrue(answer.headers["Content-Type"].startswith("application/problem+json"), answer.headers)
        return answer.json()


class TeamStory(Story):
    """The same with people signed in: two participants, two facilitators, an analyst and an organiser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada, cls.ben = (cls.place.sign_in(f"p{i}@example.org") for i in (1, 2))
        cls.fay = cls.place.staff("facilitator", "fay@example.org")
        cls.gil = cls.place.staff("facilitator", "gil@example.org")
        cls.ana = cls.place.staff("analyst", "ana@example.org")
        cls.org = cls.place.staff("organiser", "org@example.org")
