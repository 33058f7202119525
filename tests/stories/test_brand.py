"""An organisation's logo and accent colour: on every page of its conversation, at the desk and in the room, checked when
they are brought in, and nothing in the logo but a picture.

builds: release sanitize
"""
import os
import re
import unittest

from harness import Story

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="alert(1)">
<script>alert(2)</script>
<rect style="fill:#123456" width="40" height="20"/>
</svg>
"""


class Brand(Story):
    people = [{"email": "ann@example.org", "name": "Ann Archer"}]
    plain = None

    def write(self, settings, logo=LOGO, name="logo.svg"):
        folder = os.path.join(self.place.top, "c-our-framework")
        path = os.path.join(folder, "conversation.ini")
        if not self.plain:
            with open(path, encoding="utf-8") as file:
                type(self).plain = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.plain.replace("language = en", "language = en\n" + settings))
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(logo)
        return folder

    def bring_in(self, settings, check=True, **more):
        return self.place.candour("conversation", "import", self.place.folder, self.write(settings, **more), check=check)

    def brand_of(self, page):
        return re.findall(r'(?:href|src)="(/brand/[0-9a-f]{16}\.(?:css|svg|png))"', page.text)

    def test_on_every_page_and_taken_back(self):
        done = self.bring_in("accent = #00305E\nlogo = logo.svg")
        self.assertIn('accent: "" -> "#00305e"', done.stdout)
        self.assertIn("logo.svg:2: <script> is left out", done.stderr)
        self.assertIn("logo.svg:1: onload is left out", done.stderr)
        link = self.place.wait_for_mail("ann@example.org").sign_in_link
        browser = self.place.browser()
        at_desk = self.brand_of(browser.get(link))
        self.assertEqual(len(at_desk), 2, at_desk)
        room = self.place.sign_in("ann@example.org", browser=browser)
        for path in ("/c/our-framework", "/c/our-framework/s/purpose", "/c/our-framework/mine", "/c/our-framework/i/" + "0" * 26):
            self.assertEqual(self.brand_of(room.get(path)), at_desk, path)
        stranger = self.place.browser()
        for base in (self.place.room_url, self.place.desk_url):
            style, logo = (stranger.get(base + path) for path in at_desk)
            self.assertEqual(style.text, ":root{--accent:#00305e}\n")
            self.assertTrue(style.headers["content-type"].startswith("text/css"))
            self.assertEqual(logo.headers["content-type"], "image/svg+xml")
            self.assertIn("sandbox", logo.headers["content-security-policy"])
            self.assertEqual(logo.headers["x-content-type-options"], "nosniff")
            self.assertIn('fill="#123456"', logo.text)
            for word in ("alert", "style", "script"):
                self.assertNotIn(word, logo.text)
            self.assertEqual(stranger.get(base + "/brand/0123456789abcdef.svg").status, 404)
        self.place.restart()
        self.assertEqual(self.brand_of(room.get("/c/our-framework")), at_desk)
        self.bring_in("")
        self.assertEqual(self.brand_of(room.get("/c/our-framework")), [])
        self.assertEqual(self.brand_of(self.place.browser().get(link)), [])
        for base in (self.place.room_url, self.place.desk_url):
            self.assertEqual(stranger.get(base + at_desk[1]).status, 404)

    def test_what_cannot_be_read_is_refused_with_its_ratio(self):
        cases = [
            ("accent = #ffd800", r"conversation\.ini:\d+: #ffd800 is too pale: .* contrast of 1\.\d\d to 1"),
            ("accent = blue", r"conversation\.ini:\d+: 'blue' is not a colour"),
            ("logo = nowhere.svg", r"conversation\.ini:\d+: there is no file .*nowhere\.svg"),
            ("logo = ../conversation.ini", r"conversation\.ini:\d+: the logo lies in the same folder"),
            ("logo = conversation.ini", r"conversation\.ini:1: this is neither a PNG nor an SVG picture"),
        ]
        for settings, says in cases:
            with self.subTest(settings):
                done = self.bring_in(settings, check=False)
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stderr, says)
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)


if __name__ == "__main__":
    unittest.main()
