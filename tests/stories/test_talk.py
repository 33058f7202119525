"""People read, post, comment, vote, report, search: by the API and by pages without JavaScript."""
import json
import os
import threading
import unittest

from harness import Story

SHARED = os.environ.get("CANDOUR_DATA") or os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "data")
TALK = "/conversations/our-framework"


class Talk(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ben = cls.place.sign_in("p2@example.org")

    def idea(self, text, person=None, section="purpose"):
        answer = (person or self.ada).api("POST", TALK + "/ideas", {"section": section, "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()

    def show(self, id, person=None):
        answer = (person or self.ada).api("GET", "/contributions/" + id)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    # -- reading

    def test_conversation(self):
        talk = self.ada.api("GET", TALK).json()
        self.assertEqual(talk["phase"], "open")
        self.assertEqual([s["slug"] for s in talk["sections"]], ["purpose", "values"])
        self.assertEqual([c["slug"] for c in self.ada.api("GET", "/conversations").json()["items"]], ["our-framework"])

    def test_lists_page_by_key(self):
        made = {self.idea(f"Paged {i}", section="values")["id"] for i in range(7)}
        for sort in ("fair", "newest", "liked", "discussed"):
            seen, path = [], f"{TALK}/ideas?section=values&sort={sort}&limit=3"
            while path:
                page = self.ben.api("GET", path).json()
                seen += [i["id"] for i in page["items"]]
                path = page["next"]
            self.assertEqual(len(seen), len(set(seen)), sort)
            self.assertLessEqual(made, set(seen), sort)

    def test_openapi_tells_of_counts_that_may_be_null(self):
        document = self.ada.api("GET", "/openapi.json").json()
        schemas = document["components"]["schemas"]
        for count in ("likes", "dislikes"):
            self.assertEqual(schemas["contribution"]["properties"][count]["type"], ["integer", "null"])
        answer = document["paths"]["/api/v1/contributions/{id}"]["get"]["responses"]["2XX"]
        self.assertEqual(answer["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/contribution")
        one = self.ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Described"}).json()
        self.assertLessEqual(set(one) - {"by", "signpost"}, set(schemas["contribution"]["properties"]))
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                reference = operation["responses"]["2XX"].get("content", {}).get("application/json", {}).get("schema", {}).get("$ref")
                self.assertTrue(reference is None or reference.split("/")[-1] in schemas, (method, path))

    def test_openapi_lists_every_path(self):
        paths = self.ada.api("GET", "/openapi.json").json()["paths"]
        for path in ("/api/v1/conversations", "/api/v1/contributions/{id}/vote"):
            self.assertIn(path, paths)

    # -- posting

    def test_idea_comment_reply(self):
        idea = self.idea("A rest room for nights, with **a door** that shuts")
        self.assertEqual((idea["kind"], idea["mine"], idea["state"]), ("idea", True, "shown"))
        self.assertIn("<strong>a door</strong>", idea["html"])
        comment = self.ben.api("POST", f"/contributions/{idea['id']}/comments", {"text": "And a kettle"})
        self.assertEqual(comment.status, 201, comment.text)
        reply = self.ada.api("POST", f"/contributions/{comment.json()['id']}/comments", {"text": "Yes"})
        self.assertEqual(reply.status, 201, reply.text)
        seen = self.show(idea["id"], self.ben)
        self.assertFalse(seen["mine"])
        self.assertEqual(seen["comment_count"], 2)
        self.assertEqual(seen["comments"][0]["text"], "And a kettle")
        self.assertEqual(seen["comments"][0]["comments"][0]["text"], "Yes")

    def test_nothing_tells_who(self):
        idea = self.idea("Who am I?")
        seen = self.ben.api("GET", "/contributions/" + idea["id"]).text
        for word in ("p1@example.org", "Person A", "pseudonym", "author", "voice"):
            self.assertNotIn(word, seen)

    def test_sending_twice_posts_once(self):
        body = {"section": "purpose", "text": "Only once", "idempotency_key": "k-1"}
        first, second = (self.ada.api("POST", TALK + "/ideas", body).json()["id"] for _ in range(2))
        self.assertEqual(first, second)
        other = self.ben.api("POST", TALK + "/ideas", body).json()["id"]
        self.assertNotEqual(first, other)

    def test_double_submit_at_once(self):
        idea, answers = self.idea("Race"), []
        body = {"text": "At once", "idempotency_key": "k-race"}
        headers = {"Cookie": "; ".join(f"{n}={v}" for (h, p, n), v in self.ben.cookies.items())}

        def send():
            browser = self.place.browser()
            answers.append(browser.api("POST", f"/contributions/{idea['id']}/comments", body, headers=headers).json()["id"])

        threads = [threading.Thread(target=send) for _ in range(6)]
        [t.start() for t in threads], [t.join() for t in threads]
        self.assertEqual(len(set(answers)), 1)
        self.assertEqual(self.show(idea["id"])["comment_count"], 1)

    def test_edit_and_delete_own(self):
        idea = self.idea("Frist")
        changed = self.ada.api("PATCH", "/contributions/" + idea["id"], {"text": "First"})
        self.assertEqual((changed.status, changed.json()["text"]), (200, "First"))
        self.problem(self.ben.api("PATCH", "/contributions/" + idea["id"], {"text": "Mine"}), 403)
        self.problem(self.ben.api("DELETE", "/contributions/" + idea["id"], {}), 403)
        self.assertEqual(self.ada.api("DELETE", "/contributions/" + idea["id"], {}).status, 204)
        self.assertEqual(self.show(idea["id"], self.ben)["state"], "removed")
        self.assertEqual(self.show(idea["id"], self.ben)["text"], "")

    # -- voting

    def test_votes(self):
        id = self.idea("Vote on me")["id"]
        for vote, likes, dislikes in (("like", 1, 0), ("like", 1, 0), ("dislike", 0, 1), ("none", 0, 0), ("like", 1, 0)):
            answer = self.ben.api("PUT", f"/contributions/{id}/vote", {"vote": vote})
            self.assertEqual(answer.status, 200, answer.text)
            self.assertEqual((answer.json()["likes"], answer.json()["dislikes"], answer.json()["my_vote"]), (likes, dislikes, vote))
        self.assertEqual(self.ada.api("PUT", f"/contributions/{id}/vote", {"vote": "like"}).json()["likes"], 2)
        self.assertEqual(self.show(id, self.ben)["my_vote"], "like")

    # -- flags and search

    def test_flag(self):
        id = self.idea("Report me")["id"]
        self.assertEqual(self.ben.api("POST", f"/contributions/{id}/flags", {"reason": "worry", "note": "Sounds sad"}).status, 201)
        self.problem(self.ben.api("POST", f"/contributions/{id}/flags", {"reason": "nonsense"}), 422)

    def test_search(self):
        id = self.idea("A café with Welsh cakes")["id"]
        found = self.ben.api("POST", TALK + "/search", {"q": "cafe welsh"}).json()["items"]
        self.assertIn(id, [i["id"] for i in found])
        self.assertEqual(self.ben.api("POST", TALK + "/search", {"q": "xyzzyplugh"}).json()["items"], [])

    # -- refusals

    def test_refusals(self):
        id = self.idea("Refuse me")["id"]
        unknown = "0" * 26
        cases = [
            ("unknown section", "POST", TALK + "/ideas", {"section": "nowhere", "text": "x"}, 422),
            ("no text", "POST", TALK + "/ideas", {"section": "purpose"}, 422),
            ("blank text", "POST", TALK + "/ideas", {"section": "purpose", "text": "  \n "}, 422),
            ("long text", "POST", TALK + "/ideas", {"section": "purpose", "text": "x" * 2001}, 422),
            ("number for text", "POST", TALK + "/ideas", {"section": "purpose", "text": 7}, 422),
            ("unknown vote", "PUT", f"/contributions/{id}/vote", {"vote": "love"}, 422),
            ("unknown id", "PUT", f"/contributions/{unknown}/vote", {"vote": "like"}, 404),
            ("no id", "PUT", "/contributions/nonsense/vote", {"vote": "like"}, 404),
            ("other conversation", "GET", "/conversations/another", None, 404),
            ("unknown path", "GET", "/nothing", None, 404),
            ("wrong method", "DELETE", TALK + "/ideas", {}, 405),
            ("paper without role", "POST", TALK + "/ideas", {"section": "purpose", "text": "x", "source": "paper"}, 403),
        ]
        for name, method, path, data, status in cases:
            with self.subTest(name):
                self.problem(self.ada.api(method, path, data), status)

    def test_bad_bodies(self):
        path = "/api/v1" + TALK + "/ideas"
        json_type = {"Content-Type": "application/json"}
        cases = [
            ("oversized", b'{"section": "purpose", "text": "' + b"x" * 70000 + b'"}', json_type, 413),
            ("broken UTF-8", b'{"section": "purpose", "text": "\xff\xfe"}', json_type, 400),
            ("not JSON", b"hello", json_type, 400),
            ("a list", b"[]", json_type, 400),
            ("wrong type", b"section=purpose&text=x", {"Content-Type": "text/plain"}, 415),
            ("NUL inside", b'{"section": "purpose", "text": "a\\u0000b"}', json_type, 422),
        ]
        for name, body, headers, status in cases:
            with self.subTest(name):
                answer = self.ada.request("POST", path, body=body, headers=headers, follow=False)
                self.assertIn(answer.status, (status, 422) if status == 400 else (status,), answer.text[:300])
        self.assertEqual(self.ada.api("GET", TALK).status, 200)

    def test_other_origin_is_refused(self):
        body = json.dumps({"section": "purpose", "text": "From elsewhere"})
        for headers in ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, {"Origin": "https://evil.example"}):
            answer = self.ada.request("POST", "/api/v1" + TALK + "/ideas", body=body, follow=False,
                                      headers={"Content-Type": "application/json", **headers})
            self.assertEqual(answer.status, 403, answer.text[:200])

    def test_badges(self):
        stranger = self.place.browser()
        self.problem(stranger.api("GET", TALK), 401)
        refused = stranger.get("/c/our-framework")
        self.assertEqual(refused.status, 403)
        self.assertEqual(refused.link_to("ask for a new link"), self.place.desk_url + "/link")
        self.assertNotIn("Sign out", refused.words)
        for value in ("nonsense", self.ada.cookie("badge")[0][:-2] + "xx"):
            answer = stranger.api("GET", TALK, headers={"Cookie": "badge=" + value})
            self.problem(answer, 401)

    def test_missing_return_key(self):
        person = self.place.sign_in("p3@example.org")
        id = self.idea("For p3", person)["id"]
        for key in [k for k in person.cookies if k[2].endswith(("return", "words"))]:      # the key, and what it is made of
            del person.cookies[key]
        self.problem(person.api("PUT", f"/contributions/{id}/vote", {"vote": "like"}), 403)
        self.assertFalse(self.show(id, person)["mine"])
        self.assertEqual(person.api("GET", TALK).status, 200)
        # Pages lead to the five words; what was typed to report something stays.
        self.assertEqual(person.get(f"/c/our-framework/i/{id}/edit").path, "/c/our-framework/return")
        for path, form in ((f"/i/{id}/flag", {"reason": "other", "note": "Please look"}), (f"/i/{id}/comments", {"text": "Please look"})):
            page = person.post("/c/our-framework" + path, form)
            self.assertEqual(page.status, 403)
            self.assertIn("Please look</textarea>", page.text)
            self.assertIn('href="/c/our-framework/return"', page.text)

    # -- pages, without JavaScript

    def test_similar_while_typing(self):
        self.idea("Bicycle racks by the chapel door")
        typed = {"text": "More bicycle racks, please", "section": "purpose"}
        for person, told in ((self.ben, True), (self.ada, False)):
            page = person.post("/c/our-framework/similar", typed)
            self.assertEqual(page.status, 200, page.text)
            self.assertEqual("Bicycle racks by the chapel" in page.words, told)
        self.assertEqual(self.ben.post("/c/our-framework/similar", {"text": "y" * 3000}).text.strip(), "")

    def test_ledger(self):
        page = self.ben.get("/c/our-framework/p/ledger")
        self.assertEqual(page.status, 200, page.text)
        self.assertIn("What facilitators did", page.words)

    def test_pages(self):
        idea = self.idea("Seen on a page", section="values")
        page = self.ben.get("/c/our-framework")
        self.assertEqual((page.status, len(page.h1)), (200, 1))
        page = self.ben.get("/c/our-framework/s/values?sort=newest")
        self.assertIn("Seen on a page", page.words)
        page = self.ben.get(f"/c/our-framework/i/{idea['id']}")
        self.assertIn("Seen on a page", page.words)
        for name in ("rules", "faq", "privacy"):
            self.assertEqual(self.ben.get(f"/c/our-framework/p/{name}").status, 200, name)
        self.assertEqual(self.ben.get("/c/our-framework/s/nowhere").status, 404)
        self.assertEqual(self.ben.get("/c/our-framework/p/nothing").status, 404)
        lost = self.ben.get("/c/our-framework/no/such/page")         # no route: still in the conversation
        self.assertEqual(lost.status, 404)
        for words in ("There is nothing here", "Sign out", "My things", "To the conversation"):
            self.assertIn(words, lost.words)
        self.assertEqual(self.ben.get("/").status, 200)

    def test_forms(self):
        self.ada.get("/c/our-framework/s/purpose")
        page = self.ada.submit("Share an idea", text="By form")
        self.assertEqual(page.status, 200)
        self.assertIn("By form", page.words)
        id = self.ada.api("POST", TALK + "/search", {"q": "By form"}).json()["items"][0]["id"]
        page = self.ada.post(f"/c/our-framework/i/{id}/vote", {"vote": "like", "back": "/c/our-framework/s/purpose"})
        self.assertEqual(page.path, "/c/our-framework/s/purpose")
        self.assertEqual(self.show(id)["my_vote"], "like")
        self.ada.get(f"/c/our-framework/i/{id}")
        self.assertIn("A comment by form", self.ada.submit("Comment", text="A comment by form").words)
        self.ada.get(f"/c/our-framework/i/{id}/edit")
        self.assertIn("By changed form", self.ada.submit("Save", text="By changed form").words)
        self.assertIn("By changed form", self.ada.get("/c/our-framework/mine").words)

    def test_refused_form_keeps_what_was_typed(self):
        self.ada.get("/c/our-framework/s/purpose")
        long = "Keep every word. " * 130
        page = self.ada.submit("Share an idea", text=long)
        self.assertEqual(page.status, 422)
        self.assertEqual(page.form_with(None, "text")[0].fields["text"].strip(), long.strip())
        self.assertIn("<title>Error: ", page.text)

    def test_back_never_leads_away(self):
        id = self.idea("Back")["id"]
        for back in ("https://evil.example/", "//evil.example", "/c/..\\evil", "/elsewhere"):
            page = self.ada.request("POST", f"/c/our-framework/i/{id}/vote", form={"vote": "like", "back": back}, follow=False)
            self.assertEqual(page.status, 303)
            self.assertTrue(page.headers["Location"].startswith(f"/c/our-framework/i/{id}#"), page.headers["Location"])

    def test_sign_out(self):
        person = self.place.sign_in("p4@example.org")
        page = person.post("/signout", {})
        self.assertEqual(page.status, 200)
        self.assertEqual(person.cookie("badge"), [])
        self.assertIn("Clear-Site-Data", page.history[0].headers)

    # -- hostile texts

    def test_naughty_strings(self):
        path = os.path.join(SHARED, "attack", "blns", "blns.json")
        if not os.path.exists(path):
            self.skipTest(f"no reference data at {path}")
        with open(path, encoding="utf-8") as file:
            strings = [s for s in json.load(file) if s.strip() and "\0" not in s]
        self.place.stop()
        self.place.configure("[limits]\nposts-per-hour = 100000\n")
        self.place.start()
        person = self.place.sign_in("p5@example.org")
        for text in strings:
            answer = person.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
            if answer.status == 422:
                self.assertTrue(any(ord(c) < 32 and c not in "\n\t\r" or 0xFDD0 <= ord(c) for c in text) or not text.strip(), repr(text))
                continue
            self.assertEqual(answer.status, 201, repr(text))
            shown = self.show(answer.json()["id"], person)["text"]
            self.assertEqual(shown, text.replace("\r\n", "\n").replace("\r", "\n").strip(), repr(text))
            self.assertEqual(person.get(f"/c/our-framework/i/{answer.json()['id']}").status, 200, repr(text))


class Closed(Story):
    conversation = {"opens": -48, "closes": 1}

    def test_closed(self):
        ada = self.place.sign_in("p1@example.org")
        id = ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Early"}).json()["id"]
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.problem(ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Late"}), 409)
        self.problem(ada.api("PUT", f"/contributions/{id}/vote", {"vote": "like"}), 409)
        self.problem(ada.api("PATCH", "/contributions/" + id, {"text": "Later"}), 409)
        self.assertEqual(ada.api("GET", "/contributions/" + id).json()["text"], "Early")
        self.assertEqual(ada.api("GET", TALK).json()["phase"], "closed")
        self.assertEqual(ada.get("/c/our-framework/s/purpose").status, 200)


class Slots(Story):
    installation = {"slot_minutes": 15}

    def test_others_see_it_at_the_next_slot(self):
        ada, ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")
        idea = ada.api("POST", TALK + "/ideas", {"section": "purpose", "text": "Wait for it"}).json()
        self.assertEqual(idea["created"][14:19].split(":")[1], "00")
        self.assertIn(idea["created"][14:16], ("00", "15", "30", "45"))
        self.problem(ben.api("GET", "/contributions/" + idea["id"]), 404)
        self.assertIn("Wait for it", ada.get("/c/our-framework/s/purpose").words)
        self.assertNotIn("Wait for it", ben.get("/c/our-framework/s/purpose").words)
        self.assertEqual(ben.api("POST", TALK + "/search", {"q": "Wait for it"}).json()["items"], [])


if __name__ == "__main__":
    unittest.main()
