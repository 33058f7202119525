# waits
# builds: release sanitize
# seconds: 900
"""What the desk holds, leaving, staff and administrators, rosters (A13, A17)."""

import base64
import glob
import hashlib
import hmac
import os
import re
import struct
import time
import unittest

from harness import Installation, Story, wait_for

BATCH = 90


def files_of(place):
    """The desk's store as it lies on the disk, mails left out."""
    for path in glob.glob(os.path.join(place.folder, "desk", "desk.db*")):
        with open(path, "rb") as file:
            yield path, file.read()


class Me(Story):
    people = 60
    conversation = {"extra": "group-by = directorate"}

    def person(self, number):
        return self.place.sign_in(f"p{number}@example.org")

    def me(self, browser):
        return browser.get(self.place.desk_url + "/me")

    def test_what_is_held(self):
        page = self.me(self.person(1))
        for words in ("Person A", "p1@example.org", "South", "Been in"):
            self.assertIn(words, page.words)

    def test_nothing_without_a_cookie(self):
        page = self.me(self.place.browser())
        self.assertEqual(page.status, 401)
        self.assertNotIn("Person", page.words)

    def test_label_can_be_declined(self):
        browser = self.person(2)
        self.assertIn("“North”", self.me(browser).words)
        self.assertIn("declined", browser.submit("Come in without a label").words)
        self.assertIn("you count as", browser.submit("Take the label").words)

    def test_leave(self):
        browser = self.person(3)
        mail = self.place.first_mail("p3@example.org")
        idea = browser.api("POST", "/api/v1/conversations/our-framework/ideas", {"section": "purpose", "text": "Stay or go"}).json()
        self.assertTrue(browser.api("GET", "/api/v1/contributions/" + idea["id"]).json()["mine"])
        self.me(browser)
        page = browser.submit("Leave the conversation")
        self.assertIn("Leave for good?", page.words)
        self.assertEqual(self.place.browser().get(mail.sign_in_link).status, 200, "asked, and not done yet")
        self.me(browser)
        browser.submit("Leave the conversation")
        self.assertIn("You have left", browser.submit("Yes, leave the conversation").words)
        self.assertEqual(self.place.browser().get(mail.sign_in_link).status, 404)
        self.assertEqual(self.place.mails("p3@example.org"), [], "mails in files go too")
        self.assertEqual(self.me(browser).status, 401)
        before = len(self.place.mails())
        self.place.candour("roster", "import", self.place.folder, "our-framework",
                           self.place.write_roster(self.place.people))
        self.assertEqual(len(self.place.mails()), before, "nobody is invited again")
        reader = self.person(8)
        wait_for("the room to be told", lambda: browser.api("GET", "/api/v1/contributions/" + idea["id"]).json().get("mine") is not True,
                 BATCH)
        self.assertIn("Stay or go", reader.api("GET", "/api/v1/contributions/" + idea["id"]).json()["text"])

    def test_unsubscribe(self):
        mail = self.place.first_mail("p4@example.org")
        link = re.search(r"<(.*)>", mail.message["List-Unsubscribe"]).group(1)
        browser = self.place.browser()
        page = browser.get(link)
        self.assertEqual(page.status, 200)
        self.assertNotIn("Person", page.words)
        self.assertNotIn("You get no mails", self.me(self.person(4)).words, "looking at it is not doing it")
        answer = self.place.browser().request("POST", link, form={"List-Unsubscribe": "One-Click"})
        self.assertEqual(answer.status, 200)
        person = self.person(4)
        self.assertIn("You get no mails", self.me(person).words)
        self.assertIn("You may get a reminder", person.submit("Write to me again").words)
        self.assertEqual(self.place.browser().get(link[:-4] + "AAAA").status, 404)

    def test_sign_out_leaves_nothing(self):
        browser = self.person(5)
        self.me(browser)
        answer = browser.submit("Sign out")
        self.assertIn('"cookies"', answer.history[0].headers["Clear-Site-Data"])
        self.assertEqual(self.me(browser).status, 401)

    def test_call_me(self):
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/call-me")
        self.assertEqual(browser.submit("Please call me", name="", number="12").status, 422)
        self.assertEqual(browser.submit("Please call me", name="Zebediah", number="01632 960 123").status, 200)
        mail = self.place.wait_for_mail("support@example.org")
        self.assertIn("Zebediah", mail.text)
        self.assertIn("01632 960 123", mail.text)
        for path, data in files_of(self.place):
            self.assertNotIn(b"Zebediah", data, path)

    def test_nobody_sees_who_has_been_in(self):
        """A17: what an administrator and the command line see is the same before and after."""
        admin = self.place.staff("administrator", "a17@example.org")

        def seen():
            page = admin.get(self.place.desk_url + "/admin/c/our-framework?q=p6%40example.org")
            said = self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout
            return page.words, said

        before = seen()
        self.assertIn("p6@example.org", before[0])
        self.person(6)
        self.assertEqual(seen(), before)

    def test_store_names_nobody(self):
        """A3, with a name looked for that is known to be in the roster."""
        self.person(7)
        for path, data in files_of(self.place):
            for word in (b"Person G", b"p7@example.org", b"example.org", b"North", b"directorate", b"our-framework"):
                self.assertNotIn(word, data, path)
        link = self.place.first_mail("p7@example.org").sign_in_link.rsplit("/", 1)[1]
        code = self.place.first_mail("p7@example.org").code.replace("-", "")
        for path, data in files_of(self.place):
            self.assertNotIn(base64.urlsafe_b64decode(link + "=="), data, path)
            self.assertNotIn(link.encode(), data, path)
            self.assertNotIn(code.encode(), data, path)


