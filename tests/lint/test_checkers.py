"""The checkers themselves: every line of the fixtures that says  expect: RULE  is found, and no other."""

import os
import re
import shutil
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import includes
import rules
from csource import CSource

PROJECT = os.path.join(HERE, "fixtures", "project")
EXPECT = re.compile(r"\bexpect\W+([a-z-]+)")


def expected_in(path):
    with open(os.path.join(PROJECT, path), encoding="utf-8") as file:
        return {(number, found) for number, line in enumerate(file, 1) for found in EXPECT.findall(line)}


def fixture_files():
    return sorted(os.path.relpath(os.path.join(folder, name), PROJECT)
                  for folder, _, names in os.walk(PROJECT) for name in names)


class Fixtures(unittest.TestCase):
    found = None

    @classmethod
    def setUpClass(cls):
        # Not from git's list, in which fixtures are left out.
        cls.copy = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.copy)
        shutil.copytree(PROJECT, cls.copy, dirs_exist_ok=True)
        cls.found = rules.check(cls.copy)

    def test_every_rule_has_a_fixture(self):
        shown = {rule for path in fixture_files() for _, rule in expected_in(path)}
        self.assertEqual(set(rules.RULES) - shown, {"registry"})


def add_case(path):
    def case(self):
        found = {(f.line, f.rule) for f in self.found if f.path == path}
        self.assertEqual(found, expected_in(path))
    setattr(Fixtures, "test_" + re.sub(r"\W", "_", path), case)


for each in fixture_files():
    add_case(each)


class Table(unittest.TestCase):
    ROWS = "| 0 | `base` | x | |\n| 1 | `db` | x | `base` |\n"

    def test_rows(self):
        self.assertEqual(includes.read_table(self.ROWS), {"base": (0, []), "db": (1, ["base"])})

    def test_no_table(self):
        with self.assertRaises(ValueError):
            includes.read_table("# Architecture\n")

    def test_upwards(self):
        with self.assertRaisesRegex(ValueError, "higher level"):
            includes.read_table("| 0 | `base` | x | `db` |\n| 1 | `db` | x | |\n")

    def test_unknown(self):
        with self.assertRaisesRegex(ValueError, "does not know"):
            includes.read_table(self.ROWS + "| 2 | `store` | x | `cellar` |\n")

    def test_twice(self):
        with self.assertRaisesRegex(ValueError, "twice"):
            includes.read_table(self.ROWS + self.ROWS)


class Exceptions(unittest.TestCase):
    def check(self, text):
        with tempfile.TemporaryDirectory() as root:
            shutil.copytree(PROJECT, root, dirs_exist_ok=True)
            os.makedirs(os.path.join(root, "tests/lint"), exist_ok=True)
            with open(os.path.join(root, "tests/lint/exceptions.txt"), "w", encoding="utf-8") as file:
                file.write(text)
            return rules.check(root)

    def test_takes_out(self):
        found = self.check("src/base/calls.c goto because it shows the rule\n")
        self.assertNotIn("goto", {f.rule for f in found})

    def test_needless(self):
        found = self.check("src/base/clock.c goto because it was needed once\n")
        self.assertIn("src/base/clock.c needs no exception any more", {f.text for f in found})

    def test_without_reason(self):
        with self.assertRaises(ValueError):
            self.check("src/base/calls.c goto\n")


class Source(unittest.TestCase):
    def test_functions(self):
        text = "static int\nadd(int a,\n    int b)\n{\n    return a;\n}\n\nint table[] = {\n    1,\n};\n"
        self.assertEqual([(f.name, f.first, f.last) for f in CSource(text).functions()], [("add", 2, 6)])

    def test_blanks_keep_lines(self):
        text = 'a /* x\ny */ "b\\"c" // d\ne\n'
        source = CSource(text)
        self.assertEqual(source.code.count("\n"), 3)
        self.assertNotIn("x", source.code)
        self.assertNotIn("c", source.code)
        self.assertEqual(len(source.code), len(text))


if __name__ == "__main__":
    unittest.main()
