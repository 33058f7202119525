"""What stands in the report: people by group, talks, quotations that analysts chose.

seconds: 240
waits
"""
import json
import os
import unittest

from harness import Installation, Story, wait_for

TALK = "/conversations/our-framework"


def report_of(place, format="json"):
    path = os.path.join(place.top, "report." + format)
    place.candour("report", place.folder, "our-framework", "--format", format, "-o", path)
    with open(path, encoding="utf-8") as file:
        return json.load(file) if format == "json" else file.read()


class People(unittest.TestCase):
    """The desk counts at night, from 3 o'clock on; it looks at the clock once a minute."""

    def test_by_group(self):
        place = Installation()
        self.addCleanup(place.close)
        place.clock_offset = (12 - place.now().hour) * 3600
        place.init()
        place.import_conversation(extra="group-by = directorate")
        place.import_roster([{"email": f"p{i}@example.org", "name": f"Person {i}", "directorate": ("North", "South", "West")[i % 3]}
                             for i in range(120)])
        place.start()
        for i in range(39):
            if i % 3 or i < 6:          # two of the North, thirteen of the South, thirteen of the West
                place.sign_in(f"p{i}@example.org", welcome=False)
        place.stop()
        place.clock_offset += 86400
        place.start()
        report = wait_for("the desk's count", lambda: report_of(place)["participation"]["came"] and report_of(place), 90)
        groups = {group["label"]: (group["invited"], group["came"]) for group in report["participation"]["groups"]}
        self.assertEqual(report["participation"]["came"], 20)
        self.assertEqual(groups["North"], (40, None))
        # With the sum, one of the others would tell of the North if both were shown.
        self.assertEqual(sorted([groups["South"], groups["West"]], key=str), [(40, 10), (40, None)])


class Answers(unittest.TestCase):
    """What was asked at the welcome, counted once nobody answers any more."""

    YEARS = ("Under 5 years", "5 to 15 years", "Over 15 years", "No answer")
    GIVEN = (0,) * 13 + (1,) * 6 + (2,) * 2

    def test_totals(self):
        place = Installation(ini="[privacy]\nk=5\n")
        self.addCleanup(place.close)
        place.init()
        place.import_conversation(extra="group-by = post", more="[question years]\ntext = How long have you been here?\n"
                                  f"options = {'; '.join(self.YEARS)}\n[question post]\ntext = Your post?\noptions = Nurse; Other\n")
        place.import_roster(60)
        place.start()
        for i, given in enumerate(self.GIVEN):
            one = place.sign_in(f"p{i + 1}@example.org", welcome=False)
            answer = one.api("PUT", TALK + "/answers", {"years": self.YEARS[given], "post": "Nurse"})
            self.assertLess(answer.status, 300, answer.text)
        # Before the closing a number that grows would tell who just came in.
        self.assertEqual(report_of(place)["answers"], [])
        place.candour("conversation", "close", place.folder, "our-framework")
        question, = wait_for("the closing", lambda: report_of(place)["answers"])
        self.assertEqual(question["question"], "How long have you been here?")
        told = {each["answer"]: each["people"] for each in question["answers"]}
        self.assertEqual(list(told), list(self.YEARS))
        # With how many answered, the six would tell of the two.
        self.assertEqual(told, dict(zip(self.YEARS, (10, None, None, None))))
        page = report_of(place, "html")
        for words in ("What people said of themselves", "How long have you been here?", "Under 5 years", "held back"):
            self.assertIn(words, page)
        self.assertNotIn("Your post?", page)


