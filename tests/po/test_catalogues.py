"""Every text has its translation in every language of po/LINGUAS, with the same values in it.  One case a language."""

import importlib.machinery
import importlib.util
import os
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def load():
    """tools/po has no ending that Python would import it by."""
    loader = importlib.machinery.SourceFileLoader("po_tool", os.path.join(ROOT, "tools", "po"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("po_tool", loader))
    loader.exec_module(module)
    return module


po = load()


class Catalogues(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            pot = os.path.join(folder, "candour.pot")
            po.write_pot(pot)
            cls.wanted = {entry[0] for entry in po.read_po(pot)}

    def test_texts_are_found(self):
        for text in ("Sign out", "Monday", "%s comment", "on %s contribution"):
            self.assertIn(text, self.wanted)        # of _(), N_(), part_count(), words_plural()

    def test_welsh_and_arabic_are_there(self):
        self.assertLessEqual({"cy", "ar"}, set(po.languages()))


class Faults(unittest.TestCase):
    """What the check finds, tried on a language of its own."""

    def faults(self, entry, wanted):
        header = ('msgid ""\nmsgstr ""\n"Language: xx\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
                  '"Project-Id-Version: candour\\n"\n"PO-Revision-Date: 2026-11-01 00:00+0000\\n"\n"Last-Translator: \\n"\n"Language-Team: \\n"\n'
                  '"MIME-Version: 1.0\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n')
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "xx.po")
            with open(path, "w", encoding="utf-8") as file:
                file.write(header + entry)
            real, po.po = po.po, lambda language: path
            try:
                return "\n".join(po.faults("xx", wanted))
            finally:
                po.po = real

    def test_complete(self):
        self.assertEqual(self.faults('msgid "Read [all]."\nmsgstr "Lies [alles]."\n', {"Read [all]."}), "")

    def test_missing(self):
        self.assertIn("not translated: Yes", self.faults("", {"Yes"}))

    def test_empty(self):
        self.assertIn("not translated: Yes", self.faults('msgid "Yes"\nmsgstr ""\n', {"Yes"}))

    def test_empty_plural(self):
        entry = 'msgid "a day"\nmsgid_plural "days"\nmsgstr[0] "ein Tag"\nmsgstr[1] ""\n'
        self.assertIn("not translated: a day", self.faults(entry, {"a day"}))

    def test_fuzzy(self):
        self.assertIn("not translated: Yes", self.faults('#, fuzzy\nmsgid "Yes"\nmsgstr "Nein"\n', {"Yes"}))

    def test_format(self):
        self.assertIn("format", self.faults('#, c-format\nmsgid "%s day"\nmsgstr "%d Tag"\n', {"%s day"}))

    def test_brackets(self):
        self.assertIn("brackets", self.faults('msgid "Read [all]."\nmsgstr "Lies alles."\n', {"Read [all]."}))

    def test_left_over(self):
        self.assertIn("no longer", self.faults('msgid "Gone"\nmsgstr "Weg"\n', set()))


def add_case(language):
    def case(self):
        self.assertEqual("", "\n".join(po.faults(language, self.wanted)))
    setattr(Catalogues, "test_" + language, case)


for each in po.languages():
    add_case(each)

if __name__ == "__main__":
    unittest.main()
