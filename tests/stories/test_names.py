"""A text that may name a colleague is shown again before it is taken, wherever others will read it.

builds: release sanitize
"""
import os
import re
import signal
import unittest

from harness import Story, number_word, wait_for

TALK = "/conversations/our-framework"
ASKED = "This may name a colleague"
NAME = "Okonkwo-Lindqvist"       # on the roster alone
PEOPLE = [{"email": f"p{i}@example.org", "name": f"Ottoline {NAME}" if i == 1 else f"Person {number_word(i)}",
           "directorate": ("North", "Renal care")[i % 2]} for i in range(1, 81)]


def marked(page):
    return re.findall(r"<mark>([^<]*)</mark>", page.text)


def threads_stand_still(pid):
    """The signal is sent before it has come to each of them."""
    def state(thread):
        with open(f"/proc/{pid}/task/{thread}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0]
    return all(state(thread) == "T" for thread in os.listdir(f"/proc/{pid}/task"))


class Names(Story):
    people = PEOPLE
    conversation = {"extra": "names-from-roster = true\ngroup-by = directorate"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p2@example.org")
        cls.ben = cls.place.sign_in("p3@example.org")

    def idea(self, text="A plain idea", person=None):
        answer = (person or self.ada).api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def texts(self, path="/ideas?section=purpose&limit=100"):
        return [i["text"] for i in self.ada.api("GET", TALK + path).json()["items"]]

    def asked(self, page, *words):
        self.assertEqual(page.status, 422, page.words[:300])
        self.assertIn(ASKED, page.words)
        self.assertEqual(marked(page), list(words))
        self.assertEqual(page.text.count('id="ask"'), 1)

    # -- pages

    def test_an_idea_is_asked_about_and_goes_on(self):
        text = f"I told {NAME} twice.\n\nNothing came of it."
        self.ada.get("/c/our-framework/s/purpose")
        page = self.ada.submit("Share an idea", text=text, key="names-1")
        self.asked(page, "Okonkwo", "Lindqvist")
        form, _ = page.form_with("Share it as it is")
        self.assertEqual(form.fields["text"].replace("\r\n", "\n"), text)
        self.assertEqual(form.fields["key"], "names-1")
        self.assertNotIn(text, self.texts())
        page = self.ada.submit("Share it as it is")
        self.assertEqual(page.status, 200)
        self.assertIn(text, self.texts())

    def test_other_words_go_through(self):
        self.ada.get("/c/our-framework/s/purpose")
        self.asked(self.ada.submit("Share an idea", text=f"Ask {NAME}."), "Okonkwo", "Lindqvist")
        page = self.ada.submit("Share an idea", text="Say who decides.")
        self.assertEqual(page.status, 200)
        self.assertIn("Say who decides.", self.texts())

    def test_a_post_beside_a_department(self):
        self.ada.get("/c/our-framework/s/purpose")
        self.asked(self.ada.submit("Share an idea", text="The manager of renal care never listens."), "manager of renal care")
        self.assertEqual(self.ada.submit("Share an idea", text="Managers in renal care should listen.").status, 200)

    def test_sending_twice_posts_once(self):
        form = {"section": "purpose", "text": f"Twice {NAME}", "key": "names-2", "sure": "yes"}
        for _ in range(2):
            self.assertEqual(self.ada.post("/c/our-framework/ideas", form).status, 200)
        self.assertEqual(self.texts().count(form["text"]), 1)
        del form["sure"]         # it is there already: no question about it
        self.assertEqual(self.ada.post("/c/our-framework/ideas", form).status, 200)
        self.assertEqual(self.texts().count(form["text"]), 1)

    def test_a_comment_and_a_reply(self):
        id = self.idea("Something to talk about")
        self.ben.get(f"/c/our-framework/i/{id}")
        self.asked(self.ben.submit("Comment", text=f"{NAME} knows"), "Okonkwo", "Lindqvist")
        page = self.ben.submit("Share it as it is")
        self.assertEqual(page.status, 200)
        comment = self.ada.api("GET", f"/contributions/{id}").json()["comments"][0]
        self.assertEqual(comment["text"], f"{NAME} knows")
        self.ada.get(f"/c/our-framework/i/{id}?reply={comment['id']}")
        page = self.ada.submit("Reply", text="So does Ottoline", page=self.ada.page)
        self.asked(page, "Ottoline")

    def test_an_edit(self):
        id = self.idea("Before the edit")
        self.ada.get(f"/c/our-framework/i/{id}/edit")
        self.asked(self.ada.submit("Save", text="Ottoline did it"), "Ottoline")
        self.assertEqual(self.ada.api("GET", f"/contributions/{id}").json()["text"], "Before the edit")
        self.assertEqual(self.ada.submit("Share it as it is").status, 200)
        self.assertEqual(self.ada.api("GET", f"/contributions/{id}").json()["text"], "Ottoline did it")

    def test_a_message_and_its_answer(self):
        id = self.idea("Something to ask about")
        staff = self.place.staff("facilitator")
        staff.get(f"/c/our-framework/facilitate/{id}")
        page = staff.submit("Send it", field="kind", kind="question", text="Was it Ottoline?")
        self.asked(page, "Ottoline")
        self.assertEqual(page.form_with("Send it", "kind")[0].fields["kind"], "question")
        self.assertEqual(self.ada.api("GET", "/messages").text.count("Ottoline"), 0)
        self.assertEqual(staff.submit("Send it as it is").status, 200)
        self.ada.get("/c/our-framework/messages")
        self.asked(self.ada.submit("Send my answer", text="No, it was Okonkwo"), "Okonkwo")
        self.assertNotIn("No, it was", self.ada.api("GET", "/messages").text)
        self.assertEqual(self.ada.submit("Send it as it is").status, 200)
        self.assertIn("No, it was", self.ada.api("GET", "/messages").text)

    # -- the API

    def test_a_client_that_does_not_ask_is_taken_at_its_word(self):
        self.idea(f"Word for word {NAME}")
        for wish in (False, None):
            body = {"section": "purpose", "text": f"{NAME} {wish}", "check_names": wish}
            self.assertEqual(self.ada.api("POST", TALK + "/ideas", body).status, 201)

    def test_a_client_that_asks(self):
        body = {"section": "purpose", "text": "caf\u00e9: Ottoline", "check_names": True, "idempotency_key": "names-3"}
        refusal = self.problem(self.ben.api("POST", TALK + "/ideas", body), 422)
        self.assertEqual(refusal["names"], [{"start": 6, "end": 14}])
        self.assertEqual([e["field"] for e in refusal["errors"]], ["text"])
        body["check_names"] = False
        id = self.ben.api("POST", TALK + "/ideas", body).json()["id"]
        body["check_names"] = True
        again = self.ben.api("POST", TALK + "/ideas", body)
        self.assertEqual((again.status, again.json()["id"]), (201, id))
        for method, path, more in (("PATCH", f"/contributions/{id}", {}), ("POST", f"/contributions/{id}/comments", {}),
                                   ("POST", f"/contributions/{id}/messages", {"kind": "answer"})):
            body = {"text": "Ottoline again", "check_names": True, **more}
            refusal = self.problem(self.ben.api(method, path, body), 422)
            self.assertEqual(refusal["names"], [{"start": 0, "end": 8}], path)

    def test_it_is_in_the_document(self):
        document = self.ada.api("GET", "/openapi.json").json()
        body = document["paths"]["/api/v1/conversations/{slug}/ideas"]["post"]["requestBody"]
        field = body["content"]["application/json"]["schema"]["properties"]["check_names"]
        self.assertEqual(field["type"], "boolean")
        self.assertIn("422", field["description"])
        self.assertIn("names", document["components"]["schemas"]["problem"]["properties"])

    # -- it never holds anybody up

    def test_twenty_an_hour(self):
        cara = self.place.sign_in("p4@example.org")
        body = {"section": "purpose", "text": "Ottoline, time and again", "check_names": True}
        statuses = [cara.api("POST", TALK + "/ideas", body).status for _ in range(21)]
        self.assertEqual(statuses, [422] * 20 + [201])
        self.problem(self.place.sign_in("p5@example.org").api("POST", TALK + "/ideas", body), 422)

    def test_the_note_of_an_act(self):
        id, path = self.idea("Acted upon"), "/contributions/{}/actions"
        staff = self.place.staff("facilitator")
        for fields in ({"reason": "other", "note": "Ottoline asked for it"}, {"reason": "Ottoline asked for it"}):
            order = {"action": "hide", **fields, "check_names": True}
            answer = staff.api("POST", path.format(id), order)
            self.assertEqual((answer.status, answer.json()["names"]), (422, [{"start": 0, "end": 8}]), answer.text)
            self.assertEqual(staff.api("GET", "/contributions/" + id).json()["state"], "shown")
        self.assertEqual(staff.api("POST", path.format(id), {**order, "check_names": False}).status, 200)
        keep = {"action": "keep", "note": "Ottoline", "check_names": True}
        self.assertEqual(staff.api("POST", path.format(self.idea("Kept")), keep).status, 200)

    def test_a_desk_that_stands_still(self):
        dora = self.place.sign_in("p6@example.org")
        desk = self.place.processes()["candour-desk"][0]
        os.kill(desk, signal.SIGSTOP)
        try:
            wait_for("every thread of the desk to stand still", lambda: threads_stand_still(desk))
            for i in range(12):
                body = {"section": "purpose", "text": f"Ottoline stands still {i}", "check_names": True}
                self.assertEqual(dora.api("POST", TALK + "/ideas", body).status, 201)
        finally:
            os.kill(desk, signal.SIGCONT)

        def asks_again():
            body = {"section": "purpose", "text": "Ottoline is back", "check_names": True}
            return self.ben.api("POST", TALK + "/ideas", body).status == 422
        wait_for("the desk to answer again", asks_again)

    def test_what_was_not_taken_is_nowhere(self):
        self.ada.get("/c/our-framework/s/purpose")
        self.asked(self.ada.submit("Share an idea", text="Ottoline and her quillfeathers"), "Ottoline")
        found = [os.path.join(folder, name) for folder, _, names in os.walk(self.place.top) for name in names]
        self.assertIn("room.db", [os.path.basename(path) for path in found])
        for path in found:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    self.assertNotIn(b"quillfeathers", file.read(), path)
        self.assertNotIn("Ottoline", self.place.log())


class NamesOff(Story):
    """Where the conversation does not say that its members know each other, the roster is not looked at."""
    people = PEOPLE

    def test_the_roster_is_left_alone(self):
        ada = self.place.sign_in("p2@example.org")
        body = {"section": "purpose", "text": "Lindqvist decides", "check_names": True}
        self.assertEqual(ada.api("POST", TALK + "/ideas", body).status, 201)
        body["text"] = "Margaret decides, and Will in May"
        self.assertEqual(self.problem(ada.api("POST", TALK + "/ideas", body), 422)["names"],
                         [{"start": 0, "end": 8}, {"start": 22, "end": 26}])


if __name__ == "__main__":
    unittest.main()
