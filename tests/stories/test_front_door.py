"""One day of a conversation, through the front door: mail, link, welcome, idea, vote, comment.

builds: release sanitize
"""

import re
import unittest

from harness import Story


class FrontDoor(Story):
    def test_invitation(self):
        mail = self.place.wait_for_mail("p1@example.org")
        self.assertRegex(mail.sign_in_link, "^" + re.escape(self.place.desk_url) + r"/in/\S+$")
        self.assertTrue(mail.code, mail.text)
        self.assertEqual(mail.message.get_content_type(), "multipart/alternative")
        self.assertTrue(mail.message["Message-ID"] and mail.message["Date"])

    def test_fetching_the_link_signs_nobody_in(self):
        browser = self.place.browser()
        page = browser.get(self.place.wait_for_mail("p2@example.org").sign_in_link)
        self.assertEqual(page.status, 200)
        self.assertEqual(len(page.h1), 1)
        self.assertEqual(browser.cookies, {})

    def test_says_for_whom_without_telling_others(self):
        page = self.place.browser().get(self.place.wait_for_mail("p3@example.org").sign_in_link)
        self.assertNotIn("p3@example.org", page.text)

    def test_welcome_is_shown_once(self):
        ada = self.place.sign_in("p4@example.org", welcome=False)
        self.assertTrue(ada.page.path.endswith("/welcome"), ada.page.url)
        self.place.follow_sign_in(self.place.wait_for_mail("p4@example.org").sign_in_link, ada)
        self.assertFalse(ada.page.path.endswith("/welcome"), ada.page.url)

    def test_share_like_comment(self):
        ada, bob = self.place.sign_in("p5@example.org"), self.place.sign_in("p6@example.org")
        page = ada.get(f"/c/{self.place.slug}/s/purpose")
        self.assertEqual(page.status, 200, page.words[:300])
        page = ada.submit("Share an idea", text="More <b>benches</b> & trees in the yard")
        self.assertEqual(page.status, 200, page.words[:300])
        self.assertIn("More <b>benches</b> & trees in the yard", page.words)

        ideas = bob.api("GET", f"/conversations/{self.place.slug}/ideas?section=purpose").json()["items"]
        idea = next(i for i in ideas if "benches" in i["text"])
        self.assertEqual((idea["likes"], idea["my_vote"], idea["mine"]), (0, "none", False))
        answer = bob.api("PUT", f"/contributions/{idea['id']}/vote", {"vote": "like"})
        self.assertEqual(answer.status, 200, answer.text)
        page = bob.get(f"/c/{self.place.slug}/i/{idea['id']}")
        self.assertIn("More <b>benches</b> & trees in the yard", page.words)
        page = bob.submit("Comment", text="Under the old lime, please")
        self.assertIn("Under the old lime, please", page.words)
        self.assertEqual(ada.api("GET", f"/contributions/{idea['id']}").json()["likes"], 1)

    def test_without_a_badge(self):
        nobody = self.place.browser()
        self.assertEqual(nobody.get("/").status, 200)
        self.assertNotIn("Share an idea", nobody.get(f"/c/{self.place.slug}/s/purpose").words)
        self.problem(nobody.api("POST", f"/conversations/{self.place.slug}/ideas", {"section": "purpose", "text": "x"}), 401)


if __name__ == "__main__":
    unittest.main()
