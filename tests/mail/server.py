"""A mail server small enough to watch."""

import email
import email.policy
import socketserver


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as Django speaks; `server.answer` may refuse or hang up."""

    def handle(self):
        self.say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            refusal = self.server.answer(line)
            if refusal is None:
                return
            if refusal:
                self.say(refusal)
            elif verb == "DATA":
                self.say("354 go on")
                self.server.messages.append(self.read_message())
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def read_message(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server on loopback; `messages` are those it took."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port=0, host="127.0.0.1"):
        self.messages, self.answer = [], lambda line: ""
        super().__init__((host, port), Session)
