"""tools/embed-sql: what it makes of a folder, and what it refuses."""

import os
import subprocess
import sys
import tempfile
import unittest

TOOL = os.path.join(os.path.dirname(__file__), "..", "..", "tools", "embed-sql")
GOOD = "-- A note.\nCREATE TABLE note (\n    id BLOB NOT NULL PRIMARY KEY -- random\n) STRICT, WITHOUT ROWID;\n"

REFUSED = {
    "clock": "CREATE TABLE a (t TEXT DEFAULT CURRENT_TIMESTAMP) STRICT, WITHOUT ROWID;",
    "clock in small letters": "INSERT INTO a VALUES (current_time);",
    "clock as a function": "INSERT INTO a VALUES (unixepoch());",
    "counting up": "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;",
    "loose types": "CREATE TABLE a (id BLOB PRIMARY KEY) WITHOUT ROWID;",
    "row number": "CREATE TABLE a (id BLOB PRIMARY KEY) STRICT;",
    "neither": "CREATE TABLE IF NOT EXISTS a (id BLOB PRIMARY KEY);",
    "only said in a comment": "CREATE TABLE a (id BLOB PRIMARY KEY) /* STRICT, WITHOUT ROWID */;",
    "second table": GOOD + "CREATE TABLE b (id BLOB PRIMARY KEY) STRICT;",
    "temporary": "CREATE TEMP TABLE a (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;",
    "own transaction": "BEGIN; " + GOOD,
    "setting": "PRAGMA foreign_keys = OFF;",
    "no semicolon": "DROP TABLE a",
}

ACCEPTED = {
    "plain": GOOD,
    "other order": "CREATE TABLE a (id BLOB PRIMARY KEY) WITHOUT ROWID, STRICT;",
    "words in a comment": "-- no AUTOINCREMENT, no CURRENT_TIMESTAMP\n" + GOOD,
    "words in a string": GOOD + "INSERT INTO note VALUES ('AUTOINCREMENT; COMMIT');",
    "virtual table": "CREATE VIRTUAL TABLE a USING fts5(words);",
    "index": GOOD + "CREATE INDEX note_by_id ON note (id);",
    "trigger": GOOD + "CREATE TRIGGER t AFTER DELETE ON note BEGIN DELETE FROM note; END;",
}


class EmbedSql(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.sql = os.path.join(self.folder.name, "room")
        os.mkdir(self.sql)

    def embed(self, files):
        for name, text in files.items():
            with open(os.path.join(self.sql, name), "w", encoding="utf-8") as file:
                file.write(text)
        self.output = os.path.join(self.folder.name, "out.c")
        return subprocess.run([sys.executable, TOOL, "room", self.sql, self.output, self.output + ".d"],
                              capture_output=True, text=True)

    def made(self):
        with open(self.output, encoding="utf-8") as file:
            return file.read()

    def test_refused(self):
        for name, sql in REFUSED.items():
            with self.subTest(name):
                done = self.embed({"0001-a.sql": sql})
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("0001-a.sql:", done.stderr)

    def test_accepted(self):
        for name, sql in ACCEPTED.items():
            with self.subTest(name):
                self.assertEqual(self.embed({"0001-a.sql": sql}).stderr, "")

    def test_line_is_named(self):
        done = self.embed({"0001-a.sql": GOOD + "\nINSERT INTO note VALUES (CURRENT_DATE);\n"})
        self.assertIn("0001-a.sql:6: CURRENT_DATE", done.stderr)

    def test_numbers(self):
        for names in (["0002-a.sql"], ["0001-a.sql", "0003-b.sql"], ["0001-a.sql", "0001-b.sql"], ["1-a.sql"]):
            with self.subTest(names):
                for name in os.listdir(self.sql):
                    os.remove(os.path.join(self.sql, name))
                self.assertEqual(self.embed(dict.fromkeys(names, GOOD)).returncode, 1)

    def test_empty(self):
        self.assertEqual(self.embed({}).returncode, 0)
        self.assertIn("migrations_room_n = 0;", self.made())

    def test_no_folder(self):
        os.rmdir(self.sql)
        self.assertEqual(self.embed({}).returncode, 0)
        self.assertIn("migrations_room_n = 0;", self.made())

    def test_table(self):
        done = self.embed({"0001-first.sql": GOOD, "0002-second.sql": "INSERT INTO note VALUES ('\"\\');"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('{ 1, "first",', self.made())
        self.assertIn("('\\\"\\\\');", self.made())
        self.assertIn("migrations_room_n = 2;", self.made())
        with open(self.output + ".d", encoding="utf-8") as file:
            self.assertEqual(file.read().split()[1:], [self.sql, self.sql + "/0001-first.sql",
                                                       self.sql + "/0002-second.sql"])


if __name__ == "__main__":
    unittest.main()
