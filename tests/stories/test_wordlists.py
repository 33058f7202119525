"""Words that signals look for, changed by facilitators of one conversation: by page and API, at once and over a start.

seconds: 120
"""
import os
import sqlite3
import unittest

from harness import Installation, TeamStory

TALK = "/conversations/our-framework"
PLACE = "/c/our-framework/facilitate/words"
BOXES = ("distress_more", "distress_less", "abuse_more", "abuse_less")


class Words(TeamStory):
    def tearDown(self):
        super().tearDown()
        self.put(**{box: "" for box in BOXES})

    def lists(self):
        return self.fay.api("GET", TALK + "/words").json()

    def put(self, who=None, **lists):
        answer = (who or self.fay).api("PUT", TALK + "/words", lists)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def post(self, text):
        answer = self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()

    def why(self, id):
        """Why it waits in the queue."""
        items = self.fay.api("GET", TALK + "/queue?limit=100").json()["items"]
        return next(item["why"] for item in items if item["id"] == id)

    def noticed(self, text):
        return self.fay.api("POST", TALK + "/words/try", {"text": text}).json()["signals"]

    def test_a_word_added_and_taken_out_by_the_page(self):
        before = self.post("What a gobdaw he is")["id"]
        self.assertEqual(self.why(before), "new")
        queue = self.fay.get("/c/our-framework/facilitate")
        self.assertTrue(queue.link_to("Words to look for").endswith(PLACE))
        page = self.fay.submit("Save the words", page=self.fay.get(PLACE), **{"abuse-more": "Gobdaw\nbag of spann*"})
        self.assertIn("The words are saved.", page.words)
        self.assertIn("Added to the words that hurt by Facilitator", page.words)
        self.assertIn("Gobdaw\nbag of spann*</textarea>", page.text)
        # What stood there already, and what comes.
        self.assertEqual(self.why(before), "possible-abuse")
        after = self.post("thick as a BAG, of spanners")["id"]
        self.assertEqual(self.why(after), "possible-abuse")
        self.assertIn("Possibly hurtful words", self.fay.get(f"/c/our-framework/facilitate/{after}").words)
        # It was never hidden.
        self.assertEqual(self.ben.api("GET", f"/contributions/{before}").json()["state"], "shown")
        page = self.fay.submit("Save the words", page=self.fay.get(PLACE), **{"abuse-more": "bag of spann*"})
        self.assertEqual((self.why(before), self.why(after)), ("new", "possible-abuse"))
        self.assertIn("Taken out of the words that hurt by Facilitator", page.words)
        self.fay.submit("Save the words", page=page, **{"abuse-more": ""})
        self.assertEqual((self.why(before), self.why(after)), ("new", "new"))

    def test_what_we_know_passed_over(self):
        id = self.post("That rota is bullshit bingo")["id"]
        self.assertEqual(self.why(id), "possible-abuse")
        self.put(abuse_less="Bullsh\u00edt bingo")
        self.assertEqual(self.why(id), "new")
        self.assertEqual(self.noticed("bullshit, that rota"), ["abuse"])

    def test_over_a_start(self):
        id = self.post("They are all numpties in there")["id"]
        self.put(abuse_more="numpties", distress_more="all too much for me")
        self.place.restart()
        self.assertEqual(self.why(id), "possible-abuse")
        self.assertEqual(self.lists()["abuse_more"], "numpties")
        self.assertIn("signpost", self.post("It is ALL too much for me"))
        self.put(distress_more="")
        self.place.restart()
        self.assertNotIn("signpost", self.post("It is all too much for me again"))
        self.assertEqual(self.lists()["abuse_more"], "numpties")

    def test_ours_is_not_switched_off_by_the_way(self):
        text = "I want to die"
        page = self.fay.submit("Save the words", page=self.fay.get(PLACE), **{"distress-less": "exhaust pipe\nwant to die"})
        self.assertEqual(page.status, 422)
        self.assertIn("Pass over words of distress that Candour knows?", page.words)
        self.assertIn("exhaust pipe\nwant to die</textarea>", page.text)
        self.assertIn('value="want to die"', page.text)
        self.assertEqual(self.noticed(text), ["distress"])
        # What the tick was for does not count for another line.
        page = self.fay.submit("Save the words", page=page, off="want to die", **{"distress-less": "want to die\nkill myself"})
        self.assertEqual(page.status, 422)
        self.assertIn('value="want to die&#', page.text.replace("\n", "&#"))
        page = self.fay.submit("Save the words", page=page, off="want to die", **{"distress-less": "want to die"})
        self.assertEqual(page.status, 200)
        self.assertIn("Passed over, though it has words of distress that Candour knows, by Facilitator", page.words)
        self.assertEqual(self.noticed(text), [])
        self.assertEqual(self.noticed("I think of killing myself"), ["distress"])
        self.assertEqual(self.lists()["history"][-1]["act"], "switch_off")
        self.put(distress_less="")
        self.assertEqual(self.noticed(text), ["distress"])

    def test_ours_by_the_api(self):
        asked = self.problem(self.fay.api("PUT", TALK + "/words", {"distress_less": "want to die\nsay goodbye\nbank holiday"}), 422)
        self.assertEqual(asked["switch_off"], "want to die\nsay goodbye")       # ours has "goodbye cruel world"
        self.problem(self.fay.api("PUT", TALK + "/words", {"distress_less": "want to die", "switch_off": "say goodbye"}), 422)
        self.assertEqual(self.put(distress_less="want to die", switch_off="want to die")["distress_less"], "want to die")

    def test_two_at_once(self):
        """The one who comes second is refused, sees both, and loses nothing."""
        self.put(abuse_more="one\ntwo")
        page = self.gil.get(PLACE)
        self.put(abuse_more="two\nthree")
        version = self.lists()["version"]
        refused = self.gil.submit("Save the words", page=page, **{"abuse-more": "one\ntwo\nfour", "text": "Tried before"})
        self.assertEqual(refused.status, 409)
        for words in ("Another facilitator has changed the words meanwhile", "As it stands now", "What you sent"):
            self.assertIn(words, refused.words)
        for words in (">two\nthree<", ">one\ntwo\nfour<", "two\nthree\nfour</textarea>", "Tried before</textarea>"):
            self.assertIn(words, refused.text)
        self.assertEqual(self.lists()["version"], version)
        page = self.gil.submit("Save the words", page=refused)
        self.assertEqual(page.status, 200)
        self.assertEqual(self.lists()["abuse_more"], "two\nthree\nfour")
        stale = self.problem(self.gil.api("PUT", TALK + "/words", {"abuse_more": "mine", "version": version}), 409)
        self.assertEqual(stale["current"]["abuse_more"], "two\nthree\nfour")

    def test_a_text_is_tried_before_saving(self):
        text = "Your gobdaws made me say it is all too much for me, Susan Miller"
        page = self.fay.submit("Try it", page=self.fay.get(PLACE), text=text,
                               **{"abuse-more": "gobdaw*", "distress-more": "all too much for me"})
        self.assertEqual(page.status, 200)
        for words in ("What is noticed in it", "Possible distress, by its words", "Possibly hurtful words", "Possibly names someone"):
            self.assertIn(words, page.words)
        for words in ("gobdaw*</textarea>", "all too much for me</textarea>", text + "</textarea>"):
            self.assertIn(words, page.text)
        self.assertEqual([self.lists()[box] for box in BOXES], ["", "", "", ""])
        self.assertEqual(self.noticed(text), ["names"])
        page = self.fay.submit("Try it", page=page, text="A bench in the shade")
        self.assertIn("Nothing.", page.words)
        page = self.fay.submit("Try it", page=page, text="")
        self.assertEqual(page.status, 422)
        self.assertIn("Write a text to try.", page.words)
        self.assertIn("gobdaw*</textarea>", page.text)
        self.problem(self.fay.api("POST", TALK + "/words/try", {"text": ""}), 422)
        self.assertNotIn(text, self.place.log())

    def test_what_was_typed_wrong_comes_back(self):
        many = "\n".join(f"word{i}" for i in range(201))
        cases = [({"abuse-more": "kept\n" + "y" * 101}, "at most 100 characters"), ({"abuse-more": many}, "room for 200 lines"),
                 ({"abuse-more": "z" * 10001}, "z" * 10001), ({"distress-more": "kept\n???"}, "There is no word in this line: ???"),
                 ({"abuse-more": "kept", "abuse-less": "KEPT"}, "cannot be looked for and passed over at once: KEPT")]
        for form, words in cases:
            page = self.fay.submit("Save the words", page=self.fay.get(PLACE), **form)
            self.assertEqual(page.status, 422, form)
            self.assertIn(words, page.words if len(words) < 200 else page.text)
            for text in form.values():
                self.assertIn(text + "</textarea>", page.text)
            self.problem(self.fay.api("PUT", TALK + "/words", {name.replace("-", "_"): text for name, text in form.items()}), 422)
        self.assertEqual([self.lists()[box] for box in BOXES], ["", "", "", ""])

    def test_names_are_asked_about(self):
        page = self.fay.submit("Save the words", page=self.fay.get(PLACE), **{"abuse-more": "that old Susan Miller"})
        self.assertEqual(page.status, 422)
        self.assertIn("This may name a colleague", page.words)
        self.assertEqual(self.lists()["abuse_more"], "")
        self.problem(self.fay.api("PUT", TALK + "/words", {"abuse_more": "that old Susan Miller", "check_names": True}), 422)
        page = self.fay.submit("Save them as they are", page=page)
        self.assertEqual(page.status, 200)
        self.assertEqual(self.lists()["abuse_more"], "that old Susan Miller")
        # What stands there is not asked about again.
        page = self.fay.submit("Save the words", page=page, **{"abuse-less": "bloody"})
        self.assertEqual(page.status, 200)

    def test_bad_json(self):
        for value in (3, ["one"], {"a": 1}, "x" * 10001):
            self.problem(self.fay.api("PUT", TALK + "/words", {"abuse_more": value}), 422)

    def test_nothing_changes_by_saving_again(self):
        version = self.put(abuse_more="once")["version"]
        self.assertEqual(self.put(abuse_more="ONCE\n\n")["version"], version)
        self.assertEqual(self.put(abuse_less="bloody")["abuse_more"], "once")

    def test_history_is_by_role_and_slot(self):
        self.put(self.gil, abuse_more="someone's word")
        step = self.lists()["history"][-1]
        self.assertEqual(set(step), {"list", "act", "words", "facilitator", "created"})
        self.assertEqual((step["list"], step["act"], step["words"]), ("abuse_more", "put_in", "someone's word"))
        for name in ("gil@", "Gil"):
            self.assertNotIn(name, self.fay.get(PLACE).words)

    def test_markup_stays_harmless(self):
        self.put(abuse_more="<script>alert(1)</script>")
        self.assertNotIn("<script>alert", self.fay.get(PLACE).text)

    def test_others_may_not(self):
        for person in (self.ada, self.ana, self.org):
            self.problem(person.api("GET", TALK + "/words"), 403)
            self.problem(person.api("PUT", TALK + "/words", {"abuse_more": "mine"}), 403)
            self.problem(person.api("POST", TALK + "/words/try", {"text": "mine"}), 403)
            self.assertEqual(person.get(PLACE).status, 403)
            self.assertEqual(person.post(PLACE, {"abuse-more": "mine"}).status, 403)
        self.assertEqual(self.lists()["abuse_more"], "")


