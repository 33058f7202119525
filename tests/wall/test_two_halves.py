"""A15, A16, A18, A20: what one half hands to the other, what neither takes from the other, and what is left behind.

waits
builds: release
seconds: 240
"""

import os
import re
import unittest
import urllib.parse

from wall import SLUG, TALK, Story, add_idea, column, conversation_id, forge, tables_of, wait_for

HOME = "/c/" + SLUG


class Halves(Story):
    people = 60

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.conversation_id = conversation_id(cls.place)
        cls.keys = os.path.join(cls.place.folder, "keys", "desk")

    def fresh_ticket(self, address):
        """The way in, before it is gone: the browser at the desk, and the address of the room's door."""
        browser = self.place.browser()
        link = wait_for(f"a link for {address}", lambda: next((m.sign_in_link for m in self.place.mails(address)), None))
        browser.get(link)
        answer = browser.submit("Continue", follow=False)
        self.assertEqual(answer.status, 303)
        return browser, answer.headers["Location"]

    def enter(self, ticket):
        return self.place.browser().get("/enter/" + ticket)

    # -- A18: tickets

    def test_ticket_works_once(self):
        browser, door = self.fresh_ticket("p1@example.org")
        self.assertTrue(door.startswith(self.place.room_url + "/enter/"), door)
        thief = self.place.browser()
        self.assertEqual(thief.get(door).status, 200)
        self.assertEqual(len(thief.cookie("badge")), 1)
        again = browser.get(door)
        self.assertEqual(again.status, 410)
        self.assertEqual(browser.cookie("badge"), [])

    def test_forged_tickets(self):
        someone = os.urandom(16)
        good = forge(self.keys, self.conversation_id, someone)
        cases = [
            ("another's signature", forge(None, self.conversation_id, someone), 403),
            ("expired", forge(self.keys, self.conversation_id, someone, seconds=-1), 410),
            ("good for too long", forge(self.keys, self.conversation_id, someone, seconds=3600), 410),
            ("another version", forge(self.keys, self.conversation_id, someone, version=3), 403),
            ("unknown conversation", forge(self.keys, os.urandom(16), someone), 410),
            ("administrator", forge(self.keys, self.conversation_id, someone, roles=16), 403),
            ("unknown role", forge(self.keys, self.conversation_id, someone, roles=1 << 12), 403),
            ("cut", good[:-4], 403),
            ("longer", good + "AAAA", 403),
            ("empty", "", 404),
            ("changed", good[:60] + ("A" if good[60] != "A" else "B") + good[61:], 403),
            ("changed signature", good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:], 403),
        ]
        for name, ticket, status in cases:
            with self.subTest(name):
                browser = self.place.browser()
                self.assertEqual(browser.get("/enter/" + ticket).status, status)
                self.assertEqual(browser.cookies, {})
        self.assertEqual(self.enter(good).status, 200, "and the one they were made from works")

    def test_all_tickets_have_one_length(self):
        doors = {len(self.fresh_ticket(address)[1]) for address in ("p2@example.org", "p3@example.org")}
        self.assertEqual(len(doors), 1)

    def test_ticket_of_before_a_restart(self):
        for end in (self.place.stop, self.place.kill):
            with self.subTest(end.__name__):
                _, used = self.fresh_ticket("p4@example.org")
                _, unused = self.fresh_ticket("p4@example.org")
                self.assertEqual(self.place.browser().get(used).status, 200)
                end()
                self.place.start()
                self.assertEqual(self.place.browser().get(used).status, 410)
                self.assertEqual(self.place.browser().get(unused).status, 410, "which of them was used is stored nowhere")
                _, fresh = self.fresh_ticket("p4@example.org")
                self.assertEqual(self.place.browser().get(fresh).status, 200, "in the second of the start too")

    def test_badge_is_not_replaced_unasked(self):
        ada = self.place.sign_in("p5@example.org")
        badge = ada.cookie("badge")
        _, door = self.fresh_ticket("p6@example.org")
        page = ada.get(door)
        self.assertEqual(ada.cookie("badge"), badge)
        self.assertTrue(page.forms)
        answer = ada.post(door, {})
        self.assertEqual(answer.status, 200)
        self.assertNotEqual(ada.cookie("badge"), badge)
        self.assertEqual(ada.cookie("return"), [])

    # -- A18: cookies of the one half at the other

    def test_cookies_of_the_other_half(self):
        person = self.place.sign_in("p7@example.org")
        badge, = person.cookie("badge")
        key, = person.cookie("return")
        desk, = person.cookie("desk")
        self.assertEqual(person.get(self.place.desk_url + "/me").status, 200)
        for name in ("desk", "__Host-desk", "badge"):
            for value in (badge, key):
                page = self.place.browser().get(self.place.desk_url + "/me", headers={"Cookie": f"{name}={value}"})
                self.assertNotIn("p7@example.org", page.text)
                self.assertNotIn("What this desk holds", page.words)
        for name in ("badge", "__Host-badge", "desk"):
            page = self.place.browser().get(HOME, headers={"Cookie": f"{name}={desk}"})
            self.assertEqual(page.status, 403)
            answer = self.place.browser().api("GET", TALK, headers={"Cookie": f"{name}={desk}"})
            self.assertEqual(answer.status, 401)

    def test_key_for_badge_and_badge_for_key(self):
        person = self.place.sign_in("p8@example.org")
        badge, key = person.cookie("badge")[0], person.cookie("return")[0]
        self.assertEqual(self.place.browser().get(HOME, headers={"Cookie": f"badge={key}; return={badge}"}).status, 403)

    def test_another_persons_return_key(self):
        ada, ben = self.place.sign_in("p9@example.org"), self.place.sign_in("p10@example.org")
        id = add_idea(ada, "Mine alone")
        mixed = {"Cookie": f"badge={ben.cookie('badge')[0]}; return={ada.cookie('return')[0]}"}
        answer = self.place.browser().api("GET", "/contributions/" + id, headers=mixed)
        self.assertEqual(answer.status, 200)
        self.assertFalse(answer.json()["mine"])
        self.assertEqual(self.place.browser().api("DELETE", "/contributions/" + id, headers=mixed).status, 403)

    def test_link_alone_opens_nothing_written(self):
        """N1: whoever reads the mailbox gets in, and sees nothing of what was written before."""
        ada = self.place.sign_in("p11@example.org")
        id = add_idea(ada, "Written before the mailbox was read")
        thief = self.place.sign_in("p11@example.org")
        seen = thief.api("GET", "/contributions/" + id).json()
        self.assertFalse(seen["mine"])
        self.assertNotIn("Written before", thief.get(HOME + "/mine").words)
        for method, path, data in (("PATCH", "/contributions/" + id, {"text": "x"}), ("DELETE", "/contributions/" + id, {}),
                                   ("PUT", f"/contributions/{id}/vote", {"vote": "like"}),
                                   ("POST", TALK + "/ideas", {"section": "purpose", "text": "x"})):
            self.problem(thief.api(method, path, data), 403)
        self.assertTrue(ada.api("GET", "/contributions/" + id).json()["mine"])

    # -- A15: links

    def test_fetching_the_link_signs_nobody_in(self):
        link = wait_for("a link", lambda: next((m.sign_in_link for m in self.place.mails("p12@example.org")), None))
        scanner = self.place.browser()
        for method in ("GET", "HEAD", "GET"):
            answer = scanner.request(method, link)
            self.assertEqual(answer.status, 200)
        self.assertEqual(scanner.cookies, {})

    def test_new_link_ends_the_old_one_when_used(self):
        address = "p13@example.org"
        old = wait_for("a link", lambda: next((m.sign_in_link for m in self.place.mails(address)), None))
        before = len(self.place.mails(address))
        asker = self.place.browser()
        asker.get(self.place.desk_url + "/link")
        asker.submit("Send me a new link", email=address)
        new = self.place.wait_for_mail(address, before, 90)
        self.assertNotEqual(new.sign_in_link, old)
        self.assertEqual(self.place.browser().get(old).status, 200, "the old one works until the new one is used")
        self.place.follow_sign_in(new.sign_in_link)
        self.assertEqual(self.place.browser().get(old).status, 404)
        self.assertEqual(self.place.browser().get(new.sign_in_link).status, 200, "and the new one goes on working")

    # -- A16: help with signing in

    @staticmethod
    def bare(answer, *words):
        """Body and headers of an answer, without the time and what was typed."""
        body = answer.text
        for word in words:
            body = body.replace(word, "TYPED")
        return answer.status, sorted((k, v) for k, v in answer.headers.items() if k not in ("Date",)), body

    def test_asking_for_a_link_tells_nothing(self):
        answers, pages = {}, {}
        for address in ("p14@example.org", "zz@example.org", "P15@EXAMPLE.ORG", "nobody@nowhere.example"):
            browser = self.place.browser()
            browser.get(self.place.desk_url + "/link")
            answer = browser.submit("Send me a new link", email=address, follow=False)
            answers[address] = self.bare(answer, address, urllib.parse.quote(address))
            if answer.headers.get("Location"):
                pages[address] = self.bare(browser.get(answer.headers["Location"]), address)
            self.assertEqual(browser.cookies, {})
        self.assertEqual(len({repr(value) for value in answers.values()}), 1, answers)
        self.assertLessEqual(len({repr(value) for value in pages.values()}), 1, pages)
        before = len(self.place.mails("p14@example.org"))
        self.assertEqual(before, 1, "nothing goes out at once")
        self.place.wait_for_mail("p14@example.org", before, 90)
        self.place.wait_for_mail("p15@example.org", 1, 90)
        self.assertEqual(self.place.mails("zz@example.org"), [])

    def test_unknown_codes_and_links(self):
        link = wait_for("a link", lambda: next((m.sign_in_link for m in self.place.mails("p16@example.org")), None))
        token = link.rsplit("/", 1)[1]
        wrong = [token[:-2] + ("aa" if token[-2:] != "aa" else "bb"), "A" * len(token), token.swapcase()]
        answers = {repr(self.bare(self.place.browser().get(self.place.desk_url + "/in/" + each), each)) for each in wrong}
        self.assertEqual(len(answers), 1, answers)
        answers = set()
        for code in ("ACE-ACE-ACE-ACE", "222-333-444-555"):
            browser = self.place.browser()
            browser.get(self.place.desk_url + "/in")
            answers.add(repr(self.bare(browser.submit("Go on", code=code), code)))
        self.assertEqual(len(answers), 1, answers)

    def test_code_signs_in(self):
        mail = wait_for("a mail", lambda: next(iter(self.place.mails("p17@example.org")), None))
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/in")
        browser.submit("Go on", code=mail.code.lower().replace("-", " "))
        page = browser.submit("Continue")
        self.assertTrue(page.url.startswith(self.place.room_url + HOME), page.url)

    # -- A20: nothing is left

    def set_cookies(self, answer):
        return [line for page in answer.history + [answer] for line in page.headers.get_all("Set-Cookie") or []]

    def test_sign_out_in_the_room(self):
        person = self.place.sign_in("p18@example.org")
        person.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Before I go"})
        for path in ("", "/mine", "/s/purpose", "/search", "/p/rules", "/welcome"):
            page = person.get(HOME + path)
            self.assertTrue([b for f in page.forms for b in f.buttons if b[0] == "Sign out"], path)
            self.assertIn("no-store", page.headers["Cache-Control"], path)
        old = dict(person.cookies)
        answer = person.submit("Sign out")
        self.assertEqual(answer.status, 200)
        self.assertEqual([name for (_, _, name) in person.cookies if name.replace("__Host-", "") in ("badge", "return", "words")], [])
        self.assertTrue([p for p in answer.history + [answer] if "Clear-Site-Data" in p.headers])
        for page in answer.history + [answer]:
            if "Clear-Site-Data" in page.headers:
                for part in ('"cookies"', '"storage"', '"cache"'):
                    self.assertIn(part, page.headers["Clear-Site-Data"])
        self.assertEqual(person.get(HOME).status, 403)
        self.assertTrue(old)
        self.assertEqual(answer.path, "/signed-out")
        self.assertEqual(person.cookie("desk"), [], "the desk has been left too")
        self.assertEqual(person.get(self.place.desk_url + "/me").status, 401)

    def test_sign_out_at_the_desk(self):
        person = self.place.sign_in("p19@example.org")
        person.get(self.place.desk_url + "/me")
        answer = person.submit("Sign out")
        self.assertTrue([p for p in answer.history + [answer] if "Clear-Site-Data" in p.headers])
        self.assertEqual(person.cookie("desk"), [])
        self.assertEqual(answer.path, "/signout")
        self.assertIn("Sign out of the conversation too", answer.words)
        person.submit("Sign out here too")
        self.assertEqual([name for (_, _, name) in person.cookies if name.replace("__Host-", "") in ("badge", "return", "words")], [])
        self.assertNotIn("p19@example.org", person.get(self.place.desk_url + "/me").text)

    def test_shared_computer(self):
        browser = self.place.browser()
        link = wait_for("a link", lambda: next((m.sign_in_link for m in self.place.mails("p20@example.org")), None))
        page = browser.get(link)
        answer = browser.submit("I\u2019m on a shared computer")
        lines = self.set_cookies(answer)
        self.assertGreaterEqual(len(lines), 2, "one at the desk, one in the room")
        answer = browser.submit(answer.forms[-1].buttons[0][0])
        lines += self.set_cookies(answer)
        add = browser.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From a shared computer"})
        self.assertEqual(add.status, 201, add.text)
        lines += add.headers.get_all("Set-Cookie") or []
        self.assertGreaterEqual(len(lines), 3)
        for line in lines:
            if not re.match(r"[^=]+=;", line):
                self.assertNotRegex(line, r"(?i)max-age|expires", "a session cookie ends with the browser")
        self.assertEqual(page.status, 200)

    def test_cookies_are_fenced(self):
        person = self.place.browser()
        page = person.get(wait_for("a link", lambda: next((m.sign_in_link for m in self.place.mails("p21@example.org")), None)))
        answer = person.submit("Continue")
        answer2 = person.submit(answer.forms[-1].buttons[0][0])
        for line in self.set_cookies(answer) + self.set_cookies(answer2):
            self.assertRegex(line, r"(?i);\s*httponly", line)
            self.assertRegex(line, r"(?i);\s*samesite=(lax|strict)", line)
            self.assertNotRegex(line, r"(?i);\s*domain=", line)
        self.assertEqual(page.status, 200)


class Rest(Story):
    """A restart ends no badge, and the room's store has no cookie in it."""

    people = 40

    def test_badge_outlives_a_restart(self):
        person = self.place.sign_in("p1@example.org")
        id = add_idea(person, "Still mine")
        self.place.restart()
        self.assertTrue(person.api("GET", "/contributions/" + id).json()["mine"])
        tables = tables_of(os.path.join(self.place.folder, "room", "room.db"))
        for value in column(tables, "member", "hash") + column(tables, "member", "salt"):
            self.assertNotIn(value, person.cookie("return")[0].encode())


if __name__ == "__main__":
    unittest.main()
