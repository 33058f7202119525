# waits
# builds: release sanitize
# seconds: 600
"""Mails on their way to a relay that is well, refuses, dawdles, hangs up, or is away (F3)."""

import os
import re
import signal
import ssl
import subprocess
import unittest

import harness
from harness import Installation, PATIENCE
from relay import Relay


class Mailing(unittest.TestCase):
    """One installation and one relay for each case."""

    people = 40

    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.stop)
        self.place = Installation(ini=f"[mail]\ntransport=smtp\nsmtp-url={self.relay.url}\n"
                                      "from=Our conversation <talk@example.net>\n")
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation()

    def wait_for(self, what, ready, seconds=None):
        try:
            return harness.wait_for(what, ready, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.queue()['said']}{self.place.processes()} {self.relay.tries} tries, "
                                 f"{len(self.relay.received)} received\n{self.place.log_tail()}") from None

    def invite(self):
        self.place.import_roster(self.people)
        return [person["email"] for person in self.place.people]

    def wait_for_all(self, addresses, seconds=PATIENCE):
        self.wait_for("all mails", lambda: set(addresses) <= set(self.relay.receivers()), seconds)

    def queue(self):
        """What an administrator is told: round numbers (A10)."""
        said = self.place.candour("mail", self.place.folder).stdout
        return {name: int(n) for name, n in re.findall(r"(queued|sent|failing) (\d+)", said)} | {"said": said}

    def wait_for_queue(self, **counts):
        self.wait_for(f"a queue with {counts}", lambda: counts.items() <= self.queue().items())

    def wait_for_waiting(self, number):
        self.wait_for(f"{number} mails in the store", lambda: self.place.mails_waiting() == number)

    def assert_once_each(self, addresses):
        self.assertEqual(sorted(self.relay.receivers()), sorted(addresses))


