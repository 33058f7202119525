# builds: release sanitize
"""What is one's own: hidden from who looks on, given as a copy, and the language that goes along to the desk and back."""
import json
import re
import unittest

from harness import Story

TALK = "/conversations/our-framework"
SECTION = "/c/our-framework/s/purpose"


def card(page, id):
    found = re.search(rf'<article[^>]*id="i-{id}".*?</article>', page.text, re.S)
    return found.group(0) if found else ""


class Marks(Story):
    installation = {"slot_minutes": 0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ben = cls.place.sign_in("p2@example.org")
        cls.own = cls.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Ada wrote this one"}).json()["id"]
        cls.other = cls.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Ben wrote this one"}).json()["id"]
        cls.ada.api("PUT", f"/contributions/{cls.other}/vote", {"vote": "like"})

    def tearDown(self):
        self.ada.post("/c/our-framework/marks", {"show": "yes"})
        super().tearDown()

    def hide(self, who, back=SECTION):
        return who.post("/c/our-framework/marks", {"show": "no", "back": back})

    def pages(self):
        for path in (SECTION, SECTION + "?sort=newest", "/c/our-framework/i/" + self.own, "/c/our-framework/i/" + self.other,
                     "/c/our-framework"):
            yield self.ada.get(path)
        yield self.ada.post("/c/our-framework/search", {"q": "wrote"})

    def test_nothing_on_any_page_says_whose_it_is(self):
        self.assertIn("Yours: only you can tell", self.ada.get(SECTION).text)
        self.assertIn('aria-pressed="true"', self.ada.get(SECTION).text)
        page = self.hide(self.ada, SECTION + "?sort=newest")
        self.assertEqual((page.path, page.status), (SECTION, 200))
        for page in self.pages():
            for telling in ("Yours: only you", "c-said--mine", "Edit or delete", 'aria-pressed="true"', "You like this"):
                self.assertNotIn(telling, page.text, page.url)
            self.assertIn("Show what is mine again", page.words)

    def test_one_looks_like_anybody_who_hides(self):
        """Each card is the very card of somebody who has nothing to do with it."""
        cem = self.place.sign_in("p3@example.org")
        self.hide(self.ada)
        for path in (SECTION, SECTION + "?done=-"):
            for id in (self.own, self.other):
                self.assertEqual(card(self.ada.get(path), id), card(cem.get(path), id), path)

    def test_others_see_what_they_saw(self):
        before = [card(self.ben.get(SECTION), id) for id in (self.own, self.other)]
        self.hide(self.ada)
        self.ada.get(SECTION)
        self.assertEqual([card(self.ben.get(SECTION), id) for id in (self.own, self.other)], before)

    def test_a_vote_is_taken_all_the_same(self):
        id = self.ben.api("POST", TALK + "/ideas", {"section": "purpose", "text": "To vote on unseen"}).json()["id"]
        self.hide(self.ada)
        self.ada.get(SECTION)
        page = self.ada.post(f"/c/our-framework/i/{id}/vote", {"vote": "like", "back": SECTION})
        self.assertIn("Your vote is in. It is not shown", page.words)
        self.assertNotIn('aria-pressed="true"', page.text)
        place = self.ada.post(f"/c/our-framework/i/{id}/vote", {"vote": "like"}, headers={"HX-Request": "true"})
        self.assertIn("Your vote is in. It is not shown", place.text)
        self.assertNotIn('aria-pressed="true"', place.text)
        self.assertEqual(self.ada.api("GET", f"/contributions/{id}").json()["my_vote"], "like")

    def test_shown_again_by_one_button(self):
        self.hide(self.ada)
        page = self.ada.get(SECTION)
        page = self.ada.submit("Show what is mine again")
        self.assertEqual(page.path, SECTION)
        self.assertIn("Yours: only you can tell", page.text)

    def test_my_things_still_shows_them(self):
        self.hide(self.ada)
        page = self.ada.get("/c/our-framework/mine")
        self.assertIn("Ada wrote this one", page.words)
        self.assertIn("Show it again", page.words)

    def test_from_a_search_one_comes_back_to_it(self):
        for tag, button in (("marks", "Hide what is mine"), ("language", "Cymraeg")):
            self.ada.post("/c/our-framework/search", {"q": "Ben wrote", "section": "purpose"})
            page = self.ada.submit(button)
            self.assertEqual(page.path, "/c/our-framework/search", tag)
            self.assertIn("Ben wrote this one", page.words, tag)
            self.assertNotIn("Ben", page.url)
        self.ada.submit("English")

    def test_the_wish_is_in_the_browser_alone(self):
        answer = self.ada.post("/c/our-framework/marks", {"show": "no"}, follow=False)
        self.assertRegex(answer.headers["Set-Cookie"], r"^marks=hidden; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax$")
        again = self.ada.post("/c/our-framework/marks", {"show": "yes"}, follow=False)
        self.assertRegex(again.headers["Set-Cookie"], r"^marks=; Path=/; Max-Age=0")

    def test_leads_to_no_other_place(self):
        for back in ("https://example.org/", "//example.org", "/signout", "/c/\\x"):
            answer = self.ada.post("/c/our-framework/marks", {"show": "no", "back": back}, follow=False)
            self.assertEqual(answer.headers["Location"], "/c/our-framework", back)
        self.assertEqual(self.ada.post("/c/our-framework/marks", {"show": "perhaps"}).status, 422)
        self.assertEqual(self.place.browser().post("/c/our-framework/marks", {"show": "no"}).status, 403)


class Pending(Story):
    """What nobody else has yet, of somebody who hides: it is there, unmarked, and never in others' pages."""
    installation = {"slot_minutes": 15}

    def test_changed_words_stay_with_their_author(self):
        ada, ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")
        id = ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Not for others yet"}).json()["id"]
        ada.post("/c/our-framework/marks", {"show": "no"})
        page = ada.get(SECTION)
        self.assertIn("Not for others yet", card(page, id))
        for telling in ("Others will see it", "Yours"):
            self.assertNotIn(telling, card(page, id))
        self.assertEqual(ada.get(f"/c/our-framework/i/{id}").status, 200)
        self.assertNotIn("Not for others yet", ben.get(SECTION).text)


class Copy(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ben = cls.place.sign_in("p2@example.org")
        cls.own = cls.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Mine <b>& only</b> mine"}).json()["id"]
        cls.other = cls.ben.api("POST", TALK + "/ideas", {"section": "values", "text": "Ben has this idea"}).json()["id"]
        cls.ada.api("PUT", f"/contributions/{cls.other}/vote", {"vote": "dislike"})

    def test_as_data(self):
        answer = self.ada.get("/c/our-framework/mine/copy?format=json")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("no-store", answer.headers["Cache-Control"])
        copy = json.loads(answer.text)
        self.assertEqual([(post["id"], post["text"], post["state"]) for post in copy["contributions"]],
                         [(self.own, "Mine <b>& only</b> mine", "shown")])
        self.assertEqual([(vote["contribution"], vote["vote"]) for vote in copy["votes"]], [(self.other, "dislike")])
        self.assertEqual((copy["messages"], copy["group"]), ([], None))

    def test_to_read(self):
        self.ada.get("/c/our-framework/mine")
        page = self.ada.follow_link("Get a copy of what is here")
        self.assertIn("my-things.html", page.headers["Content-Disposition"])
        self.assertIn("Mine &lt;b&gt;&amp; only&lt;/b&gt; mine", page.text)
        self.assertIn("Ben has this idea", page.words)
        self.assertNotRegex(page.text, r'(src|href)="')

    def test_messages_go_along(self):
        facilitator = self.place.staff("facilitator")
        sent = facilitator.api("POST", f"/contributions/{self.own}/messages", {"kind": "question", "text": "How so?"})
        self.assertIn(sent.status, (200, 201), sent.text)
        copy = json.loads(self.ada.get("/c/our-framework/mine/copy?format=json").text)
        self.assertEqual([line["text"] for talk in copy["messages"] for line in talk["messages"]], ["How so?"])
        self.assertIn("How so?", self.ada.get("/c/our-framework/mine/copy").words)

    def test_the_link_alone_gets_nothing(self):
        """Whoever reads somebody's mail has the badge without the return key."""
        second = self.place.sign_in("p1@example.org", welcome=False)
        for path in ("/c/our-framework/mine/copy", "/c/our-framework/mine/copy?format=json"):
            answer = second.get(path)
            self.assertEqual(answer.path, "/c/our-framework/return")
            self.assertNotIn("only", re.sub("<nav.*?</nav>", "", answer.text, flags=re.S).split("<main", 1)[-1].replace("only you", ""))
        self.assertNotIn("Get a copy of what is here", second.get("/c/our-framework/mine").text)
        self.assertEqual(self.place.browser().get("/c/our-framework/mine/copy").status, 403)

    def test_from_the_desk(self):
        page = self.ada.get(self.place.desk_url + "/me")
        copy = json.loads(self.ada.follow_link("Get a copy").text)
        self.assertEqual(copy["email"], "p1@example.org")
        self.assertIn("p1@example.org", page.words)
        self.assertNotIn("contributions", copy)
        self.assertNotEqual(self.place.browser().get(self.place.desk_url + "/me/copy").headers.get("Content-Type"), "application/json")


class Seen(Story):
    """How often something was shown is told when it has closed, by steps."""

    def test_exposure_is_told_once_and_roughly(self):
        place = self.place
        ada, ben = place.sign_in("p1@example.org"), place.sign_in("p2@example.org")
        ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Looked at often"})
        for _ in range(13):
            ben.get(SECTION)

        def told():
            path = place.top + "/seen.json"
            place.candour("export", place.folder, "our-framework", "--format", "json", "-o", path)
            with open(path, encoding="utf-8") as file:
                return [row["seen_at_least"] for row in json.load(file)["contributions"]]

        self.assertEqual(told(), [None])
        place.candour("conversation", "close", place.folder, "our-framework")
        self.assertEqual(told(), [None], "the last readings may not be counted yet")
        place.stop()
        place.clock_offset += 3700
        place.start()
        self.assertIn(told(), ([0], [10]))      # what was read since the last slot is lost with a restart


class Onward(Story):
    """The language that was chosen goes along to the other host."""

    def choose(self, person, tag):
        person.post("/language", {"language": tag, "back": "/c/our-framework/mine"})

    def test_from_the_room_to_the_desk(self):
        person = self.place.sign_in("p1@example.org")
        self.choose(person, "cy")
        mine = person.get("/c/our-framework/mine")
        address = next(link for link in re.findall(r'href="([^"]*)"', mine.text) if "/me?" in link)
        self.assertEqual(address, self.place.desk_url + "/me?language=cy")
        self.assertIn('name="language" value="cy"', mine.text)
        fresh = self.place.browser()
        self.assertIn('<html lang="cy"', fresh.get(self.place.desk_url + "/in?language=cy").text)
        self.assertIn('<html lang="cy"', fresh.get(self.place.desk_url + "/in").text)

    def test_what_organisers_wrote_says_its_language(self):
        person = self.place.sign_in("p2@example.org")
        self.assertNotIn('<h1 lang', person.get("/c/our-framework").text)
        self.choose(person, "ar")
        home = person.get("/c/our-framework").text
        self.assertRegex(home, r'<h1 lang="en" dir="auto">')
        self.assertRegex(person.get(SECTION).text, r'<div [^>]*lang="en"><h1 dir="auto">')
        self.assertRegex(person.get("/c/our-framework/p/rules").text, r'c-prose" lang="en" dir="auto"')

    def test_changing_it_keeps_the_order(self):
        person = self.place.sign_in("p3@example.org")
        person.get(SECTION + "?sort=newest")
        page = person.submit("Cymraeg")
        self.assertTrue(page.url.endswith(SECTION + "?sort=newest"), page.url)

    def test_nothing_else_goes_along(self):
        for tag in ("", "tlh", "%3Cb%3E"):
            answer = self.place.browser().get(self.place.desk_url + "/in?language=" + tag)
            self.assertEqual(answer.status, 200)
            self.assertNotIn("Set-Cookie", answer.headers)


if __name__ == "__main__":
    unittest.main()
