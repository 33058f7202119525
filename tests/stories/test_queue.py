# builds: release sanitize
"""The facilitators' desk for floods: filters, many at once and their undo, two facilitators, what waits next."""
import unittest

from harness import Story

TALK = "/conversations/our-framework"
DESK = "/c/our-framework/facilitate"
THINGS = ["Lamps along the north path", "Benches outside the gate", "Longer breaks at night", "Quiet rooms for everybody"]


class Queue(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada, cls.ben, cls.cem = (cls.place.sign_in(f"p{i}@example.org") for i in range(1, 4))
        cls.staff = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")

    def setUp(self):
        """Each story begins with nothing that waits."""
        for item in self.waiting():
            self.assertEqual(self.act(item["id"], "keep").status, 200)

    def idea(self, text, person=None, section="purpose"):
        answer = (person or self.ada).api("POST", TALK + "/ideas", {"section": section, "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def flag(self, person, id, reason="abuse"):
        answer = person.api("POST", f"/contributions/{id}/flags", {"reason": reason})
        self.assertEqual(answer.status, 201, answer.text)

    def act(self, id, action, staff=None, **more):
        more.setdefault("reason", "other")
        return (staff or self.staff).api("POST", f"/contributions/{id}/actions", {"action": action, **more})

    def waiting(self, staff=None):
        items, path = [], TALK + "/queue?limit=100"
        while path:
            page = (staff or self.staff).api("GET", path).json()
            items += page["items"]
            path = page["next"]
        return items

    def ids(self):
        return [item["id"] for item in self.waiting()]

    def state(self, id):
        return self.staff.api("GET", f"/contributions/{id}").json()["state"]

    def lines(self, page):
        """Ids of the lines, in their order."""
        found = [href.split("/facilitate/")[1].split("?")[0] for _, href in page.links if "/facilitate/" in href]
        return [id for id in found if len(id) == 26]

    def choose(self, ids, action, staff=None, page=None, **fields):
        """As if the boxes of these lines were ticked, and a button pressed."""
        page = page or (staff or self.staff).get(DESK + "?all=1")
        form = next(f for f in page.forms if "/facilitate/bulk" in f.action and "note" in f.names)
        boxes = {f"item-{id}": form.fields[f"item-{id}"] for id in ids}
        return (staff or self.staff).post(form.action, {"reason": "", "note": "", "to": "", **fields, **boxes, "action": action})

    # -- what is shown

    def test_filters(self):
        one, two = self.idea("Lamps in the yard"), self.idea("Benches", section="values")
        comment = self.ben.api("POST", f"/contributions/{one}/comments", {"text": "Bright ones"}).json()["id"]
        self.flag(self.ben, two, "off-topic")
        self.assertEqual(self.lines(self.staff.get(DESK))[0], two)
        for query, expected in (("", {one, two, comment}), ("why=flagged", {two}), ("why=new", {one, comment}),
                                ("section=values", {two}), ("section=purpose&kind=comment", {comment}), ("kind=idea", {one, two}),
                                ("waited=1", set()), ("why=new&section=values", set()), ("why=nonsense", {one, two, comment}),
                                ("section=nowhere", {one, two, comment})):
            with self.subTest(query):
                page = self.staff.get(f"{DESK}?{query}")
                self.assertEqual(page.status, 200)
                self.assertEqual(set(self.lines(page)), expected)
        page = self.staff.get(DESK + "?section=purpose")
        self.assertIn("Not yet looked at 2", page.words)
        self.assertNotIn("Reported 1", page.words)
        self.assertIn("Comments (1)", page.words)

    def test_words(self):
        one, two = self.idea("Lamps in the yard"), self.idea("Benches")
        page = self.staff.post(DESK + "/find?kind=idea", {"words": "lamps YARD"})
        self.assertEqual((page.status, self.lines(page)), (200, [one]))
        self.assertNotIn("lamps", page.url)
        self.assertEqual(self.lines(self.staff.post(DESK + "/find", {"words": "nothing like it"})), [])
        self.assertEqual(set(self.lines(self.staff.post(DESK + "/find", {"words": ""}))), {one, two})
        self.assertEqual(self.staff.post(DESK + "/find", {"words": "x" * 101}).status, 200)

    def test_the_filter_goes_along(self):
        ids = [self.idea(THINGS[i], section="values") for i in range(3)]
        other = self.idea("Reported", section="purpose")
        self.flag(self.ben, other)
        seen = []
        page = self.staff.get(DESK + "?section=values")
        self.assertIn("section=values", page.link_to(THINGS[1]))
        page = self.staff.get(page.link_to(THINGS[1]))
        for _ in ids:
            seen.append(page.path.rsplit("/", 1)[1])
            page = self.staff.submit("Looks fine")
            self.assertIn("section=values", page.url)
        self.assertEqual(sorted(seen), sorted(ids))
        self.assertEqual(page.path, DESK)
        self.assertEqual(self.ids(), [other])

    def test_what_another_has_open(self):
        one, two = self.idea("Mine"), self.idea("Yours")
        self.second.get(f"{DESK}/{two}")
        page = self.staff.get(DESK)
        self.assertEqual(set(self.lines(page)), {one, two})
        self.assertIn("Facilitator 2 has it open", page.words)
        self.assertEqual(self.lines(self.staff.get(DESK + "?free=1")), [one])
        self.assertEqual(set(self.lines(self.second.get(DESK + "?free=1"))), {one, two})
        self.act(two, "keep", self.second)

    # -- what the words say by themselves

    def test_possible_distress_and_abuse(self):
        hurt, low, plain = self.idea("Those idiots at the top are arseholes"), self.idea("I want to kill myself"), self.idea("Warmer gloves")
        self.assertEqual([(i["id"], i["why"]) for i in self.waiting()],
                         [(low, "possible-distress"), (hurt, "possible-abuse"), (plain, "new")])
        words = self.staff.get(DESK).words
        self.assertIn("Possible distress, by its words", words)
        self.assertIn("Possibly hurtful words", words)
        self.assertNotIn("Possibl", self.ben.get("/c/our-framework/s/purpose").words)
        self.act(low, "keep")
        self.assertNotIn(low, self.ids())                   # looked at: it does not come back ...
        self.assertEqual(self.ada.api("PATCH", "/contributions/" + low, {"text": "I still want to kill myself"}).status, 200)
        self.assertEqual(self.waiting()[0]["id"], low)       # ... unless its words are others
        self.assertEqual(self.act(hurt, "edit", text="Those at the top should listen").status, 200)
        self.assertNotIn(hurt, self.ids())

    def test_near_duplicates(self):
        text = "Please publish the rota for the whole ward at least four weeks earlier than now"
        ids = [self.idea(text + end) for end in ("", ".", " please")]
        other = self.idea("More soup")
        self.assertEqual([i["why"] for i in self.waiting()], ["near-duplicate"] * 3 + ["new"])
        page = self.staff.get(DESK)
        self.assertEqual(len(self.lines(page)), 2)
        self.assertIn("Much like 2 others", page.words)
        page = self.staff.get(page.link_to("Choose it and the 2 others"))
        self.assertEqual(set(self.lines(page)), set(ids))
        self.assertIn("3 are moved.", self.choose(ids, "move", page=page, to="values").words)
        self.assertEqual(self.ids(), [other])

    # -- many at once

    def test_many_are_kept_and_come_back(self):
        ids = [self.idea(THINGS[i]) for i in range(4)]
        self.flag(self.ben, ids[0], "off-topic")
        self.flag(self.cem, ids[0], "worry")
        before = self.waiting()
        page = self.choose(ids[:3], "fine")
        self.assertEqual(page.status, 200)
        self.assertIn("3 stay as they are.", page.words)
        self.assertEqual(self.ids(), [ids[3]])
        page = self.staff.submit("Undo", page=page)
        self.assertIn("3 are as they were before.", page.words)
        self.assertEqual(self.waiting(), before)
        self.place.restart()
        self.assertEqual([(i["id"], i["why"], i["reports"]) for i in self.waiting()],
                         [(i["id"], i["why"], i["reports"]) for i in before])

    def test_many_are_hidden_and_come_back(self):
        """With their votes and reports."""
        ids = [self.idea(THINGS[i]) for i in range(3)]
        self.ben.api("PUT", f"/contributions/{ids[0]}/vote", {"vote": "like"})
        self.flag(self.ben, ids[1])
        before = {i["id"]: (i["why"], i["reports"], i["likes"], i["text"]) for i in self.waiting()}
        page = self.choose(ids, "hide", reason="abuse", note="Not in this tone.")
        self.assertIn("3 are hidden.", page.words)
        self.assertEqual([self.state(id) for id in ids], ["hidden"] * 3)
        self.assertEqual(self.ids(), [])
        self.assertIn("Not in this tone.", self.ada.get("/c/our-framework/mine").words)
        page = self.staff.submit("Undo", page=page)
        self.assertIn("3 are as they were before.", page.words)
        self.assertEqual([self.state(id) for id in ids], ["shown"] * 3)
        after = {i["id"]: (i["why"], i["reports"], i["likes"], i["text"]) for i in self.waiting()}
        self.assertEqual(after, before)

    def test_many_move(self):
        ids = [self.idea(THINGS[i]) for i in range(2)]
        page = self.choose(ids, "move", to="values")
        self.assertIn("2 are moved.", page.words)
        sections = [self.staff.api("GET", f"/contributions/{id}").json()["section"] for id in ids]
        self.assertEqual(sections, ["values"] * 2)
        self.staff.submit("Undo", page=page)
        sections = [self.staff.api("GET", f"/contributions/{id}").json()["section"] for id in ids]
        self.assertEqual((sections, len(self.ids())), (["purpose"] * 2, 2))

    def test_one_that_changed_is_left_alone(self):
        """Three are chosen; meanwhile one was changed by its author, one was looked at by a colleague."""
        ids = [self.idea(THINGS[i]) for i in range(3)]
        page = self.staff.get(DESK + "?all=1")
        self.assertEqual(self.ada.api("PATCH", "/contributions/" + ids[0], {"text": "Other words"}).status, 200)
        self.act(ids[1], "keep", self.second)
        page = self.choose(ids, "remove", page=page)
        self.assertEqual(page.status, 200)
        self.assertIn("1 is removed.", page.words)
        self.assertIn("2 were left as they are", page.words)
        self.assertIn("Somebody has changed this since you opened it", page.words)
        self.assertIn("Another facilitator has looked at it meanwhile", page.words)
        self.assertEqual([self.state(id) for id in ids], ["shown", "shown", "removed"])
        again = self.choose([], "remove", page=self.staff.get(DESK + "?all=1"), **{f"item-{ids[2]}": "1"})
        self.assertEqual(again.status, 409)

    def test_undo_leaves_alone_what_changed_since(self):
        ids = [self.idea(THINGS[i]) for i in range(2)]
        page = self.choose(ids, "hide", reason="abuse")
        self.assertEqual(self.act(ids[0], "restore", self.second).status, 200)
        page = self.staff.submit("Undo", page=page)
        self.assertIn("1 is as it was before.", page.words)
        self.assertIn("1 was left as it is", page.words)
        self.assertEqual([self.state(id) for id in ids], ["shown", "shown"])

    def test_a_note_to_many_that_may_name_somebody(self):
        ids = [self.idea(text) for text in THINGS[:2]]
        note = "Margaret asked me to"
        page = self.choose(ids, "hide", reason="off-topic", note=note)
        self.assertEqual(page.status, 422)
        self.assertIn("Your note may name somebody", page.words)
        self.assertIn("<mark>Margaret</mark>", page.text)
        self.assertIn(note + "</textarea>", page.text)
        self.assertEqual([self.state(id) for id in ids], ["shown"] * 2)
        page = self.choose(ids, "hide", page=page, reason="off-topic", note=note)
        self.assertEqual(page.status, 422)
        page = self.staff.submit("Do it with the note as it is", page=page)
        self.assertEqual(page.status, 200)
        self.assertEqual([self.state(id) for id in ids], ["hidden"] * 2)
        self.assertIn(note, self.ada.get("/c/our-framework/mine").words)
        page = self.choose([self.idea(THINGS[2])], "fine", note=note)
        self.assertEqual(page.status, 200, "what is kept has no note")

    def test_what_is_missing(self):
        id = self.idea("Stays as typed")
        for action, fields, say in (("hide", {}, "Choose the reason"), ("move", {}, "Choose the section")):
            page = self.choose([id], action, note="Typed before", **fields)
            self.assertEqual(page.status, 422)
            self.assertIn(say, page.words)
            form = next(f for f in page.forms if "note" in f.names)
            self.assertEqual((form.fields["note"], f"item-{id}" in form.fields), ("Typed before", True))
        self.assertEqual(self.choose([], "fine").status, 422)
        self.assertEqual(self.choose([id], "nonsense").status, 422)
        self.assertEqual(self.state(id), "shown")
        page = self.choose([id], "move", to="nowhere")
        self.assertEqual(page.status, 409)
        self.assertIn("There is no such section", page.words)
        self.assertEqual(self.ada.post(DESK + "/bulk", {"action": "fine", f"item-{id}": "1"}).status, 403)
        self.assertEqual(self.ada.post(DESK + "/find", {"words": "x"}).status, 403)

    def test_one_kept_comes_back(self):
        id = self.idea("One")
        self.staff.get(f"{DESK}/{id}")
        page = self.staff.submit("Looks fine")
        self.assertEqual(self.ids(), [])
        page = self.staff.submit("Undo", page=page)
        self.assertIn("That is taken back.", page.words)
        self.assertEqual(self.ids(), [id])
    # -- a second opinion

    def ask(self, id, note="Is that a name?", staff=None):
        (staff or self.staff).get(f"{DESK}/{id}")
        return (staff or self.staff).submit("Ask", **{"second-note": note})

    def test_second_opinion(self):
        id, other = self.idea("Ask at the desk"), self.idea("Another")
        page = self.ask(id)
        self.assertIn("A colleague is asked.", page.words)
        self.assertEqual(page.path, f"{DESK}/{other}")          # on to what waits next
        for staff, own in ((self.staff, True), (self.second, False)):
            page = staff.get(f"{DESK}/{id}")
            self.assertIn("Is that a name?", page.words)
            self.assertEqual("You asked for a second opinion" in page.words, own)
            self.assertIn("Facilitator 1 asks for a second opinion", staff.get(DESK).words)
        self.assertEqual(self.lines(self.second.get(DESK + "?asked=1")), [id])
        self.assertEqual(self.lines(self.staff.get(DESK + "?asked=1")), [])
        self.assertNotIn("Is that a name?", self.ada.get("/c/our-framework/mine").text)
        for action in ("hide", "keep", "remove", "edit"):
            self.problem(self.act(id, action, text="Changed", reason="abuse"), 409)
        self.assertIn("so another facilitator decides", self.act(id, "keep").text)
        self.assertIn("1 was left as it is", self.choose([id, other], "fine").words)
        self.place.restart()
        self.assertEqual([i["second_opinion_for"] for i in self.waiting()], [1])
        self.assertEqual(self.act(id, "keep", self.second).status, 200)
        self.assertEqual(self.ids(), [])
        words = self.staff.get(f"{DESK}/{id}").words
        self.assertIn("Facilitator 1 asked for a second opinion today", words)
        self.assertIn("Facilitator 2 decided upon that", words)
        self.assertEqual(self.act(id, "hide", reason="abuse").status, 200)

    def test_second_opinion_of_what_was_looked_at(self):
        id = self.idea("Looked at before")
        self.act(id, "keep")
        self.ask(id)
        self.assertEqual([i["why"] for i in self.waiting()], ["second-opinion"])
        page = self.second.post(f"{DESK}/{id}/second", {"action": "ask", "second-note": "Me too"})
        self.assertEqual(page.status, 409)
        self.assertIn("Me too", page.text)
        self.assertEqual(self.second.post(f"{DESK}/{id}/second", {"action": "back"}).status, 409)
        self.staff.get(f"{DESK}/{id}")
        self.assertIn("Your question is taken back.", self.staff.submit("Take the question back").words)
        self.assertEqual(self.ids(), [])
        page = self.ask(id, note="")
        self.assertEqual(page.status, 422)
        self.assertIn("Write what you would like to know", page.words)
        self.assertEqual(self.ask(id, note="x" * 501).status, 422)
        self.assertEqual(self.ada.post(f"{DESK}/{id}/second", {"action": "ask", "second-note": "x"}).status, 403)
        self.assertEqual(self.staff.post(f"{DESK}/{'0' * 26}/second", {"action": "ask", "second-note": "x"}).status, 404)

    def test_undo_asks_again(self):
        """What another decided is taken back, and the question with it."""
        id = self.idea("Decided too early")
        self.ask(id)
        page = self.choose([id], "hide", self.second, reason="abuse")
        self.assertEqual(self.ids(), [])
        self.second.submit("Undo", page=page)
        self.assertEqual([(i["why"], i["second_opinion_for"]) for i in self.waiting()], [("second-opinion", 1)])
        self.problem(self.act(id, "keep"), 409)
        self.assertEqual(self.act(id, "keep", self.second).status, 200)


if __name__ == "__main__":
    unittest.main()
