"""A mail relay of our own for stories, that can be made to refuse, dawdle, hang up or be away."""

import email
import email.policy
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from harness import free_port


class Relay:
    """Set the attributes while it runs.  `received` has (envelope sender, receiver, message) in their order."""

    def __init__(self, port=None):
        self.port = port or free_port()
        self.received = []
        self.tries = 0
        self.dead = set()           # receivers that do not exist: 550
        self.grey = set()           # receivers that are put off: 451
        self.sender_refused = False
        self.drop = 0               # so many messages: the line is cut after the last byte, without an answer
        self.seconds = 0            # to think before a message is taken
        self.lock = threading.Lock()
        self.controller = None
        self.tls = None             # an ssl.SSLContext: nothing is taken before STARTTLS
        self.login = None           # (name, password): nothing is taken before it
        self.logins = []            # what was tried, and whether the line was encrypted

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.factory = lambda: SMTP(self, ident="relay", hostname="relay.example", tls_context=self.tls,
                                               require_starttls=self.tls is not None, authenticator=self.authenticate,
                                               auth_required=self.login is not None)
        self.controller.start()
        return self

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def authenticate(self, server, session, envelope, mechanism, data):
        tried = (data.login.decode(), data.password.decode())
        with self.lock:
            self.logins.append((tried, session.ssl is not None))
        return AuthResult(success=tried == self.login, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_refused:
            return "550 5.7.1 Not from you"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        with self.lock:
            self.tries += 1
        if address in self.dead:
            return f"550 5.1.1 <{address}> nobody of that name"
        if address in self.grey:
            return "451 4.7.1 Please try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.seconds:
            time.sleep(self.seconds)
        if self.drop > 0:
            self.drop -= 1
            server.transport.abort()
            return "421 4.3.0 gone"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.lock:
            self.received.append((envelope.mail_from, envelope.rcpt_tos[0], message))
        return "250 2.0.0 OK"

    def receivers(self):
        with self.lock:
            return [to for _, to, _ in self.received]

    def to(self, address):
        with self.lock:
            return [message for _, to, message in self.received if to == address]
