"""Facilitators at work: every act and its undoing, the queue, the history, talks with unknown authors."""
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import Story

TALK = "/conversations/our-framework"


class Facilitation(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada, cls.ben, cls.cem, cls.dia = (cls.place.sign_in(f"p{i}@example.org") for i in range(1, 5))
        cls.staff = cls.place.staff("facilitator")
        cls.colleague = cls.place.staff("facilitator", "colleague@example.org")

    # -- what people do

    def idea(self, text, person=None, section="purpose"):
        answer = (person or self.ada).api("POST", TALK + "/ideas", {"section": section, "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def comment(self, parent, text, person=None):
        answer = (person or self.ben).api("POST", f"/contributions/{parent}/comments", {"text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def vote(self, person, id, vote="like"):
        answer = person.api("PUT", f"/contributions/{id}/vote", {"vote": vote})
        self.assertEqual(answer.status, 200, answer.text)

    def flag(self, person, id, reason="abuse", note=None):
        answer = person.api("POST", f"/contributions/{id}/flags", {"reason": reason, "note": note})
        self.assertEqual(answer.status, 201, answer.text)

    def show(self, id, person=None):
        answer = (person or self.dia).api("GET", "/contributions/" + id)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def counts(self, id, person=None):
        seen = self.show(id, person)
        return seen["likes"], seen["dislikes"], seen["comment_count"]

    def texts(self, id):
        """The texts of the comments below, as a nest of lists."""
        def nest(comments):
            return sorted([c["text"], nest(c["comments"])] for c in comments)
        return nest(self.show(id)["comments"])

    # -- what staff do

    def act(self, id, action, staff=None, **more):
        more.setdefault("reason", "other")
        return (staff or self.staff).api("POST", f"/contributions/{id}/actions", {"action": action, **more})

    def acted(self, id, action, **more):
        answer = self.act(id, action, **more)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def queue(self):
        waiting, path = {}, TALK + "/queue?limit=100"
        while path:
            page = self.staff.api("GET", path).json()
            waiting.update({item["id"]: item for item in page["items"]})
            path = page["next"]
        return waiting

    def history(self, id):
        return self.staff.api("GET", f"/contributions/{id}/history").json()["items"]

    # -- edit, hide, remove, move

    def test_edit(self):
        id = self.idea("Ask Jane from ward 5")
        done = self.acted(id, "edit", text="Ask the ward", reason="anonymise", note="It named a person.")
        self.assertEqual(done["text"], "Ask the ward")
        self.assertEqual((self.show(id)["text"], self.show(id)["edited"]), ("Ask the ward", True))
        self.acted(id, "edit", text="Ask Jane from ward 5", reason="other")
        self.assertEqual(self.show(id)["text"], "Ask Jane from ward 5")
        first, second = self.history(id)
        self.assertEqual((first["action"], first["reason"], first["note"], first["by"]),
                         ("edit", "anonymise", "It named a person.", "Facilitator 1"))
        self.assertEqual((first["before"], first["after"]), ("Ask Jane from ward 5", "Ask the ward"))
        self.assertEqual((second["before"], second["after"]), ("Ask the ward", "Ask Jane from ward 5"))

    def test_change_is_shown_before_it_is_saved(self):
        """Without scripts too: a button shows both side by side, and saves nothing."""
        id = self.idea("Ask Jane from ward 5")
        path = f"/c/our-framework/facilitate/{id}"
        version = re.search(r'name="version" value="([0-9]+)"', self.staff.get(path).text).group(1)
        page = self.staff.post(path + "/act", {"action": "look", "version": version, "text": "Ask the ward", "note": "It named a person."})
        self.assertEqual(page.status, 200)
        before, after = (re.search(rf'id="diff-{side}"[^>]*>(.*?)</p>', page.text, re.S).group(1) for side in ("before", "after"))
        self.assertIn("<del>", before)
        self.assertIn("<ins>", after)
        self.assertEqual(re.sub("<[^>]+>", "", before), "Ask Jane from ward 5")
        self.assertEqual(re.sub("<[^>]+>", "", after), "Ask the ward")
        self.assertIn("Ask the ward</textarea>", page.text)
        self.assertIn("It named a person.</textarea>", page.text)
        self.assertEqual(self.show(id)["text"], "Ask Jane from ward 5")
        self.assertEqual(self.staff.submit("Save the change", reason="anonymise").status, 200)
        self.assertEqual(self.show(id)["text"], "Ask the ward")

    def test_hide_and_restore(self):
        id = self.idea("Hidden soon")
        self.vote(self.ben, id)
        comment = self.comment(id, "Yes")
        before = self.counts(id), self.texts(id)
        self.acted(id, "hide")
        seen = self.show(id)
        self.assertEqual((seen["state"], seen["text"]), ("removed", ""))
        self.problem(self.dia.api("PUT", f"/contributions/{id}/vote", {"vote": "like"}), 409)
        self.assertEqual(self.show(id, self.ada)["state"], "hidden")
        self.acted(id, "restore")
        self.assertEqual((self.counts(id), self.texts(id)), before)
        self.acted(comment, "remove", reason="abuse")
        self.assertEqual(self.counts(id), (1, 0, 0))
        self.acted(comment, "restore")
        self.assertEqual((self.counts(id), self.texts(id)), before)
        self.assertEqual([e["undone"] for e in self.history(id)], [True, False])

    def test_one_wording_for_whatever_is_gone(self):
        gone = {}
        for action in ("hide", "remove"):
            id = self.idea("Away with it")
            self.comment(id, "Stays")
            self.acted(id, action)
            seen = self.show(id)
            gone[action] = {k: v for k, v in seen.items() if k not in ("id", "created", "comments", "version")}
        id = self.idea("Own wish")
        self.comment(id, "Stays")
        self.assertEqual(self.ada.api("DELETE", f"/contributions/{id}", {}).status // 100, 2)
        self.assertEqual(gone["hide"], gone["remove"])

    def test_move(self):
        id = self.idea("Somewhere else", section="purpose")
        comment = self.comment(id, "Yes")
        self.acted(id, "move", section="values", reason="wrong-section")
        self.assertEqual((self.show(id)["section"], self.show(comment)["section"]), ("values", "values"))
        listed = self.dia.api("GET", TALK + "/ideas?section=values&limit=100").json()["items"]
        self.assertIn(id, [i["id"] for i in listed])
        self.acted(id, "move", section="purpose")
        self.assertEqual((self.show(id)["section"], self.show(comment)["section"]), ("purpose", "purpose"))
        moves = [(e["section_before"], e["section_after"]) for e in self.history(id)]
        self.assertEqual(moves, [("purpose", "values"), ("values", "purpose")])

    # -- merge

    def merged_pair(self):
        """Ada and Ben like the first, Ada dislikes and Cem likes the second; a thread under each."""
        one, two = self.idea("More trees"), self.idea("Plant trees", self.ben, section="values")
        for person, id, vote in ((self.ada, one, "like"), (self.ben, one, "like"), (self.ada, two, "dislike"),
                                 (self.cem, two, "like")):
            self.vote(person, id, vote)
        self.comment(self.comment(one, "Yes", self.cem), "Indeed", self.ada)
        self.comment(two, "No", self.dia)
        return one, two

    def test_merge_and_restore(self):
        one, two = self.merged_pair()
        before = [(self.counts(i), self.texts(i), self.show(i)["section"]) for i in (one, two)]
        done = self.acted(one, "merge", into=two, reason="duplicate")
        self.assertEqual((done["state"], done["into"]), ("merged", two))
        self.assertEqual(self.counts(two), (2, 1, 3))       # Ada once, with her vote on the target
        self.assertEqual(self.texts(two), [["No", []], ["Yes", [["Indeed", []]]]])
        seen = self.show(one)
        self.assertEqual((seen["state"], seen["into"], seen["text"], seen["comments"]), ("merged", two, "", []))
        self.assertEqual(self.show(two, self.ben)["my_vote"], "like")
        self.acted(one, "restore")
        self.assertEqual([(self.counts(i), self.texts(i), self.show(i)["section"]) for i in (one, two)], before)
        self.assertEqual(self.show(two, self.ben)["my_vote"], "none")

    def test_merge_survives_a_restart_and_votes_since(self):
        one, two = self.merged_pair()
        self.acted(one, "merge", into=two)
        self.vote(self.ben, two, "dislike")
        self.vote(self.dia, two)
        self.assertEqual(self.counts(two), (2, 2, 3))
        self.place.restart()
        self.assertEqual(self.counts(two), (2, 2, 3))
        self.acted(one, "restore")
        self.assertEqual(self.counts(one), (2, 0, 2))
        self.assertEqual(self.counts(two), (2, 2, 1))       # what was done since was done to the second
        self.assertEqual(self.show(one, self.ben)["my_vote"], "like")

    def test_chains_of_merges_come_apart_in_order(self):
        one, two = self.merged_pair()
        three = self.idea("Forests", self.cem)
        self.acted(one, "merge", into=two)
        proposed = self.act(two, "merge", into=three)       # few have voted on it: the second time takes two
        self.assertEqual(proposed.status, 202, proposed.text)
        self.assertEqual((proposed.json()["state"], "asked to confirm" in proposed.json()["proposed"]), ("shown", True))
        self.assertEqual(self.counts(three), (0, 0, 0))
        self.problem(self.act(two, "merge", into=three), 409)
        self.assertEqual(self.queue()[two]["second_opinion_for"], 1)
        self.assertEqual(self.act(two, "merge", staff=self.colleague, into=three).status, 200)
        self.assertEqual(self.counts(three), (2, 1, 3))
        self.problem(self.act(one, "restore"), 409)
        self.acted(two, "restore")
        self.acted(one, "restore")
        self.assertEqual([self.counts(i) for i in (one, two, three)], [(2, 0, 2), (1, 1, 1), (0, 0, 0)])

    def test_a_second_merge_declined_or_taken_back(self):
        one, two = self.merged_pair()
        three = self.idea("Forests", self.cem)
        self.acted(one, "merge", into=two)
        self.assertEqual(self.act(two, "merge", into=three, note="The same").status, 202)
        seen = self.colleague.get(f"/c/our-framework/facilitate/{two}").words
        for words in ("Facilitator 1 proposes to merge it", "The same", "Forests", "Confirm the merge"):
            self.assertIn(words, seen)
        self.assertNotIn("Confirm the merge", self.staff.get(f"/c/our-framework/facilitate/{two}").words)
        self.assertEqual(self.act(two, "keep", staff=self.colleague).status, 200)
        self.assertNotIn(two, self.queue())
        self.assertEqual(self.act(two, "merge", into=three).status, 202)
        self.colleague.get(f"/c/our-framework/facilitate/{two}")
        self.assertIn("It is merged.", self.colleague.submit("Confirm the merge").words)
        self.assertEqual(self.show(two)["into"], three)

    # -- split

    def test_split_with_votes(self):
        id = self.idea("Trees and benches")
        self.vote(self.ben, id)
        self.vote(self.cem, id, "dislike")
        done = self.acted(id, "split", parts=self.PARTS, votes="copied")
        first, second = [part["id"] for part in done["parts"]]
        self.assertEqual([self.counts(i)[:2] for i in (first, second)], [(1, 1), (1, 1)])
        self.assertEqual(self.show(first, self.ben)["my_vote"], "like")
        self.vote(self.ben, first, "dislike")               # their own vote, changed
        self.vote(self.dia, second)
        self.assertEqual([self.counts(i)[:2] for i in (first, second)], [(0, 2), (2, 1)])
        self.acted(id, "restore")
        self.assertEqual(self.counts(id)[:2], (2, 1))
        self.problem(self.act(id, "split", parts=self.PARTS, votes="some"), 422)

    def test_two_at_once(self):
        """Of two acts on one version, or two that stand in each other's way, one is done and the other refused."""
        for one, other in (({"action": "hide"}, {"action": "edit", "text": "Other words"}),
                           ({"action": "split", "parts": self.PARTS}, {"action": "merge"}),
                           ({"action": "merge"}, {"action": "merge"})):
            with self.subTest(one["action"] + other["action"]):
                a, b = self.idea("Trees and benches"), self.idea("Benches", self.ben)
                version = self.show(a)["version"]
                answers = self.both(((self.staff, a, {**one, "into": b, "version": version}),
                                     (self.colleague, a, {**other, "into": b, "version": version})))
                self.assertEqual(sorted(answers), [200, 409])
                self.assertEqual(len(self.staff.api("GET", f"/contributions/{a}/history").json()["items"]), 1)
        a, b = self.idea("Trees"), self.idea("Benches", self.ben)
        answers = self.both(((self.staff, a, {"action": "merge", "into": b}), (self.colleague, b, {"action": "merge", "into": a})))
        self.assertEqual(sorted(answers), [200, 409])
        self.assertEqual(sorted(self.show(i)["state"] for i in (a, b)), ["merged", "shown"])

    def test_undo_against_act(self):
        a = self.idea("Trees")
        version = self.acted(a, "hide")["version"]
        answers = self.both(((self.staff, a, {"action": "restore", "version": version}),
                             (self.colleague, a, {"action": "remove", "version": version})))
        self.assertEqual(sorted(answers), [200, 409])

    def both(self, acts):
        """At the same time; the statuses."""
        with ThreadPoolExecutor(2) as pool:
            def send(act):
                person, id, body = act
                return person.api("POST", f"/contributions/{id}/actions", {"reason": "other", **body}).status
            return list(pool.map(send, acts))

    PARTS = [{"section": "values", "text": "Trees"}, {"section": "purpose", "text": "Benches"}]

    def test_split_and_restore(self):
        id = self.idea("Trees and benches")
        self.vote(self.ben, id)
        self.comment(id, "Both please", self.cem)
        before = self.counts(id), self.texts(id)
        done = self.acted(id, "split", parts=self.PARTS, reason="several-ideas")
        first, second = (part["id"] for part in done["parts"])
        self.assertEqual(done["state"], "split")
        self.assertEqual((self.counts(first), self.counts(second)), ((0, 0, 1), (0, 0, 0)))
        self.assertEqual((self.show(first)["section"], self.show(second)["text"]), ("values", "Benches"))
        self.assertTrue(self.show(first, self.ada)["mine"] and self.show(second, self.ada)["mine"])
        self.assertFalse(self.show(first, self.ben)["mine"])
        self.assertEqual(self.show(id)["state"], "split")
        self.acted(id, "restore")
        self.assertEqual((self.counts(id), self.texts(id)), before)
        self.assertEqual((self.show(first)["state"], self.show(first)["into"]), ("merged", id))

    def test_split_taken_back_keeps_what_came_since(self):
        id = self.idea("Trees and benches")
        self.vote(self.ben, id)
        done = self.acted(id, "split", parts=self.PARTS)
        first, second = (part["id"] for part in done["parts"])
        self.vote(self.cem, first)
        self.vote(self.cem, second, "dislike")
        self.vote(self.dia, second, "dislike")
        self.comment(second, "Since", self.dia)
        self.acted(id, "restore")
        self.assertEqual((self.counts(id), self.texts(id)), ((2, 1, 1), [["Since", []]]))

    # -- refusals

    def test_refusals(self):
        id, other = self.idea("One"), self.idea("Two")
        comment = self.comment(id, "Yes")
        cases = [
            ("restore of nothing", id, {"action": "restore"}, 409),
            ("into itself", id, {"action": "merge", "into": id}, 422),
            ("into a comment", id, {"action": "merge", "into": comment}, 422),
            ("into nothing", id, {"action": "merge", "into": "0" * 26}, 422),
            ("into something unreadable", id, {"action": "merge", "into": "not an id"}, 422),
            ("merge without a target", id, {"action": "merge"}, 422),
            ("unknown section", id, {"action": "move", "section": "nowhere"}, 422),
            ("move without a section", id, {"action": "move"}, 422),
            ("move a comment", comment, {"action": "move", "section": "values"}, 422),
            ("split a comment", comment, {"action": "split", "parts": self.PARTS}, 422),
            ("merge a comment", comment, {"action": "merge", "into": other}, 422),
            ("one part", id, {"action": "split", "parts": self.PARTS[:1]}, 422),
            ("no parts", id, {"action": "split"}, 422),
            ("parts that are none", id, {"action": "split", "parts": [1, 2]}, 422),
            ("an empty part", id, {"action": "split", "parts": [self.PARTS[0], {"section": "values", "text": " "}]}, 422),
            ("a part too long", id, {"action": "split", "parts": [self.PARTS[0], {"section": "values", "text": "x" * 2001}]}, 422),
            ("a part nowhere", id, {"action": "split", "parts": [self.PARTS[0], {"section": "nowhere", "text": "x"}]}, 422),
            ("too many parts", id, {"action": "split", "parts": self.PARTS * 7}, 422),
            ("edit without a text", id, {"action": "edit"}, 422),
            ("edit too long", id, {"action": "edit", "text": "x" * 2001}, 422),
            ("unknown action", id, {"action": "shout"}, 422),
            ("no action", id, {}, 422),
            ("no such contribution", "0" * 26, {"action": "hide"}, 404),
            ("an id that is none", "x", {"action": "hide"}, 404),
        ]
        for name, on, body, status in cases:
            with self.subTest(name):
                self.problem(self.staff.api("POST", f"/contributions/{on}/actions", {"reason": "other", **body}), status)
        self.problem(self.staff.api("POST", f"/contributions/{id}/actions", {"action": "hide"}), 422)
        self.assertEqual(self.history(id), [])
        self.assertEqual(self.show(id)["text"], "One")

    def test_gone_is_gone(self):
        one, two = self.idea("One"), self.idea("Two")
        self.acted(one, "hide")
        self.problem(self.act(one, "hide"), 409)
        self.problem(self.act(two, "merge", into=one), 409)
        self.acted(one, "remove")
        self.problem(self.act(one, "edit", text="New"), 409)
        self.acted(one, "restore")
        self.acted(one, "restore")
        self.problem(self.act(one, "restore"), 409)
        self.assertEqual(self.show(one)["state"], "shown")

    def test_stale(self):
        id = self.idea("First words")
        version = self.show(id, self.staff)["version"]
        self.assertEqual(self.ada.api("PATCH", f"/contributions/{id}", {"text": "Second words"}).status, 200)
        answer = self.problem(self.act(id, "edit", text="My words", version=version), 409)
        self.assertEqual(answer["current"], {"version": version + 1, "text": "Second words"})
        self.assertEqual(answer["yours"], {"version": version, "text": "My words"})
        self.assertEqual(self.show(id)["text"], "Second words")
        self.acted(id, "edit", text="My words", version=version + 1)

    def test_only_facilitators(self):
        id = self.idea("Mine")
        analyst = self.place.staff("analyst")
        for person in (self.ada, analyst):
            self.problem(self.act(id, "hide", staff=person), 403)
            self.problem(person.api("GET", TALK + "/queue"), 403)
            self.problem(person.api("GET", f"/contributions/{id}/history"), 403)
        self.problem(self.place.browser().api("POST", f"/contributions/{id}/actions", {"action": "hide", "reason": "other"}), 401)

    def test_author_of_a_deleted_part_has_the_last_word(self):
        id = self.idea("Trees and benches")
        parts = self.acted(id, "split", parts=self.PARTS)["parts"]
        self.assertEqual(self.ada.api("DELETE", f"/contributions/{parts[0]['id']}", {}).status // 100, 2)
        self.problem(self.act(id, "restore"), 409)

    # -- the queue

    def test_queue(self):
        worry, names, new = self.idea("The lift, again"), self.idea("Jane did it"), self.idea("Fine")
        waiting = self.queue()
        self.assertEqual([waiting[i]["why"] for i in (worry, names, new)], ["new", "possible-name", "new"])
        self.flag(self.ben, worry, "worry", "Please look")
        self.flag(self.ben, names, "names-someone")
        self.flag(self.cem, names, "abuse")
        waiting = self.queue()
        self.assertEqual([waiting[i]["why"] for i in (worry, names, new)], ["worry", "names-someone", "new"])
        self.assertEqual((waiting[names]["reports"], sorted(waiting[names]["reasons"])), (2, ["abuse", "names-someone"]))
        order = [i for i in waiting if i in (worry, names, new)]
        self.assertEqual(order, [worry, names, new])
        self.acted(worry, "keep")
        self.acted(names, "edit", text="Somebody did it")
        waiting = self.queue()
        self.assertNotIn(worry, waiting)
        self.assertNotIn(names, waiting)
        self.ada.api("PATCH", f"/contributions/{worry}", {"text": "I can go on"})
        self.assertEqual(self.queue()[worry]["why"], "changed")

    def test_queue_pages(self):
        for i in range(5):
            self.idea(f"Queued {i}")
        seen, path = [], TALK + "/queue?limit=2"
        while path:
            page = self.staff.api("GET", path).json()
            seen += [item["id"] for item in page["items"]]
            path = page["next"]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual(set(seen), set(self.queue()))

    # -- talks

    def talk_about(self, id, person):
        talks = person.api("GET", "/messages").json()["items"]
        return [(m["from"], m["text"]) for t in talks if t["contribution"] == id for m in t["messages"]]

    def write(self, id, person, kind, text):
        return person.api("POST", f"/contributions/{id}/messages", {"kind": kind, "text": text})

    def test_talk(self):
        id = self.idea("A quiet room")
        self.problem(self.write(id, self.ada, "answer", "Hello?"), 409)
        self.assertEqual(self.write(id, self.staff, "question", "Where would it be?").status, 201)
        self.assertEqual(self.talk_about(id, self.ada), [("facilitator", "Where would it be?")])
        self.assertEqual(self.write(id, self.ada, "answer", "Near the wards").status, 201)
        both = [("facilitator", "Where would it be?"), ("author", "Near the wards")]
        self.assertEqual(self.talk_about(id, self.ada), both)
        self.assertEqual(self.talk_about(id, self.staff), both)
        self.assertEqual(self.talk_about(id, self.ben), [])
        self.assertEqual(self.queue()[id]["why"], "answered")
        self.assertEqual(self.write(id, self.staff, "question", "Thank you").status, 201)
        self.acted(id, "keep")
        self.assertNotIn(id, self.queue())

    def test_talk_refusals(self):
        id = self.idea("A quiet room")
        self.write(id, self.staff, "question", "Where?")
        self.problem(self.write(id, self.ben, "answer", "I know"), 404)
        self.problem(self.write(id, self.ben, "moderation", "I know"), 403)
        self.problem(self.write(id, self.ada, "support", "I know"), 403)
        self.problem(self.write(id, self.staff, "question", " "), 422)
        self.problem(self.write(id, self.staff, "shout", "x"), 422)
        self.problem(self.write(id, self.staff, "question", "x" * 2001), 422)
        self.problem(self.write("0" * 26, self.staff, "question", "x"), 404)

    def test_talk_is_blind(self):
        id = self.idea("A quiet room", self.cem)
        self.write(id, self.staff, "support", "Would you like support?")
        self.write(id, self.cem, "answer", "Yes")
        for person in (self.staff, self.cem):
            said = person.api("GET", "/messages").text + person.api("GET", f"/contributions/{id}").text
            for word in ("p3@example.org", "Person C", "Staff Facilitator", "facilitator@example.org", "pseudonym"):
                self.assertNotIn(word, said)

    def test_support_leads_to_the_desk(self):
        """To the page where one can ask to be called, with nothing that says for which post."""
        asked, helped = self.idea("A quiet room"), self.idea("A room for tears", self.ben)
        self.write(asked, self.staff, "question", "Where?")
        self.write(helped, self.staff, "support", "Would you like support?")
        link = self.ben.get("/c/our-framework/messages").link_to("let somebody call you")
        self.assertEqual(link, self.place.desk_url + "/call-me")
        self.assertEqual(self.ben.get(link).h1, ["Let somebody call me"])
        self.assertNotIn("call you", self.ada.get("/c/our-framework/messages").words)

    def test_a_message_to_nobody_is_answered_alike(self):
        """Nobody can tell whether an author is still there (A9)."""
        own = self.idea("With an author")
        answer = self.staff.api("POST", TALK + "/ideas", {"section": "purpose", "text": "From paper", "source": "paper"})
        self.assertEqual(answer.status, 201, answer.text)
        shapes = []
        for id in (own, answer.json()["id"]):
            said = self.write(id, self.staff, "question", "Where?")
            self.assertEqual(said.status, 201, said.text)
            shapes.append({k: v for k, v in said.json().items() if k != "contribution"})
        self.assertEqual(shapes[0], shapes[1])

    def test_decision_can_be_answered(self):
        id = self.idea("Contested")
        self.acted(id, "hide", reason="abuse", note="Too harsh")
        self.assertEqual(self.write(id, self.ada, "answer", "I see it otherwise").status, 201)
        self.assertEqual(self.queue()[id]["why"], "answered")

    def test_the_usual_time_until_a_look(self):
        for i in range(10):
            self.assertEqual(self.act(self.idea(f"Looked at {i}"), "edit", text="Looked at").status, 200)
        page = self.ada.get("/c/our-framework/p/ledger")
        self.assertRegex(page.words, r"Usual time until a post is looked at ?under 1 minute")


class Pages(Story):
    """The same by pages, without JavaScript."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada, cls.ben = (cls.place.sign_in(f"p{i}@example.org") for i in (1, 2))
        cls.staff = cls.place.staff("facilitator")
        cls.second = cls.place.staff("facilitator", "second@example.org")

    def idea(self, text, section="purpose"):
        return self.ada.api("POST", TALK + "/ideas", {"section": section, "text": text}).json()["id"]

    def show(self, id):
        return self.ben.api("GET", "/contributions/" + id).json()

    def open(self, id, staff=None):
        page = (staff or self.staff).get(f"/c/our-framework/facilitate/{id}")
        self.assertEqual(page.status, 200, page.words[:300])
        return page

    def done(self, page, words):
        self.assertEqual(page.status, 200, page.words[:500])
        self.assertIn(words, page.words)

    def test_queue_page(self):
        id = self.idea("Waits in the queue")
        self.ben.api("POST", f"/contributions/{id}/flags", {"reason": "worry", "note": "Sounds sad"})
        page = self.staff.get("/c/our-framework/facilitate")
        self.assertIn("Waits in the queue", page.words)
        self.assertIn("May be in distress", page.words)
        page = self.staff.follow_link("Waits in the queue")
        self.assertIn("Sounds sad", page.words)
        self.done(self.staff.submit("Looks fine"), "It stays as it is.")
        self.assertNotIn("Waits in the queue", self.staff.get("/c/our-framework/facilitate").words)
        self.assertNotIn("Looks fine", self.open(id).words)         # it was said already

    def test_hide_and_undo(self):
        id = self.idea("Hidden by a page")
        self.open(id)
        self.done(self.staff.submit("Hide", reason="off-topic", note="Not for here"), "It is hidden.")
        self.assertEqual(self.show(id)["state"], "removed")
        self.assertIn("Hidden by Facilitator 1 today", self.open(id).words)
        self.staff.get("/c/our-framework/facilitate?list=done")
        self.assertIn("Hidden by Facilitator 1 today", self.staff.page.words)
        self.open(id)
        self.done(self.staff.submit("Bring it back"), "It is back.")
        self.assertEqual(self.show(id)["state"], "shown")

    def test_reason_is_the_usual_one_unless_chosen(self):
        id = self.idea("Reasons")
        self.open(id)
        page = self.staff.submit("Hide", note="Kept while asked")
        self.assertEqual(page.status, 422)
        self.assertIn("Choose the reason", page.words)
        self.assertIn("Kept while asked", page.text)
        self.open(id)
        self.done(self.staff.submit("Move it there", section="values"), "It is moved.")
        self.open(id)
        self.done(self.staff.submit("Remove as abuse"), "It is removed.")
        history = self.staff.api("GET", f"/contributions/{id}/history").json()["items"]
        self.assertEqual([step["reason"] for step in history], ["wrong-section", "abuse"])

    def test_reports_suggest_the_reason(self):
        for flag, reason in (("names-someone", "anonymise"), ("abuse", "abuse"), ("off-topic", "")):
            id = self.idea("Reported for " + flag)
            self.assertEqual(self.ben.api("POST", f"/contributions/{id}/flags", {"reason": flag}).status, 201)
            form, _ = self.open(id).form_with("Hide")
            self.assertEqual(form.fields["reason"], reason)

    def test_every_act_can_be_undone_at_once(self):
        other = self.idea("The other")
        for button, fields, words in [
            ("Save the change", {"text": "Changed words"}, "Your change is saved."),
            ("Hide", {"reason": "other"}, "It is hidden."),
            ("Remove as abuse", {}, "It is removed."),
            ("Move it there", {"section": "values"}, "It is moved."),
            ("Split it", {"part-1": "One part", "part-2": "Another part", "at-2": "values", "part-12": "The last"}, "It is split."),
            ("Merge it", {"into-id": f"{self.place.room_url}/c/our-framework/i/{other}#i-{other}"}, "It is merged."),
        ]:
            with self.subTest(button):
                id = self.idea("As it was")
                before = self.show(id)
                page = self.open(id)
                form, _ = page.form_with(button)
                sent = {**form.fields, **fields, "action": {"Save": "edit", "Hide": "hide", "Remo": "remove", "Move": "move",
                                                            "Spli": "split", "Merg": "merge"}[button[:4]]}
                self.done(self.staff.post(form.action, sent), words)
                self.assertNotEqual({k: self.show(id)[k] for k in ("text", "state", "section")},
                                    {k: before[k] for k in ("text", "state", "section")})
                self.done(self.staff.submit("Undo"), "That is taken back.")
                for key in ("text", "state", "section", "likes", "comment_count"):
                    self.assertEqual(self.show(id)[key], before[key], key)

    def test_refused_forms_keep_what_was_typed(self):
        id = self.idea("Refused forms")
        page = self.open(id)
        form, _ = page.form_with("Save the change")
        for sent, status, words in [
            ({"action": "edit", "text": " ", "note": "Kept note"}, 422, "Write the new text"),
            ({"action": "edit", "text": "x" * 2001, "note": "Kept note"}, 422, "This has 2,001 characters. Please shorten it to 2,000"),
            ({"action": "split", "part-1": "Only one", "note": "Kept note"}, 422, "Write at least two parts"),
            ({"action": "merge", "into-id": "nonsense", "note": "Kept note"}, 422, "no such idea"),
            ({"action": "merge", "into-id": id, "note": "Kept note"}, 422, "into itself"),
            ({"action": "move", "section": "nowhere", "note": "Kept note"}, 422, "no such section"),
            ({"action": "shout"}, 422, ""),
        ]:
            with self.subTest(sent["action"] + words):
                page = self.staff.post(form.action, {**form.fields, **sent})
                self.assertEqual(page.status, status)
                self.assertIn(words, page.words)
                if "note" in sent:
                    self.assertIn("Kept note", page.text)
        self.assertEqual(self.show(id)["text"], "Refused forms")

    def test_two_facilitators_do_not_trample_each_other(self):
        id = self.idea("Both have it")
        self.open(id)
        self.assertIn("Facilitator 1 has this open too", self.open(id, self.second).words)
        self.assertIn("Facilitator 1 has it open", self.second.get("/c/our-framework/facilitate").words)
        self.open(id, self.second)
        self.second.submit("Save the change", text="The second was faster")
        form, _ = self.staff.page.form_with("Save the change")
        page = self.staff.post(form.action, {**form.fields, "action": "edit", "text": "Mine"})
        self.assertEqual(page.status, 409)
        for words in ("Somebody changed it while you had it open", "The second was faster", "Mine"):
            self.assertIn(words, page.words)
        self.assertEqual(self.show(id)["text"], "The second was faster")

    def test_write_to_the_author(self):
        id = self.idea("A quiet room")
        self.open(id)
        self.done(self.staff.submit("Send it", field="kind", kind="question", text="Where would it be?"), "Your message is on its way.")
        self.assertIn("Where would it be?", self.ada.get("/c/our-framework/messages").words)
        self.done(self.ada.submit("Send", text="Near the wards"), "")
        self.assertIn("Near the wards", self.open(id).words)
        page = self.staff.submit("Send it", field="kind", text="")
        self.assertEqual(page.status, 422)

    def test_participants_do_not_get_in(self):
        id = self.idea("Mine")
        for path in ("/facilitate", f"/facilitate/{id}"):
            self.assertEqual(self.ada.get("/c/our-framework" + path).status, 403)
        self.assertEqual(self.ada.post(f"/c/our-framework/facilitate/{id}/act", {"action": "hide"}).status, 403)
        self.assertEqual(self.staff.get("/c/our-framework/facilitate/" + "0" * 26).status, 404)


class Closed(Story):
    """After closing, facilitators go on; people read."""
    conversation = {"opens": -48, "closes": 24}

    def test_acts_after_closing(self):
        ada = self.place.sign_in("p1@example.org")
        staff = self.place.staff("facilitator")
        made = ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Before"}).json()["id"]
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.problem(ada.api("PUT", f"/contributions/{made}/vote", {"vote": "like"}), 409)
        for body in ({"action": "edit", "text": "After"}, {"action": "hide"}, {"action": "restore"},
                     {"action": "split", "parts": Facilitation.PARTS}, {"action": "restore"}):
            answer = staff.api("POST", f"/contributions/{made}/actions", {"reason": "other", **body})
            self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(ada.api("GET", f"/contributions/{made}").json()["text"], "After")


if __name__ == "__main__":
    unittest.main()
