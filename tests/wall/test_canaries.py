"""A1, A2, A7, A17: nothing of the roster, of signing in, or of a request stands in the room; nobody learns who came.

builds: release
seconds: 240
"""

import http.client
import io
import os
import re
import unittest
import urllib.parse
import zipfile
import zlib

from wall import (SLUG, TALK, TROUBLE, Browser, Installation, Needles, add_idea, canaries_of, canary_people, files_of, memory_of, vote,
                  wait_for)

AGENT = "QuollBrowserZX/77.3"
FROM = "127.77.66.55"                   # any address of the loopback is ours to come from
FORWARDED = "203.0.113.77"
STAFF = {"facilitator": ("vyrnqf@wombatmarsh.example", "Vyrnqfa Oubliettef"),
         "analyst": ("vyrnqa@wombatmarsh.example", "Vyrnqan Oubliettea"),
         "organiser": ("vyrnqo@wombatmarsh.example", "Vyrnqor Oublietteo"),
         "administrator": ("vyrnqd@wombatmarsh.example", "Vyrnqad Oublietted")}
MARK = "Kumquatmarkq"                   # stands in an idea: a search that cannot find it finds nothing


class Watched(Browser):
    """A browser that says what it is and comes from an address of its own."""

    def _connection(self, netloc, fresh):
        if fresh or netloc not in self._kept:
            if netloc in self._kept:
                self._kept.pop(netloc).close()
            self._kept[netloc] = http.client.HTTPConnection(netloc, timeout=self.timeout, source_address=(FROM, 0))
        return self._kept[netloc]

    def _send(self, method, url, body, headers):
        return super()._send(method, url, body, {"User-Agent": AGENT, "X-Forwarded-For": FORWARDED, **headers})


def unpacked(data):
    """The bytes, and what is packed inside them: zip (XLSX, QDPX), deflated parts of a PDF."""
    parts = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    for match in re.finditer(rb"stream\r?\n", data) if data[:4] == b"%PDF" else ():
        try:
            parts.append(zlib.decompressobj().decompress(data[match.end():]))
        except zlib.error:
            continue
    return b"\0".join(parts)


