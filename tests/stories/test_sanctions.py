# builds: release sanitize
"""A facilitator has an unknown author write less often, or pause: told inside, ended by itself, and nothing by which
anybody could tell whose posts belong together (A9)."""
import re
import time
import unittest

from harness import Installation, Story

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
SLOT = 15 * 60
DAY = 24 * 3600


def post(person, text, section="purpose"):
    return person.api("POST", TALK + "/ideas", {"section": section, "text": text})


def made(person, text):
    answer = post(person, text)
    if answer.status != 201:
        raise AssertionError(answer.text)
    return answer.json()["id"]


def slow(staff, id, every="pause", days="1", note="Please take a day."):
    staff.get(f"{HOME}/facilitate/{id}")
    fields = {"every": every, "days": days, "sanction-reason": "abuse", "sanction-note": note}
    return staff.submit("Ask the author to slow down", **fields)


class Sanctions(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")
        cls.others = iter(range(1, 60))

    def person(self):
        return self.place.sign_in(f"p{next(self.others)}@example.org")

    def test_pause(self):
        ada, ben = self.person(), self.person()
        bens, id = made(ben, "Benches"), made(ada, "You are all fools")
        own = made(ada, "More light")
        page = slow(self.staff, id)
        self.assertEqual(page.status, 200)
        self.assertIn("Its author is told", page.words)
        self.assertIn("Its author is asked to pause until", page.words)
        refused = self.problem(post(ada, "Fools, I say"), 403)
        self.assertIn("asked you to pause", refused["detail"])
        self.problem(ada.api("POST", f"/contributions/{bens}/comments", {"text": "Fool"}), 403)
        self.problem(ada.api("PATCH", f"/contributions/{own}", {"text": "Fools"}), 403)
        # What goes on: reading, voting, reporting, answering, deleting.
        self.assertEqual(ada.api("PUT", f"/contributions/{bens}/vote", {"vote": "like"}).status, 200)
        self.assertEqual(ada.api("POST", f"/contributions/{bens}/flags", {"reason": "other"}).status, 201)
        self.staff.api("POST", f"/contributions/{id}/messages", {"kind": "question", "text": "How are you?"})
        self.assertEqual(ada.api("POST", f"/contributions/{id}/messages", {"kind": "answer", "text": "Cross"}).status, 201)
        self.assertEqual(ada.api("DELETE", f"/contributions/{own}", {}).status // 100, 2)
        # Nobody else is met.
        self.assertEqual(post(ben, "A second bench").status, 201)

    def test_told_inside_and_nothing_typed_is_lost(self):
        ada = self.person()
        slow(self.staff, made(ada, "Fools, all of you"), note="Take a day, and write what happened.")
        mine = ada.get(HOME + "/mine")
        for words in ("You are asked to pause", "You can post again from", "It is unkind or abusive", "Fools, all of you",
                      "Take a day, and write what happened.", "You can still read, like"):
            self.assertIn(words, mine.words)
        ada.get(HOME + "/s/purpose")
        page = ada.submit("Share", text="What I took an hour to write")
        self.assertEqual(page.status, 403)
        self.assertIn("What I took an hour to write", page.text)
        self.assertIn("A facilitator has asked you to pause", page.words)

    def test_comment_and_change_keep_their_words(self):
        ada, ben = self.person(), self.person()
        bens, id = made(ben, "Trees"), made(ada, "Nonsense")
        slow(self.staff, id)
        ada.get(f"{HOME}/i/{bens}")
        page = ada.submit("Comment", text="A long thought")
        self.assertEqual((page.status, "A long thought" in page.text), (403, True))
        ada.get(f"{HOME}/i/{id}/edit")
        page = ada.submit("Save", text="Another long thought")
        self.assertEqual((page.status, "Another long thought" in page.text), (403, True))

    def test_slow(self):
        ada = self.person()
        id = made(ada, "Again and again")
        slow(self.staff, id, every="6")
        self.assertIn("asked you to write less often", self.problem(post(ada, "And again"), 429)["detail"])
        mine = ada.get(HOME + "/mine").words
        self.assertIn("You can post once every 6 hours for now.", mine)
        self.assertIn("Your next post is taken from", mine)
        self.assertEqual(ada.api("PATCH", f"/contributions/{id}", {"text": "Again"}).status, 200)    # mending goes on

    def test_taking_back(self):
        ada = self.person()
        id, other = made(ada, "Fools"), made(ada, "More fools")
        slow(self.staff, id)
        page = self.second.get(f"{HOME}/facilitate/{id}")
        self.assertIn("Set by Facilitator 1", page.words)
        self.assertNotIn("Take this back", page.words)
        answer = self.second.post(f"{HOME}/facilitate/{id}/unsanction", {})
        self.assertEqual(answer.status, 403)
        self.problem(post(ada, "One"), 403)
        # Through another contribution of the same person there is nothing to take back.
        self.assertEqual(self.staff.post(f"{HOME}/facilitate/{other}/unsanction", {}).status, 409)
        self.staff.get(f"{HOME}/facilitate/{id}")
        self.assertIn("That is taken back", self.staff.submit("Take this back").words)
        self.assertEqual(post(ada, "One").status, 201)
        self.assertNotIn("asked to pause", ada.get(HOME + "/mine").words)

    def test_twice_through_one(self):
        id = made(self.person(), "Fools")
        slow(self.staff, id)
        fields = {"every": "24", "days": "7", "sanction-reason": "abuse", "sanction-note": "My words"}
        page = self.second.post(f"{HOME}/facilitate/{id}/sanction", fields)
        self.assertEqual(page.status, 409)
        self.assertIn("slowed down or paused already", page.words)

    def test_the_stricter_counts(self):
        ada = self.person()
        one, two = made(ada, "Fools"), made(ada, "More fools")
        slow(self.staff, one, every="1")
        slow(self.second, two, every="pause")
        self.problem(post(ada, "x"), 403)
        self.second.get(f"{HOME}/facilitate/{two}")
        self.second.submit("Take this back")
        self.problem(post(ada, "x"), 429)

    def test_refusals(self):
        ada = self.person()
        id = made(ada, "Fools")
        for fields in ({"every": "never", "days": "1"}, {"every": "pause", "days": "400"}, {"days": "1"}):
            page = self.staff.post(f"{HOME}/facilitate/{id}/sanction",
                                   {"sanction-reason": "abuse", "sanction-note": "Kept words", **fields})
            self.assertEqual(page.status, 422, fields)
            self.assertIn("Kept words", page.text)
        fields = {"every": "pause", "days": "1", "sanction-reason": "abuse"}
        self.assertEqual(self.staff.post(f"{HOME}/facilitate/{'0' * 26}/sanction", fields).status, 404)
        self.assertEqual(ada.post(f"{HOME}/facilitate/{id}/sanction", fields).status, 403)
        self.assertEqual(ada.post(f"{HOME}/facilitate/{id}/unsanction", {}).status, 403)
        self.assertEqual(post(ada, "Goes on").status, 201)

    def test_restart_and_afresh(self):
        ada = self.person()
        slow(self.staff, made(ada, "Fools"))
        self.place.restart()
        self.problem(post(ada, "x"), 403)
        # A new voice is met no more, or the badge alone would tell that its holder was paused (A15).
        ada.get(HOME + "/afresh")
        ada.submit("Start afresh")
        self.assertEqual(post(ada, "A new beginning").status, 201)

    def test_paper_has_nobody_to_slow_down(self):
        answer = self.staff.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From paper", "source": "paper"})
        page = self.staff.get(f"{HOME}/facilitate/{answer.json()['id']}")
        self.assertEqual(page.status, 200)
        self.assertNotIn("Ask the author to slow down", page.words)


class Nobody(unittest.TestCase):
    """Two runs that differ only in whether the author is paused already give staff the same answers."""

    def run_through(self, already):
        place = Installation()
        self.addCleanup(place.close)
        place.init()
        place.import_conversation()
        place.import_roster(40)
        place.start()
        ada, ben = place.sign_in("p1@example.org"), place.sign_in("p2@example.org")
        first, second = place.staff("facilitator"), place.staff("facilitator", "second@example.org")
        adas, bens, asked = made(ada, "Fools"), made(ben, "Fools"), made(ada, "All of you")
        for id in (adas, bens, asked):
            first.api("POST", f"/contributions/{id}/actions", {"action": "keep"})
        slow(second, adas if already else bens)
        self.assertEqual(post(ada, "Tried").status, 403 if already else 201)
        if already:
            self.assertEqual(post(ben, "Tried").status, 201)      # so that both runs have as many posts
        seen = []

        def look():
            for browser in (first, second, ben):
                for path in (f"/facilitate/{asked}", "/facilitate", "/facilitate?list=done", "/p/ledger", f"/i/{asked}"):
                    seen.append(browser.get(HOME + path).text)
                for path in (f"/contributions/{asked}/history", f"/contributions/{asked}", "/messages", TALK + "/queue"):
                    seen.append(browser.api("GET", path).text)

        look()
        seen.append(slow(first, asked).text)
        look()
        seen.append(second.post(f"{HOME}/facilitate/{asked}/sanction",
                                {"every": "1", "days": "3", "sanction-reason": "other"}).text)
        seen.append(second.post(f"{HOME}/facilitate/{asked}/unsanction", {}).text)
        first.get(f"{HOME}/facilitate/{asked}")
        seen.append(first.submit("Take this back").text)
        look()
        return [self.plain(text) for text in seen]

    @staticmethod
    def plain(text):
        text = re.sub(r"[0-9a-z]{26}", "ID", text)
        text = re.sub(r'draft="[0-9a-f]{16}"', "DRAFT", text)
        text = re.sub(r"http://127\.0\.0\.1:\d+", "HOST", text)
        return re.sub(r"\d\d:\d\d(:\d\dZ)?|\d+(:\d+)? [ap]m", "TIME", text)        # a clock has gone on

    def test_alike(self):
        for one, other in zip(self.run_through(False), self.run_through(True), strict=True):
            self.assertEqual(one, other)


class ByItself(unittest.TestCase):
    def test_ends_at_a_slot(self):
        place = Installation(slot_minutes=15, clock_offset=SLOT // 3 - int(time.time()) % SLOT)
        self.addCleanup(place.close)
        place.init()
        place.import_conversation()
        place.import_roster(40)
        place.start()
        ada = place.sign_in("p1@example.org")
        staff = place.staff("facilitator")
        id = made(ada, "Fools")
        place.stop()
        place.clock_offset += SLOT
        place.start()
        slow(staff, id, days="1")
        # Whatever the time of day: "midday" and "the very start of Sunday 6 December" are slots too.
        self.assertRegex(ada.get(HOME + "/mine").words,
                         r"You can post again from (\d+(:15|:30|:45)? [ap]m on|midday on|the very start of) \w+day ")
        for later, status in ((DAY, 403), (SLOT, 201)):
            place.stop()
            place.clock_offset += later
            place.start()
            staff = place.staff("facilitator", f"f{later}@example.org")
            self.assertEqual(post(ada, "Later").status, status)
        self.assertNotIn("asked to pause", staff.get(f"{HOME}/facilitate/{id}").words)


if __name__ == "__main__":
    unittest.main()
