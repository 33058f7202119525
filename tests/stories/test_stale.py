# builds: release sanitize
"""Two facilitators at once: who comes second is refused, sees what they saw and what is there now and who did it, keeps
all they typed, and may do it after all upon how it stands now."""
import time
import unittest

from harness import Installation, Story

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
FASTER = "Somebody changed it while you had it open"
SLOT = 15 * 60
ANYWAY = "Do it anyway"


class Stale(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")
        cls.authors = iter(range(1, 40))

    def setUp(self):
        self.ada = self.place.sign_in(f"p{next(self.authors)}@example.org")

    def made(self, text):
        answer = self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def act(self, id, action, **more):
        answer = self.second.api("POST", f"/contributions/{id}/actions", {"action": action, "reason": "abuse", **more})
        self.assertEqual(answer.status, 200, answer.text)

    def words(self, id):
        return self.ada.api("GET", f"/contributions/{id}").json()["text"]

    def open(self, id):
        return self.first.get(f"{HOME}/facilitate/{id}")

    def refused(self, page, *words):
        self.assertEqual(page.status, 409, page.words)
        self.assertIn(FASTER, page.words)
        for one in words:
            self.assertIn(one, page.words)
        self.assertIn("Leave it", page.words)

    def test_edit(self):
        id = self.made("Ask my boss why")
        self.open(id)
        self.act(id, "edit", text="Ask someone why", note="We took out a boss.")
        page = self.first.submit("Save the change", text="Ask them why", note="Nobody should be known.")
        self.refused(page, "As you saw it", "Ask my boss why", "As it stands now", "Ask someone why", "Facilitator 2",
                     "We took out a boss.", "What you typed", "Ask them why", "Nobody should be known.")
        self.assertEqual(self.words(id), "Ask someone why")
        page = self.first.submit(ANYWAY)
        self.assertEqual(page.status, 200, page.words)
        self.assertEqual(self.words(id), "Ask them why")
        self.assertIn("Nobody should be known.", self.open(id).words)

    def test_leave_it(self):
        id = self.made("Leave this")
        self.open(id)
        self.act(id, "edit", text="Left as it is")
        self.first.submit("Hide", reason="abuse", note="Unkind")
        page = self.first.follow_link("Leave it")
        self.assertEqual(page.status, 200)
        self.assertNotIn(FASTER, page.words)
        self.assertEqual(self.words(id), "Left as it is")

    def test_hidden_meanwhile(self):
        id = self.made("Fools")
        self.open(id)
        self.act(id, "hide", note="Unkind.")
        page = self.first.submit("Save the change", text="People")
        self.refused(page, "Hidden by Facilitator 2", "Unkind.", "People")
        # An older box must not put back what the other changed.
        self.assertNotIn(">Fools</textarea>", page.text)

    def test_split_keeps_its_parts(self):
        id = self.made("Trees and benches")
        self.open(id)
        self.act(id, "edit", text="Trees and some benches")
        page = self.first.submit("Split it", **{"part-1": "Many trees", "part-2": "Benches for all"})
        self.refused(page, "Many trees", "Benches for all")
        self.assertEqual(self.first.submit(ANYWAY).status, 200)
        self.assertIn("Benches for all", self.ada.get(HOME + "/mine").words)

    def test_split_with_one_part_keeps_it(self):
        id = self.made("Paths and light")
        self.open(id)
        page = self.first.submit("Split it", **{"part-1": "Paths that are wide"})
        self.assertEqual(page.status, 422)
        self.assertIn("Paths that are wide</textarea>", page.text)

    def test_message(self):
        id = self.made("No gardens")
        self.open(id)
        self.second.api("POST", f"/contributions/{id}/messages", {"kind": "question", "text": "Which gardens?"})
        page = self.first.submit("Send it", kind="question", text="Why not?")
        self.refused(page, "Facilitator 2 wrote:", "Which gardens?", "Why not?")
        talk = self.ada.get(HOME + "/messages").words
        self.assertNotIn("Why not?", talk)
        self.assertEqual(self.first.submit(ANYWAY).status, 200)
        self.assertIn("Why not?", self.ada.get(HOME + "/messages").words)

    def test_message_after_an_act(self):
        id = self.made("A wall")
        self.open(id)
        self.act(id, "hide")
        self.refused(self.first.submit("Send it", kind="question", text="Which wall?"), "Hidden by Facilitator 2", "Which wall?")

    def test_sanction(self):
        id = self.made("Idiots")
        self.open(id)
        self.act(id, "edit", text="Others")
        fields = {"every": "24", "days": "1", "sanction-reason": "abuse", "sanction-note": "Please slow down."}
        page = self.first.submit("Ask the author to slow down", **fields)
        self.refused(page, "Edited by Facilitator 2", "Please slow down.")
        self.assertNotIn("Its author is asked to write less often", page.words)
        page = self.first.submit(ANYWAY)
        self.assertEqual(page.status, 200, page.words)
        self.assertIn("Its author is asked to write less often", page.words)

    def test_sanction_twice(self):
        id = self.made("Noise")
        fields = {"every": "24", "days": "1", "sanction-reason": "abuse"}
        self.open(id)
        self.second.get(f"{HOME}/facilitate/{id}")
        self.assertEqual(self.second.submit("Ask the author to slow down", **fields).status, 200)
        page = self.first.submit("Ask the author to slow down", **fields, **{"sanction-note": "One a day would be kind."})
        self.refused(page, "Facilitator 2 has done this already", "One a day would be kind.")
        self.assertNotIn(ANYWAY, page.words)

    def test_decision_twice(self):
        third = self.place.staff("facilitator", "third@example.org")
        id = self.made("Rules are rules")
        third.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "abuse"})
        self.ada.get(f"{HOME}/i/{id}/appeal")
        self.assertEqual(self.ada.submit("Ask for another look", text="It is about a rule").status, 200)
        self.open(id)
        self.second.get(f"{HOME}/facilitate/{id}")
        self.assertEqual(self.second.submit("Decide", decision="back", answer="You are right.").status, 200)
        page = self.first.submit("Decide", decision="stands", answer="We think it is unkind.")
        self.refused(page, "Facilitator 2 decided", "You are right.", "We think it is unkind.")

    def test_fresh_is_taken(self):
        id = self.made("Nothing between")
        self.open(id)
        self.assertEqual(self.first.submit("Send it", kind="question", text="Between what?").status, 200)
        self.assertIn("Between what?", self.ada.get(HOME + "/messages").words)


class InTheSlot(unittest.TestCase):
    def test_author_is_not_told_of_early(self):
        """What its author changed within the slot makes nothing stale: facilitators do not know of it yet (A6)."""
        place = Installation(slot_minutes=15, clock_offset=SLOT // 3 - int(time.time()) % SLOT)
        self.addCleanup(place.close)
        place.init()
        place.import_conversation()
        place.import_roster()
        place.start()
        ada, staff = place.sign_in("p1@example.org"), place.staff("facilitator")
        id = ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "A bench"}).json()["id"]
        place.stop()
        place.clock_offset += SLOT
        place.start()
        staff.get(f"{HOME}/facilitate/{id}")
        self.assertEqual(ada.api("PATCH", f"/contributions/{id}", {"text": "Two benches"}).status, 200)
        self.assertEqual(staff.submit("Send it", kind="question", text="Where?").status, 200)
        ada.api("POST", f"/contributions/{id}/messages", {"kind": "answer", "text": "By the pond"})
        page = staff.submit("Send it", kind="question", text="And how many?")
        self.assertEqual(page.status, 200)
        self.assertNotIn(FASTER, page.words)


if __name__ == "__main__":
    unittest.main()
