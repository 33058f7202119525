# builds: release sanitize
"""Facilitators and an author who may not be well: what is said to them, what is asked of nobody, what is written down of
the steps taken, and who sees it."""
import re
import unittest
import urllib.parse

from harness import Story

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
PEOPLE = [{"email": f"p{i}@example.org", "name": f"Ottoline Person{i}"} for i in range(1, 61)]
SUPPORT = "# Help\n\n- Night line, **01234 567**\n- The chaplain, [room 4](https://example.org/chaplain)\n"


class Safeguarding(Story):
    people = PEOPLE
    conversation = {"extra": "names-from-roster = true"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")
        cls.ben = cls.place.sign_in("p1@example.org")
        cls.authors = iter(range(2, 60))

    def made(self, text, author=None):
        self.ada = author or self.place.sign_in(f"p{next(self.authors)}@example.org")
        answer = self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def open(self, id, staff=None):
        page = (staff or self.staff).get(f"{HOME}/facilitate/{id}")
        self.assertEqual(page.status, 200)
        return page

    def mine(self):
        return self.ada.get(HOME + "/mine").words


class Messages(Safeguarding):
    def test_preview_sends_nothing(self):
        id = self.made("The roof leaks")
        self.open(id)
        page = self.staff.submit("See how it will look", kind="question", text="Where?\nSince when?")
        self.assertEqual(page.status, 200)
        self.assertIn("How the author will read it", page.words)
        self.assertIn("Since when?</textarea>", page.text)
        self.assertNotIn("Since when?", self.mine())
        self.assertEqual(self.staff.submit("Send it").status, 200)
        self.assertIn("Since when?", self.mine())

    def test_help_goes_along(self):
        id = self.made("It is all too much")
        page = self.open(id)
        self.assertIn("Add where to find help", page.words)
        first = re.search(r'<label[^>]*for="f-help-1"[^>]*>([^<]+)<', page.text).group(1)
        self.assertEqual(self.staff.submit("Send it", kind="support", text="You are not alone.", **{"help-1": "yes"}).status, 200)
        words = self.mine()
        self.assertIn("You are not alone.", words)
        self.assertIn(first.replace("&#39;", "'"), words)
        self.assertEqual(self.open(id).text.count('name="help-'), page.text.count('name="help-'))

    def test_help_that_is_too_long(self):
        id = self.made("Words and words")
        self.open(id)
        page = self.staff.submit("Send it", kind="support", text="x" * 1990, **{"help-1": "yes"})
        self.assertEqual(page.status, 422)
        self.assertIn("too long", page.words)
        self.assertIn("x" * 1990, page.text)

    def test_asks_who(self):
        id = self.made("My manager is unfair")
        self.open(id)
        page = self.staff.submit("Send it", kind="question", text="Which ward is that? And what is your name?")
        self.assertEqual(page.status, 422)
        self.assertIn("This seems to ask who they are", page.words)
        self.assertIn("And what is your name?</textarea>", page.text)
        self.assertNotIn("your name?", self.mine())
        self.assertEqual(self.staff.submit("Send it as it is").status, 200)
        self.assertIn("your name?", self.mine())

    def test_plain_question_is_not_held_up(self):
        id = self.made("Handover is short")
        self.open(id)
        page = self.staff.submit("Send it", kind="question", text="Thank you. What would a longer one need?")
        self.assertEqual(page.status, 200)
        self.assertIn("What would a longer one need?", self.mine())

    def test_told_of_a_merge(self):
        other = self.made("Longer breaks", self.ben)
        id = self.made("Breaks that are longer")
        page = self.open(id)
        self.assertIn("Another idea says the same, so we joined the two", page.text)
        self.staff.api("POST", f"/contributions/{id}/actions", {"action": "merge", "reason": "duplicate", "into": other})
        page = self.ada.get(HOME + "/mine")
        self.assertIn("joined this with another that says the same", page.words)
        self.assertIn(f"/i/{other}", page.text)
        self.assertIn("Ask for another look", page.words)


class Notes(Safeguarding):
    """What a facilitator writes to an author may name somebody too."""

    def asked(self, page, words):
        self.assertEqual(page.status, 422, page.words)
        self.assertIn("Your note may name somebody", page.words)
        self.assertIn("<mark>Ottoline</mark>", page.text)
        self.assertIn(words, page.text)

    def test_act(self):
        id = self.made("They are all mad")
        self.open(id)
        page = self.staff.submit("Hide", reason="abuse", note="It was about Ottoline")
        self.asked(page, "It was about Ottoline</textarea>")
        self.assertNotIn("hidden", self.ada.api("GET", f"/contributions/{id}").json()["state"])
        self.assertEqual(self.staff.submit("Do it with the note as it is").status, 200)
        self.assertIn("It was about Ottoline", self.mine())

    def test_act_with_other_words(self):
        id = self.made("They are all bad")
        self.open(id)
        self.staff.submit("Hide", reason="abuse", note="It was about Ottoline")
        self.assertEqual(self.staff.submit("Hide", note="It was about a person").status, 200)
        self.assertIn("It was about a person", self.mine())

    def test_sanction(self):
        id = self.made("Shout")
        self.open(id)
        fields = {"every": "24", "days": "1", "sanction-reason": "abuse", "sanction-note": "Leave Ottoline alone"}
        page = self.staff.submit("Ask the author to slow down", **fields)
        self.asked(page, "Leave Ottoline alone</textarea>")
        self.assertNotIn("You are asked to write less", self.mine())
        self.assertEqual(self.staff.submit("Do it with the note as it is").status, 200)
        self.assertIn("Leave Ottoline alone", self.mine())

    def test_looks_fine_asks_nothing(self):
        id = self.made("Good tea")
        self.open(id)
        form, _ = self.staff.page.form_with("Save the change")
        sent = {**form.fields, "action": "fine", "note": "Ottoline"}
        self.assertEqual(self.staff.post(urllib.parse.urljoin(self.staff.page.url, form.action), sent).status, 200)


class Steps(Safeguarding):
    """What facilitators do because somebody may need help: written down, theirs alone, closed by two."""

    OPEN = 'id="safeguard"'

    def step(self, step, note="", staff=None, id=None):
        if id:
            self.open(id, staff)
        return (staff or self.staff).submit("Write it down", step=step, **{"safeguard-note": note})

    def why(self, id):
        """Why it waits; what somebody may need help for stands before all else."""
        whys = [(i["why"], i["id"]) for i in self.second.api("GET", TALK + "/queue?limit=100").json()["items"]]
        self.assertEqual(whys, sorted(whys, key=lambda one: one[0] != "safeguarding"))
        return next((why for why, one in whys if one == id), None)

    def test_open_until_two_close_it(self):
        id = self.made("Nobody would notice if I stayed away")
        self.assertEqual(self.step("looked", "Please look too.", id=id).status, 200)
        page = self.open(id, self.second)
        self.assertIn(self.OPEN, page.text)
        for words in ("Facilitator 1 looked at it and worries", "Please look too."):
            self.assertIn(words, page.words)
        self.assertEqual(self.why(id), "safeguarding")
        # Whatever else is done to it, it stays there.
        self.staff.api("POST", f"/contributions/{id}/actions", {"action": "fine"})
        self.staff.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "other"})
        self.assertEqual(self.why(id), "safeguarding")
        self.assertEqual(self.step("told", staff=self.second, id=id).status, 200)
        page = self.step("close", id=id)
        self.assertEqual(page.status, 200)
        self.assertIn("It stays open until another facilitator agrees", page.words)
        self.assertNotIn('value="close"', page.text)
        page = self.staff.post(f"{HOME}/facilitate/{id}/safeguard", {"step": "close", "safeguard-note": "Again"})
        self.assertEqual(page.status, 403)
        self.assertIn("Again</textarea>", page.text)
        self.assertEqual(self.why(id), "safeguarding")
        page = self.open(id, self.second)
        self.assertIn("Facilitator 1 said that nothing more is to be done. If you agree", page.words)
        page = self.second.submit("Write it down", step="close")
        self.assertEqual(page.status, 200)
        self.assertNotIn(self.OPEN, page.text)
        self.assertIn("Facilitator 2 told the safeguarding lead", page.words)
        self.assertIsNone(self.why(id))

    def test_a_new_step_keeps_it_open(self):
        id = self.made("I sleep badly since")
        self.step("looked", id=id)
        self.step("close", id=id)
        self.step("offered", staff=self.second, id=id)
        self.assertIn(self.OPEN, self.step("close", staff=self.second, id=id).text)
        self.assertNotIn(self.OPEN, self.step("close", id=id).text)
        self.assertIn(self.OPEN, self.step("looked", "It came back.", id=id).text)

    def test_nothing_to_close(self):
        id = self.made("All is well")
        self.assertNotIn('value="close"', self.open(id).text)
        self.assertEqual(self.staff.post(f"{HOME}/facilitate/{id}/safeguard", {"step": "close"}).status, 409)
        self.assertEqual(self.staff.post(f"{HOME}/facilitate/{id}/safeguard", {"step": "solve"}).status, 422)
        self.assertEqual(self.staff.post(f"{HOME}/facilitate/{'0' * 26}/safeguard", {"step": "looked"}).status, 404)

    def test_two_at_once(self):
        id = self.made("What is the use")
        self.open(id)
        self.step("looked", "Seen first.", staff=self.second, id=id)
        page = self.step("offered", "A kind word was sent.")
        self.assertEqual(page.status, 409)
        self.assertIn("Seen first.", page.words)
        self.assertIn("A kind word was sent.</textarea>", page.text)
        page = self.staff.submit("Write it down")
        self.assertEqual(page.status, 200)
        self.assertIn("A kind word was sent.", page.words)

    def test_note_names_nobody(self):
        id = self.made("Leave me be")
        page = self.step("told", "It may be Ottoline", id=id)
        self.assertEqual(page.status, 422)
        self.assertIn("<mark>Ottoline</mark>", page.text)
        self.assertNotIn(self.OPEN, self.open(id).text)
        self.step("told", "It may be Ottoline")
        self.assertIn(self.OPEN, self.staff.submit("Write it down as it is").text)

    def test_facilitators_alone(self):
        id = self.made("I am so tired of it")
        before = self.ben.api("GET", f"/contributions/{id}").text
        self.step("looked", "Quietly.", id=id)
        self.assertEqual(self.ben.api("GET", f"/contributions/{id}").text, before)
        self.assertNotIn("Quietly", self.mine() + self.ben.get(f"{HOME}/i/{id}").text)
        for role in ("organiser", "analyst"):
            other = self.place.staff(role, f"{role}@example.org")
            for who in (other, self.ada):
                self.assertEqual(who.get(f"{HOME}/facilitate/{id}").status, 403)
                self.assertEqual(who.post(f"{HOME}/facilitate/{id}/safeguard", {"step": "looked"}).status, 403)

    def test_small_counts_are_withheld(self):
        self.step("looked", id=self.made("So alone"))
        words = self.ben.get(HOME + "/p/ledger").words
        self.assertRegex(words, r"posts followed up because somebody might need help\s*:?\s*under \d+")

    def test_comes_back_after_a_restart(self):
        id = self.made("Nothing helps")
        self.step("looked", id=id)
        self.place.restart()
        self.assertEqual(self.why(id), "safeguarding")


class Told(Safeguarding):
    def test_act_without_a_note_is_told(self):
        id = self.made("Ask Karl")
        self.staff.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "anonymise"})
        words = self.mine()
        self.assertIn("A facilitator hid this", words)
        self.assertIn("It points to a person", words)

    def test_every_act_is_told(self):
        id = self.made("Ask the boss of all bosses")
        act = f"/contributions/{id}/actions"
        self.staff.api("POST", act, {"action": "edit", "reason": "anonymise", "text": "Ask them", "note": "We took out a boss."})
        self.staff.api("POST", act, {"action": "move", "reason": "wrong-section", "section": "values"})
        words = self.mine()
        self.assertIn("A facilitator moved this from", words)
        self.assertIn("Before that:", words)
        self.assertIn("A facilitator changed your words. The reason: It points to a person.", words)
        self.assertIn("We took out a boss.", words)
        # What was taken back is not told as if it held.
        self.staff.api("POST", act, {"action": "hide", "reason": "abuse"})
        self.staff.api("POST", act, {"action": "restore", "reason": "other"})
        self.assertNotIn("A facilitator hid this", self.mine())


if __name__ == "__main__":
    unittest.main()
