# waits
# builds: release sanitize
# seconds: 600
"""Links, codes, new links: the way in, and what it gives away (A15, A16, A17, A18)."""

import re
import unittest

from harness import Story, Installation, wait_for

# "In the next minute's batch", and the time to write the mail.
BATCH = 90


class WayIn(Story):
    people = 60

    def link(self, number):
        return self.mail(number).sign_in_link

    def mail(self, number):
        address = f"p{number}@example.org"
        return wait_for(f"a mail to {address}", lambda: self.place.mails(address))[0]

    def test_page_says_for_whom_and_opens_nothing(self):
        browser = self.place.browser()
        page = browser.get(self.link(1))
        self.assertEqual(page.status, 200)
        self.assertIn("Person A.", page.words)
        self.assertIn("p…@example.org", page.words)
        self.assertNotIn("p1@example.org", page.text)
        self.assertEqual(page.headers.get_all("Set-Cookie"), None)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(len(page.reader.headings and [h for h in page.reader.headings if h[0] == "h1"]), 1)

    def test_fetching_does_not_use_it_up(self):
        """Mail scanners follow links, some press buttons."""
        scanner = self.place.browser()
        for _ in range(3):
            self.assertEqual(scanner.get(self.link(2)).status, 200)
        scanner.submit("Continue")
        person = self.place.follow_sign_in(self.link(2))
        self.assertEqual(person.get("/c/our-framework").status, 200)

    def test_continue_ends_in_the_room(self):
        browser = self.place.browser()
        browser.get(self.link(3))
        page = browser.submit("Continue")
        self.assertTrue(page.url.startswith(self.place.room_url), page.url)
        self.assertEqual(page.path, "/c/our-framework/welcome")
        self.assertEqual([step.status for step in page.history], [303] * len(page.history))
        self.assertEqual(page.history[0].url, self.link(3))

    def test_the_form_needs_no_more_than_a_post(self):
        browser = self.place.browser()
        answer = browser.request("POST", self.link(4), form={}, follow=False)
        self.assertEqual(answer.status, 303)
        self.assertRegex(answer.headers["Location"], re.escape(self.place.room_url) + r"/enter/[\w-]{192}$")

    def test_tickets_have_one_length_and_are_never_the_same(self):
        places = set()
        for number in (5, 6):
            for form in ({}, {"shared": "yes"}):
                answer = self.place.browser().request("POST", self.link(number), form=form, follow=False)
                places.add(answer.headers["Location"])
        self.assertEqual(len(places), 4)
        self.assertEqual(len({len(place) for place in places}), 1)

    def test_shared_computer(self):
        browser = self.place.browser()
        browser.get(self.link(7))
        answer = browser.submit("I’m on a shared computer", follow=False)
        self.assertEqual(answer.status, 303)
        cookie = next(c for c in answer.headers.get_all("Set-Cookie") if "desk=" in c)
        self.assertNotIn("Max-Age", cookie)
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)

    def test_wrong_links_all_say_the_same(self):
        good = self.link(8).rsplit("/", 1)[1]
        swapped = good[:-2] + ("AA" if good[-2:] != "AA" else "BB")
        words = set()
        for token in (swapped, "x", "A" * 22, "A" * 23, good + "A", "%2e%2e", "%C3%A9"):
            for method, form in (("GET", None), ("POST", {})):
                answer = self.place.browser().request(method, f"{self.place.desk_url}/in/{token}", form=form)
                self.assertEqual(answer.status, 404, (token, answer.words))
                words.add(answer.words)
        self.assertEqual(len(words), 1)

    def test_cross_site_post_is_refused(self):
        answer = self.place.browser().request("POST", self.link(9), form={}, follow=False,
                                              headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)

    # -- codes

    def type_code(self, code, browser=None):
        browser = browser or self.place.browser()
        browser.get(self.place.desk_url + "/in")
        return browser, browser.submit("Go on", code=code)

    def test_code_as_people_type_it(self):
        code = self.mail(10).code
        self.assertRegex(code, r"^([2-9A-HJKMNP-TV-Z]{3}-){3}[2-9A-HJKMNP-TV-Z]{3}$")
        for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f"  {code.lower()} "):
            browser, page = self.type_code(typed)
            self.assertEqual(page.status, 200, page.words)
            self.assertIn("Person J.", page.words)
            self.assertNotIn(code, page.url)
            page = browser.submit("Continue")
            self.assertTrue(page.url.startswith(self.place.room_url), page.url)

    def test_wrong_code_keeps_what_was_typed(self):
        for typed in ("ABC-DEF-GHJ-KMN", "hello", "ABC-DEF-GHJ-KM0"):
            _, page = self.type_code(typed)
            self.assertEqual(page.status, 422)
            self.assertEqual(page.form_with("Go on")[0].fields["code"], typed)
            self.assertTrue(page.reader.title.startswith("Error"), page.reader.title)

    def test_desk_cookie_and_badge_are_not_the_same(self):
        """A18: neither side takes the other's cookie."""
        browser = self.place.follow_sign_in(self.link(11))
        [badge], [desk] = browser.cookie("badge"), browser.cookie("desk")
        stranger = self.place.browser()
        for cookies in (f"badge={desk}", f"desk={desk}"):
            self.assertEqual(stranger.request("GET", self.place.room_url + "/api/v1/conversations/our-framework/ideas",
                                              headers={"Cookie": cookies}).status, 401)
        for cookies in (f"desk={badge}", f"badge={badge}"):
            self.assertEqual(stranger.request("GET", self.place.desk_url + "/me", headers={"Cookie": cookies}).status, 401)
        changed = desk[:40] + ("A" if desk[40] != "A" else "B") + desk[41:]
        self.assertEqual(stranger.request("GET", self.place.desk_url + "/me", headers={"Cookie": f"desk={changed}"}).status, 401)
        self.assertEqual(stranger.request("GET", self.place.desk_url + "/me", headers={"Cookie": f"desk={desk}"}).status, 200)

    def test_foreign_page_signs_nobody_out(self):
        browser = self.place.follow_sign_in(self.link(21))
        page = browser.get(self.place.desk_url + "/signed-out", headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual((page.status, page.path, page.headers.get_all("Set-Cookie")), (200, "/signed-out", None))
        self.assertIsNone(page.headers.get("Clear-Site-Data"))
        self.assertEqual(browser.get(self.place.desk_url + "/me").status, 200)
        browser.get(self.place.desk_url + "/signed-out", headers={"Sec-Fetch-Site": "cross-site"})
        browser.submit("Sign out")
        self.assertEqual(browser.get(self.place.desk_url + "/me").status, 401)

    # -- what a link tells

    def look_around(self, browser):
        """All that the holder of a link can look at before the first act inside."""
        home = "/c/our-framework"
        seen = [("way", browser.page.path, sorted(name for _, _, name in browser.cookies))]
        for path in ("", "/welcome", "/s/purpose", "/mine", "/messages", "/return", "/afresh", "/search"):
            page = browser.get(home + path)
            # Different for everybody: the fair order's keys, and what a form is sent once by.
            seen.append((path, page.status, page.path, re.sub(r"[\w-]{16,}", "*", page.words),
                         [(form.method, form.action, sorted(map(str, form.buttons))) for form in page.forms]))
        for words in ("absurd amateur acrobat account acoustic", "abacus abdomen abdominal abide abiding", "no such words"):
            page = browser.post(home + "/return", {"words": words})
            seen.append((words, page.status, page.words))
        for path in ("", "/ideas?section=purpose", "/messages"):
            answer = browser.api("GET", f"/conversations/our-framework{path}" if path != "/messages" else "/messages")
            seen.append((path, answer.status, re.sub(r"[\w-]{16,}", "*", answer.text)))
        return seen

    def test_link_does_not_tell_who_has_been_in(self):
        """A17: also not by the welcome, and not by the five words."""
        for number in (16, 17, 18):
            self.place.wait_for_mail(f"p{number}@example.org")
        self.place.sign_in("p16@example.org")
        writer = self.place.sign_in("p17@example.org")
        page = writer.get("/c/our-framework/afresh")
        writer.submit("Start afresh")
        found = {number: self.look_around(self.place.follow_sign_in(self.link(number), welcome=False)) for number in (16, 17, 18)}
        self.maxDiff = None
        self.assertEqual(found[16], found[18])
        self.assertEqual(found[17], found[18])

    def test_welcome_once_in_a_browser(self):
        browser = self.place.follow_sign_in(self.link(20))
        browser.get(self.link(20))
        self.assertFalse(browser.submit("Continue").path.endswith("/welcome"))
        other = self.place.follow_sign_in(self.link(20), welcome=False)
        self.assertTrue(other.page.path.endswith("/welcome"))
        self.assertIn("Been here before, on another device?", other.page.words)

    def test_start_afresh_without_a_beginning(self):
        """Whoever finds "start afresh" before the first act gets the first five words, and has one fresh start left."""
        browser = self.place.follow_sign_in(self.link(19), welcome=False)
        for _ in range(2):
            browser.get("/c/our-framework/afresh")
            page = browser.submit("Start afresh")
            self.assertEqual((page.status, page.path), (200, "/c/our-framework/mine"), page.words)
            self.assertIn("Your five return words", page.words)
        browser.get("/c/our-framework/afresh")
        self.assertEqual(browser.submit("Start afresh").status, 409)

    # -- new links

    def ask_for_link(self, address):
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/link")
        return browser.submit("Send me a new link", email=address)

    def test_new_link(self):
        """A15, A16: alike for everybody, at once; the old one works until the new one is used."""
        old = self.mail(12)
        answers = [self.ask_for_link(address) for address in ("p12@example.org", "nobody@example.org", "P13@Example.ORG")]
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual(len({answer.text for answer in answers}), 1)
        new = self.place.wait_for_mail("p12@example.org", 1, BATCH)
        self.place.wait_for_mail("p13@example.org", 1, BATCH)
        self.assertEqual(self.place.mails("nobody@example.org"), [])
        self.assertNotEqual(new.sign_in_link, old.sign_in_link)
        self.assertNotEqual(new.code, old.code)
        self.assertEqual(self.place.browser().get(old.sign_in_link).status, 200)
        self.assertEqual(self.place.browser().get(new.sign_in_link).status, 200)
        self.assertEqual(self.place.browser().get(old.sign_in_link).status, 200, "looking at it is not using it")
        self.place.follow_sign_in(new.sign_in_link)
        self.assertEqual(self.place.browser().get(old.sign_in_link).status, 404)
        self.assertEqual(self.type_code(old.code)[1].status, 422)
        self.assertEqual(self.type_code(new.code)[1].status, 200)
        self.place.follow_sign_in(new.sign_in_link)

    def test_not_an_address(self):
        page = self.ask_for_link("not an address")
        self.assertEqual(page.status, 422)
        self.assertEqual(page.form_with("Send me a new link")[0].fields["email"], "not an address")

    def test_headers(self):
        page = self.place.browser().get(self.place.desk_url + "/in")
        policy = page.headers["Content-Security-Policy"]
        self.assertNotIn("unsafe", policy)
        self.assertIn(f"form-action 'self' {self.place.room_url}", policy)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")


class Guessing(Story):
    people = 40

    def test_codes_are_limited(self):
        """Thirty wrong ones from one network, then nobody from there types for ten minutes."""
        browser = self.place.browser()
        statuses = []
        for i in range(40):
            browser.get(self.place.desk_url + "/in")
            statuses.append(browser.submit("Go on", code="ABC-DEF-GHJ-" + "KMN"[::-1]).status)
        self.assertEqual(statuses[:30], [422] * 30)
        self.assertEqual(statuses[30:], [429] * 10)
        right = wait_for("a mail", lambda: self.place.mails("p1@example.org"))[0]
        browser.get(self.place.desk_url + "/in")
        answer = browser.submit("Go on", code=right.code)
        self.assertEqual(answer.status, 429)
        self.assertTrue(answer.headers["Retry-After"])
        self.assertEqual(self.place.browser().get(right.sign_in_link).status, 200, "links are not typed")


class Phases(unittest.TestCase):
    def test_from_draft_to_completed(self):
        with Installation() as place:
            place.init()
            place.import_conversation(opens=24)
            place.import_roster(40)
            place.start()
            self.assertEqual(place.mails(), [], "nobody is invited before it opens")
            place.candour("conversation", "open", place.folder, "our-framework")
            wait_for("invitations", lambda: len(place.mails()) == 40)
            mail = place.first_mail("p1@example.org")
            place.follow_sign_in(mail.sign_in_link)
            place.restart()
            place.candour("roster", "import", place.folder, "our-framework", place.write_roster(place.people))
            self.assertEqual(len(place.mails()), 40, "once")
            place.candour("conversation", "close", place.folder, "our-framework")
            page = place.browser().get(mail.sign_in_link)
            self.assertEqual(page.status, 200)
            self.assertIn("You can still read it", page.words)
            place.follow_sign_in(mail.sign_in_link)
            place.candour("conversation", "complete", place.folder, "our-framework")
            for method, form in (("GET", None), ("POST", {})):
                answer = place.browser().request(method, mail.sign_in_link, form=form)
                self.assertEqual(answer.status, 410)
                self.assertNotIn("Person", answer.words)

    def test_opens_by_the_clock_and_catches_up(self):
        with Installation() as place:
            place.init()
            place.import_conversation(opens=2)
            place.import_roster(40)
            place.start()
            self.assertEqual(place.mails(), [])
            place.stop()
            place.clock_offset = 3 * 3600
            place.start()
            wait_for("invitations", lambda: len(place.mails()) == 40)
            place.restart()
            self.assertEqual(len(place.mails()), 40)

    def test_nobody_is_invited_to_what_is_over(self):
        with Installation() as place:
            place.init()
            place.import_conversation(opens=2, closes=4)
            place.import_roster(40)
            place.clock_offset = 5 * 3600
            place.start()
            self.assertEqual(place.mails(), [])


if __name__ == "__main__":
    unittest.main()