class Canaries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.people = canary_people(60)
        cls.place = Installation(ini="[limits]\nposts-per-hour=1000\n").init()
        cls.addClassCleanup(cls.place.close)
        # Another host name for the desk, so that the browser does not carry its cookie to the room.
        cls.place.configure(f"[server]\ndesk-url=http://localhost:{cls.place.desk_port}\n")
        cls.place.import_conversation(extra="group-by = directorate", more=(
            "[question grade]\ntext = Which grade?\noptions = One; Two; Prefer not to say\n"))
        cls.place.import_roster(cls.people)
        cls.place.start()
        cls.before = cls.told()
        cls.visitors = [cls.sign_in(row["email"]) for row in cls.people[:5]]
        cls.ideas = [add_idea(person, f"{MARK} number {i}") for i, person in enumerate(cls.visitors)]
        for i, person in enumerate(cls.visitors):
            for id in cls.ideas:
                vote(person, id, ("like", "dislike")[i % 2])
            person.api("POST", f"/contributions/{cls.ideas[0]}/comments", {"text": f"Comment {i}"})
        cls.visitors[1].api("POST", f"/contributions/{cls.ideas[0]}/flags", {"reason": "other", "note": "Please look"})
        cls.staff = {role: cls.place.staff(role, *who, browser=Watched(cls.place.room_url)) for role, who in STAFF.items()}
        cls.staff["facilitator"].api("POST", f"/contributions/{cls.ideas[0]}/messages", {"text": "Say more?", "kind": "question"})
        code = cls.staff["analyst"].api("POST", TALK + "/codes", {"name": "Kumquats"}).json()["id"]
        cls.staff["analyst"].api("PUT", f"/contributions/{cls.ideas[0]}/codings", {"codings": [{"code": code, "start": 0, "end": 4}]})
        cls.needles = Needles(canaries_of(cls.people) | {w for who in STAFF.values() for w in (who[0], *who[1].split())})

    @classmethod
    def sign_in(cls, address):
        return cls.place.sign_in(address, browser=Watched(cls.place.room_url))

    @classmethod
    def told(cls):
        """What commands tell."""
        place = cls.place
        return [place.candour(*command).stdout for command in
                (("conversation", "list", place.folder), ("conversation", "show", place.folder, SLUG), ("mail", place.folder))]

    def clean(self, data, where):
        self.assertEqual(self.needles.found_in(data), [], where)

    # -- A1: pages and answers

    def walk(self, browser, start):
        """{path: answer} of everything that links lead to in the room."""
        seen, waiting = {}, list(start)
        while waiting and len(seen) < 150:
            path = waiting.pop(0)
            if path in seen:
                continue
            answer = seen[path] = browser.get(path)
            if "html" not in answer.headers.get("Content-Type", ""):
                continue
            for _, href in answer.links:
                url = urllib.parse.urljoin(answer.url, href).split("#")[0]
                if url.startswith(self.place.room_url + "/"):
                    waiting.append(url[len(self.place.room_url):])
        return seen

    def test_pages_of_everybody(self):
        home = "/c/" + SLUG
        start = ["/", home, home + "/facilitate", home + "/analyse", home + "/organise", home + "/report", home + "/mine",
                 home + "/messages", home + "/search", home + "/welcome", home + "/return", "/healthz", "/readyz", "/metrics",
                 f"{home}/i/{self.ideas[0]}", f"{home}/i/{self.ideas[0]}/edit", f"{home}/i/{self.ideas[0]}/flag"]
        everybody = {**self.staff, "participant": self.visitors[0], "stranger": Watched(self.place.room_url)}
        for role, browser in everybody.items():
            pages = self.walk(browser, start)
            if role in ("facilitator", "analyst", "organiser", "participant"):
                self.assertGreater(sum(page.status == 200 for page in pages.values()), 8, role)
                self.assertTrue(any(MARK in page.text for page in pages.values()), role)
            for path, page in pages.items():
                self.clean(page.body, f"{role}: {path}")
                self.clean(str(page.headers), f"{role}: headers of {path}")

    def test_api_of_everybody(self):
        paths = self.visitors[0].api("GET", "/openapi.json").json()["paths"]
        reads = [path for path, what in paths.items() if "get" in what and not path.endswith("/events")]
        self.assertGreater(len(reads), 6)
        for role, browser in {**self.staff, "participant": self.visitors[0]}.items():
            for path in reads:
                answer = browser.api("GET", path.replace("{slug}", SLUG).replace("{id}", self.ideas[0]))
                self.assertLess(answer.status, 500, f"{role}: {path}")
                self.clean(unpacked(answer.body), f"{role}: {path}")
            self.clean(browser.api("POST", TALK + "/search", {"q": MARK}).body, f"{role}: search")

    def test_label_of_others(self):
        """A participant meets no group's label but the own one."""
        own = self.people[0]["directorate"]
        other = next(row["directorate"] for row in self.people if row["directorate"] != own)
        for path, page in self.walk(self.visitors[0], ["/c/" + SLUG, "/c/" + SLUG + "/mine"]).items():
            self.assertNotIn(other, page.text, path)

    def test_exports_and_reports(self):
        for command, formats in (("export", ("csv", "json", "xlsx", "qdpx", "qdc")), ("report", ("html", "pdf", "xlsx", "json"))):
            for format in formats:
                with self.subTest(command=command, format=format):
                    to = os.path.join(self.place.top, f"{command}.{format}")
                    done = self.place.candour(command, self.place.folder, SLUG, "--format", format, "-o", to, check=False)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    with open(to, "rb") as file:
                        data = unpacked(file.read())
                    self.assertGreater(len(data), 100)
                    self.clean(data, f"{command} {format}")
                    self.clean(done.stdout + done.stderr, f"{command} {format} on the screen")

    # -- A1, A7: files and logs

    def test_files_of_the_room(self):
        files = files_of(os.path.join(self.place.folder, "room"))
        self.assertIn(MARK.encode(), b"".join(files.values()))
        for name, data in files.items():
            self.clean(data, name)

    def test_log(self):
        log = self.place.log()
        self.clean(log, "the server's log")
        self.assertNotRegex(log, r"GET|POST|/in/|/enter/|/c/")
        self.assertFalse(TROUBLE.search(log))

    def test_no_file_knows_where_a_request_came_from(self):
        words = Needles({AGENT, FROM, FORWARDED})
        for name, data in {**files_of(self.place.folder), "log": self.place.log().encode()}.items():
            self.assertEqual(words.found_in(data), [], name)
        self.assertEqual(words.found_in(f"x {AGENT} {FROM}"), sorted([AGENT, FROM]), "the search can find them")

    def test_metrics_are_not_on_the_pages(self):
        page = Watched(self.place.room_url).get("/metrics")
        self.assertNotEqual(page.status, 200)

    # -- A2: the room's memory

    def test_memory_of_the_room(self):
        mails = wait_for("all mails", lambda: len(self.place.mails()) >= 60 and self.place.mails())
        tokens = {mail.sign_in_link.rsplit("/", 1)[1] for mail in mails if mail.sign_in_link}
        codes = {form for mail in mails if mail.code for form in (mail.code, mail.code.replace("-", ""))}
        cookies = {value for browser in self.visitors + list(self.staff.values()) for value in browser.cookie("desk")}
        self.assertGreater(len(tokens), 50)
        self.assertGreater(len(codes), 50)
        self.assertGreater(len(cookies), 3)
        # Plain forms alone, and of the roster's words what all of them share: tens of megabytes are searched.
        stems = {"wombatmarsh", "Brontovick", "PAYROLLQZ", "Xylq", "Oubliette"}
        words = {form: word for word in stems | tokens | codes | cookies for form in (word.encode(), word.encode("utf-16-le"))}
        pid, = self.place.processes()["candour-room"]
        seen, size = False, 0
        try:
            for where, part in memory_of(pid):
                self.assertEqual([word for form, word in words.items() if form in part], [],
                                 f"in the room's memory, {where or 'unnamed'}")
                seen = seen or MARK.encode() in part
                size += len(part)
        except PermissionError as error:
            self.skipTest(f"this system shows no process's memory: {error}")
        self.assertTrue(seen, "the search must be able to find what is there")
        self.assertGreater(size, 1 << 20)

    # -- A17: nobody learns who came in

    def test_commands_do_not_tell_who_came(self):
        def bare(texts):
            return [re.sub(r"\d+", "N", text) for text in texts]

        now = self.told()
        self.assertEqual(bare(now[:2]), bare(self.before[:2]))
        for text in now:
            self.clean(text, "a command's answer")

    def test_roster_page_looks_the_same_for_all(self):
        """The administrator's rows of those who have been in, and of those who have not."""
        page = self.staff["administrator"].request("GET", f"{self.place.desk_url}/admin/c/{SLUG}")
        self.assertEqual(page.status, 200)
        rows = set()
        for person in self.people:
            if person["email"] not in page.text:
                continue
            row = next(part for part in page.text.split("<tr") if person["email"] in part)
            for word in (person["email"], person["name"], person["payroll"]):
                row = row.replace(word, "X")
            rows.add(re.sub(r'value="[^"]*"|for="[^"]*"|id="[^"]*"', "", row.split("</tr>")[0]))
        self.assertEqual(len(rows), 1, rows)


if __name__ == "__main__":
    unittest.main()
