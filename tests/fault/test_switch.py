"""The failing disk itself, under a program that knows nothing of it."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from disk import Disk

# Writes a number for each line that it reads, and says how that went.
PROGRAM = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE t (n INTEGER)")
for line in sys.stdin:
    try:
        db.execute("INSERT INTO t VALUES (?)", (int(line),))
        print("kept", flush=True)
    except sqlite3.Error as error:
        print(error, flush=True)
print([row[0] for row in db.execute("SELECT n FROM t")])
"""


class Switch(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.disk = Disk()
        self.addCleanup(self.disk.__exit__)

    def start(self, name):
        process = subprocess.Popen(["/usr/bin/python3", "-c", PROGRAM, os.path.join(self.folder.name, name)],
                                   env={**os.environ, **self.disk.environment}, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        return process

    def put(self, process, number):
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def test_each_fault_and_recovery(self):
        for how, said in (("full", "full"), ("read-only", "I/O error"), ("sync", "I/O error")):
            with self.subTest(how):
                process = self.start(f"{how}.db")
                self.assertEqual(self.put(process, 1), "kept")
                self.disk.fails(how)
                self.assertIn(said, self.put(process, 2))
                self.assertIn(said, self.put(process, 3))
                self.disk.works()
                self.assertEqual(self.put(process, 4), "kept")
                out, err = process.communicate()
                self.assertEqual((out, err), ("[1, 4]\n", ""))

    def test_other_files_are_spared(self):
        self.disk.fails("full")
        path = os.path.join(self.folder.name, "letter.txt")
        done = subprocess.run(["/usr/bin/python3", "-c", "import sys; open(sys.argv[1], 'w').write('x')", path],
                              env={**os.environ, **self.disk.environment}, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
