"""Analysts at work: reading, coding, the frame, coverage, figures of themes, agreement."""
import unittest

from harness import Story

TALK = "/conversations/our-framework"


class Analysis(Story):
    installation = {"ini": "[privacy]\nk=5\n"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [cls.place.sign_in(f"p{i}@example.org") for i in range(1, 13)]
        cls.ana = cls.place.staff("analyst", "ana@example.org")
        cls.ben = cls.place.staff("analyst", "ben@example.org")

    # -- short hands

    def ok(self, answer, status=200):
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def idea(self, text, person=0):
        return self.ok(self.people[person].api("POST", TALK + "/ideas", {"section": "purpose", "text": text}), 201)["id"]

    def vote(self, id, likes, dislikes=0, first=0):
        for i, person in enumerate(self.people[first:first + likes + dislikes]):
            self.ok(person.api("PUT", f"/contributions/{id}/vote", {"vote": "like" if i < likes else "dislike"}))

    def code(self, name, parent=None, **more):
        body = {"name": name, **({"parent": parent} if parent else {}), **more}
        return self.ok(self.ana.api("POST", TALK + "/codes", body), 201)["id"]

    def put(self, id, *codings, analyst=None):
        return self.ok((analyst or self.ana).api("PUT", f"/contributions/{id}/codings", {"codings": list(codings)}))

    def frame(self):
        return {c["id"]: c for c in self.ok(self.ana.api("GET", TALK + "/codes"))["items"]}

    def analysis(self):
        return self.ok(self.ana.api("GET", TALK + "/analysis"))

    def theme(self, code):
        return next(t for t in self.analysis()["themes"] if t["code"] == code)

    def unread(self, analyst):
        found, path = [], TALK + "/reading?state=unread&limit=3"
        while path:
            page = self.ok(analyst.api("GET", path))
            found += [i["id"] for i in page["items"]]
            path = page["next"]
        self.assertEqual(len(found), len(set(found)))
        return found

    # -- the frame

    def test_frame(self):
        version = self.ok(self.ana.api("GET", TALK + "/codes"))["version"]
        rest = self.code("Rest", definition="Breaks and sleep")
        naps = self.code("Naps", rest)
        frame = self.frame()
        self.assertEqual((frame[rest]["definition"], frame[rest]["parent"], frame[naps]["parent"]), ("Breaks and sleep", None, rest))
        changed = self.ok(self.ana.api("PATCH", f"/codes/{naps}", {"name": "Sleep", "parent": ""}))
        self.assertEqual((changed["name"], changed["parent"], changed["version"]), ("Sleep", None, version + 3))
        self.assertEqual(self.ana.api("DELETE", f"/codes/{naps}", {}).status, 204)
        self.assertNotIn(naps, self.frame())
        self.assertEqual(self.ok(self.ana.api("GET", TALK + "/codes"))["version"], version + 4)

    def test_frame_refusals(self):
        one = self.code("Only once")
        below = self.code("Below", one)
        for name, method, path, body, status in [
            ("name taken", "POST", TALK + "/codes", {"name": "ONLY ONCE"}, 409),
            ("no name", "POST", TALK + "/codes", {}, 422),
            ("name too long", "POST", TALK + "/codes", {"name": "x" * 101}, 422),
            ("unknown parent", "POST", TALK + "/codes", {"name": "New", "parent": "0" * 26}, 422),
            ("circle", "PATCH", f"/codes/{one}", {"parent": below}, 422),
            ("itself", "PATCH", f"/codes/{one}", {"parent": one}, 422),
            ("unreadable parent", "PATCH", f"/codes/{one}", {"parent": "x"}, 422),
            ("no such code", "PATCH", "/codes/" + "0" * 26, {"name": "x"}, 404),
            ("no such code to delete", "DELETE", "/codes/" + "0" * 26, {}, 404),
        ]:
            with self.subTest(name):
                self.problem(self.ana.api(method, path, body), status)

    def test_only_analysts(self):
        id, staff = self.idea("Mine"), self.place.staff("facilitator")
        for person in (self.people[0], staff):
            for method, path, body in [
                ("GET", TALK + "/codes", None), ("POST", TALK + "/codes", {"name": "x"}), ("GET", TALK + "/analysis", None),
                ("PUT", f"/contributions/{id}/codings", {"codings": []}), ("PUT", f"/contributions/{id}/read", {"read": True}),
            ]:
                with self.subTest(path):
                    self.problem(person.api(method, path, body), 403)

    # -- coding

    def test_codings(self):
        id = self.idea("Café rooms for nights")
        rest, food = self.code("Rest (codings)"), self.code("Food (codings)")
        done = self.put(id, {"code": rest}, {"code": food, "start": 0, "end": 4}, {"code": rest})
        self.assertTrue(done["read"])
        codings = sorted((c["name"], c.get("start"), c.get("end")) for c in done["codings"])
        self.assertEqual(codings, [("Food (codings)", 0, 4), ("Rest (codings)", None, None)])
        self.assertEqual(self.ok(self.ben.api("GET", f"/contributions/{id}/codings"))["codings"], [])      # blind
        self.assertEqual(self.put(id, {"code": food})["codings"][0]["code"], food)
        self.assertEqual(self.put(id)["codings"], [])

    def test_coding_refusals(self):
        id, gone = self.idea("Ten letters"), self.idea("Gone")
        code, retired = self.code("Refusals"), self.code("Retired")
        self.ana.api("DELETE", f"/codes/{retired}", {})
        self.people[0].api("DELETE", f"/contributions/{gone}", {})
        for name, on, codings, status in [
            ("past the end", id, [{"code": code, "start": 0, "end": 12}], 422),
            ("empty span", id, [{"code": code, "start": 3, "end": 3}], 422),
            ("half a span", id, [{"code": code, "start": 3}], 422),
            ("negative", id, [{"code": code, "start": -3, "end": 2}], 422),
            ("text for a number", id, [{"code": code, "start": "1", "end": 2}], 422),
            ("unknown code", id, [{"code": "0" * 26}], 422),
            ("retired code", id, [{"code": retired}], 422),
            ("no code", id, [{}], 422),
            ("no list", id, {"code": code}, 422),
            ("too many", id, [{"code": code}] * 51, 422),
            ("deleted contribution", gone, [{"code": code}], 404),
            ("no contribution", "0" * 26, [{"code": code}], 404),
        ]:
            with self.subTest(name):
                self.problem(self.ana.api("PUT", f"/contributions/{on}/codings", {"codings": codings}), status)
        self.problem(self.ana.api("PUT", f"/contributions/{id}/codings", {}), 422)

    # -- coverage

    def test_coverage_down_to_zero(self):
        one, two = self.idea("To be read"), self.idea("To be coded")
        code = self.code("Coverage")
        before = self.analysis()["coverage"]
        self.assertEqual(before["total"], before["unread"] + before["read"] + before["coded"])
        self.put(two, {"code": code})
        self.ok(self.ana.api("PUT", f"/contributions/{one}/read", {"read": True}))
        for id in self.unread(self.ana):
            self.ok(self.ana.api("PUT", f"/contributions/{id}/read", {"read": True}))
        now = self.analysis()["coverage"]
        self.assertEqual((now["unread"], now["total"]), (0, before["total"]))
        mine = next(a for a in now["analysts"] if a["analyst"] == "Analyst 1")
        self.assertEqual(mine["unread"], 0)
        self.assertEqual(self.unread(self.ana), [])
        self.assertIn(one, self.unread(self.ben))
        self.ok(self.ana.api("PUT", f"/contributions/{one}/read", {"read": False}))
        self.assertEqual(self.unread(self.ana), [one])
        new = self.idea("Came later")
        self.assertEqual(set(self.unread(self.ana)), {one, new})
        for id in (one, new):
            self.ok(self.ana.api("PUT", f"/contributions/{id}/read", {"read": True}))

    # -- figures

    def test_theme_figures(self):
        one, two, three = (self.idea(f"Figures {i}") for i in range(3))
        theme = self.code("Figures")
        below = self.code("Below figures", theme)
        self.vote(one, 8, 2)
        self.vote(two, 1)
        self.put(one, {"code": theme}, {"code": below})
        self.put(two, {"code": below, "start": 0, "end": 3})
        found = self.theme(theme)
        self.assertEqual((found["contributions"], found["likes"], found["dislikes"]), (2, 9, 2))
        self.assertAlmostEqual(found["like_share"], 9 / 11, places=3)
        low, high = found["interval"]           # Wilson's, by hand
        self.assertAlmostEqual(low, 0.523, places=2)
        self.assertAlmostEqual(high, 0.949, places=2)
        self.assertEqual(self.theme(below)["contributions"], 2)
        self.put(three, {"code": theme})
        self.assertEqual(self.theme(theme)["contributions"], 3)
        strong = {s["id"]: s for s in self.analysis()["strength"]}
        self.assertAlmostEqual(strong[one]["share"], 0.8, places=3)
        self.assertNotIn(two, strong)           # one voter

    def test_small_numbers_are_held_back(self):
        id = self.idea("Hardly anyone")
        code = self.code("Hardly anyone")
        self.vote(id, 3, 1)
        self.put(id, {"code": code})
        found = self.theme(code)
        self.assertEqual((found["voters"], found["like_share"], found["interval"]), (None, None, None))

    def test_voters_are_rounded_down(self):
        id = self.idea("Many")
        code = self.code("Many")
        self.vote(id, 9, 3)
        self.put(id, {"code": code})
        self.assertEqual(self.theme(code)["voters"], 10)

    def test_hidden_ones_do_not_count(self):
        id = self.idea("Soon hidden")
        code = self.code("Soon hidden")
        self.put(id, {"code": code})
        self.assertEqual(self.theme(code)["contributions"], 1)
        staff = self.place.staff("facilitator", "hide@example.org")
        self.ok(staff.api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "other"}))
        self.assertEqual(self.theme(code)["contributions"], 0)

    def test_agreement(self):
        code = self.code("Agreement")
        ids = [self.idea(f"Agree {i}") for i in range(6)]
        for i, id in enumerate(ids):
            self.put(id, *([{"code": code}] if i < 3 else []))
            self.put(id, *([{"code": code}] if i < 3 else []), analyst=self.ben)
        agreement = self.analysis()["agreement"]
        self.assertGreaterEqual(agreement["units"], 6)
        self.assertEqual(agreement["coders"], 2)
        line = next(c for c in agreement["codes"] if c["code"] == code)
        self.assertEqual(line["alpha"], 1)
        self.assertEqual(line["kappa"], 1)
        self.put(ids[0], analyst=self.ben)
        line = next(c for c in self.analysis()["agreement"]["codes"] if c["code"] == code)
        self.assertLess(line["alpha"], 1)

    def test_groups_say_nothing_of_few(self):
        groups = self.analysis()["opinion_groups"]
        for group in groups["groups"]:
            self.assertEqual(group["size"] % 5, 0)
            self.assertGreaterEqual(group["size"], 5)

    def test_survives_a_restart(self):
        id = self.idea("Kept")
        code = self.code("Kept")
        self.put(id, {"code": code, "start": 0, "end": 4})
        before = self.frame(), self.ok(self.ana.api("GET", f"/contributions/{id}/codings"))
        self.place.restart()
        self.assertEqual((self.frame(), self.ok(self.ana.api("GET", f"/contributions/{id}/codings"))), before)


