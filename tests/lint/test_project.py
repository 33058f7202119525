"""The project holds its own rules: one case per rule."""

import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import rules

ROOT = os.path.dirname(os.path.dirname(HERE))


class Rules(unittest.TestCase):
    found = None

    @classmethod
    def setUpClass(cls):
        cls.found = rules.check(ROOT)


def add_case(rule):
    def case(self):
        found = [str(f) for f in self.found if f.rule == rule]
        if found:
            self.fail("\n" + "\n".join(found))
    setattr(Rules, "test_" + rule.replace("-", "_"), case)


for each in rules.RULES:
    add_case(each)

if __name__ == "__main__":
    unittest.main()
