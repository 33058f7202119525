"""What facilitators bring in: ideas from paper forms, whose source staff alone are told, and posts of their own that are
marked as such and count among nobody's ideas.

seconds: 150
"""
import csv
import json
import os
import re
import unittest

from harness import Installation, TeamStory

TALK = "/conversations/our-framework"
PAPER, SEEDS = "/c/our-framework/facilitate/paper", "/c/our-framework/facilitate/seeds"
MARK = "Posted by the facilitators"


def post(staff, text, source, section="purpose", **more):
    return staff.api("POST", TALK + "/ideas", {"section": section, "text": text, "source": source, **more})


def typed(staff, path, text, section="purpose", **more):
    """Through the page, with its form's own key."""
    page = staff.get(path)
    return staff.submit("Post it" if path == SEEDS else "Save and type the next", page=page, section=section, text=text, **more)


def read_file(place, *command, name):
    path = os.path.join(place.top, name)
    place.candour(*command, "-o", path)
    with open(path, encoding="utf-8-sig") as file:
        return file.read()


class Brought(TeamStory):
    installation = {"ini": "[privacy]\nk=5\n"}

    def report(self):
        return json.loads(read_file(self.place, "report", self.place.folder, "our-framework", "--format", "json", name="r.json"))

    # -- paper

    def test_paper_forms_one_after_another(self):
        page = typed(self.fay, PAPER, "A bench outside the ward", section="values")
        self.assertEqual(page.path, PAPER)
        self.assertIn("It is in.", page.words)
        self.assertIn("A bench outside the ward", page.words)
        self.assertIn('value="values" selected', page.text)
        page = self.fay.submit("Save and type the next", page=page, section="values", text="A second bench outside the ward")
        self.assertIn("says much the same", page.words)
        for words in ("A bench outside the ward", "A second bench outside the ward"):
            self.assertIn(words, self.ada.get("/c/our-framework/s/values").words)

    def test_equal_forms_are_two_ideas_and_the_same_sending_is_one(self):
        page = self.fay.get(PAPER)
        for _ in range(2):
            self.fay.submit("Save and type the next", page=page, section="purpose", text="Twice the same words here")
        typed(self.fay, PAPER, "Twice the same words here")
        found = self.ada.api("POST", TALK + "/search", {"q": "Twice the same words"}).json()["items"]
        self.assertEqual(len(found), 2)

    def test_bad_input_keeps_what_was_typed(self):
        page = self.fay.post(PAPER, {"section": "values", "text": "x" * 2001})
        self.assertEqual(page.status, 422)
        self.assertIn("x" * 2001, page.text)
        self.assertIn('value="values" selected', page.text)
        page = self.fay.post(PAPER, {"section": "nowhere", "text": "Kept words"})
        self.assertEqual(page.status, 422)
        self.assertIn("Kept words", page.text)
        self.assertEqual(self.fay.post(SEEDS, {"section": "purpose", "text": " "}).status, 422)

    def test_names_are_asked_about(self):
        for path in (PAPER, SEEDS):
            page = typed(self.fay, path, "Susan Miller from the canteen was rude")
            self.assertEqual(page.status, 422, page.words[:200])
            self.assertIn("This may name a colleague", page.words)
            self.assertIn("Susan Miller from the canteen was rude", page.text)
            self.assertIn("It is in.", self.fay.submit("Share it as it is", page=page).words)

    def test_source_is_told_to_staff_alone(self):
        """One idea of each kind: nothing that others get says which came on paper."""
        told = []
        for text, person, more in (("Alpha wish for rest", self.ada, {}), ("Omega wish for rest", self.fay, {"source": "paper"})):
            id = person.api("POST", TALK + "/ideas", {"section": "values", "text": text, **more}).json()["id"]
            told.append((id, text))
        seen = []
        for id, text in told:
            answers = [self.ben.api("GET", "/contributions/" + id).text,
                       json.dumps([i for i in self.ben.api("GET", TALK + "/ideas?limit=100").json()["items"] if i["id"] == id]),
                       json.dumps([i for i in self.ben.api("POST", TALK + "/search", {"q": text}).json()["items"] if i["id"] == id]),
                       re.search(r'<article[^>]*id="i-%s".*?</article>' % id, self.ben.get("/c/our-framework/s/values").text,
                                 re.S).group(0),
                       self.ben.get("/c/our-framework/i/" + id).text]
            seen.append([answer.replace(id, "ID").replace(text, "TEXT").replace(text.split()[0], "W") for answer in answers])
        for one, other in zip(*seen):
            self.assertNotIn("paper", re.sub(r"<(head|footer).*?</\\1>", "", other, flags=re.S).lower())
        self.assertEqual(json.loads(seen[0][0]) | {"created": 0}, json.loads(seen[1][0]) | {"created": 0})
        self.assertEqual(seen[0][3], seen[1][3])
        desk = self.fay.get("/c/our-framework/facilitate/" + told[1][0])
        self.assertIn("Typed in from a paper form", desk.words)
        self.assertNotIn("Write to the author", desk.words)
        self.assertNotIn("paper form.", self.fay.get("/c/our-framework/facilitate/" + told[0][0]).words)

    def test_paper_is_counted_rounded_in_the_report(self):
        for i in range(5):
            self.assertEqual(post(self.fay, f"Counted form {i}", "paper").status, 201)
        on_paper = self.report()["participation"]["on_paper"]
        self.assertEqual(on_paper % 5, 0)
        self.assertIn("came on paper", read_file(self.place, "report", self.place.folder, "our-framework", "--format", "html", name="r.html"))

    def test_no_limit_by_the_hour_and_no_return_key(self):
        staff = self.place.staff("facilitator", "busy@example.org")
        for i in range(65):
            self.assertEqual(post(staff, f"Of a pile, number {i}", "paper").status, 201)
        self.assertFalse([value for value in (staff.cookie("return"),) if value])

    # -- seeds

    def test_seed_is_marked_and_can_be_liked_and_commented(self):
        page = typed(self.fay, SEEDS, "What would make mornings easier?", section="values")
        self.assertIn("What the facilitators posted", page.words)
        seed = next(i for i in self.ben.api("GET", TALK + "/ideas?section=values").json()["items"] if i["text"].startswith("What would make"))
        self.assertEqual((seed["by"], seed["mine"]), ("facilitators", False))
        for path in ("/c/our-framework/s/values", "/c/our-framework/i/" + seed["id"]):
            self.assertIn(MARK, self.ben.get(path).words)
        self.assertEqual(self.ben.api("PUT", f"/contributions/{seed['id']}/vote", {"vote": "like"}).json()["likes"], 1)
        comment = self.ben.api("POST", f"/contributions/{seed['id']}/comments", {"text": "A later start"})
        self.assertEqual((comment.status, comment.json()["by"]), (201, "participants"))

    def test_seeds_count_among_nobodys_ideas(self):
        before = self.report()
        seed = post(self.fay, "Which rooms are too hot?", "facilitators").json()["id"]
        self.ben.api("PUT", f"/contributions/{seed}/vote", {"vote": "like"})
        after = self.report()
        self.assertEqual(after["participation"]["by_facilitators"], before["participation"]["by_facilitators"] + 1)
        for name in ("ideas", "wrote"):
            self.assertEqual(after["participation"][name], before["participation"][name], name)
        self.assertEqual(after["sections"], before["sections"])
        self.assertEqual(after["method"]["contributions"], before["method"]["contributions"])
        self.assertNotIn(seed, json.dumps([after["common_ground"], after["contested"], after["themes"]]))
        self.assertIn("written by the facilitators",
                      read_file(self.place, "report", self.place.folder, "our-framework", "--format", "html", name="r.html"))
        reading = self.ana.api("GET", TALK + "/reading?state=any&limit=100").json()["items"]
        self.assertNotIn(seed, [item["id"] for item in reading])
        rows = {row["id"]: row["source"] for row in csv.DictReader(
            read_file(self.place, "export", self.place.folder, "our-framework", "--format", "csv", name="e.csv").splitlines())}
        self.assertEqual(rows[seed], "facilitator")

    def test_acts_on_seeds_and_back(self):
        seed = post(self.fay, "To be worked on", "facilitators").json()["id"]
        act = lambda **order: self.gil.api("POST", f"/contributions/{seed}/actions", {"reason": "other", **order})
        self.assertEqual(act(action="edit", text="Worked on").status, 200)
        page = self.ben.get("/c/our-framework/i/" + seed)
        self.assertIn("Worked on", page.words)
        self.assertNotIn("Changed to protect someone", page.words)
        self.assertEqual(act(action="hide").status, 200)
        self.assertIn("removed", self.ben.get("/c/our-framework/i/" + seed).words)
        self.assertIn("Hidden", self.fay.get(SEEDS).words)
        self.assertEqual(act(action="restore").status, 200)
        self.assertIn(MARK, self.ben.get("/c/our-framework/i/" + seed).words)
        self.assertNotIn(seed, [item["id"] for item in self.fay.api("GET", TALK + "/queue").json()["items"]])

    # -- who may

    def test_others_may_not(self):
        for person in (self.ada, self.ana, self.org):
            for path in (PAPER, SEEDS):
                self.assertEqual(person.get(path).status, 403)
                self.assertEqual(person.post(path, {"section": "purpose", "text": "Not mine to bring"}).status, 403)
            for source in ("paper", "facilitators"):
                self.problem(post(person, "Not mine to bring", source), 403)


