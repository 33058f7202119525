"""The server as its operator meets it: what runs and listens, settings that cannot be right, usage.
How parts die and come back: test_server.py.

builds: release sanitize
"""

import os
import unittest

from harness import Installation, Story


class Running(Story):
    def test_ready_line_and_processes(self):
        self.assertEqual(self.place.room_url, f"http://127.0.0.1:{self.place.room_port}")
        self.assertEqual(self.place.desk_url, f"http://127.0.0.1:{self.place.desk_port}")
        names = self.place.processes()
        for name in ("candour", "candour-room", "candour-desk"):
            self.assertEqual(len(names.get(name, [])), 1, names)

    def test_nobody_else_listens(self):
        """Two sockets, both on the loopback; none of the children opened one of its own."""
        with open("/proc/net/tcp", encoding="ascii") as file:
            rows = [line.split() for line in file.readlines()[1:]]
        inodes = {f"socket:[{row[9]}]" for row in rows if row[3] == "0A"}
        ours = set()
        for pids in self.place.processes().values():
            for pid in pids:
                for entry in os.scandir(f"/proc/{pid}/fd"):
                    try:
                        ours.add(os.readlink(entry.path))
                    except OSError:
                        continue
        self.assertEqual(len(inodes & ours), 2)


class Ending(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()

    def test_stops_and_starts_again(self):
        self.place.start()
        self.place.restart()
        self.assertEqual(self.place.browser().get("/").status, 200)
        self.place.stop()


class Refusals(unittest.TestCase):
    """What cannot be right stops the start with one line that says where."""

    CASES = [
        ("unknown key", "[server]\ncolour=blue\n", "colour"),
        ("unknown group", "[kitchen]\nk=10\n", "kitchen"),
        ("bad number", "[privacy]\nk=many\n", "k"),
        ("k too small", "[privacy]\nk=2\n", "k"),
        ("bad address", "[server]\nroom-listen=nowhere\n", "room-listen"),
        ("bad transport", "[mail]\ntransport=pigeon\n", "transport"),
    ]

    def test_bad_settings(self):
        for name, text, word in self.CASES:
            with self.subTest(name), Installation() as place:
                place.init()
                place.configure(text)
                with open(os.path.join(place.folder, "candour.ini"), encoding="utf-8") as file:
                    line = len(file.read().splitlines())
                done = place.candour("serve", place.folder, check=False, timeout=30)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertIn(word, done.stderr)
                self.assertRegex(done.stderr, rf"candour\.ini\D+({line}|{line - 1})\b")

    def test_wrong_usage(self):
        with Installation() as place:
            for arguments in ([], ["fly"], ["serve"], ["serve", "a", "b"], ["init", "--colour"]):
                with self.subTest(arguments=arguments):
                    self.assertEqual(place.candour(*arguments, check=False).returncode, 2)

    def test_help_and_version(self):
        with Installation() as place:
            for arguments in (["--help"], ["serve", "--help"], ["--version"], ["roster", "import", "--help"]):
                with self.subTest(arguments=arguments):
                    done = place.candour(*arguments)
                    self.assertTrue(done.stdout)
                    self.assertEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
