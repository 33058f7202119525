# builds: release sanitize
"""After closing: what one's own went into, what was decided, and receipts that outlive the conversation.

seconds: 300
"""
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import unittest
import zipfile

from harness import Installation, wait_for

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")
HOUR = 3600


class After(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation(closes=24)
        self.place.import_roster(12)
        self.place.start()
        self.ada, self.ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")
        self.fay, self.ana, self.ora = (self.place.staff(role) for role in ("facilitator", "analyst", "organiser"))

    def tearDown(self):
        self.place.check_log()

    def post(self, who, text):
        answer = who.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def code(self, name, *ideas):
        code = self.ana.api("POST", TALK + "/codes", {"name": name}).json()["id"]
        for idea in ideas:
            self.assertLess(self.ana.api("PUT", f"/contributions/{idea}/codings", {"codings": [{"code": code}]}).status, 300)

    def at(self, hours):
        self.place.stop()
        self.place.clock_offset += hours * HOUR
        self.place.start()

    def publish(self):
        self.at(25)
        self.ora = self.place.staff("organiser", "second@example.org")
        self.ana = self.place.staff("analyst", "later@example.org")
        page = self.ora.post(HOME + "/organise/publish", {})
        self.assertEqual(page.status, 200, page.words[:300])
        self.assertTrue(page.path.endswith("/report"))

    def receipt(self, who, idea):
        page = who.get(f"{HOME}/i/{idea}/receipt")
        self.assertEqual(page.status, 200, page.words[:300])
        self.assertIn("Whoever finds the code can guess that you wrote this", page.words)
        self.assertIsNone(CODE.search(page.text), "a look gives nothing away")
        page = who.submit("Show me the code")
        self.assertEqual(page.status, 200)
        self.assertIn("Whoever finds the code can guess that you wrote this", page.words)
        self.assertIn(self.place.room_url + HOME + "/receipt", page.words)
        return CODE.search(page.text).group(0)

    def redeem(self, code, status=200, slug="our-framework"):
        """By somebody without a badge."""
        browser = self.place.browser()
        self.assertEqual(browser.get(f"/c/{slug}/receipt").status, 200)
        page = browser.submit(code=code)
        self.assertEqual(page.status, status, page.words[:400])
        self.assertEqual(browser.cookies, {})
        return page.words

    def rows(self, query):
        with sqlite3.connect(f"file:{self.place.folder}/room/room.db?mode=ro", uri=True) as db:
            return db.execute(query).fetchall()

    def test_from_closing_to_after_erasure(self):
        rest = self.post(self.ada, "A quiet room on each ward")
        lockers = self.post(self.ada, "Lockers that lock")
        other = self.post(self.ben, "Fruit in the kitchen")
        self.code("Rest and recovery", rest)
        self.code("Small things", lockers, other)
        codes = [self.receipt(self.ada, rest), self.receipt(self.ada, lockers)]
        told = self.redeem(codes[0])
        for words in ("Our framework", "Your idea stands in the conversation.", "A quiet room on each ward", "The report is not out yet"):
            self.assertIn(words, told)
        self.assertNotIn("Lockers", told)
        self.assertEqual(self.ora.post(HOME + "/report", {"theme": "1", "text": "Early"}).status, 409)
        self.publish()
        report = self.ada.api("GET", TALK + "/report").json()
        number = {theme["name"]: i + 1 for i, theme in enumerate(report["themes"])}
        # The file that says where each went is nobody's to read.
        self.assertEqual(self.ada.api("GET", TALK + "/report?format=places").status, 422)
        self.assertEqual(self.ora.get(HOME + "/report?format=places").status, 404)
        self.own_is_told(rest, other, number)
        frozen = {name: self.ada.get(f"{HOME}/report?format={name}").body for name in ("html", "pdf", "xlsx", "json")}
        self.decide(number["Rest and recovery"])
        self.files_say_what_was_decided(frozen, number["Rest and recovery"], other)
        told = self.redeem(codes[0])
        for words in (f"It went into theme {number['Rest and recovery']}: Rest and recovery", "Each ward gets a quiet room by May"):
            self.assertIn(words, told)
        self.assertIn(f"theme {number['Small things']}: Small things", self.redeem(codes[1]))
        self.assertNotIn("quiet room", self.redeem(codes[1]))
        late = self.receipt(self.ben, other)        # given until completion
        self.erase()
        for code in codes + [late]:
            self.assertRegex(self.redeem(code), r"It went into theme \d: ")
        told = self.redeem(codes[0].lower().replace("-", " "))
        for words in ("A quiet room on each ward", "Each ward gets a quiet room by May"):
            self.assertIn(words, told)
        self.assertEqual(self.ada.get(f"{HOME}/i/{rest}/receipt").status, 403)
        self.redeem("ABCD-EFGH-JKMN-PQRS", 422)

    def own_is_told(self, rest, other, number):
        words = f"It went into theme {number['Rest and recovery']}: Rest and recovery"
        self.assertIn(words, self.ada.get(HOME + "/mine").words)
        for page in (f"{HOME}/i/{rest}", HOME + "/s/purpose"):
            self.assertIn(words, self.ada.get(page).words)
            # Twice, for what was kept of one's own is not another's.
            self.assertNotIn(words, self.ben.get(page).words)
            self.assertIn(words, self.ada.get(page).words)
        self.assertNotIn(words, self.ben.get(HOME + "/mine").words)
        # A badge without the return key reads, and is told nothing of its own.
        link = self.place.first_mail("p1@example.org").sign_in_link
        elsewhere = self.place.follow_sign_in(link)
        self.assertNotIn("It went into theme", elsewhere.get(HOME + "/mine").words)
        self.assertNotIn("It went into theme", elsewhere.get(f"{HOME}/i/{rest}").words)
        self.assertEqual(elsewhere.get(f"{HOME}/i/{rest}/receipt").path, f"{HOME}/return")
        self.assertEqual(self.ben.get(f"{HOME}/i/{rest}/receipt").status, 403)
        self.assertEqual(self.ben.post(f"{HOME}/i/{rest}/receipt", {}).status, 403)
        self.assertEqual(self.ana.get(f"{HOME}/i/{other}/receipt").status, 403)

    def decide(self, theme):
        form = {"theme": str(theme), "text": "Each ward gets a quiet room by **April**."}
        self.assertEqual(self.ada.post(HOME + "/report", form).status, 403)
        self.assertEqual(self.place.staff("facilitator", "third@example.org").post(HOME + "/report", form).status, 403)
        self.assertNotIn("Write what was decided", self.ada.get(HOME + "/report").words)
        self.assertIn("Write what was decided", self.ora.get(HOME + "/report").words)
        page = self.ora.post(HOME + "/report", form)
        self.assertEqual(page.status, 200, page.words[:300])
        self.assertIn("It is published.", page.words)
        self.assertEqual(self.ora.post(HOME + "/report", {"theme": "99", "text": "Of nothing"}).status, 404)
        page = self.ora.post(HOME + "/report", {"theme": str(theme), "text": "x" * 2001})
        self.assertEqual(page.status, 422)
        self.assertIn("x" * 2001, page.text)                # nothing typed is lost
        self.assertIn(f"#f-text-{theme}", page.text)
        self.assertIn(f'id="f-text-{theme}"', page.text)
        self.ana.post(HOME + "/report", {"theme": str(theme), "text": "Each ward gets a quiet room by **May**."})
        for path in ("/report", "/mine"):
            page = self.ada.get(HOME + path)
            self.assertIn("Each ward gets a quiet room by May.", page.words)
            self.assertIn("<strong>May</strong>", page.text)
            self.assertNotIn("April", page.words)
        self.place.restart()
        self.assertIn("quiet room by May", self.ada.get(HOME + "/report").words)

    def files_say_what_was_decided(self, frozen, theme, other):
        """In each file, with the figures of the day of publishing, also where coding goes on."""
        self.code("Coded after all", other)
        files = {name: self.ada.get(f"{HOME}/report?format={name}").body for name in frozen}
        words = "Each ward gets a quiet room by May."
        self.assertIn(words, files["html"].decode())
        with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
            self.assertIn(words, book.read("xl/sharedStrings.xml").decode())
        text = subprocess.run(["pdftotext", "-", "-"], input=files["pdf"], capture_output=True, check=True).stdout.decode()
        self.assertIn(words, " ".join(text.split()))
        before, after = json.loads(frozen["json"]), json.loads(files["json"])
        self.assertEqual(after["themes"][theme - 1].pop("decided"), words)
        self.assertIsNone(before["themes"][theme - 1].pop("decided"))
        self.assertEqual(after, before)
        digest = hashlib.sha256(files["json"]).hexdigest()
        self.assertIn(digest, files["html"].decode())
        self.assertIn(digest, "".join(text.split()))
        again = {name: self.ben.get(f"{HOME}/report?format={name}").body for name in frozen}
        self.assertEqual(again, files)
        out = os.path.join(self.place.top, "report.json")
        self.place.candour("report", self.place.folder, "our-framework", "--format", "json", "-o", out)
        with open(out, "rb") as file:
            self.assertEqual(file.read(), files["json"])

    def erase(self):
        done = self.place.candour("conversation", "complete", self.place.folder, "our-framework")
        self.assertEqual(done.returncode, 0)
        self.place.candour("erase", self.place.folder, "our-framework", "--now")
        self.assertEqual(self.rows("SELECT count(*) FROM member"), [(0,)])
        self.assertEqual(self.rows("SELECT count(*) FROM contribution WHERE author_tag IS NOT NULL"), [(0,)])
        self.assertEqual(self.rows("SELECT sum(staff) FROM decision"), [(0,)])
        with open(os.path.join(self.place.folder, "certificates", "our-framework.json"), encoding="utf-8") as file:
            self.assertIn("receipts", file.read())

    def test_receipts_are_tied_to_nobody(self):
        ideas = [self.post(self.ada, f"Thought {i}") for i in range(4)]
        codes = {self.receipt(self.ada, idea) for idea in ideas}
        rows = self.rows("SELECT hex(conversation), hex(contribution), hex(tag) FROM receipt")
        self.assertEqual(len(codes), 4)
        self.assertEqual(len({row[2] for row in rows}), 4)
        self.assertEqual([len(row) for row in rows], [3] * 4, "no column more than these")
        self.assertEqual([column[1] for column in self.rows("PRAGMA table_info(receipt)")], ["conversation", "contribution", "tag"])
        # Tags are no seals of authors or voters of other rows.
        tags = {row[2] for row in rows}
        for table in ("contribution", "member", "vote", "vote_log"):
            column = "author_tag" if table == "contribution" else "tag"
            self.assertFalse(tags & {row[0] for row in self.rows(f"SELECT hex({column}) FROM {table}")})
        self.place.stop()
        kept = b""
        for top, _, names in os.walk(self.place.folder):
            for path in (os.path.join(top, name) for name in names if not name.endswith(".sock")):
                with open(path, "rb") as file:
                    kept += file.read()
        for code in codes:
            self.assertNotIn(code.encode(), kept)
            self.assertNotIn(code.replace("-", "").encode(), kept)
        self.place.start()

    def test_asked_again(self):
        idea = self.post(self.ada, "A quiet room")
        old, new = self.receipt(self.ada, idea), self.receipt(self.ada, idea)
        self.assertIn("only the newest works", self.redeem(old, 404))
        self.assertIn("A quiet room", self.redeem(new))
        self.assertEqual(len(self.rows("SELECT 1 FROM receipt")), 1)
        # Where it is typed does not matter, and says nothing of which conversations there are.
        self.assertIn("A quiet room", self.redeem(new, slug="another-one"))

    def test_what_became_of_it(self):
        hidden, deleted, merged, into, parts = (self.post(self.ada, text) for text in (
            "Hidden words", "Deleted words", "A room that is quiet", "A quiet room on each ward", "Lockers. And fruit."))
        codes = {idea: self.receipt(self.ada, idea) for idea in (hidden, deleted, merged, parts)}
        act = lambda idea, **fields: self.assertLess(self.fay.api("POST", f"/contributions/{idea}/actions", {"reason": "other", **fields}).status, 300)
        act(hidden, action="hide")
        self.ada.api("DELETE", f"/contributions/{deleted}")
        act(merged, action="merge", into=into)
        act(parts, action="split", parts=[{"section": "purpose", "text": "Lockers"}, {"section": "values", "text": "And fruit"}])
        one, two = self.redeem(codes[hidden]), self.redeem(codes[deleted])
        self.assertEqual(one, two, "one wording, whoever took it away (A9)")
        self.assertIn("We never say which.", one)
        self.assertNotIn("words", one.split("We never")[0].split("What came")[0].replace("house", ""))
        told = self.redeem(codes[merged])
        self.assertIn("joined with another", told)
        self.assertIn("A quiet room on each ward", told)
        told = self.redeem(codes[parts])
        self.assertIn("held several ideas", told)
        for words in ("Lockers", "And fruit"):
            self.assertIn(words, told)
        self.assertEqual(self.ada.get(f"{HOME}/i/{deleted}/receipt").status, 409)

    def test_shared_computer(self):
        link = self.place.first_mail("p5@example.org").sign_in_link
        browser = self.place.browser()
        browser.get(link)
        page = browser.submit("I’m on a shared computer")
        if page.path.endswith("/welcome"):
            browser.submit(page.forms[-1].buttons[0][0])
        idea = self.post(browser, "From the library")
        page = browser.get(f"{HOME}/i/{idea}/receipt")
        self.assertIn("You are on a shared computer.", page.words)
        self.assertIn("Write the code on paper", page.words)
        self.assertIn("This is a shared computer", browser.submit("Show me the code").words)
        self.assertNotIn("shared computer", self.ada.get(f"{HOME}/i/{self.post(self.ada, 'From home')}/receipt").words)

    def test_wrong_codes(self):
        idea = self.post(self.ada, "A quiet room")
        code = self.receipt(self.ada, idea)
        # One wrong symbol is found before anything is looked up, and does not count as a guess.
        slip = ("0" if code[0] != "0" else "1") + code[1:]
        for typed in (slip, "", "hello", code[:-1], code + "A", "U" * 16, code.replace("-", "--")[:60][:-1]):
            self.redeem(typed, 422)
        browser = self.place.browser()
        for _ in range(1000):
            page = browser.post(HOME + "/receipt", {"code": wrong_code()})
            if page.status == 429:
                break
            self.assertEqual(page.status, 404)
        self.assertEqual(page.status, 429)
        self.assertIn("wait a minute", page.words)


def wrong_code():
    """A whole code, by Luhn's formula modulo 32, that nobody has."""
    symbols = list(os.urandom(15))
    symbols = [symbol % 32 for symbol in symbols]
    total = sum(sum(divmod(symbol * (2 if i % 2 == 0 else 1), 32)) for i, symbol in enumerate(reversed(symbols)))
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(alphabet[symbol] for symbol in symbols + [-total % 32])


if __name__ == "__main__":
    unittest.main()