class Slots(unittest.TestCase):
    def test_shown_at_the_slot(self):
        with Installation(slot_minutes=15) as place:
            place.init()
            place.import_conversation()
            place.import_roster(40)
            place.start()
            fay, ada = place.staff("facilitator"), place.sign_in("p1@example.org")
            for source in ("paper", "facilitators"):
                id = post(fay, f"Waits as {source}", source).json()["id"]
                self.assertEqual(ada.api("GET", "/contributions/" + id).status, 404)
            self.assertIn("Others will see it from", fay.get(SEEDS).words)


class Phases(unittest.TestCase):
    """Before opening, while open for votes alone, after closing, after the report."""

    def run_at(self, opens, closes, extra=""):
        place = Installation()
        self.addCleanup(place.close)
        place.init()
        place.import_conversation(opens=opens, closes=closes, extra=extra)
        place.import_roster(40)
        place.start()
        return place, place.staff("facilitator")

    def test_before_opening_seeds_are_prepared(self):
        place, fay = self.run_at(24, 24 * 14)
        self.assertEqual(post(fay, "Ready and waiting", "paper").status, 409)
        self.assertIn("when the conversation has opened", fay.get(PAPER).words)
        page = typed(fay, SEEDS, "Ready and waiting")
        self.assertIn("Ready and waiting", page.words)
        id = re.search(r"/facilitate/([0-9a-z]{26})", page.text).group(1)
        for order in ({"action": "edit", "text": "Ready, waiting"}, {"action": "hide"}, {"action": "restore"}):
            self.assertEqual(fay.api("POST", f"/contributions/{id}/actions", {"reason": "other", **order}).status, 200, order)
        place.candour("conversation", "open", place.folder, "our-framework")
        ada = place.sign_in("p1@example.org")
        self.assertIn("Ready, waiting", ada.get("/c/our-framework/s/purpose").words)

    def test_after_closing_late_forms_are_taken_until_the_report_is_out(self):
        place, fay = self.run_at(-48, -24)
        self.assertEqual(post(fay, "Too late to start", "facilitators").status, 409)
        self.assertIn("The conversation is closed", fay.get(SEEDS).words)
        page = typed(fay, PAPER, "Came by post")
        self.assertIn("Forms that come late", page.words)
        organiser = place.staff("organiser")
        self.assertEqual(organiser.post("/c/our-framework/organise/publish", {}).status, 200)
        self.assertEqual(post(fay, "After the report", "paper").status, 409)
        page = fay.post(PAPER, {"section": "purpose", "text": "After the report"})
        self.assertEqual(page.status, 409)
        self.assertIn("After the report", page.text)

    def test_late_forms_are_taken_for_two_weeks(self):
        _, fay = self.run_at(-24 * 30, -24 * 15)
        self.assertEqual(post(fay, "By slow post", "paper").status, 409)
        self.assertIn("time for paper forms is over", fay.get(PAPER).words)


if __name__ == "__main__":
    unittest.main()
