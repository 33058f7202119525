"""How a conversation is held, as its organiser chose: votes alone from a date on, counts hidden, no comments.

seconds: 240
"""
import json
import os
import unittest
import urllib.request

from harness import Installation, wait_for

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
HOUR = 3600


class Rules(unittest.TestCase):
    """Slots are at once here."""

    def begin(self, extra, closes=48):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.said = self.place.import_conversation(extra=extra, closes=closes).stdout
        self.place.import_roster(12)
        self.place.start()
        self.ada, self.ben, self.cem = (self.place.sign_in(f"p{i}@example.org") for i in (1, 2, 3))

    def tearDown(self):
        self.place.check_log()

    def stamp(self, hours):
        import datetime
        moment = self.place.now() + datetime.timedelta(hours=hours)
        return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"

    def at(self, hours):
        """The clock goes on."""
        self.place.stop()
        self.place.clock_offset += hours * HOUR
        self.place.start()

    def post(self, who, text, status=201):
        answer = who.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, status, answer.text)
        return answer.json().get("id")

    def vote(self, who, idea, vote="like"):
        answer = who.api("PUT", f"/contributions/{idea}/vote", {"vote": vote})
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def counts(self, who, idea):
        seen = who.api("GET", f"/contributions/{idea}").json()
        return seen["likes"], seen["dislikes"]

    def refused(self, answer, words):
        self.assertEqual(answer.status, 409, answer.text)
        self.assertTrue(answer.headers["Content-Type"].startswith("application/problem+json"))
        self.assertIn(words, answer.json()["detail"])


