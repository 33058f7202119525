"""The command line, with and without a server.

builds: release sanitize
"""

import csv
import json
import os
import re
import stat
import unittest

from harness import Installation, free_port, wait_for

ROSTER = "email,name,directorate\n" + "".join(f"p{i}@example.org,Person {chr(65 + i % 26)},North\n" for i in range(40))


class Case(unittest.TestCase):
    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)

    def file(self, name, text):
        path = os.path.join(self.place.top, name)
        with open(path, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
        return path

    def refused(self, *arguments, status=1):
        done = self.place.candour(*arguments, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        said = [line for line in done.stderr.splitlines() if line.startswith("candour ")]
        self.assertEqual(len(said), 1, done.stderr)
        return said[0]

    def shown(self, slug="our-framework"):
        said = self.place.candour("conversation", "show", self.place.folder, slug).stdout
        return dict(re.split(r"\s+", line, maxsplit=1) for line in said.splitlines())


class Conversations(Case):
    def change(self, folder, before, after, name="conversation.ini"):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(before, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(before, after))
        return text[:text.index(before)].count("\n") + 1

    def test_new_then_again_then_changed(self):
        folder = self.place.write_conversation()
        said = self.place.candour("conversation", "import", self.place.folder, folder).stdout
        self.assertIn("our-framework: a new conversation", said)
        said = self.place.candour("conversation", "import", self.place.folder, folder).stdout
        self.assertNotIn("new", said)
        self.change(folder, "Our framework", "Our other framework")
        said = self.place.candour("conversation", "import", self.place.folder, folder).stdout
        self.assertIn("title", said.lower())
        self.assertEqual(self.shown()["title"], "Our other framework")

    def test_while_the_server_runs(self):
        self.place.start()
        self.place.import_conversation()
        self.assertIn("our-framework", self.place.candour("conversation", "list", self.place.folder).stdout)
        self.place.candour("roster", "import", self.place.folder, "our-framework", self.file("r.csv", ROSTER))
        browser = self.place.sign_in("p1@example.org")
        self.assertEqual(browser.get("/c/our-framework").status, 200)

    def test_bad_folder_names_file_and_line(self):
        rows = [("closes = ", "closes = whenever ", "whenever"), ("slug = our-framework", "slug = Our Framework", "Our Framework"),
                ("timezone = Europe/London", "timezone = Mars/Olympus", "Mars/Olympus"),
                ("title = Our framework", "titel = Our framework", "titel")]
        for before, after, word in rows:
            with self.subTest(after):
                folder = self.place.write_conversation()
                line = self.change(folder, before, after)
                said = self.refused("conversation", "import", self.place.folder, folder)
                self.assertIn(f"conversation.ini:{line}: ", said)
                self.assertIn(word, said)
                self.assertIn(folder, said)
        self.assertEqual(self.place.candour("conversation", "list", self.place.folder).stdout.count("our-framework"), 0)

    def test_pages_that_cannot_be_read(self):
        rows = {"latin": b"caf\xe9", "long": b"x" * 100001, "nul": b"a\0b"}
        for name, data in rows.items():
            with self.subTest(name):
                folder = self.place.write_conversation()
                with open(os.path.join(folder, "rules.md"), "wb") as file:
                    file.write(data)
                self.assertIn("rules.md", self.refused("conversation", "import", self.place.folder, folder))

    def test_no_such_things(self):
        self.assertIn("conversation.ini", self.refused("conversation", "import", self.place.folder, self.place.top))
        self.assertIn("candour init", self.refused("conversation", "list", self.place.top))
        for command in ("show", "open", "close", "complete"):
            self.assertIn("nope", self.refused("conversation", command, self.place.folder, "nope"))

    def test_roster_beside_it(self):
        folder = self.place.write_conversation()
        with open(os.path.join(folder, "roster.csv"), "w", encoding="utf-8") as file:
            file.write(ROSTER)
        self.assertIn("40 new", self.place.candour("conversation", "import", self.place.folder, folder).stdout)

    @staticmethod
    def phase(browser):
        return browser.api("GET", "/api/v1/conversations/our-framework").json()["phase"]

    def test_by_hand_through_its_phases(self):
        """Each step is seen by both halves, whether a server runs or not."""
        self.place.import_conversation(opens=24, closes=48)
        self.place.import_roster(40)
        self.assertTrue(self.shown()["phase"].startswith("draft"))
        self.place.candour("conversation", "open", self.place.folder, "our-framework")
        self.assertTrue(self.shown()["phase"].startswith("open"))
        self.place.start()
        browser = self.place.sign_in("p1@example.org")
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.assertTrue(self.shown()["phase"].startswith("closed"))
        wait_for("the room to close", lambda: self.phase(browser) == "closed")
        self.place.candour("conversation", "complete", self.place.folder, "our-framework")
        self.assertTrue(self.shown()["phase"].startswith("completed"))

    def test_clock_confirmed(self):
        for running in (False, True):
            if running:
                self.place.start()
            self.place.candour("conversation", "trust-clock", self.place.folder)
        self.refused("conversation", "trust-clock", status=2)

    def test_wrong_usage(self):
        for arguments in ((), ("fly",), ("import", "x"), ("list",), ("list", "a", "b"), ("show", "a")):
            with self.subTest(arguments):
                self.assertIn("--help", self.refused("conversation", *arguments, status=2))


class Rosters(Case):
    def setUp(self):
        super().setUp()
        self.place.import_conversation()

    def add(self, text, *more, check=True):
        return self.place.candour("roster", "import", self.place.folder, "our-framework", self.file("r.csv", text), *more, check=check)

    def test_twice_changes_nothing(self):
        self.assertIn("40 new", self.add(ROSTER).stdout)
        self.assertIn("0 new", self.add(ROSTER).stdout)

    def test_bad_lines(self):
        """Nothing is imported, every bad line is named."""
        bad = ROSTER + "not-an-address,Somebody,North\n,No Address,North\n"
        done = self.add(bad, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("42", done.stdout + done.stderr)
        self.assertIn("43", done.stdout + done.stderr)
        self.assertIn("40 new", self.add(ROSTER).stdout)

    def test_skip_bad(self):
        done = self.add(ROSTER + "not-an-address,Somebody,North\n", "--skip-bad")
        self.assertIn("40 new", done.stdout)
        path = os.path.join(self.place.top, "r.rejected.csv")
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        self.assertIn("not-an-address", [cell for row in rows for cell in row])
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)

    def test_skip_bad_with_none(self):
        self.add(ROSTER, "--skip-bad")
        self.assertFalse(os.path.exists(os.path.join(self.place.top, "r.rejected.csv")))

    def test_encodings(self):
        text = "email;name;directorate\n" + "".join(f"p{i}@example.org;Zoë {chr(65 + i)};Süd\n" for i in range(20))
        for coding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            with self.subTest(coding):
                place = Installation().init()
                self.addCleanup(place.close)
                place.import_conversation()
                self.assertIn("20 new", place.candour("roster", "import", place.folder, "our-framework",
                                                     self.file("e.csv", text.encode(coding))).stdout)

    def test_no_such_file(self):
        self.assertIn("none.csv", self.refused("roster", "import", self.place.folder, "our-framework", "none.csv"))


class Staff(Case):
    def test_usage(self):
        rows = [((), "--role"), (("--role", "king", "--email", "a@example.org", "--name", "A"), "--role"),
                (("--role", "analyst", "--email", "a@example.org", "--name", "A"), "--conversation")]
        for options, word in rows:
            with self.subTest(options):
                self.assertIn(word, self.refused("staff", "add", self.place.folder, *options, status=2))

    def test_bad_address(self):
        self.place.import_conversation()
        self.assertIn("address", self.refused("staff", "add", self.place.folder, "--role", "analyst", "--email", "nobody",
                                              "--name", "A", "--conversation", "our-framework"))


class Files(Case):
    """Exports and reports."""

    def setUp(self):
        super().setUp()
        self.place.import_conversation()
        self.place.import_roster(40)

    def test_formats(self):
        starts = {"csv": b"", "json": b"{", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "pdf": b"%PDF-"}
        for command, formats in (("export", ("csv", "json", "xlsx")), ("report", ("html", "pdf", "xlsx", "json"))):
            for kind in formats:
                with self.subTest(command=command, kind=kind):
                    path = os.path.join(self.place.top, f"{command}.{kind}")
                    self.place.candour(command, self.place.folder, "our-framework", "--format", kind, "-o", path)
                    with open(path, "rb") as file:
                        data = file.read()
                    self.assertTrue(data.lower().startswith(starts[kind].lower()), data[:40])
                    self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
                    if kind == "json":
                        json.loads(data)

    def test_refused(self):
        self.assertIn("--format", self.refused("export", self.place.folder, "our-framework", "--format", "doc", "-o", "x", status=2))
        self.assertIn("-o", self.refused("export", self.place.folder, "our-framework", "--format", "csv", status=2))
        self.assertIn("nope", self.refused("report", self.place.folder, "nope", "--format", "html", "-o", "x"))
        self.assertIn("none", self.refused("report", self.place.folder, "our-framework", "--format", "html", "-o", "none/x"))
        self.assertFalse(os.path.exists(os.path.join(self.place.top, "x")))
        self.assertFalse(os.path.exists(os.path.join(self.place.top, "x.new")))


class Erasing(Case):
    def test_shown_then_done(self):
        self.place.import_conversation()
        self.place.import_roster(40)
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.place.candour("conversation", "complete", self.place.folder, "our-framework")
        said = self.place.candour("erase", self.place.folder, "our-framework").stdout
        self.assertIn("40 people", said)
        path = os.path.join(self.place.folder, "certificates", "our-framework.json")
        self.assertFalse(os.path.exists(path))
        self.place.start()
        self.place.candour("erase", self.place.folder, "our-framework", "--now")
        with open(path, encoding="utf-8") as file:
            certificate = json.load(file)
        self.assertEqual({len(certificate[half]["key_fingerprint"]) for half in ("room", "desk")}, {16})
        self.assertNotEqual(certificate["room"]["key_fingerprint"], certificate["desk"]["key_fingerprint"])
        self.place.restart()
        self.assertIn("erased", self.place.candour("conversation", "list", self.place.folder).stdout)


class Demonstration(unittest.TestCase):
    def test_everybody_gets_in(self):
        place = Installation()
        self.addCleanup(place.close)
        # Before the hour at which people are counted: the numbers of the night before are there all the same.
        place.clock_offset = (1 - place.now().hour) * 3600
        said = place.candour("demo", place.folder).stdout
        links = dict(re.findall(r"^(\w+) +(http\S+/in/\S+)$", said, re.M))
        self.assertEqual(set(links), {"participant", "facilitator", "analyst", "organiser", "administrator"})
        room, desk = free_port(), free_port()
        place.configure(f"[server]\nroom-listen=127.0.0.1:{room}\ndesk-listen=127.0.0.1:{desk}\n")
        links = {role: link.replace(":8081", f":{desk}") for role, link in links.items()}
        place.start()
        for role, link in links.items():
            with self.subTest(role):
                browser = place.follow_sign_in(link, welcome=role == "participant")
                self.assertEqual(browser.page.status, 200)
                if role == "organiser":
                    wait_for("how many have come in", lambda: re.search(r"[1-9]\d*\s*came in", browser.get(
                        "/c/our-next-five-years/organise").words))
                if role == "participant":
                    about = browser.api("GET", "/api/v1/conversations/our-next-five-years").json()
                    self.assertEqual(about["phase"], "open")
                    self.assertGreater(sum(section["ideas"] for section in about["sections"]), 100)

    def test_folder_in_use(self):
        place = Installation()
        self.addCleanup(place.close)
        place.init()
        done = place.candour("demo", place.folder, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("in use", done.stderr)


if __name__ == "__main__":
    unittest.main()