class Report(Story):
    installation = {"ini": "[privacy]\nk=5\n"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.fay = cls.place.staff("facilitator", "fay@example.org")
        cls.ana = cls.place.staff("analyst", "ana@example.org")

    def idea(self, text):
        answer = self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def test_what_facilitators_did_is_rounded_and_small_numbers_withheld(self):
        """The same figures as the ledger's: no single act can be seen in them (A10)."""
        self.assertIsNone(report_of(self.place)["facilitation"]["talks"])
        ids = [self.idea(f"Talked about {i}") for i in range(7)]
        for id in (ids[0], *ids):
            self.assertLess(self.fay.api("POST", f"/contributions/{id}/messages", {"kind": "question", "text": "Say more?"}).status, 300)
        for id in ids[:6]:
            answer = self.fay.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "off-topic"})
            self.assertEqual(answer.status, 200, answer.text)
        for id in ids[:2]:
            self.fay.api("POST", f"/contributions/{id}/actions", {"action": "restore", "reason": "other"})
        did = report_of(self.place)["facilitation"]
        self.assertEqual((did["talks"], did["messages"], did["hidden"]), (5, 5, 5))
        for name in ("restored", "edited", "removed", "slowed", "paused", "answers", "stands", "taken_back"):
            self.assertIsNone(did[name], name)
        self.assertEqual(did["reasons"], [{"act": "hidden", "reason": "off-topic", "times": 5}])
        self.assertTrue(did["days"] and all(day["times"] % 5 == 0 for day in did["days"]), did["days"])
        page = report_of(self.place, "html")
        for words in ("fewer than 5", "Authors asked to pause", "Looked at again: it stands", "is about something else"):
            self.assertIn(words, page)

    # -- quotations

    def coded(self, text, theme):
        id = self.idea(text)
        code = self.ana.api("POST", TALK + "/codes", {"name": theme}).json()["id"]
        self.ana.api("PUT", f"/contributions/{id}/codings", {"codings": [{"code": code}]})
        return id

    def quotes(self, theme):
        themes = report_of(self.place)["themes"]
        return [quote["text"] for quote in next(t for t in themes if t["name"] == theme)["quotations"]]

    def quote(self, id, status=200, **fields):
        page = self.ana.post(f"/c/our-framework/analyse/{id}/quote", {"quote": "yes", **fields})
        self.assertEqual(page.status, status, page.words[:300])
        return page

    def test_only_what_was_chosen_is_quoted(self):
        id = self.coded("Quiet rooms,  with a kettle\nand a door that shuts", "Chosen rooms")
        self.assertEqual(self.quotes("Chosen rooms"), [])
        page = self.quote(id)
        self.assertIn("It is a quotation in the report now.", page.words)
        self.assertIn("Chosen by Analyst", page.words)
        self.assertEqual(len(self.quotes("Chosen rooms")), 1)
        self.assertEqual(self.ana.get(f"/c/our-framework/analyse?at={id}").words.count("Chosen by Analyst"), 1)

    def test_shortened(self):
        id = self.coded("Quiet rooms,  with a kettle\nand a door that shuts", "Shortened rooms")
        refused = self.quote(id, 422, words="Noisy rooms [...] a door")
        self.assertIn("Keep the words as they stand in the text", refused.words)
        self.assertIn("Noisy rooms [...] a door", refused.text)
        self.quote(id, 422, words="a door [...] Quiet rooms")
        self.quote(id, 422, words="[...]")
        self.assertEqual(self.quotes("Shortened rooms"), [])
        self.quote(id, words="Quiet rooms, with a kettle and [...] that shuts")
        self.assertEqual(self.quotes("Shortened rooms"), ["Quiet rooms, with a kettle and [...] that shuts"])
        self.place.restart()
        self.assertEqual(self.quotes("Shortened rooms"), ["Quiet rooms, with a kettle and [...] that shuts"])
        self.fay.api("POST", f"/contributions/{id}/actions", {"action": "edit", "reason": "anonymise", "text": "Quiet rooms"})
        self.assertEqual(self.quotes("Shortened rooms"), ["Quiet rooms"])       # the words that are gone are not told
        self.fay.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "off-topic"})
        self.assertNotIn("Shortened rooms", [theme["name"] for theme in report_of(self.place)["themes"]])
        self.quote(id, 404)

    def test_taken_off_again(self):
        id = self.coded("Lockers that lock", "Lockers")
        self.quote(id)
        self.assertEqual(self.quotes("Lockers"), ["Lockers that lock"])
        page = self.quote(id, quote="no")
        self.assertIn("The report does not quote it any more.", page.words)
        self.assertIn("Taken off by Analyst", page.words)
        self.assertEqual(self.quotes("Lockers"), [])

    def test_the_preview_says_what_is_missing(self):
        self.coded("Fans", "Fans of fans")
        self.assertIn("No quotation yet", self.ana.get("/c/our-framework/report").words)

    def test_participants_choose_nothing(self):
        id = self.idea("Mine")
        self.assertEqual(self.ada.post(f"/c/our-framework/analyse/{id}/quote", {"quote": "yes"}).status, 403)


if __name__ == "__main__":
    unittest.main()