def totp(key, moment):
    step = struct.pack(">Q", int(moment) // 30)
    digest = hmac.new(base64.b32decode(key), step, hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Staff(Story):
    people = 40

    def test_link_is_good_once(self):
        browser = self.place.staff("organiser", "once@example.org")
        self.assertTrue(browser.page.url.startswith(self.place.room_url), browser.page.url)
        link = self.place.first_mail("once@example.org").sign_in_link
        self.assertEqual(self.place.browser().get(link).status, 404)

    def test_each_is_led_to_their_work(self):
        for role, path in (("facilitator", "facilitate"), ("analyst", "analyse"), ("organiser", "organise")):
            self.assertEqual(self.place.staff(role, f"work-{role}@example.org").page.path, f"/c/our-framework/{path}")
        self.assertEqual(self.place.staff("administrator", "work-admin@example.org").page.path, "/admin")

    def test_so_before_it_opens(self):
        with Installation() as place:
            place.init()
            place.import_conversation(opens=24, closes=48)
            place.start()
            for role in ("facilitator", "analyst", "organiser"):
                self.assertEqual(place.staff(role).page.status, 200)

    def test_looking_at_the_link_does_not_use_it(self):
        self.place.candour("staff", "add", self.place.folder, "--role", "analyst", "--email", "look@example.org", "--name",
                           "Lo", "--conversation", "our-framework")
        link = self.place.wait_for_mail("look@example.org").sign_in_link
        for _ in range(3):
            self.assertIn("Lo", self.place.browser().get(link).words)
        self.place.follow_sign_in(link)

    def test_several_posts_have_a_home(self):
        for role in ("facilitator", "organiser"):
            self.place.candour("staff", "add", self.place.folder, "--role", role, "--email", "two@example.org", "--name", "Two",
                               "--conversation", "our-framework")
        browser = self.place.follow_sign_in(self.place.wait_for_mail("two@example.org", 1).sign_in_link)
        page = browser.get(self.place.desk_url + "/staff")
        self.assertIn("facilitator, organiser", page.words)
        self.assertTrue(browser.submit("Go in").url.startswith(self.place.room_url))

    def test_roles_that_do_not_go_together(self):
        self.place.staff("administrator", "adm@example.org")
        for role in ("facilitator", "analyst"):
            done = self.place.candour("staff", "add", self.place.folder, "--role", role, "--email", "adm@example.org", "--name", "A",
                                      "--conversation", "our-framework", check=False)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("allow-combined-roles", done.stderr)
        self.place.candour("staff", "add", self.place.folder, "--role", "organiser", "--email", "adm@example.org", "--name", "A",
                           "--conversation", "our-framework")

    def test_roles_that_go_together_where_it_is_allowed(self):
        """Said on the privacy page."""
        with Installation(ini="[security]\nallow-combined-roles=true\n") as place:
            place.init()
            place.import_conversation()
            place.import_roster(40)
            place.start()
            place.staff("administrator", "adm@example.org")
            place.candour("staff", "add", place.folder, "--role", "facilitator", "--email", "adm@example.org", "--name", "A",
                          "--conversation", "our-framework")
            self.assertIn("One person may look after the list", place.sign_in("p1@example.org").get("/c/our-framework/p/privacy").words)
        page = self.place.sign_in("p1@example.org").get("/c/our-framework/p/privacy")
        self.assertNotIn("One person may look after", page.words)
        self.assertIn("on the same disk", page.words)

    def test_new_link_by_the_same_page(self):
        self.place.staff("organiser", "again@example.org")
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/link")
        browser.submit("Send me a new link", email="again@example.org")
        mail = self.place.wait_for_mail("again@example.org", 1, BATCH)
        self.place.follow_sign_in(mail.sign_in_link)

    def test_every_page_by_every_role(self):
        """One table: what each may open. 1: its page, 0: sent away."""
        organiser = self.place.staff("organiser", "table-o@example.org")
        admin = self.place.staff("administrator", "table-a@example.org")
        person = self.place.sign_in("p1@example.org")
        nobody = self.place.browser()
        table = [
            # path                           nobody person organiser administrator
            ("/in",                           (1, 1, 1, 1)),
            ("/link",                         (1, 1, 1, 1)),
            ("/call-me",                      (1, 1, 1, 1)),
            ("/healthz",                      (1, 1, 1, 1)),
            ("/me",                           (0, 1, 0, 0)),
            ("/staff",                        (0, 0, 1, 1)),
            ("/staff/second-step",            (0, 0, 0, 0)),
            ("/admin",                        (0, 0, 0, 1)),
            ("/admin/c/our-framework",        (0, 0, 0, 1)),
            ("/admin/staff",                  (0, 0, 0, 1)),
            ("/admin/mail",                   (0, 0, 0, 1)),
        ]
        for path, wanted in table:
            got = tuple(int(b.get(self.place.desk_url + path).status == 200) for b in (nobody, person, organiser, admin))
            self.assertEqual(got, wanted, path)
        posts = [
            ("/me/label", {"choice": "decline"}), ("/me/mails", {"choice": "stop"}), ("/me/leave", {"sure": "yes"}),
            ("/staff/enter/our-framework", {}), ("/staff/sign-out", {}), ("/admin/mail/retry", {}),
            ("/admin/staff", {"role": "organiser", "name": "x", "email": "x@example.org", "conversation": "our-framework"}),
            ("/admin/staff/remove", {"staff": "0" * 26}), ("/admin/c/our-framework/resend", {"person": "0" * 26}),
        ]
        for path, form in posts:
            self.assertEqual(nobody.request("POST", self.place.desk_url + path, form=form).status, 401, path)
            if path.startswith("/admin"):
                for browser in (person, organiser):
                    self.assertIn(browser.request("POST", self.place.desk_url + path, form=form).status, (401, 403), path)

    def test_administrator(self):
        admin = self.place.staff("administrator", "admin@example.org")
        page = admin.get(self.place.desk_url + "/admin")
        self.assertIn("Our framework", page.words)
        self.assertIn("for trying out", page.words)
        admin.get(self.place.desk_url + "/admin/staff")
        self.assertEqual(admin.submit("Invite", name="Nia", email="nonsense").status, 422)
        page = admin.submit("Invite", name="Nia", email="nia@example.org", role="facilitator", conversation="our-framework")
        self.assertIn("nia@example.org", page.words)
        self.assertTrue(self.place.wait_for_mail("nia@example.org").sign_in_link)
        admin.get(self.place.desk_url + "/admin/c/our-framework?q=p9%40example.org")
        before = len(self.place.mails("p9@example.org"))
        admin.submit("Send a new link")
        self.assertIn("Your new link", self.place.wait_for_mail("p9@example.org", before).subject)

    def test_sign_out_ends_all_sessions(self):
        admin = self.place.staff("administrator", "out@example.org")
        cookie = admin.cookie("desk")[0]
        other = self.place.browser()
        self.assertEqual(other.request("GET", self.place.desk_url + "/admin", headers={"Cookie": f"desk={cookie}"}).status, 200)
        admin.get(self.place.desk_url + "/admin")
        admin.submit("Sign out")
        self.assertEqual(other.request("GET", self.place.desk_url + "/admin", headers={"Cookie": f"desk={cookie}"}).status, 401)


class SecondStep(unittest.TestCase):
    def test_totp(self):
        with Installation(ini="[security]\nstaff-second-factor=totp\n") as place:
            place.init()
            place.import_conversation()
            place.start()
            browser = place.staff("administrator", "admin@example.org")
            self.assertEqual(browser.page.path, "/staff/second-step")
            self.assertEqual(browser.get(place.desk_url + "/admin").status, 401, "half way in is not in")
            page = browser.get(place.desk_url + "/staff/second-step")
            key = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.words).group(0).replace(" ", "")
            self.assertEqual(browser.submit("Sign in", digits="000000").status, 422)
            digits = totp(key, time.time())
            self.assertEqual(browser.submit("Sign in", digits=f"{digits[:3]} {digits[3:]}").path, "/admin")
            self.assertEqual(browser.get(place.desk_url + "/admin").status, 200)
            # The next time the key is not shown again, and a number counts once.
            again = place.staff("administrator", "admin@example.org")
            self.assertNotIn(key[:4] + " " + key[4:8], again.page.words)
            self.assertEqual(again.submit("Sign in", digits=digits).status, 422)
            self.assertEqual(again.submit("Sign in", digits=totp(key, time.time() + 30)).path, "/admin")

    def test_old_link(self):
        with Installation() as place:
            place.init()
            place.import_conversation()
            place.start()
            place.candour("staff", "add", place.folder, "--role", "administrator", "--email", "a@example.org", "--name", "A")
            link = place.wait_for_mail("a@example.org").sign_in_link
            place.stop()
            place.clock_offset = 3700
            place.start()
            self.assertEqual(place.browser().get(link).status, 404)


class Rosters(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation(opens=24)

    def roster(self, text, *more, check=False):
        path = os.path.join(self.place.top, "hr.csv")
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return self.place.candour("roster", "import", self.place.folder, "our-framework", path, *more, check=check)

    def people(self):
        said = self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout
        return int(re.search(r"people\s+(\d+)", said).group(1))

    def test_every_bad_line_is_listed_and_nothing_imported(self):
        done = self.roster("email,name\na@example.org,Ann\nnonsense,Bob\n,Carl\na@example.org,Ann\nd@example.org,\n")
        self.assertEqual(done.returncode, 1)
        said = done.stdout + done.stderr
        for line, words in ((3, "is not an e-mail address"), (4, "no address"), (5, "stands in line 2"), (6, "no name")):
            self.assertRegex(said, rf"hr\.csv:{line}: .*{words}")
        self.assertEqual(self.people(), 0)

    def test_skip_bad(self):
        done = self.roster('email,name,team\na@example.org,Ann,North\nnonsense,"Bob, B",South\n', "--skip-bad")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.people(), 1)
        with open(os.path.join(self.place.top, "hr.rejected.csv"), encoding="utf-8") as file:
            self.assertEqual(file.read().splitlines(), ["email,name,team", 'nonsense,"Bob, B",South'])

    def test_as_hr_systems_write_it(self):
        self.roster("\ufeffEmail;Name;Team\r\na@example.org;Ann;\"North\nwing\"\r\n".encode("utf-16"))
        self.roster("email\tname\nb@example.org\tBj\xf6rn\n".encode("cp1252"))
        self.assertEqual(self.people(), 1)          # a line break in an attribute is refused, a foreign letter is not
        self.roster("email;name\r\nc@example.org;\"Carol\"\r\n")
        self.assertEqual(self.people(), 2)

    def test_twice_changes_nothing(self):
        text = "email,name,team\n" + "".join(f"p{i}@example.org,Person,T\n" for i in range(50))
        self.assertIn("50 new", self.roster(text).stdout)
        self.assertIn("0 new, 0 changed, 50 as before", self.roster(text).stdout)
        self.assertEqual(self.people(), 50)

    def test_while_it_runs(self):
        self.place.import_roster(40)
        self.place.start()
        self.place.candour("conversation", "open", self.place.folder, "our-framework")
        wait_for("invitations", lambda: len(self.place.mails()) == 40)
        done = self.roster("email,name,directorate\nlate@example.org,Late,North\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.place.sign_in("late@example.org")
        self.assertEqual(len(self.place.mails()), 41)

    def told(self, address):
        """Whether the way in, and the page about oneself, say that no mail will come."""
        browser = self.place.browser()
        before = "No mail will tell you of messages" in browser.get(self.place.wait_for_mail(address).sign_in_link).words
        browser.submit("Continue")
        self.assertEqual("No mail will tell you of messages" in browser.get(self.place.desk_url + "/me").words, before)
        return before

    def test_who_comes_late_is_told_that_no_mail_will_come(self):
        """Until there are enough of them for a cohort of their own (A8)."""
        self.place.import_roster(40)
        self.place.start()
        self.place.candour("conversation", "open", self.place.folder, "our-framework")
        self.roster("email,name,directorate\nlate0@example.org,Late,North\n")
        self.assertTrue(self.told("late0@example.org"))
        self.assertFalse(self.told("p1@example.org"))
        rows = "".join(f"late{i}@example.org,Late,North\n" for i in range(30))
        self.roster("email,name,directorate\n" + rows)
        self.assertFalse(self.told("late29@example.org"))
        self.assertFalse(self.told("late0@example.org"))

    def test_letters(self):
        self.assertEqual(self.roster("id,email,name\n7,,Ann\n8,,Bob\n").returncode, 0)
        self.assertEqual(self.people(), 2)
        self.place.start()
        self.place.candour("conversation", "open", self.place.folder, "our-framework")
        self.assertEqual(self.place.mails(), [])

    def test_people_once_open_are_told_rounded_down(self):
        """A difference from one day to the next would count those who left (A10)."""
        self.place.import_roster(47)
        self.assertEqual(self.people(), 47)
        self.place.start()
        self.place.candour("conversation", "open", self.place.folder, "our-framework")
        said = self.place.candour("conversation", "show", self.place.folder, "our-framework").stdout
        self.assertRegex(said, r"people\s+at least 40 on the roster")


class Settings(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()

    def refused(self, extra="", **how):
        return self.refused_folder(self.place.write_conversation(extra=extra, **how))

    def refused_folder(self, folder):
        done = self.place.candour("conversation", "import", self.place.folder, folder, check=False)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr

    def test_bad_values_name_their_line(self):
        for extra, words in (("colour = red", "there is no setting 'colour'"), ("timezone = Mars/Base", "time zone"),
                             ("support-email = nobody", "e-mail address"), ("names-from-roster = perhaps", "neither true nor false"),
                             ("opens = tomorrow", "is not a time"), ("posting-ends = soon", "is not a time"),
                             ("posting-ends = 2001-01-01T00:00:00Z", "between opens and closes"),
                             ("posting-ends = 2999-01-01T00:00:00Z", "between opens and closes"),
                             ("counts = never", "open, after-voting or after-closing"), ("comments = perhaps", "on or off"), ("closes = 2001-01-01T00:00:00Z", "close")):
            self.assertRegex(self.refused(extra), rf"conversation\.ini:\d+: .*{words}")

    def test_what_protects_people_cannot_change(self):
        """A19."""
        folder = self.place.write_conversation(opens=-1)
        self.place.candour("conversation", "import", self.place.folder, folder)
        path = os.path.join(folder, "conversation.ini")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        opens, closes = (re.search(rf"{key} = (.*)", text).group(1) for key in ("opens", "closes"))
        for changed, words in (
                (text.replace("[conversation]\n", "[conversation]\ngroup-by = directorate\n"), "cannot change any more"),
                (text.replace("[conversation]\n", "[conversation]\nnames-from-roster = true\n"), "cannot change any more"),
                (text.replace("[conversation]\n", f"[conversation]\nposting-ends = {closes}\n"), "posting-ends cannot change any more"),
                (text.replace("[conversation]\n", "[conversation]\ncounts = after-voting\n"), "counts cannot change any more"),
                (text.replace("[conversation]\n", "[conversation]\ncomments = off\n"), "comments cannot change any more"),
                (text.replace(opens, "2020-01-01T00:00:00Z"), "cannot change any more"),
                (text.replace(closes, closes.replace("T", "T0")[:11] + "00:00:00Z"), "the end can move later once")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(changed)
            self.assertIn(words, self.refused_folder(folder))
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(closes, "2099-01-01T00:00:00Z"))
        self.assertIn("closes: ", self.place.candour("conversation", "import", self.place.folder, folder).stdout)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(closes, "2099-02-01T00:00:00Z"))
        self.assertIn("the end can move later once", self.refused_folder(folder))

    def test_title_may_change(self):
        self.place.import_conversation(opens=1)
        done = self.place.import_conversation(opens=1, title="A better title")
        self.assertIn("A better title", done.stdout)


if __name__ == "__main__":
    unittest.main()
