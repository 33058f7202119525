# builds: release sanitize
# seconds: 240
"""The first act makes the return key. Where its answer never arrives, the browser that acted has the key all the same,
and nobody else has: not who opens the same link in another browser."""

import http.client
import json
import threading
import unittest
import urllib.parse

from harness import Story, wait_for

TALK = "/api/v1/conversations/our-framework"
HOME = "/c/our-framework"


class LostAnswer(Story):
    def in_by_link(self, address):
        """Through the door, and nothing done there yet."""
        browser = self.place.browser()
        browser.get(self.place.wait_for_mail(address).sign_in_link)
        browser.submit("Continue")
        self.assertEqual(browser.cookie("return"), [])
        return browser

    def send_and_hang_up(self, browser, path, body, kind):
        """Sends what the browser would, and closes the connection before any answer can be read."""
        parts = urllib.parse.urlsplit(self.place.room_url)
        cookies = "; ".join(f"{name}={value}" for (_, _, name), value in browser.cookies.items())
        connection = http.client.HTTPConnection(parts.netloc)
        connection.request("POST", path, body=body, headers={
            "Content-Type": kind, "Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Origin": self.place.room_url})
        connection.close()

    def send_idea(self, browser, text):
        data = {"section": "purpose", "text": text, "idempotency_key": "once-" + text[:8].strip()}
        self.send_and_hang_up(browser, TALK + "/ideas", json.dumps(data), "application/json")
        self.place_has(text)
        return data

    def place_has(self, text):
        wait_for("the idea", lambda: text in self.reader.api("GET", TALK + "/ideas?limit=100").text)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.place.sign_in("p1@example.org")

    def ideas(self, text):
        return [i for i in self.reader.api("GET", TALK + "/ideas?limit=100").json()["items"] if i["text"] == text]

    def test_sent_again(self):
        ada = self.in_by_link("p2@example.org")
        data = self.send_idea(ada, "Kettles that whistle")
        self.assertEqual(ada.cookie("return"), [])
        again = ada.api("POST", TALK + "/ideas", data)
        self.assertIn(again.status, (200, 201), again.text)
        self.assertEqual(len(ada.cookie("return")), 1)
        self.assertEqual(len(self.ideas(data["text"])), 1)
        id = again.json()["id"]
        self.assertTrue(ada.api("GET", "/contributions/" + id).json()["mine"])
        self.assertEqual(ada.api("PATCH", "/contributions/" + id, {"text": "Kettles that sing"}).status, 200)

    def test_own_things_without_sending_again(self):
        ada = self.in_by_link("p3@example.org")
        self.send_idea(ada, "Blankets for the night")
        page = ada.get(HOME + "/mine")
        self.assertIn("Blankets for the night", page.words)
        self.assertEqual(len(ada.cookie("return")), 1)
        self.assertIn("five return words", page.words)
        other = self.in_by_link("p3@example.org")
        self.assertNotIn("Blankets for the night", other.get(HOME + "/mine").words)
        ada.submit("I have written them down", page=page)
        self.assertEqual(ada.cookie("words"), [])
        self.assertIn("Blankets for the night", ada.get(HOME + "/mine").words)

    def test_words_are_spoken_of_until_they_are_kept(self):
        """Whoever signs out without them never finds their own posts again: said where something was posted."""
        ada = self.in_by_link("p11@example.org")
        said = "write down your five return words"
        for text, told in (("Lamps for the bicycle shed", True), ("A second kettle", True), ("Later buses", False)):
            if not told:
                ada.get(HOME + "/mine")
                ada.submit("I have written them down")
            ada.get(HOME + "/s/purpose")
            self.assertNotIn(said, ada.page.words)
            page = ada.submit("Share an idea", text=text)
            self.assertIn("Your idea is in", page.words)
            self.assertEqual(said in page.words, told, text)
        ada.submit("Sign out")
        self.assertEqual(ada.cookies, {}, "at once, and without a question")

    def test_words_put_away_at_once(self):
        ada = self.in_by_link("p4@example.org")
        self.send_idea(ada, "Softer lamps for all")
        ada.post(HOME + "/mine/words", {})
        self.assertEqual((len(ada.cookie("return")), ada.cookie("words")), (1, []))
        self.assertIn("Softer lamps for all", ada.get(HOME + "/mine").words)

    def test_badge_alone_gets_nothing(self):
        before = self.in_by_link("p5@example.org")         # was there before the first act, with an offer of its own
        ada = self.in_by_link("p5@example.org")
        data = self.send_idea(ada, "Quiet rooms upstairs")
        id = self.ideas(data["text"])[0]["id"]
        after = self.in_by_link("p5@example.org")
        bare = self.in_by_link("p5@example.org")
        for key in [key for key in bare.cookies if "words" in key[2]]:
            del bare.cookies[key]
        other = self.place.sign_in("p6@example.org")       # with a key, of somebody else
        for who, browser in (("before", before), ("after", after), ("bare", bare), ("other", other)):
            with self.subTest(who):
                self.assertFalse(browser.api("GET", "/contributions/" + id).json()["mine"])
                self.assertNotIn(data["text"], browser.get(HOME + "/mine").words)
                if who == "other":
                    continue
                self.assertNotIn(browser.api("POST", TALK + "/ideas", data).status, (200, 201))
                self.assertNotIn(browser.api("DELETE", "/contributions/" + id, {}).status, (200, 204))
                self.assertEqual(browser.cookie("return"), [])
        # Words of somebody else's offer with one's own badge.
        thief = self.in_by_link("p7@example.org")
        for key, value in ada.cookies.items():
            if "words" in key[2]:
                thief.cookies[key] = value
        self.assertFalse(thief.api("GET", "/contributions/" + id).json()["mine"])
        self.assertTrue(ada.api("GET", "/contributions/" + id).json()["mine"])

    def test_start_afresh(self):
        ada = self.place.sign_in("p8@example.org")
        self.assertEqual(ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From a first life"}).status, 201)
        new = self.in_by_link("p8@example.org")
        new.get(HOME + "/afresh")
        self.send_and_hang_up(new, HOME + "/afresh", "", "application/x-www-form-urlencoded")
        wait_for("the new key", lambda: ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "x y z"}).status != 201)
        page = new.post(HOME + "/afresh", {})
        self.assertEqual(page.status, 200, page.words)
        self.assertEqual(len(new.cookie("return")), 1)
        self.assertEqual(new.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From a second life"}).status, 201)
        self.assertNotIn("From a first life", new.get(HOME + "/mine").words)
        self.assertEqual(self.in_by_link("p8@example.org").post(HOME + "/afresh", {}).status, 409)

    def test_two_first_acts_at_once(self):
        ada, ids = self.in_by_link("p9@example.org"), [i["id"] for i in self.reader.api("GET", TALK + "/ideas").json()["items"]]
        ids = ids or [self.reader.api("POST", TALK + "/ideas", {"section": "purpose", "text": "One to like"}).json()["id"]]
        cookies, answers = dict(ada.cookies), []

        def like():
            browser = self.place.browser()
            browser.cookies.update(cookies)
            answers.append(browser.api("PUT", f"/contributions/{ids[0]}/vote", {"vote": "like"}).status)

        threads = [threading.Thread(target=like) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [200] * 4)

    def test_fetching_makes_no_key(self):
        """Pages looked at, by a scanner for one, leave the person free to make the key elsewhere."""
        scanner = self.in_by_link("p10@example.org")
        for path in ("", "/welcome", "/mine", "/afresh", "/s/purpose"):
            scanner.get(HOME + path)
        ada = self.place.sign_in("p10@example.org")
        self.assertEqual(ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Made elsewhere"}).status, 201)
        self.assertNotIn("Made elsewhere", scanner.get(HOME + "/mine").words)


if __name__ == "__main__":
    unittest.main()
