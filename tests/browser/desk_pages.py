#!/usr/bin/python3
"""Saves every page of the desk in every state among the sample pages: desk_pages.py FOLDER writes FOLDER/desk-NAME.html,
and desk-NAME.cy.html and .ar.html beside it.

The desk's pages are made from a request, so they are asked for: from real installations, with a conversation that is
open and one that is not yet, before and after closing, with mails in files and with a relay that does not answer.
Each page that the desk's table of routes has for people must have been shown once.
"""

import os
import re
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../stories"))
os.environ.setdefault("CANDOUR_BIN", os.path.join(HERE, "../../build/release"))

from harness import CODE, Installation, free_port, number_word, wait_for  # noqa: E402
from relay import Relay  # noqa: E402
from test_desk import totp  # noqa: E402

DAY = 24 * 3600
LANGUAGES = ("en", "cy", "ar")
NOT_PAGES = {"/", "/healthz", "/robots.txt", "/assets/:file", "/brand/:file", "/me/copy"}
PEOPLE = [{"email": f"p{i}@example.org" if i % 20 else "", "id": f"E-{i:03}", "name": f"Person {number_word(i)}",
           "directorate": ("North", "South")[i % 2]} for i in range(1, 131)]


class Gallery:
    def __init__(self, folder):
        self.folder = folder
        self.shown = []       # paths that answered 200

    def save(self, name, ask, status=200):
        """ask(language) gives the page in that language; its status must be this."""
        for language in LANGUAGES:
            page = ask(language)
            if page.status != status:
                raise AssertionError(f"{name} in {language}: {page.status} instead of {status}\n{page.words[:400]}")
            if status == 200 and not page.history:
                self.shown.append(page.path)
            path = os.path.join(self.folder, f"desk-{name}{'' if language == 'en' else '.' + language}.html")
            with open(path, "wb") as file:
                file.write(page.body)


class Person:
    """One browser; its language is changed by its cookie, as by the choice at the foot of a page."""

    def __init__(self, place, browser=None):
        self.place, self.browser = place, browser or place.browser()

    def ask(self, method, path, form=None, headers=None):
        def in_language(language):
            self.browser.cookies["127.0.0.1", "/", "language"] = language
            return self.browser.request(method, self.place.desk_url + path, form=form, headers=headers)
        return in_language

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, form, **more):
        return self.ask("POST", path, form=form, **more)


def letters(place, slug):
    """The codes of those without an address, who got letters."""
    output = os.path.join(place.top, "letters.pdf")
    place.candour("letters", place.folder, slug, "-o", output)
    return CODE.findall(os.popen(f"pdftotext -layout {output} -").read())


def prepared(ini="", **conversation):
    place = Installation(ini=ini)
    place.init()
    place.import_conversation(title="Our strategic framework", extra="organisation = Northgate Trust\ngroup-by = directorate",
                              **conversation)
    place.import_roster(PEOPLE)
    return place


def token(link):
    return link.rsplit("/", 1)[1]


# ---- one conversation, open

def coming_in(gallery, place, code):
    nobody = Person(place)
    link = place.wait_for_mail("p1@example.org").sign_in_link
    gallery.save("code", nobody.get("/in"))
    gallery.save("code-no-code", nobody.post("/in", {"code": "ABC"}), 422)
    gallery.save("code-unknown", nobody.post("/in", {"code": "ABC-DEF-GHJ-KMN"}), 422)
    gallery.save("code-for-whom", nobody.post("/in", {"code": code}))
    gallery.save("link-for-whom", nobody.get("/in/" + token(link)))
    gallery.save("link-broken", nobody.get("/in/" + token(link)[:-3] + "abc"), 404)
    gallery.save("no-such-page", nobody.get("/nothing"), 404)
    gallery.save("not-signed-in", nobody.get("/me"), 401)


def helping(gallery, place):
    nobody = Person(place)
    mail = place.wait_for_mail("p2@example.org")
    stop = re.search(r"/unsubscribe/(\S+)>", mail.message["List-Unsubscribe"]).group(1)
    gallery.save("new-link", nobody.get("/link"))
    gallery.save("new-link-wrong", nobody.post("/link", {"email": "p1 at example"}), 422)
    gallery.save("new-link-sent", nobody.post("/link", {"email": "p1@example.org"}))
    gallery.save("stop-mails", nobody.get("/unsubscribe/" + stop))
    gallery.save("stop-mails-broken", nobody.get("/unsubscribe/" + stop[:-4] + "AAAA"), 404)
    gallery.save("stop-mails-done", nobody.post("/unsubscribe/" + stop, {}))
    gallery.save("call-me", nobody.get("/call-me"))
    gallery.save("call-me-empty", nobody.post("/call-me", {"conversation": "our-framework", "name": "", "number": ""}), 422)
    gallery.save("call-me-done", nobody.post("/call-me", {"conversation": "our-framework", "name": "Bo", "number": "01632 960 123"}))


