# builds: release sanitize
# seconds: 600
# waits
"""English, Welsh and Arabic: chosen by the person, else the conversation, else the browser."""

import re
import unittest

from harness import Story


def language(page):
    found = re.search(r'<html lang="([^"]*)" dir="([^"]*)"', page.text)
    return found.groups()


def choose(browser, tag, page=None, **more):
    """Presses the language's button at the foot of the page."""
    page = page or browser.page
    back = re.search(r'action="/language".*?name="back" value="([^"]*)"', page.text, re.S).group(1)
    site = page.url.split("/", 3)
    return browser.post("/".join(site[:3]) + "/language", {"language": tag, "back": back}, **more)


class Languages(Story):
    people = 6

    def test_english_where_nobody_says_otherwise(self):
        page = self.place.browser().get(self.place.desk_url + "/in")
        self.assertEqual(language(page), ("en", "ltr"))

    def test_browser_before_the_conversation_is_known(self):
        browser = self.place.browser()
        for wishes, expected in (("cy-GB,cy;q=0.9,en;q=0.8", ("cy", "ltr")), ("ar", ("ar", "rtl")),
                                 ("tlh, en;q=0.1", ("en", "ltr")), ("cy;q=0, ;;q=x", ("en", "ltr"))):
            page = browser.get(self.place.desk_url + "/in", headers={"Accept-Language": wishes})
            self.assertEqual(language(page), expected, wishes)

    def test_conversation_goes_before_the_browser(self):
        person = self.place.sign_in("p1@example.org")
        page = person.get("/c/our-framework", headers={"Accept-Language": "cy"})
        self.assertEqual(language(page), ("en", "ltr"))

    def test_choice_of_a_person(self):
        person = self.place.sign_in("p2@example.org")
        person.get("/c/our-framework/mine")
        page = choose(person, "cy")
        self.assertEqual((page.path, page.status), ("/c/our-framework/mine", 200))
        self.assertEqual(language(page), ("cy", "ltr"))
        self.assertIn("Allgofnodi", page.text)
        self.assertEqual(language(person.get("/c/our-framework/s/" + self.section(person))), ("cy", "ltr"))
        self.assertEqual(language(choose(person, "en")), ("en", "ltr"))

    def section(self, person):
        return re.search(r'href="/c/our-framework/s/([^"/?]+)', person.get("/c/our-framework").text).group(1)

    def test_kept_pages_are_kept_by_language(self):
        """The first page of a section is put together from pieces that all readers share."""
        readers = {tag: self.place.sign_in(f"p{number}@example.org") for tag, number in (("en", 3), ("cy", 4), ("ar", 5))}
        path = "/c/our-framework/s/" + self.section(readers["en"])
        readers["en"].get(path)
        readers["en"].submit(field="text", text="Warmer rooms in winter.")
        for tag in ("cy", "ar"):
            readers[tag].get("/c/our-framework")
            choose(readers[tag], tag)
        for _ in range(3):
            for tag, reader in readers.items():
                page = reader.get(path)
                self.assertIn("Warmer rooms in winter.", page.text)
                self.assertEqual(language(page)[0], tag)
                self.assertEqual("Sign out" in page.text, tag == "en")
                self.assertEqual("Shared today" in page.words, tag == "en", page.words)

    def test_what_organisers_named_keeps_its_language(self):
        """Sections are called what the organisers called them, whatever language is around: speech has to know."""
        person = self.place.sign_in("p6@example.org")
        answer = person.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Longer hours of the canteen."})
        idea = "/c/our-framework/i/" + answer.json()["id"]
        facilitator = self.place.staff("facilitator")
        named = re.compile(r'<(?:span|option|div|a|h1)[^>]* lang="en"[^>]*>(?:<span[^>]*>)?Our purpose')
        for who, path in ((person, "/c/our-framework"), (person, idea), (person, "/c/our-framework/search"),
                          (facilitator, "/c/our-framework/facilitate"), (facilitator, "/c/our-framework/facilitate/paper"),
                          (facilitator, "/c/our-framework/facilitate/notices"),
                          (facilitator, "/c/our-framework/facilitate/" + idea.rsplit("/", 1)[1])):
            with self.subTest(path=path):
                who.get(path)
                self.assertNotRegex(choose(who, "en").text, named)
                self.assertRegex(choose(who, "cy").text, named)

    def test_cookie_holds_the_language_alone(self):
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/in")
        answer = choose(browser, "ar", follow=False)
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/in"))
        self.assertRegex(answer.headers["Set-Cookie"], r"^language=ar; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax$")
        self.assertEqual(language(browser.get(self.place.desk_url + "/in", headers={"Accept-Language": "cy"})), ("ar", "rtl"))

    def test_choice_goes_along_into_the_room(self):
        browser = self.place.browser()
        browser.get(self.place.wait_for_mail("p6@example.org").sign_in_link)
        choose(browser, "cy")
        page = browser.submit(browser.page.forms[0].buttons[0][0])
        self.assertTrue(page.url.startswith(self.place.room_url), page.url)
        self.assertEqual(language(page), ("cy", "ltr"))

    def test_never_elsewhere_and_never_nonsense(self):
        browser = self.place.browser()
        desk = self.place.desk_url
        for back in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "javascript:1", "/in\r\nX: y", ""):
            answer = browser.post(desk + "/language", {"language": "cy", "back": back}, follow=False)
            self.assertIn(answer.status, (303, 422), back)
            self.assertIn(answer.headers["Location"], ("/", None), back)
        for tag in ("xx", "", "cymraeg", "../en"):
            answer = browser.post(desk + "/language", {"language": tag, "back": "/in"}, follow=False)
            self.assertEqual(answer.status, 422, tag)
            self.assertIsNone(answer.headers["Set-Cookie"])
        answer = browser.post(desk + "/language", {"language": "cy", "back": "/in"}, follow=False,
                              headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)

    def test_unknown_cookie_does_no_harm(self):
        browser = self.place.browser()
        page = browser.get(self.place.desk_url + "/in", headers={"Cookie": "language=%s%n"})
        self.assertEqual((page.status, language(page)), (200, ("en", "ltr")))