class Well(Mailing):
    def test_everybody_once(self):
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(addresses)
        self.wait_for_waiting(0)
        self.wait_for_queue(queued=0, sent=self.people, failing=0)
        self.assert_once_each(addresses)
        sender, _, message = self.relay.received[0]
        self.assertEqual(sender, "talk@example.net")
        self.assertEqual(message["From"].addresses[0].display_name, "Our conversation")
        self.assertEqual(len(message["To"].addresses), 1)
        self.assertRegex(message["List-Unsubscribe"], r"^<http://\S+/unsubscribe/\S+>$")
        self.assertEqual(message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        self.assertIn("/in/", message.get_body(("plain",)).get_content())

    def test_nothing_in_clear_on_disk(self):
        """A3: the queue names nobody, and no mail lies in a file."""
        addresses = self.invite()
        self.place.start()
        self.wait_for_waiting(len(addresses))
        for root, _, files in os.walk(os.path.join(self.place.folder, "desk")):
            for name in files:
                if name.endswith(".sock"):
                    continue
                with open(os.path.join(root, name), "rb") as file:
                    data = file.read()
                for word in (b"p7@example.org", b"example.org", b"Person", b"directorate", b"our-framework"):
                    self.assertNotIn(word, data, name)

    def test_mailer_ends_by_itself_and_comes_back(self):
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(addresses)
        [mailer] = self.place.processes()["candour-mailer"]
        os.kill(mailer, signal.SIGTERM)
        os.kill(mailer, signal.SIGKILL)
        self.wait_for("the mailer to be gone", lambda: "candour-mailer" not in self.place.processes())
        self.place.candour("staff", "add", self.place.folder, "--role", "organiser", "--email", "o@example.org", "--name",
                           "Olive", "--conversation", "our-framework")
        self.wait_for("the staff link", lambda: self.relay.to("o@example.org"))


class Covered(Mailing):
    """STARTTLS and a login, with a certificate that only the operator knows."""

    people = 5

    def setUp(self):
        super().setUp()
        self.relay.login = ("candour", "open sesame 1001")
        self.certificate = self.make_certificate("relay")
        self.relay.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.relay.tls.load_cert_chain(self.certificate, self.certificate[:-4] + ".key")
        self.relay.start()

    def make_certificate(self, name, address="127.0.0.1"):
        path = os.path.join(self.place.top, name + ".pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                        "-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{address}", "-keyout", path[:-4] + ".key", "-out", path],
                       check=True, capture_output=True)
        return path

    def configure(self, password="open sesame 1001", certificate=None):
        secret = os.path.join(self.place.top, "password")
        with open(secret, "w", encoding="utf-8") as file:
            file.write(password + "\n")
        trusted = f"ca-file={certificate}\n" if certificate else ""
        self.place.configure(f"[mail]\nusername=candour\npassword-file={secret}\n{trusted}")
        return self.invite()

    def assert_refused(self, word):
        """Nothing goes, everything waits, the operator reads why, and the password stands nowhere."""
        self.place.start()
        said = self.wait_for("why they wait", lambda: re.search(rf"(?i){word}", self.queue()["said"]) and self.queue()["said"])
        self.wait_for_waiting(self.people)
        self.wait_for_queue(queued=0, sent=0)
        self.assertEqual(self.relay.receivers(), [])
        for text in (said, self.place.log()):
            self.assertNotIn("sesame", text)

    def test_trusted(self):
        addresses = self.configure(certificate=self.certificate)
        self.place.start()
        self.wait_for_all(addresses)
        self.assert_once_each(addresses)
        self.assertTrue(self.relay.logins)
        for login in self.relay.logins:
            self.assertEqual(login, (("candour", "open sesame 1001"), True))

    def test_another_certificate(self):
        self.configure(certificate=self.make_certificate("another"))
        self.assert_refused("certificate")
        self.assertEqual(self.relay.logins, [], "who the relay is comes first")

    def test_certificate_of_another_host(self):
        wrong = self.make_certificate("elsewhere", "192.0.2.1")
        self.relay.tls.load_cert_chain(wrong, wrong[:-4] + ".key")
        self.configure(certificate=wrong)
        self.assert_refused("certificate|peer|name")
        self.assertEqual(self.relay.logins, [])

    def test_wrong_password(self):
        self.configure(password="open barley", certificate=self.certificate)
        self.assert_refused("535|login|authentication")
        self.assertTrue(all(covered for _, covered in self.relay.logins))

    def test_no_cover_where_one_is_wanted(self):
        """A relay without STARTTLS gets neither name nor password."""
        self.relay.stop()
        self.relay.tls = None
        self.relay.start()
        self.configure(certificate=self.certificate)
        self.assert_refused("ssl|tls")
        self.assertEqual(self.relay.logins, [])


class Ill(Mailing):
    def test_away_at_first(self):
        addresses = self.invite()
        self.place.start()
        self.wait_for("a word about it", lambda: "nothing goes out (Couldn't connect" in self.queue()["said"])
        self.assertEqual(self.queue()["queued"], self.people)
        self.relay.start()
        self.wait_for_all(addresses, 3 * PATIENCE)
        self.wait_for_waiting(0)
        self.wait_for_queue(queued=0, sent=self.people)
        self.assert_once_each(addresses)

    def test_dead_address(self):
        self.relay.dead.add("p3@example.org")
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(set(addresses) - {"p3@example.org"})
        self.wait_for_waiting(0)
        self.wait_for_queue(queued=0, sent=self.people - 10, failing=0)
        self.assertEqual(self.relay.to("p3@example.org"), [])
        link = self.admin_link()
        browser = self.place.browser()
        browser.get(link)
        browser.submit("Continue")
        page = browser.get(self.place.desk_url + "/admin/c/our-framework?q=p3%40example.org")
        self.assertIn("does not work", page.words)
        self.assertIn("nobody of that name", page.words)
        page = browser.get(self.place.desk_url + "/admin/c/our-framework?q=p4%40example.org")
        self.assertNotIn("does not work", page.words)

    def admin_link(self):
        self.place.candour("staff", "add", self.place.folder, "--role", "administrator", "--email", "admin@example.org",
                           "--name", "Ada")
        message = self.wait_for("the staff link", lambda: self.relay.to("admin@example.org"))[0]
        return re.search(r"http://\S+/in/\S+", message.get_body(("plain",)).get_content()).group(0)

    def test_put_off_and_tried_again(self):
        self.relay.grey.add("p5@example.org")
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(set(addresses) - {"p5@example.org"})
        self.wait_for_queue(queued=0, sent=self.people - 10, failing=1)
        self.wait_for_waiting(1)
        self.assertIn("451 4.7.1", self.queue()["said"])
        self.assertNotIn("p5@", self.queue()["said"])
        self.relay.grey.clear()
        self.place.candour("mail", self.place.folder, "--retry")
        self.wait_for_all(addresses)
        self.wait_for_waiting(0)
        self.wait_for_queue(queued=0, failing=0)
        self.assert_once_each(addresses)

    def test_sender_refused_blames_no_receiver(self):
        self.relay.sender_refused = True
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for("a word about it", lambda: "nothing goes out (550 5.7.1 Not from you)" in self.queue()["said"])
        self.relay.sender_refused = False
        self.wait_for_all(addresses, 3 * PATIENCE)
        self.wait_for_waiting(0)
        self.wait_for_queue(queued=0, sent=self.people)

    def test_hangs_up_in_the_middle(self):
        """What was not acknowledged is sent again, as the same message; the others are not held up."""
        self.relay.drop = 2
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for("most of them", lambda: len(set(self.relay.receivers())) >= self.people - 2)
        self.wait_for_queue(queued=0, failing=2)
        self.wait_for_waiting(2)
        self.place.candour("mail", self.place.folder, "--retry")
        self.wait_for_all(addresses)
        self.wait_for_waiting(0)
        self.assert_once_each(addresses)

    def test_slow(self):
        self.relay.seconds = 0.3
        self.people = 12
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(addresses, 3 * PATIENCE)
        self.assert_once_each(addresses)

    def test_staff_before_the_crowd(self):
        self.relay.seconds = 0.15
        self.relay.start()
        self.invite()
        self.place.start()
        self.wait_for("a first mail", self.relay.receivers)
        self.place.candour("staff", "add", self.place.folder, "--role", "organiser", "--email", "o@example.org", "--name",
                           "Olive", "--conversation", "our-framework")
        self.wait_for("the staff link", lambda: self.relay.to("o@example.org"))
        self.assertLess(len(self.relay.receivers()), self.people)


class Quiet(Mailing):
    """A10, A16, A17: nothing that an administrator is shown tells that somebody asked for a mail."""

    people = 39         # one more mail would be a round number

    def setUp(self):
        super().setUp()
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for_all(addresses)
        self.wait_for_waiting(0)
        self.place.candour("staff", "add", self.place.folder, "--role", "administrator", "--email", "admin@example.org",
                           "--name", "Ada")
        message = self.wait_for("the staff link", lambda: self.relay.to("admin@example.org"))[0]
        self.admin = self.place.browser()
        self.admin.get(re.search(r"http://\S+/in/\S+", message.get_body(("plain",)).get_content()).group(0))
        self.admin.submit("Continue")
        self.wait_for_waiting(0)

    def shown(self):
        pages = [self.admin.get(self.place.desk_url + path).words for path in ("/admin/mail", "/admin/c/our-framework?q=p3%40example.org")]
        return pages + [self.queue()["said"], self.place.candour("erase", self.place.folder, "our-framework").stdout]

    def ask_for_link(self, address):
        browser = self.place.browser()
        browser.get(self.place.desk_url + "/link")
        browser.submit(field="email", email=address)

    def test_asked_for_and_sent(self):
        before = self.shown()
        for name in ("p3", "p4", "p5"):
            self.ask_for_link(name + "@example.org")
        self.wait_for("their links", lambda: all(len(self.relay.to(f"p{i}@example.org")) == 2 for i in (3, 4, 5)), 90)
        self.wait_for_waiting(0)
        self.assertEqual(self.shown(), before)

    def test_asked_for_and_put_off(self):
        before = self.shown()
        self.relay.grey.add("p3@example.org")
        tries = self.relay.tries
        self.ask_for_link("p3@example.org")
        self.wait_for("a try", lambda: self.relay.tries > tries, 90)
        self.wait_for_waiting(1)
        self.assertEqual(self.shown(), before)

    def test_asked_for_and_refused(self):
        before = self.shown()
        self.relay.dead.add("p3@example.org")
        tries = self.relay.tries
        self.ask_for_link("p3@example.org")
        self.wait_for("a try", lambda: self.relay.tries > tries, 90)
        self.wait_for_waiting(0)
        self.assertEqual(self.shown(), before)
        # What an administrator sends is the administrator's to know of.
        self.admin.get(self.place.desk_url + "/admin/c/our-framework?q=p3%40example.org")
        self.admin.submit("Send a new link")
        self.wait_for("the mark", lambda: "does not work" in self.shown()[1])


class Killed(Mailing):
    people = 60

    def stop_and_go(self, name, times):
        """Ends a process of the server again and again while mails go out."""
        self.relay.seconds = 0.02
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        for done in range(times):
            self.wait_for("some mails", lambda: len(self.relay.receivers()) > (done + 1) * self.people // (times + 2))
            for pid in self.place.processes().get(name, []):
                os.kill(pid, signal.SIGKILL)
            self.wait_for(f"{name} to be back or done", lambda: name in self.place.processes() or
                     len(set(self.relay.receivers())) == self.people)
        self.wait_for_all(addresses, 6 * PATIENCE)
        return addresses

    def test_desk_killed(self):
        """The mailer outlives the desk and tells the next one what was sent."""
        addresses = self.stop_and_go("candour-desk", 4)
        self.assert_once_each(addresses)

    def test_mailer_killed(self):
        """Nothing lost; the one message that was between the relay's yes and the mailer's word may come twice, and
        then as the same message."""
        addresses = self.stop_and_go("candour-mailer", 3)
        self.assertEqual(set(self.relay.receivers()), set(addresses))
        for address in addresses:
            self.assertEqual(len({message["Message-ID"] for message in self.relay.to(address)}), 1)
        self.assertLessEqual(len(self.relay.receivers()), len(addresses) + 3)

    def test_restart(self):
        self.relay.seconds = 0.05
        self.relay.start()
        addresses = self.invite()
        self.place.start()
        self.wait_for("some mails", lambda: len(self.relay.receivers()) > 5)
        self.place.restart()
        self.wait_for("more mails", lambda: len(self.relay.receivers()) > 20)
        self.place.restart()
        self.wait_for_all(addresses)
        self.assert_once_each(addresses)


if __name__ == "__main__":
    unittest.main()
