"""What stands in the report: people by group, talks, quotations that analysts chose.

seconds: 240
"""
import json
import os
import unittest

from harness import Installation, Story, wait_for

TALK = "/conversations/our-framework"


def report_of(place):
    path = os.path.join(place.top, "report.json")
    place.candour("report", place.folder, "our-framework", "--format", "json", "-o", path)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


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

    def test_talks_are_counted(self):
        before = report_of(self.place)["facilitation"]["talks"]
        one, two = self.idea("Talked about"), self.idea("Talked about too")
        for id in (one, one, two):
            self.assertLess(self.fay.api("POST", f"/contributions/{id}/messages", {"kind": "question", "text": "Say more?"}).status, 300)
        self.assertEqual(report_of(self.place)["facilitation"]["talks"], before + 2)


if __name__ == "__main__":
    unittest.main()