class VotesAlone(Rules):
    def test_hide_after_flags(self):
        """Two at least; fixed once it is open."""
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        for bad in ("1", "101", "-3", "many", "2.5"):
            folder = self.place.write_conversation(extra=f"hide-after-flags = {bad}")
            refused = self.place.candour("conversation", "import", self.place.folder, folder, check=False)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("hide-after-flags", refused.stderr)
        self.place.import_conversation(extra="hide-after-flags = 3")
        self.assertIn("after 3 reports", self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout)
        path = os.path.join(folder, "conversation.ini")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("hide-after-flags = 3", "hide-after-flags = 4"))
        refused = self.place.candour("conversation", "import", self.place.folder, folder, check=False)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("hide-after-flags", refused.stderr)

    def test_from_a_date_on(self):
        import datetime
        end = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=24)).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        self.begin(f"posting-ends = {end}")
        idea = self.post(self.ada, "A quiet room on each ward")
        comment = self.ben.api("POST", f"/contributions/{idea}/comments", {"text": "Yes please"}).json()["id"]
        self.assertEqual(self.ada.api("GET", TALK).json()["posting_ends"], end)
        page = self.ada.get(HOME)
        self.assertIn("New ideas until", page.words)
        self.assertIn("Edit or delete", self.ada.get(HOME + "/s/purpose").words)
        self.at(25)
        # Nothing new, by API and by form, and nothing typed is lost.
        for path, body in ((TALK + "/ideas", {"section": "purpose", "text": "Too late"}),
                           (f"/contributions/{idea}/comments", {"text": "Too late"}),
                           (f"/contributions/{comment}/comments", {"text": "Too late"})):
            self.refused(self.ben.api("POST", path, body), "time for new ideas and comments is over")
        self.refused(self.ada.api("PATCH", f"/contributions/{idea}", {"text": "Other words"}), "time for new ideas")
        page = self.ada.post(HOME + "/ideas", {"section": "purpose", "text": "Typed in vain"})
        self.assertEqual(page.status, 409)
        self.assertIn("Typed in vain", page.words)
        page = self.ada.post(f"{HOME}/i/{idea}/comments", {"text": "Typed in vain too"})
        self.assertEqual(page.status, 409)
        self.assertIn("Typed in vain too", page.words)
        page = self.ada.post(f"{HOME}/i/{idea}/edit", {"text": "Other words"})
        self.assertEqual(page.status, 409)
        self.assertEqual(self.ada.get(f"{HOME}/i/{idea}/edit").status, 409)
        # The pages do not offer it.
        page = self.ada.get(HOME + "/s/purpose")
        self.assertIn("Now it is about votes.", page.words)
        self.assertNotIn("Your idea", page.words)
        self.assertNotIn("Edit or delete", page.words)
        self.assertIn("Delete", page.words)
        page = self.ben.get(f"{HOME}/i/{idea}")
        self.assertIn("New comments are no longer taken", page.words)
        self.assertNotIn("Add a comment", page.words)
        self.assertNotIn("Reply", [words for form in page.forms for words, *_ in form.buttons])
        self.assertIn("Now it is about votes.", self.ben.get(HOME).words)
        # Votes, reports and taking one's own away go on.
        self.assertEqual(self.vote(self.cem, idea)["likes"], 1)
        self.assertEqual(self.ben.post(f"{HOME}/i/{idea}/vote", {"vote": "dislike"}).status, 200)
        self.assertIn(self.ben.api("POST", f"/contributions/{idea}/flags", {"reason": "other"}).status, (200, 201, 204))
        self.assertIn(self.ben.api("DELETE", f"/contributions/{comment}").status, (200, 204))
        # What came on paper in time is still brought in.
        fay = self.place.staff("facilitator")
        self.assertEqual(fay.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From a form", "source": "paper"}).status, 201)
        self.refused(fay.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Of my own"}), "is over")
        self.assertIn("New ideas until", self.place.staff("organiser").get(HOME + "/organise").words)
        # And the end is the end.
        self.at(24)
        self.refused(self.ben.api("PUT", f"/contributions/{idea}/vote", {"vote": "like"}), "closed")
        self.assertIn("posting", self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout)

    def test_for_the_whole_time(self):
        """As early as it opens: there is only what was imported or came on paper."""
        place = self.place = Installation()
        self.addCleanup(place.close)
        place.init()
        opens = self.stamp(-2)
        folder = place.write_conversation(opens=-2, extra=f"posting-ends = {opens}")
        place.slug = "our-framework"
        place.candour("conversation", "import", place.folder, folder)
        elsewhere = os.path.join(place.top, "elsewhere")
        os.makedirs(elsewhere)
        with open(os.path.join(elsewhere, "comments.csv"), "w", encoding="utf-8") as file:
            file.write("timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
                       "1,x,0,0,0,0,1,An idea from before\n")
        with open(os.path.join(elsewhere, "votes.csv"), "w", encoding="utf-8") as file:
            file.write("timestamp,datetime,comment-id,voter-id,vote\n")
        place.candour("import", place.folder, "our-framework", "--format", "polis", elsewhere)
        place.import_roster(4)
        place.start()
        ada = place.sign_in("p1@example.org")
        idea = ada.api("GET", TALK + "/ideas").json()["items"][0]
        self.assertEqual(idea["text"], "An idea from before")
        self.refused(ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Mine"}), "is over")
        self.assertEqual(self.vote(ada, idea["id"])["likes"], 1)


class NoComments(Rules):
    def test_off(self):
        self.begin("comments = off")
        idea = self.post(self.ada, "A quiet room on each ward")
        self.assertFalse(self.ada.api("GET", TALK).json()["comments"])
        self.refused(self.ben.api("POST", f"/contributions/{idea}/comments", {"text": "Yes"}), "no comments")
        page = self.ben.post(f"{HOME}/i/{idea}/comments", {"text": "Yes"})
        self.assertEqual(page.status, 409)
        page = self.ben.get(f"{HOME}/i/{idea}")
        for words in ("Add a comment", "No comments yet"):
            self.assertNotIn(words, page.words)
        self.assertNotIn("comment", self.ben.get(HOME + "/s/purpose").words.split("House rules")[1].lower().replace("read and comment", "!"))
        self.assertEqual(self.ada.api("PATCH", f"/contributions/{idea}", {"text": "A quiet room on every ward"}).status, 200)
        self.assertEqual(self.vote(self.ben, idea)["likes"], 1)


class Hidden(Rules):
    def card(self, who, idea):
        """The numbers on the card's two buttons, as a section page shows them."""
        text = who.get(HOME + "/s/purpose?sort=newest").text
        card = text.split(f'id="i-{idea}"')[1].split("</article>")[0]
        return [part.split("</b>")[0] for part in card.split("<b>")[1:]]

    def test_until_one_has_voted(self):
        self.begin("counts = after-voting")
        one, two = self.post(self.ada, "A quiet room on each ward"), self.post(self.ada, "Lockers that lock on each ward")
        self.assertEqual(self.vote(self.ada, two), {"id": two, "likes": 1, "dislikes": 0, "my_vote": "like"})
        self.assertEqual(self.counts(self.ben, two), (None, None))
        self.assertEqual(self.card(self.ben, two), [])
        self.assertEqual(self.card(self.ada, two), ["1", "0"])
        self.assertEqual(self.card(self.ada, one), [])
        # The same pages again, as they were kept: what one may see is not another's.
        self.assertEqual(self.card(self.ben, two), [])
        self.assertEqual(self.vote(self.ben, two, "dislike")["likes"], 1)
        self.assertEqual(self.card(self.ben, two), ["1", "1"])
        self.assertEqual(self.card(self.cem, two), [])
        # Whoever takes the vote back sees nothing any more.
        self.assertEqual(self.vote(self.ben, two, "none")["likes"], None)
        self.assertEqual(self.card(self.ben, two), [])
        page = self.cem.get(f"{HOME}/i/{two}")
        self.assertIn("once you have voted on it yourself", page.words)
        self.assertNotIn("so far", page.words)
        self.assertIn("so far", self.ada.get(f"{HOME}/i/{two}").words)
        for idea in self.cem.api("POST", TALK + "/search", {"q": "ward"}).json()["items"] + self.cem.api("GET", TALK + "/ideas").json()["items"]:
            self.assertIsNone(idea["likes"])
        self.assertNotIn("so far", self.cem.post(HOME + "/search", {"q": "ward"}).words)
        self.assertNotIn("so far", self.cem.post(HOME + "/similar", {"text": "A quiet room on each ward with lockers that lock", "section": "purpose"}).words)
        self.assertNotIn("1 like", self.cem.get(HOME + "/mine").words)
        self.order_is_hidden(self.cem)
        self.staff_see(two, (1, 0))

    def order_is_hidden(self, who):
        self.refused(who.api("GET", TALK + "/ideas?sort=liked"), "would tell the counts")
        page = who.get(HOME + "/s/purpose?sort=liked")
        self.assertEqual(page.status, 200)
        self.assertNotIn("Most liked", page.words)
        self.assertIn("Most discussed", page.words)

    def staff_see(self, idea, counts):
        for role in ("facilitator", "analyst", "organiser"):
            staff = self.place.staff(role)
            self.assertEqual(self.counts(staff, idea), counts, role)
            self.assertEqual(self.card(staff, idea), [str(n) for n in counts], role)
            self.assertEqual(staff.api("GET", TALK + "/ideas?sort=liked").status, 200)
        path = os.path.join(self.place.top, "export.json")
        self.place.candour("export", self.place.folder, "our-framework", "--format", "json", "-o", path)
        with open(path, encoding="utf-8") as file:
            self.assertIn(counts[0], [item["likes"] for item in json.load(file)["contributions"]])

    def test_until_closing(self):
        self.begin("counts = after-closing")
        idea = self.post(self.ada, "A quiet room on each ward")
        request = urllib.request.Request(self.place.room_url + "/api/v1" + TALK + "/events")
        for name, value in self.events_headers(self.cem).items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=20) as stream:
            self.assertEqual(self.vote(self.ben, idea)["likes"], None)
            later = self.post(self.ada, "Posted after the vote")
            seen = []
            while not any(later in line for line in seen):
                seen.append(stream.readline().decode())
        # Of a vote nothing is told, and of what is new no counts.
        self.assertFalse(any(idea in line for line in seen), seen)
        event = json.loads(next(line for line in seen if later in line).split(":", 1)[1])
        self.assertEqual((event["likes"], event["dislikes"]), (None, None))
        self.assertEqual(self.counts(self.ben, idea), (None, None))
        self.assertEqual(self.card(self.ben, idea), [])
        self.assertIn("shown to all when the conversation has closed", self.ben.get(HOME + "/s/purpose").words)
        self.order_is_hidden(self.ben)
        self.staff_see(idea, (1, 0))
        self.at(49)
        self.assertEqual(self.counts(self.cem, idea), (1, 0))
        self.assertIn("1 like, 0 dislikes", self.cem.get(HOME + "/s/purpose?sort=liked").words)
        self.assertIn("Most liked", self.cem.get(HOME + "/s/purpose").words)

    @staticmethod
    def events_headers(who):
        return {"Cookie": "; ".join(f"{name}={value}" for (_, _, name), value in who.cookies.items())}


if __name__ == "__main__":
    unittest.main()
