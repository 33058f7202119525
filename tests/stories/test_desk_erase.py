# builds: release sanitize
# seconds: 600
"""The end of a conversation at the desk: rows, mails and keys go, and a certificate says so (A14)."""

import base64
import ctypes
import ctypes.util
import datetime
import json
import os
import unittest

from harness import Installation, wait_for


def signature_is_right(certificate, key):
    """As the manual says: Ed25519 over the compact JSON with sorted keys, without the signature."""
    statement = {name: value for name, value in certificate.items() if name != "signature"}
    exact = json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def plain(text):
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    return sodium.crypto_sign_verify_detached(plain(certificate["signature"]), exact, ctypes.c_ulonglong(len(exact)),
                                              plain(key)) == 0


class Erase(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation(slug="first")
        self.place.import_conversation(slug="second", title="Second")
        for slug, people in (("first", 47), ("second", 40)):
            self.place.import_roster([{"email": f"{slug}{i}@example.org", "name": f"Wilhelmina {slug.title()}"}
                                      for i in range(people)], slug)

    def certificate(self, slug):
        path = os.path.join(self.place.folder, "certificates", slug + ".json")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def key(self):
        with open(os.path.join(self.place.folder, "certificates", "key.pub"), encoding="utf-8") as file:
            return file.read().strip()

    def keys(self):
        """The master key and the ring of keys that it wraps, as they lie there."""
        found = []
        for name in ("master.key", "ring"):
            with open(os.path.join(self.place.folder, "keys", "desk", name), "rb") as file:
                found.append(file.read())
        return found

    def check(self, slug, people=40):
        certificate = wait_for("a certificate", lambda: self.certificate(slug))
        self.assertEqual(certificate["conversation"]["slug"], slug)
        self.assertEqual(certificate["desk"]["people"], people, "rounded down to tens (A10)")
        for name in ("people", "marks_of_people_who_left", "mails_waiting", "mail_files"):
            self.assertEqual(certificate["desk"][name] % 10, 0, name)
        self.assertRegex(certificate["desk"]["key_fingerprint"], "^[0-9a-f]{16}$")
        self.assertRegex(certificate["room"]["key_fingerprint"], "^[0-9a-f]{16}$")
        self.assertNotEqual(certificate["room"]["key_fingerprint"], certificate["desk"]["key_fingerprint"])
        self.assertTrue(signature_is_right(certificate, self.key()))
        for part, name, value in (("desk", "people", 1), ("room", "key_fingerprint", "0" * 16), (None, "copies", [{}])):
            forged = json.loads(json.dumps(certificate))
            (forged[part] if part else forged)[name] = value
            self.assertFalse(signature_is_right(forged, self.key()))
        return certificate

    def check_first_gone_second_whole(self):
        self.assertEqual([mail for mail in self.place.mails() if mail.to.startswith("first")], [])
        second = self.place.first_mail("second7@example.org")
        self.place.follow_sign_in(second.sign_in_link)
        said = self.place.candour("conversation", "list", self.place.folder).stdout
        self.assertRegex(said, r"first\s+erased")
        self.assertRegex(said, r"second\s+open")

    def test_by_hand(self):
        self.place.start()
        wait_for("invitations", lambda: len(self.place.mails()) == 87)
        link = self.place.first_mail("first7@example.org").sign_in_link
        before = self.keys()
        shown = self.place.candour("erase", self.place.folder, "first")
        self.assertIn("40 people", shown.stdout)
        self.assertIn("at least 40 on the roster", self.place.candour("conversation", "show", self.place.folder, "first").stdout)
        self.assertIsNone(self.certificate("first"), "showing is not doing")
        self.place.candour("erase", self.place.folder, "first", "--now")
        self.check("first")
        master, ring = self.keys()
        self.assertNotEqual(master, before[0], "a copy of the old ring is worth nothing")
        self.assertLess(len(ring), len(before[1]), "one key less")
        self.assertEqual(self.place.browser().get(link).status, 404)
        self.check_first_gone_second_whole()
        self.place.restart()
        self.check_first_gone_second_whole()

    def test_without_a_server(self):
        self.place.candour("erase", self.place.folder, "first", "--now")
        self.check("first")
        self.place.start()
        wait_for("the other's invitations", lambda: len(self.place.mails()) == 40)
        self.check_first_gone_second_whole()

    def test_by_the_clock(self):
        """Completed 90 days after closing, erased 30 days later, also after an outage."""
        self.place.start()
        wait_for("invitations", lambda: len(self.place.mails()) == 87)
        self.place.stop()
        self.place.clock_offset = (14 + 90 + 29) * 86400
        self.place.start()
        self.assertIsNone(self.certificate("first"))
        self.place.stop()
        self.place.clock_offset = (14 + 90 + 31) * 86400
        self.place.start()
        for slug in ("first", "second"):
            self.check(slug)
        self.assertEqual(self.place.mails(), [])
        with open(os.path.join(self.place.folder, "desk", "desk.db"), "rb") as file:
            self.assertLess(len(file.read()), 200000)

    def test_copies_are_listed(self):
        """What left the installation: days and words, of this conversation alone; copies of keys concern all."""
        out = os.path.join(self.place.top, "out")
        self.place.candour("report", self.place.folder, "first", "--format", "pdf", "-o", out + ".pdf")
        self.place.candour("export", self.place.folder, "first", "--format", "csv", "-o", out + ".csv")
        self.place.candour("export", self.place.folder, "first", "--format", "csv", "-o", out + ".csv")
        self.place.candour("export", self.place.folder, "second", "--format", "json", "-o", out + ".json")
        self.place.candour("backup-keys", self.place.folder, out + ".keys")
        self.place.candour("erase", self.place.folder, "first", "--now")
        copies = self.check("first")["copies"]
        self.assertEqual([copy["what"] for copy in copies], ["report pdf", "export csv", "copy of the keys"])
        for copy in copies:
            self.assertRegex(copy["day"], r"^\d{4}-\d{2}-\d{2}$")
        self.place.candour("erase", self.place.folder, "second", "--now")
        self.assertEqual([copy["what"] for copy in self.check("second")["copies"]], ["export json", "copy of the keys"])

    def test_room_key_of_the_certificate_is_the_rooms(self):
        """Handed over beforehand (by the clock) or said when it is destroyed (by hand): the same."""
        self.place.start()
        self.place.candour("erase", self.place.folder, "first", "--now")
        by_hand = self.check("first")["room"]["key_fingerprint"]
        self.place.stop()
        self.place.clock_offset = (14 + 90 + 31) * 86400
        self.place.start()
        by_clock = self.check("second")["room"]
        self.assertNotEqual(by_clock["key_fingerprint"], by_hand)
        self.assertEqual(by_clock["state"], "told to destroy its key and rows")

    def hold(self, *arguments, slug="first"):
        return self.place.candour("conversation", "hold", self.place.folder, slug, *arguments, check=False)

    def day(self, days):
        return (self.place.now() + datetime.timedelta(days=days)).strftime("%Y-%m-%d")

    def test_one_hold(self):
        self.place.start()
        last = 14 + 90 + 30
        for days, status, word in ((last - 5, 1, "is not erased before"), (last + 95, 1, "90 days at most"), (last + 60, 0, "is erased on"),
                                   (last + 80, 1, "there is one, and no other")):
            done = self.hold("--until", self.day(days), "--reason", "A court asked for it <now>")
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertIn(word, done.stdout + done.stderr)
        for status, arguments in ((2, ()), (2, ("--until", "2027-01-01")), (2, ("--end", "--reason", "x")),
                                  (1, ("--until", "soon", "--reason", "x")), (1, ("--until", self.day(150), "--reason", "x" * 201))):
            self.assertEqual(self.hold(*arguments, slug="second").returncode, status, arguments)
        browser = self.place.sign_in("first7@example.org")
        for path in ("/c/first", "/c/first/s/purpose", "/c/first/p/rules", "/c/first/mine", "/c/first/search", "/c/first/s/none"):
            self.assertIn("The reason: A court asked for it <now>", browser.get(path).words, path)
        self.assertNotIn("A court", self.place.sign_in("second7@example.org").get("/c/second").words)
        done = self.place.candour("erase", self.place.folder, "first", "--now", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("on hold until", done.stderr)
        self.assertEqual(browser.get("/c/first").status, 200, "the room has not forgotten it either")
        self.place.stop()
        self.place.clock_offset = (last + 40) * 86400
        self.place.start()
        self.check("second")
        self.assertIsNone(self.certificate("first"))
        self.place.stop()
        self.place.clock_offset = (last + 62) * 86400
        self.place.start()
        self.assertEqual(self.check("first")["hold"]["reason"], "A court asked for it <now>")

    def test_a_hold_ends_early(self):
        self.assertEqual(self.hold("--end").returncode, 1)
        self.assertEqual(self.hold("--until", self.day(160), "--reason", "A court asked for it").returncode, 0)
        self.assertEqual(self.hold("--end").returncode, 0)
        self.assertEqual(self.hold("--until", self.day(160), "--reason", "Again").returncode, 1)
        self.place.start()
        self.assertNotIn("A court", self.place.sign_in("first7@example.org").get("/c/first").words)
        self.place.candour("erase", self.place.folder, "first", "--now")
        self.check("first")

    def test_same_name_again(self):
        self.place.candour("erase", self.place.folder, "first", "--now")
        self.place.import_conversation(slug="first", title="Another one")
        self.place.import_roster([{"email": f"again{i}@example.org", "name": "Ann Other"} for i in range(40)], "first")
        self.place.start()
        self.place.follow_sign_in(self.place.wait_for_mail("again3@example.org").sign_in_link)


if __name__ == "__main__":
    unittest.main()
