# builds: release sanitize
"""Somebody who is not well: words and numbers at once, on the page and by the API, and nothing for others to see."""
import time
import unittest

from harness import Installation, Story

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
HARD = "Some nights I do not want to be alive"
LIST = "- Our own line: **01632 960 001**\n- [Do not press](https://example.org/x)\n"
NOTE = "You don’t have to carry this alone"
SLOT = 15 * 60


class Support(Story):
    conversation = {"pages": {"support.md": LIST}}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada, cls.ben, cls.cem = (cls.place.sign_in(f"p{i}@example.org") for i in (1, 2, 3))

    def api_idea(self, person, text):
        answer = person.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()

    def share(self, person, text):
        person.get(HOME + "/s/purpose")
        return person.submit("Share", text=text)

    def test_page_after_an_idea(self):
        page = self.share(self.ada, HARD)
        self.assertEqual(page.status, 200)
        self.assertIn(NOTE, page.words)
        self.assertIn("01632 960 001", page.words)
        self.assertEqual(page.link_to("let somebody call you"), self.place.desk_url + "/call-me")
        self.assertIn("Your idea is in", page.words)        # it goes on like any other
        self.assertIn(HARD, page.words)
        self.assertNotIn("distress", page.url + page.words.lower())
        self.assertNotIn("support", page.url)

    def test_nobody_is_asked_whether_somebody_else_said_it(self):
        """Nor are such words offered to others for a like."""
        self.share(self.ada, HARD)
        page = self.share(self.ben, HARD)
        self.assertIn("Your idea is in", page.words)
        self.assertIn(NOTE, page.words)
        asked = self.cem.post(HOME + "/similar", {"section": "purpose", "text": "Some nights I do not want to be on my own"})
        self.assertNotIn(HARD[:20], asked.words)

    def test_links_do_not_open(self):
        self.assertNotIn("https://example.org/x", [href for _, href in self.share(self.ada, HARD).links])
        self.assertNotIn("https://example.org/x", [href for _, href in self.ada.get(HOME + "/p/support").links])

    def test_nothing_after_other_ideas(self):
        self.assertNotIn(NOTE, self.share(self.cem, "More benches in the park").words)

    def test_nothing_for_others(self):
        id = self.api_idea(self.ada, HARD)["id"]
        for path in (f"/i/{id}", f"/i/{id}?done=comment", f"/i/{id}?done=edited", "/s/purpose?done=idea"):
            page = self.cem.get(HOME + path)
            self.assertIn(HARD, page.words, path)
            self.assertNotIn(NOTE, page.words, path)
        self.assertNotIn("signpost", self.cem.api("GET", f"/contributions/{id}").json())

    def test_comment_change_and_answer(self):
        id = self.api_idea(self.ben, "Rest rooms")["id"]
        self.ada.get(f"{HOME}/i/{id}")
        self.assertIn(NOTE, self.ada.submit("Comment", text=HARD).words)
        own = self.api_idea(self.ben, "Quiet rooms")["id"]
        self.ben.get(f"{HOME}/i/{own}/edit")
        self.assertIn(NOTE, self.ben.submit("Save", text="I want to die").words)
        staff = self.place.staff("facilitator", "asks@example.org")
        self.assertEqual(staff.api("POST", f"/contributions/{own}/messages", {"kind": "question", "text": "How are you?"}).status, 201)
        self.ben.get(HOME + "/messages")
        self.assertNotIn(NOTE, self.ben.page.words)
        self.assertIn(NOTE, self.ben.submit("Send", text=HARD).words)

    def test_api(self):
        made = self.api_idea(self.ada, HARD)
        self.assertIn("01632 960 001", made["signpost"])
        self.assertNotIn("signpost", self.ada.api("GET", f"/contributions/{made['id']}").json())
        self.assertNotIn("signpost", self.api_idea(self.ada, "More light"))
        comment = self.ada.api("POST", f"/contributions/{made['id']}/comments", {"text": "I can't go on"})
        self.assertIn("signpost", comment.json())
        changed = self.ada.api("PATCH", f"/contributions/{made['id']}", {"text": HARD + "."})
        self.assertIn("signpost", changed.json())

    def test_page_for_everybody(self):
        self.ben.get(HOME)
        page = self.ben.get(self.ben.page.link_to("Get help"))
        self.assertEqual(page.h1, ["Where to find help"])
        self.assertIn("01632 960 001", page.words)
        self.assertEqual(page.link_to("leave a name and a number"), self.place.desk_url + "/call-me")

    def test_chart_for_facilitators(self):
        staff = self.place.staff("facilitator", "reads@example.org")
        staff.get(HOME + "/facilitate")
        self.assertEqual(staff.get(staff.page.link_to("What to do")).h1, ["What to do"])
        self.assertEqual(self.ada.get(HOME + "/facilitate/guide").status, 403)

    def test_organiser_changes_the_list(self):
        organiser = self.place.staff("organiser")
        page = organiser.get(HOME + "/organise/settings")
        self.assertIn("01632 960 001", page.text)
        refused = organiser.submit("Save the texts", support="x" * 2001)
        self.assertEqual(refused.status, 422)
        self.assertIn("x" * 2001, refused.text)
        organiser.get(HOME + "/organise/settings")
        organiser.submit("Save the texts", support=LIST + "- And a second: **01632 960 002**")
        self.assertIn("01632 960 002", self.ada.get(HOME + "/p/support").words)


class WithoutAList(unittest.TestCase):
    def test_slots_and_our_own_list(self):
        """With slots the post is not shown to others yet: its author is answered all the same."""
        place = Installation(slot_minutes=15, clock_offset=SLOT // 3 - int(time.time()) % SLOT)
        self.addCleanup(place.close)
        place.init()
        place.import_conversation()
        place.import_roster(40)
        place.start()
        ada = place.sign_in("p1@example.org")
        ada.get(HOME + "/s/purpose")
        page = ada.submit("Share", text=HARD)
        self.assertIn(NOTE, page.words)
        self.assertIn("116 123", page.words)
        self.assertIn("116 123", ada.get(HOME + "/p/support").words)

    def test_a_list_that_is_too_long(self):
        place = Installation()
        self.addCleanup(place.close)
        place.init()
        done = place.candour("conversation", "import", place.folder,
                             place.write_conversation(pages={"support.md": "x" * 2001}), check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("support.md is longer than 2000 characters", done.stderr)


if __name__ == "__main__":
    unittest.main()
