"""Backup while running, restore elsewhere, check.

builds: release sanitize
"""

import contextlib
import fcntl
import io
import os
import shutil
import sqlite3
import stat
import subprocess
import tarfile
import unittest

from harness import BIN, Installation


class Backup(unittest.TestCase):
    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)
        self.file = os.path.join(self.place.top, "b.tar")
        self.keys = os.path.join(self.place.top, "k.tar")
        self.other = os.path.join(self.place.top, "other")

    def write_both(self):
        self.place.candour("backup", self.place.folder, self.file)
        self.place.candour("backup-keys", self.place.folder, self.keys)

    def refused(self, *arguments):
        done = self.place.candour(*arguments, check=False)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def test_there_and_back(self):
        for running in (False, True):
            with self.subTest(running=running):
                if running:
                    self.place.start()
                self.write_both()
                said = self.place.candour("restore", self.file, "--keys", self.keys, self.other).stdout
                self.assertEqual(said, self.place.candour("check", self.place.folder).stdout)
                self.assertIn("contributions", said)
                self.assertEqual(os.listdir(os.path.join(self.other, "desk", "mail")), [])
                shutil.rmtree(self.other)
                os.remove(self.file)
                os.remove(self.keys)

    def test_restored_one_serves(self):
        self.write_both()
        self.place.candour("restore", self.file, "--keys", self.keys, self.other)
        self.place.folder = self.other
        self.place.start()
        self.assertEqual(self.place.browser().get("/").status, 200)

    def test_what_is_in_it(self):
        """No key in the backup, nothing but keys in the other; both for the owner alone, neither says when."""
        self.write_both()
        with tarfile.open(self.file) as backup, tarfile.open(self.keys) as keys:
            self.assertEqual(set(backup.getnames()), {"candour.ini", "room/room.db", "desk/desk.db", "certificates/key.pub"})
            self.assertTrue(all(name.startswith("keys/") for name in keys.getnames()))
            self.assertEqual({member.mtime for member in backup.getmembers() + keys.getmembers()}, {0})
        for path in (self.file, self.keys):
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual([name for name in os.listdir(os.path.join(self.place.folder, "room")) if "backup" in name], [])

    def test_nothing_is_overwritten(self):
        self.write_both()
        self.assertIn("already", self.refused("backup", self.place.folder, self.file))
        self.assertIn("in use", self.refused("restore", self.file, "--keys", self.keys, self.place.folder))

    def test_two_at_once(self):
        """The second says so and leaves the first alone."""
        folder = os.open(self.place.folder, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)              # what a backup holds while it is written
        self.assertIn("another backup", self.refused("backup", self.place.folder, self.file))
        os.close(folder)
        self.assertFalse(os.path.exists(self.file + ".new"))
        self.write_both()
        os.remove(self.file)
        both = [subprocess.Popen([os.path.join(BIN, "candour"), "backup", self.place.folder, self.file + str(i)],
                                 stderr=subprocess.DEVNULL) for i in range(2)]
        done = [one.wait() for one in both]
        self.assertIn(0, done)
        for i in (i for i in range(2) if done[i] == 0):
            self.place.candour("restore", self.file + str(i), "--keys", self.keys, self.other + str(i))

    def test_left_by_one_that_was_killed(self):
        """A copy of all that is said must not lie about: it goes when the server starts, and not before a backup has ended."""
        left = [os.path.join(self.place.folder, half, name)
                for half, name in (("room", "backup.new"), ("desk", "backup.new"), ("room", "export-ABC.xlsx"))]
        for path in left:
            with open(path, "w", encoding="utf-8") as file:
                file.write("what was said")
        folder = os.open(self.place.folder, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        self.place.start()
        self.place.stop()
        self.assertTrue(all(os.path.exists(path) for path in left))
        os.close(folder)
        self.place.start()
        self.assertEqual([path for path in left if os.path.exists(path)], [])

    def test_without_keys(self):
        self.write_both()
        self.assertIn("Now put the keys", self.place.candour("restore", self.file, self.other).stdout)
        self.assertIn("master.key", self.place.candour("check", self.other, check=False).stderr)

    def test_mixed_up(self):
        self.write_both()
        self.assertIn("does not belong", self.refused("restore", self.keys, self.other))
        self.assertIn("does not belong", self.refused("restore", self.file, "--keys", self.file, self.other))

    def test_bad_archives(self):
        self.write_both()
        with open(self.file, "rb") as file:
            good = file.read()
        outside = tarfile.TarInfo("../outside")
        link = tarfile.TarInfo("desk/desk.db")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        rows = {"empty": b"", "cut": good[:2000], "text": b"hello\n" * 500,
                "flipped": good[:5] + bytes([good[5] ^ 1]) + good[6:]}
        for name, member in (("outside", outside), ("link", link)):
            made = io.BytesIO()
            with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
                archive.addfile(member)
            rows[name] = made.getvalue()
        for name, data in rows.items():
            with self.subTest(name):
                with open(self.keys, "wb") as file:
                    file.write(data)
                self.refused("restore", self.keys, self.other)
                self.assertFalse(os.path.exists(os.path.join(self.place.top, "outside")))
                self.assertEqual(os.listdir(self.other), [], "half a folder would look like a whole one")

    def test_cut_off(self):
        """Nothing is left of a restore that failed, so the next one goes where it should."""
        self.write_both()
        for whole, place in ((self.file, 0), (self.keys, 2)):
            with self.subTest(os.path.basename(whole)):
                cut = whole + ".cut"
                with open(whole, "rb") as file, open(cut, "wb") as shorter:
                    shorter.write(file.read()[:os.path.getsize(whole) * 2 // 3])
                arguments = ["restore", self.file, "--keys", self.keys, self.other]
                arguments[1 + place] = cut
                self.refused(*arguments)
                self.assertEqual(os.listdir(self.other), [])
        self.place.candour("restore", self.file, "--keys", self.keys, self.other)

    def test_keys_in_the_middle_of_an_erasure(self):
        """A ring and a master that do not fit would be found out when it is too late."""
        fresh = os.path.join(self.place.folder, "keys", "desk", "master.key.new")
        with open(fresh, "wb") as file:
            file.write(bytes(32))
        self.assertIn("being changed", self.refused("backup-keys", self.place.folder, self.keys))
        self.assertFalse(os.path.exists(self.keys))
        os.remove(fresh)
        self.place.candour("backup-keys", self.place.folder, self.keys)


class Damaged(unittest.TestCase):
    """What is damaged is named."""

    def damaged(self, path, change):
        """What check says of a folder with this one file changed."""
        full = os.path.join(self.place.folder, path)
        with open(full, "rb") as file:
            data = file.read()
        with open(full, "wb") as file:
            file.write(change(data))
        done = self.place.candour("check", self.place.folder, check=False)
        with open(full, "wb") as file:
            file.write(data)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr


class Check(Damaged):
    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)
        # A restored copy has all of a database in one file, and no log beside it.
        backup, keys = (os.path.join(self.place.top, name) for name in ("b.tar", "k.tar"))
        self.place.candour("backup", self.place.folder, backup)
        self.place.candour("backup-keys", self.place.folder, keys)
        shutil.rmtree(self.place.folder)
        self.place.candour("restore", backup, "--keys", keys, self.place.folder)

    def test_database(self):
        for path in ("room/room.db", "desk/desk.db"):
            # The head of the second page.
            said = self.damaged(path, lambda data: data[:4096] + b"\xff" * 8 + data[4104:])
            self.assertIn(os.path.basename(path), said)

    def test_keys(self):
        for half in ("room", "desk"):
            said = self.damaged(f"keys/{half}/ring", lambda data: data[:-1] + bytes([data[-1] ^ 1]))
            self.assertIn(f"keys/{half}/ring", said)


class CheckWithPeople(Damaged):
    """Damage that leaves a database's own order whole: in what is sealed, and in the key that tickets are checked with."""

    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)
        self.place.import_conversation()
        self.place.import_roster([{"email": "p1@example.org", "name": "Ada P", "groups": ""}])
        self.place.start()
        ada = self.place.sign_in("p1@example.org")
        ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Warm meals on all wards"})
        self.place.stop()

    def database(self, half, change):
        """What check says of a store with one row changed."""
        path = os.path.join(self.place.folder, half, half + ".db")
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute(change)
        done = self.place.candour("check", self.place.folder, check=False)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr

    def test_nothing_is_damaged(self):
        self.assertIn("people         1", self.place.candour("check", self.place.folder).stdout)

    def test_sealed_person(self):
        self.assertIn("person", self.database("desk", "UPDATE person SET sealed = zeroblob(length(sealed))"))

    def test_sealed_author(self):
        self.assertIn("contribution", self.database("room", "UPDATE contribution SET author_mask = zeroblob(16)"))

    def test_sealed_member(self):
        self.assertIn("member", self.database("room", "UPDATE member SET mask = zeroblob(16)"))

    def test_words(self):
        self.assertIn("contribution", self.database("room", "UPDATE contribution SET text = CAST(x'ff41' AS TEXT)"))

    def test_tickets_key(self):
        said = self.damaged("keys/room/desk.pub", lambda data: data[:-1] + bytes([data[-1] ^ 1]))
        self.assertIn("keys/room/desk.pub", said)


if __name__ == "__main__":
    unittest.main()
