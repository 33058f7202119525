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

    # -- whose drafts

    def test_each_badge_has_drafts_of_its_own(self):
        def whose(person, path):
            return person.get(path).text.split('data-draft="')[-1].split('"')[0]

        for path in ("/c/our-framework", SECTION, SECTION + "?sort=newest", "/c/our-framework/mine"):
            ada, ben = whose(self.ada, path), whose(self.ben, path)
            self.assertRegex(ada, "^[0-9a-f]{16}$")
            self.assertNotEqual(ada, ben, path)
            self.assertEqual(ada, whose(self.ada, SECTION), path)


if __name__ == "__main__":
    unittest.main()