def own_data(gallery, place):
    person = Person(place, place.sign_in("p3@example.org"))
    gallery.save("me", person.get("/me"))
    gallery.save("me-without-label", person.post("/me/label", {"choice": "decline"}))
    gallery.save("me-without-mails", person.post("/me/mails", {"choice": "stop"}))
    gallery.save("me-leave", person.post("/me/leave", {}))
    gallery.save("sign-out-from-elsewhere", person.get("/signed-out", headers={"Sec-Fetch-Site": "cross-site"}))
    leaving, elsewhere = ([Person(place, place.sign_in(f"p{i}@example.org")) for i in (4, 5, 6)] for _ in range(2))
    gallery.save("me-left", lambda language: leaving.pop().post("/me/leave", {"sure": "yes"})(language))
    gallery.save("me-nothing", lambda language: elsewhere.pop().get("/me")(language), 410)


def late(gallery, place):
    """Who came on the list when it was open, and alone."""
    place.candour("roster", "import", place.folder, "our-framework", place.write_roster(
        PEOPLE + [{"email": "late@example.org", "id": "E-999", "name": "Late Comer", "directorate": "North"}]))
    link = place.wait_for_mail("late@example.org").sign_in_link
    gallery.save("link-late", Person(place).get("/in/" + token(link)))
    gallery.save("me-late", Person(place, place.sign_in("late@example.org")).get("/me"))


def several(gallery, place):
    """A second conversation that is open, a third that is not yet."""
    place.candour("conversation", "import", place.folder, place.write_conversation("our-rooms", title="Our rooms"))
    place.candour("conversation", "import", place.folder, place.write_conversation("next-year", title="Next year", opens=48))
    place.candour("roster", "import", place.folder, "next-year", place.write_roster(PEOPLE))
    nobody = Person(place)
    gallery.save("call-me-which", nobody.get("/call-me"))
    gallery.save("call-me-which-empty", nobody.post("/call-me", {"conversation": "our-rooms", "name": "", "number": ""}), 422)
    gallery.save("code-not-open", nobody.post("/in", {"code": letters(place, "next-year")[0]}))


def staff(gallery, place):
    place.candour("staff", "add", place.folder, "--role", "analyst", "--email", "ann@example.org", "--name", "Ann Analyst",
                  "--conversation", "our-framework")
    gallery.save("staff-link", Person(place).get("/in/" + token(place.wait_for_mail("ann@example.org").sign_in_link)))
    for slug in ("our-framework", "our-rooms"):
        before = len(place.mails("both@example.org"))
        place.candour("staff", "add", place.folder, "--role", "facilitator", "--email", "both@example.org", "--name", "Bo Both",
                      "--conversation", slug)
        link = place.wait_for_mail("both@example.org", before).sign_in_link
    facilitator = Person(place, place.follow_sign_in(link))
    gallery.save("staff", facilitator.get("/staff"))
    gallery.save("not-allowed", facilitator.get("/admin"), 403)


def administration(gallery, place):
    admin = Person(place, place.staff("administrator", "admin@example.org", "Ada Administrator"))
    form = {"role": "analyst", "name": "Cy Curious", "email": "cy at example", "conversation": "our-rooms"}
    people = "/admin/c/our-framework"
    gallery.save("admin", admin.get("/admin"))
    gallery.save("admin-roster", admin.get(people))
    gallery.save("admin-roster-one", admin.get(people + "?q=p7%40example.org"))
    gallery.save("admin-roster-nobody", admin.get(people + "?q=x%40example.org"))
    gallery.save("admin-roster-empty", admin.get("/admin/c/our-rooms"))
    gallery.save("admin-roster-sent", admin.get(people + "?done=yes"))
    gallery.save("admin-staff", admin.get("/admin/staff"))
    gallery.save("admin-staff-sent", admin.get("/admin/staff?done=yes"))
    gallery.save("admin-staff-empty", admin.post("/admin/staff", {**form, "name": "", "email": ""}), 422)
    gallery.save("admin-staff-wrong", admin.post("/admin/staff", form), 422)
    gallery.save("admin-staff-not-both", admin.post("/admin/staff", {**form, "email": "admin@example.org"}), 422)
    gallery.save("admin-mail", admin.get("/admin/mail"))


