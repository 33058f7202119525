"""Letters on paper for people without an e-mail address.

builds: release sanitize
"""

import os
import re
import stat
import subprocess
import tempfile
import unittest

from harness import CODE, Installation

PEOPLE = [{"id": f"E-{i:03}", "email": "" if i % 3 == 0 else f"p{i}@example.org", "name": name}
          for i, name in enumerate(["Zoë Quist", "Ada Byron", "Bo Lund", "Łukasz Żak", "Cem Öz", "Di Fox", "<b>Eve & Co"])]
WITHOUT = sorted(person["name"] for person in PEOPLE if not person["email"])


def pages(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in text.split("\f") if page.strip()]


class Letters(unittest.TestCase):
    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)
        self.place.import_conversation(title="Our strategic framework", extra="organisation = Northgate Trust")
        self.output = os.path.join(self.place.top, "letters.pdf")

    def print(self, slug="our-framework", **how):
        return self.place.candour("letters", self.place.folder, slug, "-o", self.output, **how)

    def refused(self, word, status=1, slug="our-framework"):
        done = self.print(slug, check=False)
        self.assertEqual(done.returncode, status, done.stdout)
        self.assertIn(word, done.stderr)
        self.assertEqual([name for name in os.listdir(self.place.top) if name.startswith("letters")], [])

    def test_one_page_for_each_and_each_opens_the_door(self):
        self.place.import_roster(PEOPLE)
        umask = os.umask(0)
        try:
            said = self.print().stdout
        finally:
            os.umask(umask)
        self.assertIn("3 letters", said)
        self.assertEqual(stat.S_IMODE(os.stat(self.output).st_mode), 0o600)
        without_server = pages(self.output)
        self.assertEqual(len(without_server), 3)
        for name, page in zip(WITHOUT, without_server):
            self.assertIn(f"For {name} (E-00", page)
            for words in ("You are invited: Our strategic framework", "Northgate Trust invites you", "support@example.org",
                          "Help us shape it."):
                self.assertIn(words, page)
        self.place.start()
        self.print()
        self.assertEqual(pages(self.output), without_server)
        for page in without_server:
            link = re.search(r"http://\S+/in/[A-Za-z0-9_-]{22}", page).group(0)
            browser = self.place.follow_sign_in(link)
            self.assertEqual(browser.get("/c/our-framework").status, 200)
        other = self.place.browser()
        other.get(f"{self.place.desk_url}/in")
        page = other.submit(code=CODE.search(without_server[0]).group(0))
        self.assertIn("Continue", [words for form in page.forms for words, *_ in form.buttons])
        self.assertNotIn(PEOPLE[0]["name"], self.place.log())

    def test_the_square_is_the_link(self):
        """Decoded by another program, where it is there."""
        try:
            subprocess.run(["zbarimg", "--version"], capture_output=True, check=True)
        except FileNotFoundError:
            self.skipTest("zbarimg is not installed")
        self.place.import_roster(PEOPLE[:1])
        self.print()
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["pdftoppm", "-r", "150", "-png", self.output, os.path.join(folder, "page")], check=True)
            read = subprocess.run(["zbarimg", "-q", "--raw", os.path.join(folder, "page-1.png")], capture_output=True, text=True, check=True)
        self.assertIn(read.stdout.strip(), "".join(pages(self.output)[0].split()))     # a long link has two lines

    def test_nobody_to_write_to(self):
        self.refused("nobody on the roster yet")
        self.place.import_roster(2)
        self.refused("everybody on the roster has an e-mail address")
        self.refused("no-such", slug="no-such")
        done = self.place.candour("letters", self.place.folder, "our-framework", check=False)
        self.assertEqual(done.returncode, 2)

    def test_over(self):
        self.place.import_roster(PEOPLE)
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.place.candour("conversation", "complete", self.place.folder, "our-framework")
        self.refused("this conversation is over")

    def test_an_earlier_file_stays_when_it_fails(self):
        with open(self.output, "w", encoding="utf-8") as file:
            file.write("before")
        self.assertEqual(self.print(check=False).returncode, 1)
        with open(self.output, encoding="utf-8") as file:
            self.assertEqual(file.read(), "before")
        self.output = os.path.join(self.place.top, "no", "such", "folder.pdf")
        self.assertIn("folder.pdf", self.print(check=False).stderr)
