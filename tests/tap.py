"""Runs a Python test module and prints its cases as TAP: python3 tests/tap.py FILE [PART-OF-A-NAME]..."""

import importlib.util
import os
import sys
import unittest


class TapResult(unittest.TestResult):
    """Says each case when it is over.  A case with failed subtests is one failed case."""

    def __init__(self, out):
        super().__init__()
        self.out, self.count, self.bad = out, 0, set()

    def say(self, ok, test, note=""):
        self.count += 1
        name = test.id() if hasattr(test, "id") else str(test)
        print(f"{'ok' if ok else 'not ok'} {self.count} {name}{note}", file=self.out, flush=True)

    def explain(self, test, error):
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f"# {line}", file=self.out)
        self.out.flush()

    def addSuccess(self, test):
        if test.id() not in self.bad:
            self.say(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.explain(test, err)
        if test.id() not in self.bad:
            self.bad.add(test.id())
            self.say(False, test)

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is None:
            return
        super().addSubTest(test, subtest, err)
        print(f"# in {subtest.id()}", file=self.out)
        self.explain(subtest, err)
        if test.id() not in self.bad:
            self.bad.add(test.id())
            self.say(False, test)

    def addSkip(self, test, reason):
        self.say(True, test, f" # SKIP {reason}")

    def addExpectedFailure(self, test, err):
        self.say(False, test, " # expected failures are not used here")

    addUnexpectedSuccess = addSuccess


def cases_in(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from cases_in(item)
        else:
            yield item


def main():
    path, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:]
    sys.path.insert(0, os.path.dirname(path))
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    if wanted:
        suite = unittest.TestSuite(unittest.defaultTestLoader.suiteClass([case])
                                   for case in cases_in(suite) if any(w in case.id() for w in wanted))
    # TAP goes out by a copy of standard output, so that a test which prints cannot be taken for a result.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = TapResult(out)
    suite.run(result)
    print(f"1..{result.count}", file=out, flush=True)
    return 0 if result.wasSuccessful() and not result.bad else 1


if __name__ == "__main__":
    sys.exit(main())
