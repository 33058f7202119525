"""What cannot be right is refused with the line named and the remedy, and nothing of it is done by halves.

builds: release
"""

import os
import shutil
import unittest

from harness import Installation


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Installation().init()
        cls.addClassCleanup(cls.place.close)
        cls.place.import_conversation()

    def refused(self, *arguments):
        done = self.place.candour(*arguments, check=False)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done.stdout + done.stderr

    # -- conversation.ini

    def bad_ini(self, change):
        folder = self.place.write_conversation("broken")
        path = os.path.join(folder, "conversation.ini")
        with open(path, encoding="utf-8") as file:
            lines = change(file.read().splitlines())
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return folder, lines

    def test_conversation_ini(self):
        def put(key, value):
            return lambda lines: [f"{key} = {value}" if line.startswith(key + " ") else line for line in lines]

        cases = [
            ("unknown key", lambda lines: lines[:3] + ["colour = blue"] + lines[3:], "colour"),
            ("date", put("opens", "soon"), "opens"),
            ("closes before it opens", put("closes", "2020-01-01T00:00:00Z"), "closes"),
            ("slug", put("slug", "Not A Slug"), "slug"),
            ("time zone", put("timezone", "Mars/Olympus"), "timezone"),
            ("address", put("support-email", "nobody"), "support-email"),
            ("no equals sign", lambda lines: lines[:4] + ["just words"] + lines[4:], "just words"),
        ]
        for name, change, word in cases:
            with self.subTest(name):
                folder, lines = self.bad_ini(change)
                number = next(i for i, line in enumerate(lines, 1) if line.startswith(word))
                said = self.refused("conversation", "import", self.place.folder, folder)
                self.assertIn(f"conversation.ini:{number}", said)
                self.assertNotIn("broken", self.place.candour("conversation", "list", self.place.folder).stdout)

    def test_no_folder(self):
        self.assertIn("nowhere", self.refused("conversation", "import", self.place.folder, os.path.join(self.place.top, "nowhere")))
        empty = os.path.join(self.place.top, "empty")
        os.makedirs(empty, exist_ok=True)
        self.assertIn("conversation.ini", self.refused("conversation", "import", self.place.folder, empty))

    # -- rosters

    def roster(self, text, *more):
        path = os.path.join(self.place.top, "bad.csv")
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return self.refused("roster", "import", self.place.folder, "our-framework", path, *more)

    def people(self):
        return self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout

    def test_rosters(self):
        good = "email,name,team\n" + "".join(f"x{i}@example.org,Somebody,North\n" for i in range(1, 41))
        cases = [
            ("address", good + "not-an-address,Somebody,North\n", ["42"]),
            ("two bad lines", good + "a@@b,Somebody,North\nz@example.org,Somebody,North\nb@,Somebody,North\n", ["42", "44"]),
            ("too few fields", good + "y@example.org\n", ["42"]),
            ("twice the same", good + "x1@example.org,Else,South\n", ["42"]),
            ("no email column", "mail,name\nx@example.org,A\n", ["1"]),
            ("open quote", good + '"y@example.org,Somebody,North\n', ["42"]),
            ("empty", "", []),
        ]
        before = self.people()
        for name, text, lines in cases:
            with self.subTest(name):
                said = self.roster(text)
                for line in lines:
                    self.assertRegex(said, rf"(?i)bad\.csv:{line}\b|line {line}\b")
                self.assertEqual(self.people(), before, "nothing is half imported")

    def test_skip_bad(self):
        path = os.path.join(self.place.top, "mixed.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("email,name\ngood1@example.org,Good One\nbad address,Bad\ngood2@example.org,Good Two\n")
        self.place.candour("roster", "import", self.place.folder, "our-framework", path, "--skip-bad")
        with open(path[:-4] + ".rejected.csv", encoding="utf-8") as file:
            rejected = file.read()
        self.assertIn("bad address", rejected)
        self.assertNotIn("good1", rejected)

    def test_unknown_conversation(self):
        path = self.place.write_roster([{"email": "a@example.org", "name": "A"}])
        self.assertIn("nothing-here", self.refused("roster", "import", self.place.folder, "nothing-here", path))
        for command in ("show", "open", "close", "complete"):
            self.assertIn("nothing-here", self.refused("conversation", command, self.place.folder, "nothing-here"))

    # -- folders

    def test_folder_that_cannot_be_written(self):
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        copy = os.path.join(self.place.top, "read-only")
        shutil.copytree(self.place.folder, copy)
        for top, _, files in os.walk(copy):
            for name in files:
                os.chmod(os.path.join(top, name), 0o400)
            os.chmod(top, 0o500)
        try:
            self.assertIn("read-only", self.refused("serve", copy))
        finally:
            for top, _, _ in os.walk(copy):
                os.chmod(top, 0o700)


if __name__ == "__main__":
    unittest.main()