def too_often(gallery, place):
    """The last words for today: each limit is used up by one browser."""
    nobody = Person(place)
    for name, path, form in (("code-too-often", "/in", {"code": "ABC-DEF-GHJ-KMN"}),
                             ("new-link-too-often", "/link", {"email": "x@example.org"}),
                             ("call-me-too-often", "/call-me", {"conversation": "our-framework", "name": "Bo", "number": "1"})):
        for _ in range(300):
            if nobody.post(path, form)("en").status == 429:
                break
        gallery.save(name, nobody.post(path, form), 429)


def open_one(gallery):
    with prepared() as place:
        codes = letters(place, "our-framework")
        place.start()
        coming_in(gallery, place, codes[0])
        helping(gallery, place)
        own_data(gallery, place)
        late(gallery, place)
        several(gallery, place)
        staff(gallery, place)
        administration(gallery, place)
        too_often(gallery, place)


# ---- closed, and then over

def later(gallery):
    with prepared(ini="[privacy]\ncomplete-after-days=1\n") as place:
        code = letters(place, "our-framework")[0]
        place.start()
        place.wait_for_mail("p1@example.org")
        place.stop()
        place.clock_offset = 14 * DAY + DAY // 2
        place.start()
        nobody = Person(place)
        gallery.save("code-closed", nobody.post("/in", {"code": code}))
        admin = Person(place, place.staff("administrator", "admin@example.org", "Ada Administrator"))
        gallery.save("admin-closed", admin.get("/admin"))
        place.stop()
        place.clock_offset = 16 * DAY
        place.start()
        gallery.save("code-over", nobody.post("/in", {"code": code}), 410)
        gallery.save("call-me-nobody", nobody.get("/call-me"), 404)


# ---- a relay that does not answer, and a second step for staff

def failing(gallery):
    with prepared(ini="[security]\nstaff-second-factor=totp\n", opens=1) as place:
        place.start()
        admin = Person(place, place.staff("administrator", "admin@example.org", "Ada Administrator"))
        gallery.save("second-step-new", admin.get("/staff/second-step"))
        key = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", admin.get("/staff/second-step")("en").text).group(1).replace(" ", "")
        gallery.save("second-step-wrong", admin.post("/staff/second-step", {"digits": "000000"}), 422)
        admin.post("/staff/second-step", {"digits": totp(key, time.time())})("en")
        place.candour("staff", "add", place.folder, "--role", "analyst", "--email", "ann@example.org", "--name", "Ann", "--conversation",
                      "our-framework")
        place.stop()
        place.configure(f"[mail]\ntransport=smtp\nsmtp-url=smtp://127.0.0.1:{free_port()}\n")
        place.clock_offset = 3660       # it has opened: invitations go out, or try to
        place.start()
        wait_for("the relay to be missed", lambda: "Nothing goes out" in admin.get("/admin/mail")("en").words)
        gallery.save("admin-mail-failing", admin.get("/admin/mail"))
        refused(gallery, place, admin)


def refused(gallery, place, admin):
    """A relay that is there, knows some addresses no more, and puts some off."""
    relay = Relay()
    relay.dead.update(f"p{i}@example.org" for i in range(1, 13))
    relay.grey.update(f"p{i}@example.org" for i in range(13, 19))
    relay.start()
    try:
        place.stop()
        place.configure(f"[mail]\ntransport=smtp\nsmtp-url={relay.url}\n")
        place.start()
        admin.post("/admin/mail/retry", {})("en")
        wait_for("the relay to refuse", lambda: "451" in admin.get("/admin/mail")("en").words)
        gallery.save("admin-mail-refused", admin.get("/admin/mail"))
        bounced = admin.get("/admin/c/our-framework?q=p1%40example.org")
        wait_for("an address to bounce", lambda: "does not work" in bounced("en").words)
        gallery.save("admin-roster-bounced", bounced)
    finally:
        relay.stop()


def routes():
    """The paths that the desk answers people's GET with a page of its own."""
    with open(os.path.join(HERE, "../../src/desk/web.c"), encoding="utf-8") as file:
        return set(re.findall(r'\{ HTTP_GET, "([^"]+)"', file.read())) - NOT_PAGES


def main():
    gallery = Gallery(sys.argv[1])
    for part in (open_one, later, failing):
        part(gallery)
    for route in routes():
        if not any(re.fullmatch(re.sub(r":\w+", "[^/]+", route), path) for path in gallery.shown):
            raise AssertionError(f"no state of GET {route} is among the desk's sample pages: add one")


main()