class Places(unittest.TestCase):
    def test_of_one_conversation_alone_and_gone_with_it(self):
        with Installation() as place:
            place.init()
            for slug in ("one", "two"):
                place.import_conversation(slug=slug)
            place.import_roster(40, slug="one")
            place.start()
            here, there = place.staff("facilitator", "a@example.org", slug="one"), place.staff("facilitator", "b@example.org", slug="two")
            self.assertEqual(here.api("PUT", "/conversations/one/words", {"abuse_more": "gobdaw"}).status, 200)
            self.assertEqual(there.api("GET", "/conversations/two/words").json()["abuse_more"], "")
            self.assertEqual(there.api("PUT", "/conversations/one/words", {"abuse_more": ""}).status, 404)
            self.assertEqual(there.api("POST", "/conversations/two/words/try", {"text": "gobdaw"}).json()["signals"], [])
            for step in ("close", "complete"):
                place.candour("conversation", step, place.folder, "one")
            self.assertNotEqual(here.api("PUT", "/conversations/one/words", {"abuse_more": ""}).status, 200)
            place.candour("erase", place.folder, "one", "--now")
            place.stop()
            with sqlite3.connect(os.path.join(place.folder, "room", "room.db")) as db:
                self.assertEqual(db.execute("SELECT count(*) FROM wordlist").fetchone(), (0,))


if __name__ == "__main__":
    unittest.main()
