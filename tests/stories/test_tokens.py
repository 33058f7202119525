"""Read-only tokens: made and taken back at the command line, shown to the room's API.

builds: release sanitize
"""

import glob
import os
import re

from harness import Story

ROLES = ("participant", "facilitator", "analyst", "organiser")


class Tokens(Story):
    people = 3

    def candour(self, *arguments, **more):
        return self.place.candour("token", arguments[0], self.place.folder, *arguments[1:], **more)

    def token(self, role, slug=None):
        said = self.candour("add", "--role", role, "--conversation", slug or self.place.slug).stdout
        self.assertRegex(said, r"\A[A-Za-z0-9_-]{43}\n\Z")
        return said.strip()

    def listed(self):
        return [line.split() for line in self.candour("list").stdout.splitlines()]

    def call(self, token, method, path, data=None):
        """As a program does: no cookies, no headers of a browser."""
        headers = {"Authorization": f"Bearer {token}", "Sec-Fetch-Site": None}
        return self.place.browser().api(method, path, data, headers)

    def test_reads_as_its_role_and_is_nobody(self):
        ada = self.place.sign_in("p1@example.org")
        idea = ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Longer opening hours"}).json()
        ada.api("PUT", f"/contributions/{idea['id']}/vote", {"vote": "like"})
        ada.api("POST", f"/contributions/{idea['id']}/flags", {"reason": "other", "note": "To be looked at"})
        for role in ROLES:
            with self.subTest(role):
                token = self.token(role)
                seen = self.call(token, "GET", f"/contributions/{idea['id']}").json()
                self.assertEqual((seen["text"], seen["likes"]), ("Longer opening hours", 1))
                self.assertEqual((seen["my_vote"], seen["mine"]), ("none", False))
                listed = self.call(token, "GET", "/conversations").json()["items"]
                self.assertEqual([each["slug"] for each in listed], ["our-framework"])
                queue = self.call(token, "GET", "/conversations/our-framework/queue")
                self.assertEqual(queue.status, 200 if role == "facilitator" else 403, queue.text)
                codes = self.call(token, "GET", "/conversations/our-framework/codes")
                self.assertEqual(codes.status, 200 if role == "analyst" else 403, codes.text)
        self.assertEqual(self.call(self.token("participant"), "GET", "/messages").json()["items"], [])

    def test_every_endpoint_as_the_document_says(self):
        """The whole table: what is not a GET is refused, and a GET asks for the role that stands beside it."""
        document = self.place.browser().api("GET", "/openapi.json").json()
        schemes = document["components"]["securitySchemes"]
        self.assertEqual((schemes["token"]["type"], schemes["token"]["scheme"]), ("http", "bearer"))
        token = self.token("facilitator")
        tried = 0
        for path, operations in document["paths"].items():
            path = path.replace("{slug}", "our-framework").replace("{id}", "0" * 26)
            for method, about in operations.items():
                with self.subTest(path=path, method=method):
                    if path.endswith("/events"):
                        continue
                    tried += 1
                    allowed = about["security"] == [] or {"token": []} in about["security"]
                    self.assertEqual(allowed, method == "get")
                    answer = self.call(token, method.upper(), path, None if method == "get" else {})
                    if not allowed:
                        self.assertEqual(self.problem(answer, 403)["detail"],
                                         "A token can only read. To write, come in with a personal link.")
                    elif about["x-access"] in ("analysts", "organisers"):
                        self.problem(answer, 403)
                    else:
                        self.assertIn(answer.status, (200, 404), answer.text)
        self.assertGreater(tried, 25)

    def test_refused(self):
        ada = self.place.sign_in("p2@example.org")
        good = self.token("participant")
        wrong = ("B" if good[0] == "A" else "A") + good[1:]
        for token in (wrong, good[:-1], good + "A", "nonsense", "%"):
            with self.subTest(token):
                answer = self.call(token, "GET", "/conversations")
                self.problem(answer, 401)
                self.assertEqual(answer.headers["WWW-Authenticate"], "Bearer")
                # A badge beside it does not help: one or the other.
                self.problem(ada.api("GET", "/conversations", headers={"Authorization": f"Bearer {token}"}), 401)
        # Nor does a token write with a badge beside it.
        self.problem(ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "By both"},
                             {"Authorization": f"Bearer {good}"}), 403)
        # Pages know nothing of tokens.
        page = self.place.browser().request("GET", "/c/our-framework", headers={"Authorization": f"Bearer {good}"})
        self.assertEqual(page.status, 403)

    def test_taken_back(self):
        before = {line[0] for line in self.listed()}
        kept, taken = self.token("participant"), self.token("analyst")
        fresh = [line for line in self.listed() if line[0] not in before]
        self.assertEqual(sorted(line[1:] for line in fresh), [["analyst", "our-framework"], ["participant", "our-framework"]])
        name = next(line[0] for line in fresh if line[1] == "analyst")
        self.candour("remove", name)
        self.problem(self.call(taken, "GET", "/conversations"), 401)
        self.assertEqual(self.call(kept, "GET", "/conversations").status, 200)
        done = self.candour("remove", name, check=False)
        self.assertEqual((done.returncode, done.stderr), (1, f"candour token remove: there is no token {name} in the room\n"))

    def test_wrong_usage(self):
        for arguments, status, word in ((("add",), 2, "--role"), (("add", "--role", "king", "--conversation", "x"), 2, "--role"),
                                        (("add", "--role", "analyst"), 2, "--conversation"), (("remove",), 2, "missing"),
                                        (("add", "--role", "analyst", "--conversation", "no-such"), 1, "no-such")):
            with self.subTest(arguments):
                done = self.candour(*arguments, check=False)
                self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
                self.assertIn(word, done.stderr)

    def test_kept_as_a_hash_alone(self):
        token = self.token("participant")
        for path in glob.glob(os.path.join(self.place.folder, "**"), recursive=True):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    self.assertNotIn(token.encode(), file.read(), path)
        self.assertNotIn(token, self.place.log())


class TheEnd(Story):
    people = 3

    def test_without_a_server_after_a_restart_and_at_completion(self):
        self.place.stop()
        made = self.place.candour("token", "add", self.place.folder, "--role", "participant", "--conversation", "our-framework")
        token = made.stdout.strip()
        self.place.start()
        headers = {"Authorization": f"Bearer {token}"}
        browser = self.place.browser()
        self.assertEqual(browser.api("GET", "/conversations/our-framework/ideas", headers=headers).status, 200)
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        self.assertEqual(browser.api("GET", "/conversations/our-framework/ideas", headers=headers).status, 200)
        self.place.candour("conversation", "complete", self.place.folder, "our-framework")
        self.problem(browser.api("GET", "/conversations/our-framework/ideas", headers=headers), 410)
        done = self.place.candour("token", "add", self.place.folder, "--role", "analyst", "--conversation", "our-framework", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(re.search("our-framework is over", done.stderr), done.stderr)
        self.place.candour("erase", self.place.folder, "our-framework", "--now")
        self.assertEqual(self.place.candour("token", "list", self.place.folder).stdout, "")
        self.problem(browser.api("GET", "/conversations/our-framework/ideas", headers=headers), 401)
