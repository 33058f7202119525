# builds: release sanitize
"""An author asks for another look at what a facilitator did: once for each act, and somebody else decides."""
import time
import unittest

from harness import Installation, Story

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
SLOT = 15 * 60
DAY = 24 * 3600
PARTS = [{"section": "values", "text": "Trees"}, {"section": "purpose", "text": "Benches"}]


def made(person, text):
    answer = person.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
    if answer.status != 201:
        raise AssertionError(answer.text)
    return answer.json()["id"]


class Appeals(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")
        cls.ada, cls.ben = (cls.place.sign_in(f"p{i}@example.org") for i in (1, 2))

    def act(self, id, action, staff=None, **more):
        more.setdefault("reason", "abuse")
        answer = (staff or self.first).api("POST", f"/contributions/{id}/actions", {"action": action, **more})
        self.assertEqual(answer.status, 200, answer.text)

    def show(self, id):
        return self.ben.api("GET", f"/contributions/{id}").json()

    def ask(self, id, text="I meant the rules, not a person", about=None, person=None):
        person = person or self.ada
        person.get(f"{HOME}/i/{id}/appeal" + (f"?about={about}" if about else ""))
        return person.submit("Ask for another look", text=text)

    def decide(self, id, decision, staff=None, answer="We looked again."):
        staff = staff or self.second
        staff.get(f"{HOME}/facilitate/{id}")
        return staff.submit("Decide", decision=decision, answer=answer)

    def why(self, id):
        items = self.second.api("GET", TALK + "/queue?limit=100").json()["items"]
        return next((i["why"] for i in items if i["id"] == id), None)

    def test_taken_back(self):
        """Each act, and what is left of it once a second facilitator has taken it back."""
        other = made(self.ben, "Woods")
        for action, more in (("hide", {}), ("remove", {}), ("edit", {"text": "Trees"}), ("move", {"section": "values"}),
                             ("merge", {"into": other}), ("split", {"parts": PARTS})):
            with self.subTest(action):
                id = made(self.ada, "Trees and benches")
                before = self.show(id)
                self.act(id, action, note="Too harsh", **more)
                page = self.ada.get(HOME + "/mine")
                self.assertIn("Ask for another look", page.words)
                page = self.ask(id)
                self.assertEqual(page.status, 200)
                self.assertIn("You asked for another look", page.words)
                self.assertEqual(self.why(id), "appeal")
                seen = self.second.get(f"{HOME}/facilitate/{id}").words
                self.assertIn("I meant the rules, not a person", seen)
                self.assertIn("by Facilitator 1", seen)
                page = self.decide(id, "back")
                self.assertIn("Its author is told", page.words)
                after = self.show(id)
                for field in ("state", "text", "section", "likes"):
                    self.assertEqual(after[field], before[field], field)
                self.assertNotEqual(self.why(id), "appeal")
                told = self.ada.get(f"{HOME}/i/{id}/appeal").words
                self.assertIn("Somebody else looked again: it was taken back", told)
                self.assertIn("We looked again.", told)
                self.assertIn("it was taken back", self.ada.get(HOME + "/mine").words)

    def test_stands(self):
        id = made(self.ada, "Fools all around")
        self.act(id, "hide", note="Please be kind")
        self.ask(id)
        self.decide(id, "stands", answer="It hurts people who read it.")
        self.assertEqual(self.show(id)["state"], "removed")
        mine = self.ada.get(HOME + "/mine")
        self.assertIn("Somebody else looked again: it stands", mine.words)
        page = self.ada.get(f"{HOME}/i/{id}/appeal")
        self.assertIn("It hurts people who read it.", page.words)
        self.assertIn("I meant the rules, not a person", page.words)
        for browser in (self.first, self.second):
            self.assertIn("Facilitator 2 decided today that it stands.", browser.get(f"{HOME}/facilitate/{id}").words)

    def test_who_acted_does_not_decide(self):
        id = made(self.ada, "Contested")
        self.act(id, "hide")
        self.ask(id)
        page = self.first.get(f"{HOME}/facilitate/{id}")
        self.assertIn("You did this, so another facilitator decides.", page.words)
        version = self.second.get(f"{HOME}/facilitate/{id}").form_with("Decide")[0].fields["number"]
        answer = self.first.post(f"{HOME}/facilitate/{id}/appeal",
                                 {"about": "act", "number": version, "decision": "stands", "answer": "Mine"})
        self.assertEqual(answer.status, 403)
        self.assertEqual(self.why(id), "appeal")

    def test_once_for_each_act(self):
        id = made(self.ada, "Once")
        self.act(id, "hide")
        self.ask(id)
        again = self.ada.post(f"{HOME}/i/{id}/appeal", {"about": "act", "text": "Once more"})
        self.assertEqual(again.status, 409)
        self.assertIn("You have asked already", again.words)
        self.decide(id, "back")
        self.act(id, "remove", staff=self.second)
        self.assertEqual(self.ask(id, "Another act, another look").status, 200)
        self.assertIn("Another act, another look", self.first.get(f"{HOME}/facilitate/{id}").words)

    def test_refusals(self):
        id, untouched = made(self.ada, "Mine"), made(self.ada, "Untouched")
        self.act(id, "hide")
        for person, which, fields, status in (
                (self.ben, id, {"about": "act", "text": "Not mine"}, 404),
                (self.ada, "0" * 26, {"about": "act", "text": "Nothing"}, 404),
                (self.ada, untouched, {"about": "act", "text": "Nothing was done"}, 409),
                (self.ada, id, {"about": "pause", "text": "I am not paused"}, 409),
                (self.ada, id, {"about": "act", "text": "x" * 2001}, 422),
                (self.ada, id, {"about": "act", "text": " "}, 422),
                (self.ada, id, {"about": "war", "text": "Kept words"}, 422)):
            page = person.post(f"{HOME}/i/{which}/appeal", fields)
            self.assertEqual(page.status, status, fields)
            if status == 422 or which == untouched:
                self.assertIn(fields["text"].strip(), page.text)
        self.assertEqual(self.ben.get(f"{HOME}/i/{id}/appeal").status, 404)
        for fields, status in (({"about": "act", "number": "2", "decision": "stands", "answer": "Nobody asked"}, 409),
                               ({"about": "act", "number": "2", "decision": "maybe", "answer": "Kept"}, 422),
                               ({"about": "act", "number": "2", "decision": "back"}, 422)):
            self.assertEqual(self.second.post(f"{HOME}/facilitate/{id}/appeal", fields).status, status, fields)
        self.assertEqual(self.ben.post(f"{HOME}/facilitate/{id}/appeal",
                                       {"about": "act", "number": "2", "decision": "back", "answer": "x"}).status, 403)

    def test_something_was_done_since(self):
        id = made(self.ada, "As it was")
        self.act(id, "edit", text="As the facilitator has it")
        self.ask(id)
        self.assertEqual(self.ada.api("PATCH", f"/contributions/{id}", {"text": "As I have it now"}).status, 200)
        page = self.decide(id, "back", answer="A long answer")
        self.assertEqual(page.status, 409)
        self.assertIn("Something was done to it since", page.words)
        self.assertIn("A long answer", page.text)
        self.assertEqual(self.show(id)["text"], "As I have it now")
        self.assertEqual(self.decide(id, "stands").status, 200)

    def test_taken_back_meanwhile(self):
        id = made(self.ada, "Back already")
        self.act(id, "hide")
        self.ask(id)
        self.act(id, "restore")
        self.assertEqual(self.decide(id, "back").status, 200)
        self.assertEqual(self.show(id)["state"], "shown")

    def test_pause(self):
        id = made(self.ben, "Fools")
        self.first.get(f"{HOME}/facilitate/{id}")
        self.first.submit("Ask the author to slow down", **{"every": "pause", "days": "7", "sanction-reason": "abuse",
                                                            "sanction-note": "Take a week."})
        self.ben.get(HOME + "/mine")
        self.ben.follow_link("Ask for another look")
        self.assertIn("Take a week.", self.ben.page.words)
        self.assertEqual(self.ben.submit("Ask for another look", text="A week is long").status, 200)
        self.assertIn("You did this", self.first.get(f"{HOME}/facilitate/{id}").words)
        self.assertEqual(self.decide(id, "back", answer="It is, you are right.").status, 200)
        self.assertEqual(self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Kinder"}).status, 201)
        self.assertIn("It is, you are right.", self.ben.get(f"{HOME}/i/{id}/appeal?about=pause").words)

    def test_names_are_asked_about_on_both_sides(self):
        id = made(self.ada, "Named")
        self.act(id, "hide")
        page = self.ask(id, "Ask Margaret Walker on my ward")
        self.assertEqual(page.status, 422)
        self.assertIn("This may name a colleague", page.words)
        page = self.ada.submit("Send it as it is")
        self.assertEqual(page.status, 200)
        page = self.decide(id, "stands", answer="Margaret Walker agrees")
        self.assertEqual(page.status, 422)
        self.assertIn("Margaret Walker agrees", page.text)
        self.assertEqual(self.second.submit("Send it as it is").status, 200)

    def test_restart(self):
        id = made(self.ada, "Over a restart")
        self.act(id, "hide")
        self.ask(id)
        self.place.restart()
        self.assertEqual(self.why(id), "appeal")
        self.decide(id, "back")
        self.place.restart()
        self.assertNotEqual(self.why(id), "appeal")
        self.assertEqual(self.show(id)["state"], "shown")

    def test_blind(self):
        id = made(self.ada, "Who is it")
        self.act(id, "hide")
        self.ask(id)
        self.decide(id, "stands")
        said = self.second.get(f"{HOME}/facilitate/{id}").text + self.ada.get(f"{HOME}/i/{id}/appeal").text
        for word in ("p1@example.org", "Person A", "second@example.org", "Staff Facilitator", "pseudonym"):
            self.assertNotIn(word, said)
        self.assertNotIn("Facilitator 2", self.ada.get(f"{HOME}/i/{id}/appeal").words)


class Slots(unittest.TestCase):
    def test_told_at_the_slot_and_until_a_week_after_closing(self):
        place = Installation(slot_minutes=15, clock_offset=SLOT // 3 - int(time.time()) % SLOT)
        self.addCleanup(place.close)
        place.init()
        place.import_conversation(closes=48)
        place.import_roster(40)
        place.start()

        def later(seconds):
            place.stop()
            place.clock_offset += seconds
            place.start()

        ada = place.sign_in("p1@example.org")
        first, second = place.staff("facilitator"), place.staff("facilitator", "second@example.org")
        ids = [made(ada, f"Contested {i}") for i in range(2)]
        later(SLOT)
        for id in ids:
            self.assertEqual(first.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "abuse"}).status, 200)
        ada.get(f"{HOME}/i/{ids[0]}/appeal")
        self.assertEqual(ada.submit("Ask for another look", text="My words").status, 200)
        self.assertNotIn("My words", second.get(f"{HOME}/facilitate/{ids[0]}").words)      # nobody is told which minute
        self.assertEqual(second.api("GET", TALK + "/queue").json()["items"], [])
        later(SLOT)
        self.assertIn("My words", second.get(f"{HOME}/facilitate/{ids[0]}").words)
        self.assertEqual([i["why"] for i in second.api("GET", TALK + "/queue").json()["items"]], ["appeal"])
        later(8 * DAY)      # six days after the closing
        self.assertIn("You can ask once", ada.get(f"{HOME}/i/{ids[1]}/appeal").words)
        later(2 * DAY)
        self.assertIn("too late", ada.get(f"{HOME}/i/{ids[1]}/appeal").words)
        late = ada.post(f"{HOME}/i/{ids[1]}/appeal", {"about": "act", "text": "Too late"})
        self.assertEqual(late.status, 409)
        self.assertNotIn("Ask for another look", ada.get(HOME + "/mine").words)
        second = place.staff("facilitator", "third@example.org")
        second.get(f"{HOME}/facilitate/{ids[0]}")
        self.assertEqual(second.submit("Decide", decision="back", answer="Sorry").status, 200)


if __name__ == "__main__":
    unittest.main()
