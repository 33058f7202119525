"""Counting by the answers to a question: told to those who answer, kept with the badge, declined at will, and
silent about groups that turn out small.  And counting by the roster: a label declined at the desk is gone inside.

builds: release sanitize
"""
import json
import os
import unittest

from harness import Installation, Story, wait_for

TALK = "/conversations/our-framework"
QUESTION = """
[question staff-group]
text = Which staff group are you in?
options = Nursing; Prefer not to say; Estates; Medical
"""
FIELD = "q-staff-group"
ANSWERS = ["Nursing"] * 36 + ["Estates"] * 34 + ["Medical"] * 12 + ["Prefer not to say"] * 6 + [None] * 4


def by_question(question=QUESTION, extra="group-by = staff-group"):
    return {"extra": extra, "more": question}


class ByQuestion(Story):
    people = [{"email": f"p{i}@example.org", "name": f"Person {i}", "site": "Hill"} for i in range(1, len(ANSWERS) + 3)]
    conversation = by_question()

    def come_in(self, i, answer):
        """Number i signs in and answers at the welcome."""
        browser = self.place.sign_in(f"p{i}@example.org", welcome=False)
        if answer:
            browser.submit("Continue", **{FIELD: answer})
        else:
            browser.submit("Skip the question")
        return browser

    def test_the_welcome_says_so_and_my_things_too(self):
        browser = self.place.sign_in(f"p{len(ANSWERS) + 1}@example.org", welcome=False)
        self.assertIn("if there are 30 or more of them", browser.page.words)
        browser.submit("Continue", **{FIELD: "Estates"})
        mine = browser.get("/c/our-framework/mine")
        self.assertIn("counted under “Estates”", mine.words)
        without_key = self.place.sign_in(f"p{len(ANSWERS) + 1}@example.org", welcome=False)
        self.assertNotIn("counted under", without_key.get("/c/our-framework/mine").words)
        self.assertEqual(without_key.post("/c/our-framework/mine/label", {}).path, "/c/our-framework/return")
        page = browser.submit("Count me without a group", page=mine)
        self.assertIn("You are counted without a group", page.words)
        self.assertNotIn("counted under", browser.get("/c/our-framework/mine").words)
        self.place.restart()
        self.assertNotIn("counted under", browser.get("/c/our-framework/mine").words)
        again = browser.api("PUT", TALK + "/answers", {"staff-group": "Nursing"})
        self.assertEqual(again.status, 200)
        self.assertNotIn("counted under", browser.get("/c/our-framework/mine").words)

    def test_an_answer_that_is_no_group(self):
        browser = self.come_in(len(ANSWERS) + 2, "Prefer not to say")
        self.assertNotIn("counted under", browser.get("/c/our-framework/mine").words)
        questions = browser.api("GET", TALK).json()["questions"]
        self.assertEqual([(q["slug"], q["groups"]) for q in questions], [("staff-group", True)])

    def test_the_report_is_silent_about_small_groups(self):
        browsers = [self.come_in(i + 1, answer) for i, answer in enumerate(ANSWERS)]
        idea = browsers[0].api("POST", TALK + "/ideas", {"section": "purpose", "text": "More light"}).json()["id"]
        for i, browser in enumerate(browsers):
            vote = "like" if i % 3 else "dislike"
            self.assertEqual(browser.api("PUT", f"/contributions/{idea}/vote", {"vote": vote}).status, 200)
        analyst = self.place.staff("analyst")
        code = analyst.api("POST", TALK + "/codes", {"name": "Light"}).json()["id"]
        self.assertEqual(analyst.api("PUT", f"/contributions/{idea}/codings", {"codings": [{"code": code}]}).status, 200)
        out = os.path.join(self.place.top, "report.json")

        def groups():
            self.place.candour("report", self.place.folder, "our-framework", "--format", "json", "-o", out)
            with open(out, encoding="utf-8") as file:
                report = json.load(file)
            return report["themes"][0]["groups"] if report["themes"] and report["themes"][0]["voters"] else None

        shares = wait_for("votes in the report", groups)
        self.assertEqual(sorted(share["group"] for share in shares), ["Estates", "Nursing"])
        with open(out, encoding="utf-8") as file:
            self.assertNotIn("Medical", file.read())


class ByRoster(Story):
    conversation = {"extra": "group-by = directorate"}

    def test_a_label_declined_at_the_desk_is_gone_inside(self):
        ada = self.place.sign_in("p1@example.org")
        self.assertIn("counted under “South”", ada.get("/c/our-framework/mine").words)
        ada.get(self.place.desk_url + "/me")
        ada.submit("Come in without a label")
        ada = self.place.sign_in("p1@example.org", ada)
        self.assertNotIn("counted under", ada.get("/c/our-framework/mine").words)


class Refused(unittest.TestCase):
    """Where the answers cannot be the groups, the import says why and names the line."""

    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()

    def refused(self, *words, **how):
        self.import_refused(self.place.write_conversation(**how), *words)

    def import_refused(self, folder, *words):
        done = self.place.candour("conversation", "import", self.place.folder, folder, check=False)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stderr, r"conversation\.ini:\d+: ")
        for word in words:
            self.assertIn(word, done.stderr)

    def test_too_many_answers(self):
        many = QUESTION.replace("Medical", "; ".join(f"Group {i}" for i in range(11)))
        self.refused("13 answers", "2 to 12", **by_question(many))

    def test_one_answer(self):
        self.refused("1 answers", **by_question(QUESTION.replace("; Estates; Medical", "")))

    def test_a_column_of_the_same_name(self):
        self.place.import_conversation(opens=24, **by_question(question=""))
        self.place.import_roster([{"email": "p1@example.org", "name": "Ada", "staff-group": "Nursing"}])
        self.refused("rename one of the two", opens=24, **by_question())

    def test_a_column_that_comes_later(self):
        self.place.import_conversation(opens=24, **by_question())
        rows = [{"email": "p1@example.org", "name": "Ada", "Staff-Group": "Nursing"}]
        done = self.place.candour("roster", "import", self.place.folder, "our-framework", self.place.write_roster(rows), check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("rename one of the two", done.stderr)

    def test_it_is_frozen(self):
        self.place.import_conversation(**by_question())
        self.place.import_roster(40)
        self.place.start()
        folder = os.path.join(self.place.top, "c-our-framework")
        path = os.path.join(folder, "conversation.ini")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("group-by = staff-group", ""))
        self.import_refused(folder, "group-by cannot change any more")


if __name__ == "__main__":
    unittest.main()
