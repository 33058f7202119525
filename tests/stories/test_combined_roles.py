"""Who looks after the roster reads and moderates nothing, unless candour.ini says that one person may be both: every way
of getting roles.

seconds: 120
"""
import re

from harness import Installation, Story

SLUGS = ("our-framework", "our-rooms")
SAID = "One person may look after the list"


def prepared(**how):
    place = Installation(**how)
    place.init()
    for slug in SLUGS:
        place.import_conversation(slug=slug)
    place.slug = SLUGS[0]
    place.import_roster(40, slug=SLUGS[0])
    place.start()
    return place


class Roles(Story):
    @classmethod
    def setUpClass(cls):
        cls.place = prepared()
        cls.addClassCleanup(cls.place.close)
        cls.admin = cls.place.staff("administrator", "boss@example.org")

    def add(self, role, address, slug=SLUGS[0]):
        where = [] if role == "administrator" else ["--conversation", slug]
        return self.place.candour("staff", "add", self.place.folder, "--role", role, "--email", address, "--name", "A", *where,
                                  check=False)

    def invite(self, role, address, slug=SLUGS[0]):
        self.admin.get(self.place.desk_url + "/admin/staff")
        return self.admin.post(self.place.desk_url + "/admin/staff", {"role": role, "email": address, "name": "A", "conversation": slug})

    def refused(self, done):
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("allow-combined-roles", done.stderr)

    def test_second_role_of_somebody_who_is_there(self):
        """By command and by page, in this order and the other, here and in another conversation, whatever the address' case."""
        ways = [("administrator", "facilitator"), ("administrator", "analyst"), ("facilitator", "administrator"),
                ("analyst", "administrator")]
        for i, (first, second) in enumerate(ways):
            for j, slug in enumerate(SLUGS):
                address = f"w{i}-{j}@example.org"
                with self.subTest(first=first, second=second, slug=slug):
                    self.assertEqual(self.add(first, address).returncode, 0)
                    self.refused(self.add(second, address, slug))
                    self.refused(self.add(second, address.upper(), slug))
                    page = self.invite(second, address, slug)
                    self.assertEqual(page.status, 422, page.words[:300])
                    self.assertIn("kept apart", page.words)

    def test_third_role_in_another_conversation(self):
        """An organiser may be either; not both by a detour."""
        self.assertEqual(self.add("organiser", "third@example.org").returncode, 0)
        self.assertEqual(self.add("facilitator", "third@example.org", SLUGS[1]).returncode, 0)
        self.refused(self.add("administrator", "third@example.org"))
        self.assertEqual(self.add("organiser", "fourth@example.org").returncode, 0)
        self.assertEqual(self.add("administrator", "fourth@example.org").returncode, 0)
        self.refused(self.add("analyst", "fourth@example.org", SLUGS[1]))

    def test_refused_roles_are_not_kept(self):
        self.assertEqual(self.add("administrator", "kept@example.org").returncode, 0)
        self.refused(self.add("facilitator", "kept@example.org"))
        page = self.admin.get(self.place.desk_url + "/admin/staff")
        mine = re.search(r"kept@example\.org.*?</ul>", page.text, re.S).group(0)
        self.assertIn("administrator", mine)
        self.assertNotIn("facilitator", mine)

    def test_organisers_cannot_moderate_and_facilitators_see_no_roster(self):
        organiser, facilitator = self.place.staff("organiser", "org@example.org"), self.place.staff("facilitator", "fac@example.org")
        self.assertEqual(organiser.get("/c/our-framework/facilitate").status, 403)
        self.assertEqual(organiser.api("GET", "/conversations/our-framework/queue").status, 403)
        for browser in (organiser, facilitator):
            for path in ("/admin", "/admin/staff"):
                self.assertNotEqual(browser.get(self.place.desk_url + path).status, 200, path)

    def test_nothing_is_said_where_nobody_may_be_both(self):
        self.assertNotIn(SAID, self.place.sign_in("p1@example.org").get("/c/our-framework/p/privacy").words)


class Taken(Story):
    """The setting is there for a while, and taken back."""

    @classmethod
    def setUpClass(cls):
        cls.place = prepared(ini="[security]\nallow-combined-roles=true\n")
        cls.addClassCleanup(cls.place.close)

    def add(self, role, address, slug=None):
        """Each new role mails a link and takes back the one before; the mail may be written after the command has ended."""
        before = len(self.place.mails(address))
        self.place.candour("staff", "add", self.place.folder, "--role", role, "--email", address, "--name", "B",
                           *(["--conversation", slug] if slug else []))
        return self.place.wait_for_mail(address, before).sign_in_link

    def test_what_was_combined_is_worth_nothing_afterwards(self):
        place, address = self.place, "both@example.org"
        place.staff("administrator", address)
        for slug in SLUGS:
            self.add("facilitator", address, slug)
        browser = place.follow_sign_in(self.add("organiser", address, SLUGS[0]))
        browser.post(place.desk_url + "/staff/enter/our-framework", {})
        self.assertEqual(browser.get(place.room_url + "/c/our-framework/facilitate").status, 200)
        self.assertIn(SAID, place.sign_in("p1@example.org").get("/c/our-framework/p/privacy").words)

        place.stop()
        place.configure("[security]\nallow-combined-roles=false\n")
        place.start()
        fresh = place.follow_sign_in(self.add("administrator", address))
        self.assertEqual(fresh.get(place.desk_url + "/admin").status, 200)
        home = fresh.get(place.desk_url + "/staff")
        self.assertIn("one person may not be both", home.words)
        fresh.post(place.desk_url + "/staff/enter/our-framework", {})
        self.assertEqual(fresh.get(place.room_url + "/c/our-framework/organise").status, 200)
        self.assertEqual(fresh.get(place.room_url + "/c/our-framework/facilitate").status, 403)
        self.assertEqual(fresh.api("GET", "/conversations/our-framework/queue").status, 403)
        self.assertEqual(fresh.post(place.desk_url + "/staff/enter/our-rooms", {}).status, 403)
        self.assertNotIn(SAID, place.sign_in("p2@example.org").get("/c/our-framework/p/privacy").words)
