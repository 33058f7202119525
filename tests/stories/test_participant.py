# builds: release sanitize
"""What a participant meets in pages without JavaScript: sending twice, paging and voting, what became of one's own."""
import re
import unittest

from harness import Story

TALK = "/conversations/our-framework"
SECTION = "/c/our-framework/s/purpose"


class Participant(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ben = cls.place.sign_in("p2@example.org")

    def found(self, words):
        return self.ada.api("POST", TALK + "/search", {"q": words}).json()["items"]

    # -- sending twice

    def test_a_form_that_is_sent_twice_posts_once(self):
        self.ada.get(SECTION)
        form = self.ada.page.form_with("Share an idea")[0].fields
        self.assertTrue(form["key"])
        for _ in range(2):
            self.ada.post("/c/our-framework/ideas", {"section": "purpose", "text": "Pressed in haste", "key": form["key"]})
        self.assertEqual(len(self.found("haste")), 1)

    def test_other_words_in_the_same_form_are_another_idea(self):
        self.ada.get(SECTION)
        key = self.ada.page.form_with("Share an idea")[0].fields["key"]
        for text in ("Gone back, first", "Gone back, second"):
            self.ada.post("/c/our-framework/ideas", {"section": "purpose", "text": text, "key": key})
        self.assertEqual(len(self.found("gone back")), 2)

    def test_what_was_deleted_may_be_said_again(self):
        self.ada.get(SECTION)
        form = {"section": "purpose", "text": "Said, unsaid, said", "key": self.ada.page.form_with("Share an idea")[0].fields["key"]}
        self.ada.post("/c/our-framework/ideas", form)
        id = self.found("unsaid")[0]["id"]
        self.assertEqual(self.ada.api("DELETE", "/contributions/" + id, {}).status, 204)
        self.ada.post("/c/our-framework/ideas", form)
        self.assertEqual([item["id"] != id for item in self.found("unsaid")], [True])

    def test_the_same_comment_stands_under_two_ideas(self):
        for text in ("First to agree with", "Second to agree with"):
            id = self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": text}).json()["id"]
            self.ada.get(f"/c/our-framework/i/{id}")
            page = self.ada.submit("Comment", text="Yes, please")
            self.assertIn("Yes, please", page.words)
            self.assertRegex(page.link_to("Show it"), "#i-[0-9a-z]{26}$", "leads to what was just posted")

    # -- what others have said already

    def alike(self):
        """Seven ideas, of which one is about lockers."""
        there = self.ben.api("POST", TALK + "/search", {"q": "Lockable lockers beside changing rooms"}).json()["items"]
        theirs = [item["id"] for item in there if item["mine"]]
        if theirs:
            return theirs[0]
        for i, text in enumerate(["Repair the old bicycle shed", "Paint corridors in warm colours", "Longer lunch on Fridays",
                                  "Quiet phones after ten", "Clearer signs at reception", "A garden bench outside"]):
            self.ben.api("POST", TALK + "/ideas", {"section": "values", "text": text})
        return self.ben.api("POST", TALK + "/ideas", {"section": "values", "text": "Lockable lockers beside changing rooms"}).json()["id"]

    def send(self, text, **more):
        self.ada.get("/c/our-framework/s/values")
        key = self.ada.page.form_with("Share an idea")[0].fields["key"]
        return self.ada.post("/c/our-framework/ideas", {"section": "values", "text": text, "key": key, **more})

    def test_who_says_the_same_may_support_it_instead(self):
        id = self.alike()
        text = "Lockers, lockable ones, beside the changing rooms"
        page = self.send(text)
        self.assertEqual(page.status, 200)
        self.assertIn("This looks like yours. Would you rather add your support?", page.words)
        self.assertEqual(page.form_with("Share an idea")[0].fields["text"], text, "nothing typed is lost")
        self.assertEqual(self.found("lockable ones"), [], "and nothing is sent yet")
        page = self.ada.submit("Support this instead")
        self.assertIn("Your like counts. Your text was not sent", page.words)
        self.assertEqual(page.form_with("Share an idea")[0].fields["text"], text)
        self.assertEqual(self.ada.api("GET", "/contributions/" + id).json()["my_vote"], "like")
        page = self.ada.submit("Share an idea")
        self.assertIn("Your idea is in", page.words)
        self.assertEqual(len(self.found("lockable ones")), 1)

    def test_it_is_asked_once_and_only_of_what_is_really_alike(self):
        self.alike()
        for text, asked in (("Lockable lockers beside our changing rooms, please", True), ("Lockers for bicycles would help", False),
                            ("Something else altogether about pay", False)):
            page = self.send(text)
            self.assertEqual("rather add your support" in page.words, asked, text)
            if asked:
                self.assertIn("Your idea is in", self.ada.submit("Share mine as well").words)
        page = self.send("Lockable lockers beside changing rooms again", asked="yes")
        self.assertIn("Your idea is in", page.words)
        # With scripts they were shown while typing.
        self.ada.post("/c/our-framework/ideas", {"section": "values", "text": "Changing rooms with lockable lockers beside", "key": "k1"},
                      headers={"HX-Request": "true"})
        self.assertEqual(len(self.found("Changing rooms with lockable")), 1)

    # -- voting where one stands

    def test_a_vote_leads_back_to_the_page_of_the_list(self):
        for i in range(30):
            self.ben.api("POST", TALK + "/ideas", {"section": "values", "text": f"Long list {i}"})
        first = self.ada.get("/c/our-framework/s/values?sort=newest")
        second = self.ada.get(first.link_to("Show the next"))
        action = re.search('formaction="([^"]*/vote)"', second.text)[1]
        page = self.ada.post(action, {"vote": "like", "back": second.form_with(None, "back")[0].fields["back"]})
        self.assertEqual(page.path, "/c/our-framework/s/values")
        id = action.split("/")[-2]
        self.assertIn(f'id="i-{id}"', page.text)

    def test_a_vote_among_what_was_found_leads_to_what_was_voted_on(self):
        id = self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Xylophone lessons"}).json()["id"]
        found = self.ada.post("/c/our-framework/search", {"q": "xylophone"})
        self.assertIn("Xylophone", found.words)
        page = self.ada.post(f"/c/our-framework/i/{id}/vote", {"vote": "like"})
        self.assertEqual(page.path, f"/c/our-framework/i/{id}")

    # -- its language

    def test_each_post_carries_the_language_of_its_text(self):
        texts = {"en": "A quiet room on every floor would help the people who work at night.",
                 "cy": "Mae angen ystafell dawel ar bob llawr, er mwyn i staff y nos gael gorffwys.",
                 "ar": "نحتاج إلى غرفة هادئة في كل طابق ليستريح فيها من يعمل ليلاً."}
        for tag, text in texts.items():
            id = self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": text}).json()["id"]
            for path in (SECTION + "?sort=newest", f"/c/our-framework/i/{id}"):
                card = self.ada.get(path).text.split(f'id="i-{id}"')[1].split("</article>")[0]
                self.assertIn(f'lang="{tag}" dir="auto"', card)
        id = self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Diolch"}).json()["id"]
        self.assertNotIn("lang=", self.ada.get(f"/c/our-framework/i/{id}").text.split(f'id="i-{id}"')[1].split("</article>")[0])
        self.ben.api("PATCH", "/contributions/" + id, {"text": texts["cy"]})
        self.assertIn('lang="cy"', self.ada.get(f"/c/our-framework/i/{id}").text)

    # -- home

    def test_home_shows_what_few_have_seen_and_then_others(self):
        ids = [self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": f"Rarely seen {i}"}).json()["id"] for i in range(5)]
        seen, page = [], self.ben.get("/c/our-framework")
        for _ in range(12):
            seen += re.findall('<article[^>]*id="i-([0-9a-z]{26})"', page.text)
            page = self.ben.get(page.link_to("Show others"))
        self.assertLessEqual(set(ids), set(seen))
        own = re.findall('<article[^>]*id="i-([0-9a-z]{26})"', self.ada.get("/c/our-framework").text)
        self.assertFalse(set(own) & set(ids), "one's own are not shown to oneself")

    # -- whose drafts

    def test_each_badge_has_drafts_of_its_own(self):
        def whose(person, path):
            return person.get(path).text.split('data-draft="')[-1].split('"')[0]

        for path in ("/c/our-framework", SECTION, SECTION + "?sort=newest", "/c/our-framework/mine"):
            ada, ben = whose(self.ada, path), whose(self.ben, path)
            self.assertRegex(ada, "^[0-9a-f]{16}$")
            self.assertNotEqual(ada, ben, path)
            self.assertEqual(ada, whose(self.ada, SECTION), path)


class Own(Story):
    """What became of one's own, told to its author alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ben = cls.place.sign_in("p2@example.org")
        cls.staff = cls.place.staff("facilitator")

    def idea(self, text):
        return self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text}).json()["id"]

    def told(self, id, action, person=None, **more):
        answer = self.staff.api("POST", f"/contributions/{id}/actions", {"action": action, "reason": "other", **more})
        self.assertLess(answer.status, 300, answer.text)
        return (person or self.ada).get("/c/our-framework/mine")

    def test_each_act_is_told_with_where_it_is_now(self):
        self.assertIn("moved this from “Our purpose” to “Our values”", self.told(self.idea("Move me"), "move", section="values").words)
        self.assertIn("changed your words", self.told(self.idea("Ask Bob"), "edit", text="Ask someone", reason="anonymise").words)
        page = self.told(self.idea("Hide me"), "hide", reason="abuse")
        self.assertIn("hid this. Others do not see it now. The reason: It is unkind or abusive.", page.words)
        self.assertIn("removed this", self.told(self.idea("Remove me"), "remove", reason="abuse").words)
        into = self.idea("Taken up here")
        page = self.told(self.idea("Join me"), "merge", into=into, reason="duplicate")
        self.assertIn("joined this with another", page.words)
        self.assertTrue(page.link_to("Open the joined one").endswith(into))
        page = self.told(self.idea("One. Two."), "split", parts=[{"section": "purpose", "text": "One."}, {"section": "values", "text": "Two."}], reason="several-ideas")
        self.assertIn("Open part 2", page.words)

    def test_nobody_else_is_told(self):
        id = self.idea("Between us two")
        self.assertIn("hid this", self.told(id, "hide").words)
        self.assertNotIn("hid this", self.ben.get("/c/our-framework/mine").words)
        self.assertNotIn("facilitator hid", self.ben.get(f"/c/our-framework/i/{id}").words.lower())

    def test_what_was_taken_back_is_not_told_any_more(self):
        id = self.idea("Hidden by mistake")
        self.told(id, "hide", note="A slip of mine")
        self.assertNotIn("A slip of mine", self.told(id, "restore").words)

    def test_home_says_that_a_facilitator_has_written_until_it_is_answered(self):
        def said(person):
            return "has written to you" in person.get("/c/our-framework").words

        id = self.idea("Write to me")
        self.assertFalse(said(self.ada))
        self.staff.api("POST", f"/contributions/{id}/messages", {"kind": "question", "text": "May we ask more?"})
        self.assertTrue(said(self.ada))
        self.assertFalse(said(self.ben))
        self.assertEqual(self.ada.api("POST", f"/contributions/{id}/messages", {"kind": "answer", "text": "Yes"}).status, 201)
        self.assertFalse(said(self.ada))

    def test_somebody_can_be_asked_to_call(self):
        self.assertTrue(self.ada.get("/c/our-framework/mine").link_to("Let somebody call me").endswith("/call-me"))


if __name__ == "__main__":
    unittest.main()
