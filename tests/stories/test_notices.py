"""Notices of the facilitators: pinned, changed, put first, taken down, at the slot, by page and API, with every step kept.

seconds: 150
"""
import os
import sqlite3
import unittest

from harness import Installation, TeamStory

TALK = "/conversations/our-framework"
HOME, PLACE = "/c/our-framework", "/c/our-framework/facilitate/notices"
SECTION = HOME + "/s/purpose"
HEAD = "From the facilitators"


def pin(staff, text, section=None, **more):
    return staff.api("POST", TALK + "/notices", {"text": text, **({"section": section} if section else {}), **more})


class Notices(TeamStory):
    installation = {"ini": "[privacy]\nk=5\n"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Something to stand below a notice"})

    def tearDown(self):
        super().tearDown()
        for notice in self.all():
            if notice["pinned"]:
                self.assertEqual(self.fay.api("DELETE", "/notices/" + notice["id"]).status, 204)

    def all(self):
        return self.fay.api("GET", TALK + "/notices").json()["items"]

    def shown(self):
        return self.ben.api("GET", TALK).json()["notices"]

    def pinned(self, *how, **more):
        answer = pin(self.fay, *how, **more)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def test_on_the_first_page_and_above_a_section(self):
        self.pinned("The meeting is on **Monday**")
        self.pinned("Here it is about purpose alone", "purpose")
        home, section = self.ben.get(HOME), self.ben.get(SECTION)
        for page in (home, section):
            self.assertIn(HEAD, page.words)
        self.assertIn("<strong>Monday</strong>", home.text)
        self.assertNotIn("about purpose alone", home.words)
        self.assertIn("about purpose alone", section.words)
        self.assertNotIn("The meeting is on", section.words)
        self.assertNotIn(HEAD, self.ben.get(HOME + "/s/values").words)
        self.assertEqual([(n["section"], n["by"]) for n in self.shown()], [(None, "facilitators"), ("purpose", "facilitators")])
        self.assertLess(section.text.index("about purpose alone"), section.text.index("Something to stand below"))

    def test_by_the_page_with_change_take_down_and_back(self):
        page = self.fay.get(PLACE)
        page = self.fay.submit("Pin it", page=page, section="purpose", text="We answer on Fridays")
        self.assertIn("Your notice is pinned.", page.words)
        self.assertIn("Pinned by Facilitator", page.words)
        id = self.shown()[0]["id"]
        page = self.fay.post(f"{PLACE}/{id}", {"action": "change", "text": "We answer on Thursdays", "version": "1"})
        self.assertIn("We answer on Thursdays", self.ben.get(SECTION).words)
        self.assertNotIn("Fridays", self.ben.get(SECTION).words)
        page = self.fay.submit("Take it down", page=self.fay.get(PLACE))
        self.assertIn("Your notice is taken down.", page.words)
        self.assertNotIn(HEAD, self.ben.get(SECTION).words)
        self.gil.post(f"{PLACE}/{id}", {"action": "again", "version": "3"})
        self.assertIn("We answer on Thursdays", self.ben.get(SECTION).words)
        self.assertEqual([step["act"] for step in next(n for n in self.all() if n["id"] == id)["history"]],
                         ["pin", "change", "take_down", "pin_again"])

    def test_kept_pieces_know_of_it(self):
        """The section's page is put together from what was kept."""
        for _ in range(3):
            self.assertNotIn(HEAD, self.ben.get(SECTION).words)
        id = self.pinned("Kept with the page", "purpose")
        for _ in range(3):
            self.assertIn("Kept with the page", self.ben.get(SECTION).words)
        self.fay.api("PATCH", "/notices/" + id, {"text": "Changed with the page"})
        for _ in range(3):
            self.assertIn("Changed with the page", self.ben.get(SECTION).words)

    def test_order_and_number(self):
        ids = [self.pinned(f"Number {i}", "values") for i in range(3)]
        self.problem(pin(self.fay, "One too many", "values"), 409)
        page = self.fay.post(PLACE, {"section": "values", "text": "One too many"})
        self.assertEqual(page.status, 409)
        self.assertIn("One too many", page.text)
        self.assertIn("Take one down first", page.words)
        self.assertEqual([n["id"] for n in self.shown()], ids)
        self.assertEqual(self.fay.api("PATCH", "/notices/" + ids[2], {"first": True}).status, 200)
        self.assertEqual([n["id"] for n in self.shown()], [ids[2], ids[0], ids[1]])
        self.assertEqual(self.fay.api("PATCH", "/notices/" + ids[0], {"pinned": False}).json()["pinned"], False)
        self.assertEqual(len(self.shown()), 2)
        self.pinned("Now there is room", "values")
        self.problem(self.fay.api("PATCH", "/notices/" + ids[0], {"pinned": True}), 409)

    def test_sent_twice_is_pinned_once(self):
        self.assertEqual(self.pinned("Only once"), self.pinned("Only once"))
        self.assertEqual(len(self.shown()), 1)

    def test_two_at_once(self):
        """The one who comes second is refused, and loses nothing that was typed."""
        id = self.pinned("As it was")
        self.assertEqual(self.gil.api("PATCH", "/notices/" + id, {"text": "By the other", "version": 1}).status, 200)
        self.problem(self.fay.api("PATCH", "/notices/" + id, {"text": "By me", "version": 1}), 409)
        page = self.fay.post(f"{PLACE}/{id}", {"action": "change", "text": "By me", "version": "1"})
        self.assertEqual(page.status, 409)
        for words in ("By the other", "Another facilitator changed it meanwhile"):
            self.assertIn(words, page.words)
        self.assertIn("By me</textarea>", page.text)

    def test_names_are_asked_about(self):
        text = "Susan Miller will read all of it"
        page = self.fay.submit("Pin it", page=self.fay.get(PLACE), text=text)
        self.assertEqual(page.status, 422)
        self.assertIn("This may name a colleague", page.words)
        self.assertIn(text, page.text)
        self.assertEqual(self.problem(pin(self.fay, text, check_names=True), 422)["names"][0]["start"], 0)
        self.assertEqual(self.shown(), [])
        page = self.fay.submit("Pin it as it is", page=page)
        self.assertEqual(self.shown()[0]["text"], text)
        id = self.shown()[0]["id"]
        page = self.fay.post(f"{PLACE}/{id}", {"action": "change", "text": text + " again", "version": "1"})
        self.assertEqual(page.status, 422)
        self.fay.submit("Save it as it is", page=page)
        self.assertEqual(self.shown()[0]["text"], text + " again")

    def test_bad_input_keeps_what_was_typed(self):
        cases = [({"section": "purpose", "text": "y" * 601}, "y" * 601), ({"section": "nowhere", "text": "Kept here"}, "Kept here"),
                 ({"section": "purpose", "text": " "}, 'value="purpose" selected')]
        for form, kept in cases:
            page = self.fay.post(PLACE, form)
            self.assertEqual(page.status, 422, form)
            self.assertIn(kept, page.text)
        id = self.pinned("There")
        page = self.fay.post(f"{PLACE}/{id}", {"action": "change", "text": "z" * 601, "version": "1"})
        self.assertEqual(page.status, 422)
        self.assertIn("z" * 601, page.text)
        self.assertIn(f"#f-text-{id}", page.text)
        self.assertEqual(self.fay.post(f"{PLACE}/{id}", {"action": "change", "text": "", "version": "1"}).status, 422)
        for data in ({}, {"text": "x" * 601}, {"pinned": 3}):
            self.problem(self.fay.api("PATCH", "/notices/" + id, data), 422)
        self.problem(self.fay.api("PATCH", "/notices/" + "0" * 26, {"pinned": False}), 404)
        self.assertEqual(self.fay.post(f"{PLACE}/{'0' * 26}", {"action": "down"}).status, 404)

    def test_markup_stays_harmless(self):
        self.pinned("<script>alert(1)</script> [x](javascript:alert(1))")
        text = self.ben.get(HOME).text
        self.assertNotIn("<script>alert", text)
        self.assertNotIn('href="javascript', text)

    def test_others_may_not(self):
        id = self.pinned("Not theirs")
        for person in (self.ada, self.ana, self.org):
            self.problem(pin(person, "Mine"), 403)
            self.problem(person.api("GET", TALK + "/notices"), 403)
            self.problem(person.api("PATCH", "/notices/" + id, {"text": "Mine"}), 403)
            self.problem(person.api("DELETE", "/notices/" + id), 403)
            self.assertEqual(person.get(PLACE).status, 403)
            self.assertEqual(person.post(PLACE, {"text": "Mine"}).status, 403)
            self.assertEqual(person.post(f"{PLACE}/{id}", {"action": "down"}).status, 403)
        self.assertEqual([n["text"] for n in self.shown()], ["Not theirs"])

    def test_no_votes_and_no_comments(self):
        id = self.pinned("Not to be voted on")
        self.assertEqual(self.ben.api("PUT", f"/contributions/{id}/vote", {"vote": "like"}).status, 404)
        self.assertEqual(self.ben.api("POST", f"/contributions/{id}/comments", {"text": "And yet"}).status, 404)

    def test_another_conversations_notice(self):
        with Installation() as place:
            place.init()
            for slug in ("one", "two"):
                place.import_conversation(slug=slug)
            place.import_roster(40, slug="one")
            place.start()
            here, there = place.staff("facilitator", "a@example.org", slug="one"), place.staff("facilitator", "b@example.org", slug="two")
            id = here.api("POST", "/conversations/one/notices", {"text": "Of one"}).json()["id"]
            self.assertEqual(there.api("PATCH", "/notices/" + id, {"text": "Of two"}).status, 404)
            self.assertEqual(there.api("GET", "/conversations/two").json()["notices"], [])

    def test_counted_in_public(self):
        for i in range(6):
            self.fay.api("DELETE", "/notices/" + self.pinned(f"To be counted {i}"))
        page = self.ben.get(HOME + "/p/ledger")
        self.assertIn("notices pinned", page.words)


class Slots(unittest.TestCase):
    """Everything at the slot, also over a start in its middle; nothing after erasure."""

    def test_shown_when_the_slot_turns(self):
        with Installation(slot_minutes=15) as place:
            # Far from the end of a slot: the clock stands where it has twelve minutes left.
            now = place.now()
            place.clock_offset = -((now.minute % 15) * 60 + now.second) + 180
            place.init()
            place.import_conversation()
            place.import_roster(40)
            place.start()
            fay, ada = place.staff("facilitator", "fay@example.org"), place.sign_in("p1@example.org")
            id = pin(fay, "First words", "purpose").json()["id"]
            shown = lambda: [n["text"] for n in ada.api("GET", TALK).json()["notices"]]
            self.assertEqual(shown(), [])
            self.assertNotIn(HEAD, ada.get(SECTION).words)
            self.assertIn("Others will see it so from", fay.get(PLACE).words)
            place.restart()
            self.assertEqual(shown(), [])
            self.forward(place)
            self.assertEqual(shown(), ["First words"])
            fay.api("PATCH", "/notices/" + id, {"text": "Second words"})
            self.assertEqual(shown(), ["First words"])
            place.restart()
            self.assertEqual(shown(), ["First words"])
            self.assertIn("First words", ada.get(SECTION).words)
            fay.api("DELETE", "/notices/" + id)
            self.assertEqual(shown(), ["First words"])
            self.forward(place)
            self.assertEqual(shown(), [])

            place.candour("conversation", "close", place.folder, "our-framework")
            place.candour("conversation", "complete", place.folder, "our-framework")
            place.candour("erase", place.folder, "our-framework", "--now")
            place.stop()
            with sqlite3.connect(os.path.join(place.folder, "room", "room.db")) as db:
                self.assertEqual(db.execute("SELECT count(*) FROM notice").fetchone(), (0,))

    @staticmethod
    def forward(place):
        place.stop()
        place.clock_offset += 15 * 60
        place.start()

    def test_clock_set_back(self):
        """What waited is not kept waiting until the clock has been there again."""
        with Installation(slot_minutes=15) as place:
            place.init()
            place.import_conversation(opens=-24)
            place.import_roster(40)
            place.start()
            fay, ada = place.staff("facilitator"), place.sign_in("p1@example.org")
            self.assertEqual(pin(fay, "Before the clock was set back").status, 201)
            place.stop()
            place.clock_offset -= 3 * 3600
            place.start()
            self.assertEqual(len(ada.api("GET", TALK).json()["notices"]), 1)

    def test_prepared_before_opening(self):
        with Installation() as place:
            place.init()
            place.import_conversation(opens=24)
            place.import_roster(40)
            place.start()
            self.assertEqual(pin(place.staff("facilitator"), "Welcome, all of you").status, 201)
            place.candour("conversation", "open", place.folder, "our-framework")
            self.assertIn("Welcome, all of you", place.sign_in("p1@example.org").get(HOME).words)


if __name__ == "__main__":
    unittest.main()
