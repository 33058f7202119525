"""A9, A13: who leaves is gone within a minute, what they wrote stays, and nobody can tell whose it was.

waits
builds: release
seconds: 240
"""

import os
import re
import unittest

from wall import SLUG, TALK, Story, add_idea, column, tables_of, vote, wait_for

HOME = "/c/" + SLUG


class Leaving(Story):
    people = 60

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sign_in = cls.place.sign_in
        cls.ben = sign_in("p2@example.org")
        cls.ada, cls.eve = sign_in("p1@example.org"), sign_in("p3@example.org")
        cls.facilitator = cls.place.staff("facilitator")
        cls.link = cls.place.first_mail("p1@example.org").sign_in_link
        cls.left_idea = add_idea(cls.ada, "Written by one who left")
        cls.kept_idea = add_idea(cls.ben, "Written by one who stayed")
        answer = cls.facilitator.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From a paper form", "source": "paper"})
        assert answer.status == 201, answer.text
        cls.paper_idea = answer.json()["id"]
        vote(cls.ada, cls.kept_idea)
        vote(cls.ada, cls.left_idea)
        answer = cls.ada.api("POST", f"/contributions/{cls.kept_idea}/comments", {"text": "A comment that stays"})
        assert answer.status == 201
        cls.before = cls.seen_by(cls.ben)
        cls.seen_by_facilitator = cls.seen_by(cls.facilitator)
        cls.ada.get(cls.place.desk_url + "/me")
        page = cls.ada.submit("Leave the conversation")
        if any(b[0] for f in page.forms for b in f.buttons if "leave" in b[0].lower()):       # asked twice
            page = cls.ada.submit(next(b[0] for f in page.forms for b in f.buttons if "leave" in b[0].lower()))
        cls.last_page = page
        wait_for("the badge to end", lambda: cls.ada.api("GET", TALK).status != 200, 75)

    @classmethod
    def seen_by(cls, person):
        return {id: person.api("GET", "/contributions/" + id).json() for id in (cls.left_idea, cls.kept_idea, cls.paper_idea)}

    def test_gone_at_the_desk(self):
        self.assertEqual(self.place.browser().get(self.link).status, 404)
        self.assertNotIn("p1@example.org", self.ada.get(self.place.desk_url + "/me").text)
        desk = tables_of(os.path.join(self.place.folder, "desk", "desk.db"))
        self.assertEqual(len(desk["person"][1]), 59)
        self.assertEqual(self.place.mails("p1@example.org"), [], "mails in the folder are about a person too")

    def test_badge_has_ended(self):
        self.assertEqual(self.ada.get(HOME).status, 403)
        self.assertEqual(self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "After leaving"}).status, 401)
        self.place.restart()
        self.assertEqual(self.ada.get(HOME).status, 403, "a restart does not bring it back")

    def test_posts_stay_and_nothing_shows(self):
        self.assertEqual(self.seen_by(self.ben), self.before)
        self.assertEqual(self.seen_by(self.facilitator), self.seen_by_facilitator)

    def authors(self):
        room = tables_of(os.path.join(self.place.folder, "room", "room.db"))
        return dict(zip(column(room, "contribution", "text"),
                        zip(column(room, "contribution", "author_tag"), column(room, "contribution", "author_mask"))))

    def test_author_columns_are_empty(self):
        # The badge ends a moment before the commit that it is part of can be read in the file.
        wait_for("the author's columns to be empty", lambda: self.authors()["Written by one who left"] == (None, None), 10)
        authors = self.authors()
        self.assertEqual(authors["A comment that stays"], (None, None))
        self.assertIsNotNone(authors["Written by one who stayed"][0])

    def test_not_invited_again(self):
        before = len(self.place.mails())
        self.place.import_roster(60)
        desk = tables_of(os.path.join(self.place.folder, "desk", "desk.db"))
        self.assertEqual(len(desk["person"][1]), 59)
        self.assertEqual(self.place.mails("p1@example.org"), [])
        self.assertEqual(len(self.place.mails()), before)

    # -- A9: the same answers whoever the author is

    def bare(self, answer, id):
        text = answer.text.replace(id, "ID")
        text = re.sub(r'"(text|html)":\s*"[^"]*"', "", text)
        text = re.sub(r'"created":\s*"[^"]*"', "", text)
        return answer.status, answer.headers.get("Content-Type"), text

    def each(self, what):
        ids = {"known": self.kept_idea, "left": self.left_idea, "paper": self.paper_idea}
        answers = {name: self.bare(what(id), id) for name, id in ids.items()}
        self.assertEqual(len(set(answers.values())), 1, answers)

    def test_facilitation_answers_alike(self):
        act = self.facilitator.api
        self.each(lambda id: act("POST", f"/contributions/{id}/messages", {"text": "Could you say more?", "kind": "question"}))
        self.each(lambda id: act("POST", f"/contributions/{id}/messages", {"text": "Help is there", "kind": "support"}))

    def test_participants_see_no_difference(self):
        shown = self.seen_by(self.eve)
        keys = {name: sorted(k for k in idea) for name, idea in shown.items()}
        self.assertEqual(keys[self.kept_idea], keys[self.left_idea])
        for idea in shown.values():
            self.assertFalse(idea["mine"])
            self.assertNotIn("author", idea)


class Tombstones(Story):
    """A9: whether its author or a facilitator took it away, others read the same words."""

    people = 40

    def test_one_wording(self):
        ada, ben, eve = (self.place.sign_in(f"p{i}@example.org") for i in (1, 2, 3))
        facilitator = self.place.staff("facilitator")
        ids = {"author": add_idea(ada, "Taken away by its author"), "staff": add_idea(ada, "Taken away by staff")}
        for id in ids.values():
            self.assertEqual(ben.api("POST", f"/contributions/{id}/comments", {"text": "A comment"}).status, 201)
        self.assertEqual(ada.api("DELETE", "/contributions/" + ids["author"], {}).status // 100, 2)
        answer = facilitator.api("POST", f"/contributions/{ids['staff']}/actions", {"action": "remove", "reason": "abuse"})
        self.assertEqual(answer.status, 200, answer.text)
        wait_for("the tombstones", lambda: all("Taken away" not in eve.api("GET", "/contributions/" + id).text for id in ids.values()))
        pages, answers = {}, {}
        for who, id in ids.items():
            answers[who] = re.sub(r'"[0-9a-z]{26}"', '"ID"', re.sub(r'"created":\s*"[^"]*"', "", eve.api("GET", "/contributions/" + id).text))
            page = eve.get(f"{HOME}/i/{id}")
            self.assertEqual(page.status, 200)
            pages[who] = page.words
        self.assertEqual(answers["author"], answers["staff"])
        self.assertEqual(pages["author"], pages["staff"])


if __name__ == "__main__":
    unittest.main()
