"""candour attest: what holds on a live installation, and the page that participants read.

builds: release
"""

import os
import subprocess
import unittest

from harness import Installation


class Attest(unittest.TestCase):
    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)
        self.place.import_conversation()
        self.place.import_roster(40)

    def attest(self, status=0):
        done = self.place.candour("attest", self.place.folder, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        for person in self.place.people:
            self.assertNotIn(person["email"], done.stdout + done.stderr)
        return done.stdout

    def page(self, browser):
        page = browser.get("/c/our-framework/p/attest")
        self.assertEqual(page.status, 200)
        self.assertEqual(page.h1, ["What was checked here"])
        return page.words

    def test_while_it_serves(self):
        self.place.start()
        ada = self.place.sign_in("p1@example.org")
        ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Write to me @ noon"})
        self.assertIn("This machine has not been checked yet", ada.get("/c/our-framework/p/privacy").words)
        self.assertEqual(ada.get("/c/our-framework/p/attest").status, 404)
        said = self.attest()
        for words in ("holds     A1   No address of the list is in any file of the room.",
                      "holds     A2   No address of the list is in the memory of the room",
                      "holds     A3   The desk's own database shows no address",
                      "holds     A3   No other user of this machine can read",
                      "holds     A4   Both databases are whole",
                      "holds     A5   Each program that serves is locked in",
                      "know      A3   Mails are written into readable files."):
            self.assertIn(words, said)
        ada.get("/c/our-framework/p/privacy")
        self.assertIn("What was checked", ada.follow_link("What was checked on this machine").words)
        words = self.page(ada)
        self.assertIn("Each program that serves is locked in", words)
        self.assertLess(words.index("What you should know"), words.index("What holds"))
        # It stays when the organisation's words change.
        folder = os.path.join(self.place.top, "c-our-framework")
        with open(os.path.join(folder, "privacy.md"), "w", encoding="utf-8") as file:
            file.write("# Privacy\n\nOther words.\n")
        self.place.candour("conversation", "import", self.place.folder, folder)
        self.assertIn("Other words.", ada.get("/c/our-framework/p/privacy").words)
        self.page(ada)
        self.place.restart()
        self.page(ada)

    def test_without_a_server(self):
        said = self.attest()
        self.assertIn("not seen  A5   The server did not run", said)
        self.assertIn("not seen  A2", said)
        self.assertIn("holds     A1", said)

    def test_an_address_in_the_room(self):
        """However it got there: a word in a post, a log in the wrong place."""
        self.place.start()
        ben = self.place.sign_in("p2@example.org")
        ben.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "xP17@Example.ORG, you know him"})
        said = self.attest(status=1)
        self.assertIn("FAILS     A1   An address of the list is in a file of the room.", said)
        self.assertIn("FAILS     A2", said)
        words = self.page(ben)
        self.assertIn("An address of the list is in a file of the room.", words)
        self.assertNotIn("room.db", words, "where it is concerns the operator alone")

    def test_a_log_with_addresses(self):
        with open(os.path.join(self.place.folder, "serve.log"), "w", encoding="utf-8") as file:
            file.write("mail to <p3@example.org>\n")
        self.assertIn("serve.log", self.attest(status=1))

    def test_support_address_is_on_every_page_anyway(self):
        self.place.import_roster([{"email": "support@example.org", "name": "Su Port", "directorate": "North"}])
        self.attest()

    def test_open_files(self):
        for path in ("keys/desk/master.key", "room/room.db", "keys/room", "desk"):
            with self.subTest(path):
                full = os.path.join(self.place.folder, path)
                before = os.stat(full).st_mode & 0o777
                os.chmod(full, before | 0o040)
                said = self.attest(status=1)
                self.assertIn("FAILS     A3   Other users of this machine can read", said)
                self.assertIn(full, said)
                os.chmod(full, before)
        self.attest()

    def test_keys_that_do_not_fit(self):
        path = os.path.join(self.place.folder, "keys", "room", "master.key")
        with open(path, "r+b") as file:
            file.write(b"\xff" * 8)
        done = self.place.candour("attest", self.place.folder, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILS     A4", done.stdout)

    def test_nobody_invited(self):
        with Installation() as empty:
            empty.init()
            said = empty.candour("attest", empty.folder).stdout
            self.assertIn("not seen  A1   Nobody is invited yet", said)

    def test_the_relay_and_the_line(self):
        self.place.configure("[mail]\ntransport=smtp\nsmtp-url=smtp://127.0.0.1:1\nfrom=candour@example.org\n"
                             "[server]\nroom-url=http://room.example.org\ndesk-url=http://desk.example.org\n")
        done = self.place.candour("attest", self.place.folder, check=False)
        self.assertIn("holds     A3   Mails are handed to the mail relay", done.stdout)
        self.assertIn("FAILS     A5   What you send can be read on its way", done.stdout)
        self.assertEqual(done.returncode, 1)


# A stand-in that looks like a program of ours, and is not locked in: it writes over its own command line.
STAND_IN = """
import ctypes, sys
fields = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
start, end = int(fields[45]), int(fields[46])
line = b"candour-room\\0--serve\\0" + sys.argv[1].encode()
ctypes.memmove(start, line + bytes(end - start - len(line)), end - start)
ctypes.CDLL(None).prctl(15, b"candour-room", 0, 0, 0)
print("up", flush=True)
sys.stdin.read()
"""


class Loose(unittest.TestCase):
    def test_a_process_without_its_sandbox(self):
        with Installation() as place:
            place.init()
            with subprocess.Popen(["/usr/bin/python3", "-c", STAND_IN, place.folder], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) as process:
                self.assertEqual(process.stdout.readline(), b"up\n")
                done = place.candour("attest", place.folder, check=False)
                process.stdin.close()
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn("FAILS     A5   A program that serves is not locked in", done.stdout)
            self.assertIn(f"candour-room (process {process.pid})", done.stdout)


if __name__ == "__main__":
    unittest.main()