class Pages(Story):
    """The same by pages, without JavaScript."""
    installation = {"ini": "[privacy]\nk=5\n"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ana = cls.place.staff("analyst")

    def idea(self, text):
        return self.ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": text}).json()["id"]

    def code(self, name):
        return self.ana.api("POST", TALK + "/codes", {"name": name}).json()["id"]

    def codings(self, id):
        found = self.ana.api("GET", f"/contributions/{id}/codings").json()["codings"]
        return sorted((c["name"], c.get("start"), c.get("end")) for c in found)

    def frame(self):
        return {c["name"]: c for c in self.ana.api("GET", TALK + "/codes").json()["items"]}

    def open(self, id):
        page = self.ana.get(f"/c/our-framework/analyse?at={id}")
        self.assertEqual(page.status, 200, page.words[:300])
        return page

    def send(self, id, **fields):
        page = self.ana.post(f"/c/our-framework/analyse/{id}/codings", fields)
        self.assertEqual(page.status, 200, page.words[:300])
        return page

    def test_read_and_code(self):
        id, rest, food = self.idea("Rooms to rest in at night"), self.code("Rest on a page"), self.code("Food on a page")
        self.assertIn("Rooms to rest in at night", self.open(id).words)
        self.send(id, add=rest)
        self.send(id, add=food, start="0", end="5")
        self.assertEqual(self.codings(id), [("Food on a page", 0, 5), ("Rest on a page", None, None)])
        self.assertIn("Rest on a page", self.open(id).words)
        self.send(id, drop=f"{food} 0 5")
        self.assertEqual(self.codings(id), [("Rest on a page", None, None)])
        self.send(id, drop=rest)
        self.assertEqual(self.codings(id), [])

    def test_reading_on_to_the_end(self):
        self.idea("One to read"), self.idea("Another to read")
        page = self.ana.get("/c/our-framework/analyse")
        for _ in range(100):
            if "Everything is read" in page.words:
                break
            page = self.ana.submit("Read, next")
        self.assertIn("Everything is read", page.words)
        self.assertEqual(self.ana.api("GET", TALK + "/reading?state=unread").json()["items"], [])

    def test_a_retired_code_does_not_stand_in_the_way(self):
        id, old, new = self.idea("Coded twice"), self.code("Old code"), self.code("New code")
        self.send(id, add=old)
        self.ana.api("DELETE", f"/codes/{old}", {})
        self.assertNotIn("Old code", self.open(id).words)
        self.send(id, add=new)
        self.assertEqual(self.codings(id), [("New code", None, None)])

    def test_a_span_that_is_gone_does_not_stand_in_the_way(self):
        id, one, two = self.idea("A long text that gets short"), self.code("First span"), self.code("Second span")
        self.send(id, add=one, start="10", end="20")
        self.ada.api("PATCH", f"/contributions/{id}", {"text": "Short"})
        self.send(id, add=two)
        self.assertEqual(self.codings(id), [("First span", None, None), ("Second span", None, None)])

    def test_frame_page(self):
        self.ana.get("/c/our-framework/analyse/codes")
        page = self.ana.submit("Add the code", name="Places", definition="Where people rest")
        self.assertIn("The code is in the frame.", page.words)
        self.assertIn("“Places” was added by Analyst 1", page.words)
        page = self.ana.submit("Add the code", name="places", definition="Kept words")
        self.assertEqual(page.status, 409)
        self.assertIn("There is a code with this name already", page.words)
        self.assertIn("Kept words", page.text)
        page = self.ana.submit("Add the code", name="", definition="Kept words")
        self.assertEqual(page.status, 422)
        self.assertIn("Kept words", page.text)
        places = self.frame()["Places"]["id"]
        self.ana.get(f"/c/our-framework/analyse/codes?edit={places}")
        self.assertIn("Your change is saved.", self.ana.submit("Save", name="Rooms", definition="").words)
        self.assertEqual((self.frame()["Rooms"]["id"], self.frame()["Rooms"]["definition"]), (places, ""))

    def test_joining_and_retiring(self):
        id, one, two = self.idea("Joined"), self.code("Joined from"), self.code("Joined into")
        self.send(id, add=one)
        self.ana.get(f"/c/our-framework/analyse/codes?edit={one}")
        page = self.ana.submit("Join", field="into", into=two)
        self.assertIn("The two codes are one now.", page.words)
        self.assertIn("“Joined from” was joined with “Joined into” by Analyst 1", page.words)
        self.assertEqual(self.codings(id), [("Joined into", None, None)])
        self.ana.get(f"/c/our-framework/analyse/codes?edit={two}")
        self.assertIn("The code is retired.", self.ana.submit("Retire it").words)
        self.assertNotIn("Joined into", self.frame())

    def test_suggestions(self):
        """From the words of the codes, and from what this analyst coded; nothing counts before it is accepted."""
        words, learnt = self.code("Bicycle sheds"), self.code("Zzz")
        for i in range(6):
            self.send(self.idea(f"Marmalade sandwiches {i}"), add=learnt)
        plain, sandwich, other = self.idea("More bicycle sheds"), self.idea("Marmalade sandwiches for all"), self.idea("Xylophones")
        page = self.open(plain)
        self.assertIn("Suggested by the program", page.words)
        self.assertIn("Bicycle shedsFits about", page.words)
        self.assertEqual(self.codings(plain), [])
        self.assertIn("ZzzFits about", self.open(sandwich).words)
        self.assertNotIn("Bicycle shedsFits", self.open(other).words)
        self.open(plain)
        self.ana.submit("Accept Bicycle sheds", page=self.ana.page)
        self.assertEqual(self.codings(plain), [("Bicycle sheds", None, None)])
        self.assertNotIn("Suggested by the program", self.open(plain).words)

    def test_taking_back(self):
        """Joining and retiring come back as they were, with what lay below and who had coded what."""
        id, both = self.idea("Only the one"), self.idea("Both of them")
        one, two = self.code("Back from"), self.code("Back into")
        below = self.ana.api("POST", TALK + "/codes", {"name": "Back below", "parent": one}).json()["id"]
        self.send(id, add=one, start=0, end=4)
        self.send(both, add=one)
        self.send(both, add=two)
        self.ana.get(f"/c/our-framework/analyse/codes?edit={one}")
        self.ana.submit("Join", field="into", into=two)
        self.assertEqual((self.codings(id), self.codings(both)), ([("Back into", 0, 4)], [("Back into", None, None)]))
        self.assertIsNone(self.frame()["Back below"]["parent"])
        page = self.ana.submit("Take it back")
        self.assertIn("The code is back, with its codings.", page.words)
        self.assertIn("“Back from” was brought back by Analyst 1", page.words)
        self.assertEqual(self.codings(id), [("Back from", 0, 4)])
        self.assertEqual(self.codings(both), [("Back from", None, None), ("Back into", None, None)])
        self.assertEqual(self.frame()["Back below"]["parent"], one)
        for code in (below, one):
            self.ana.get(f"/c/our-framework/analyse/codes?edit={code}")
            self.ana.submit("Retire it")
        self.assertNotIn("Back from", self.frame())
        self.ana.get("/c/our-framework/analyse/codes")
        self.ana.submit("Take it back")
        self.assertEqual(self.codings(id), [("Back from", 0, 4)])
        self.assertNotIn("Back below", self.frame())

    def test_what_stands_in_the_way_of_taking_back(self):
        one, two = self.code("Way from"), self.code("Way into")
        post = lambda code, **fields: self.ana.post(f"/c/our-framework/analyse/codes/{code}", fields)
        self.assertEqual(post(one, action="restore").status, 404)
        post(one, action="merge", into=two)
        post(two, action="retire")
        refused = post(one, action="restore")
        self.assertEqual(refused.status, 409)
        self.assertIn("Take that one back first.", refused.words)
        post(two, action="restore")
        other = self.code("Way from")
        self.assertEqual(post(one, action="restore").status, 409)       # the name is taken
        post(other, action="retire")
        self.assertEqual(post(one, action="restore").status, 200)
        self.assertEqual(self.frame()["Way from"]["id"], one)

    def test_themes_page(self):
        id, code = self.idea("Held back"), self.code("Held back theme")
        self.send(id, add=code)
        page = self.ana.get("/c/our-framework/analyse/themes")
        self.assertEqual(page.status, 200)
        self.assertIn("Held back theme", page.words)
        self.assertIn("too few people have voted", page.words)

    def test_participants_do_not_get_in(self):
        id = self.idea("Mine")
        for path in ("/analyse", "/analyse/codes", "/analyse/themes"):
            self.assertEqual(self.ada.get("/c/our-framework" + path).status, 403)
        self.assertEqual(self.ada.post(f"/c/our-framework/analyse/{id}/read", {"read": "yes"}).status, 403)


if __name__ == "__main__":
    unittest.main()