class Welsh(Story):
    """A conversation in Welsh: whoever has not chosen otherwise gets it in Welsh, and so does everybody's mail."""
    people = 3
    conversation = {"language": "cy"}

    def test_mail(self):
        mail = self.place.wait_for_mail("p1@example.org")
        self.assertIn("Helô", mail.text)
        self.assertNotRegex(mail.text, r"\b(Hello|you|the|and|December|January|Sunday)\b")
        self.assertIn('<html lang="cy" dir="ltr"', mail.part("html"))

    def test_choice_changes_no_mail(self):
        """A8: a mail must not tell what somebody chose in the room or at the desk."""
        before = self.place.wait_for_mail("p2@example.org")
        browser = self.place.browser()
        browser.get(before.sign_in_link)
        choose(browser, "ar")
        browser.get(self.place.desk_url + "/link")
        browser.post(self.place.desk_url + "/link", {"email": "p2@example.org"})
        again = self.place.wait_for_mail("p2@example.org", more_than=1, seconds=90)
        self.assertIn("Helô", again.text)

    def test_pages(self):
        person = self.place.sign_in("p3@example.org")
        page = person.get("/c/our-framework", headers={"Accept-Language": "en"})
        self.assertEqual(language(page), ("cy", "ltr"))
        self.assertEqual(language(choose(person, "en", page)), ("en", "ltr"))

    def test_refusals(self):
        person = self.place.sign_in("p3@example.org")
        page = person.get("/c/our-framework/i/nothing-here")
        self.assertEqual(page.status, 404)
        self.assertEqual(language(page), ("cy", "ltr"))


class Arabic(Story):
    people = 2
    conversation = {"language": "ar"}

    def test_mail_and_pages_from_right_to_left(self):
        mail = self.place.wait_for_mail("p1@example.org")
        self.assertIn('<html lang="ar" dir="rtl"', mail.part("html"))
        self.assertRegex(mail.text, "[\u0660-\u0669]")          # the digits of its dates
        person = self.place.sign_in("p2@example.org")
        self.assertEqual(language(person.get("/c/our-framework")), ("ar", "rtl"))


if __name__ == "__main__":
    unittest.main()
