"""The runner itself: how output becomes a count, and that nothing which went wrong is counted as right."""

import importlib.machinery
import importlib.util
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def load_runner():
    loader = importlib.machinery.SourceFileLoader("runner", os.path.join(TESTS, "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("runner", loader))
    loader.exec_module(module)
    return module


runner = load_runner()

# (name, output, exit status, passed, failed, skipped)
OUTPUTS = [
    ("all right", "1..2\nok 1 a\nok 2 b\n", 0, 2, 0, 0),
    ("one not", "1..2\nok 1 a\nnot ok 2 b\n", 1, 1, 1, 0),
    ("without numbers", "ok - a\nnot ok - b\n", 1, 1, 1, 0),
    ("skipped", "ok 1 a # SKIP no data\nok 2 b\n1..2\n", 0, 1, 0, 1),
    ("all skipped", "1..0 # skipped: nothing here\n", 0, 0, 0, 0),
    ("breaks off", "1..3\nok 1 a\n", 0, 1, 1, 0),
    ("dies", "1..2\nok 1 a\n", -11, 1, 1, 0),
    ("bad end after good cases", "1..1\nok 1 a\n", 1, 1, 1, 0),
    ("silent", "", 0, 0, 1, 0),
    ("too slow", "ok 1 a\n", None, 1, 1, 0),
    ("words that begin alike", "okay\nnot okay\nok 1 a\n1..1\n", 0, 1, 0, 0),
    ("indented cases belong to another", "    not ok 1 inner\nok 1 outer\n1..1\n", 0, 1, 0, 0),
    ("a skipped refusal", "not ok 1 a # SKIP no data\n1..1\n", 0, 0, 0, 1),
]


class Counting(unittest.TestCase):
    def test_outputs(self):
        for name, text, status, passed, failed, skipped in OUTPUTS:
            with self.subTest(name):
                program = runner.Program(name, [], "release")
                runner.read_tap(program, text, status)
                self.assertEqual((len(program.passed), len(program.failed), len(program.skipped)),
                                 (passed, failed, skipped))

    def test_program_that_is_not_there(self):
        program = runner.Program("x", ["/nowhere/to/be/found"], "release")
        with tempfile.TemporaryDirectory() as top:
            runner.run_program(program, top)
        self.assertEqual(len(program.failed), 1)

    def test_time_is_over(self):
        program = runner.Program("x", ["sleep", "30"], "release", seconds=0.2)
        with tempfile.TemporaryDirectory() as top:
            runner.run_program(program, top)
        self.assertEqual(program.failed, ["(ended with its time being over)"])

    def test_closing_status(self):
        report = runner.Report()
        self.assertEqual(self.quietly(report.close), 1, "no case at all is a failure")
        program = runner.Program("x", [], "release")
        program.passed.append("a")
        report.programs.append(program)
        self.assertEqual(self.quietly(report.close), 0)
        program.failed.append("b")
        self.assertEqual(self.quietly(report.close), 1)

    @staticmethod
    def quietly(close):
        kept = sys.stdout
        with open(os.devnull, "w", encoding="utf-8") as sys.stdout:
            try:
                return close(0)
            finally:
                sys.stdout = kept

    def test_head_of_a_script(self):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write('"""Doc.\n\nbuilds: release sanitize\nseconds: 20\nalone\n"""\n')
            file.flush()
            self.assertEqual(runner.script_settings(file.name), (["release", "sanitize"], 20, "alone"))
        self.assertEqual(runner.script_settings(os.devnull), (["release"], runner.SECONDS, ""))


class Modules(unittest.TestCase):
    """tap.py: a unittest module's cases as lines."""

    SOURCE = textwrap.dedent("""
        import unittest
        class Cases(unittest.TestCase):
            def test_1_good(self):
                print("ok 99 a test that prints is no result")
            def test_2_bad(self):
                self.fail("because")
            def test_3_broken(self):
                raise ValueError("broken")
            def test_4_left_out(self):
                self.skipTest("no data")
            def test_5_parts(self):
                for i in range(3):
                    with self.subTest(i=i):
                        self.assertEqual(i, 0)
        class NoSetUp(unittest.TestCase):
            @classmethod
            def setUpClass(cls):
                raise OSError("no server")
            def test_never(self):
                pass
        """)

    def test_lines(self):
        with tempfile.NamedTemporaryFile("w", prefix="test_", suffix=".py") as file:
            file.write(self.SOURCE)
            file.flush()
            done = subprocess.run([sys.executable, "-B", os.path.join(TESTS, "tap.py"), file.name],
                                  capture_output=True, text=True, check=False)
        lines = [line.split(" ")[:2] for line in done.stdout.splitlines() if not line.startswith("#")]
        self.assertEqual(done.returncode, 1)
        self.assertEqual(lines, [["ok", "1"], ["not", "ok"], ["not", "ok"], ["ok", "4"], ["not", "ok"], ["not", "ok"],
                                 ["1..6"]])
        self.assertIn("# SKIP no data", done.stdout)


if __name__ == "__main__":
    unittest.main()
