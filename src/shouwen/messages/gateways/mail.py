"""邮件 by SMTP: plain text in UTF-8. The Message-ID is the same at each try, so that a mailbox may know a second copy."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from shouwen.messages.actions import Letter
from shouwen.messages.gateways.errors import GatewayError

TIME_OUT = 15
"""Seconds for each step of the conversation."""
SUBJECT = "便民服务中心的告知"


def send(letter: Letter, *, at: datetime) -> str:
    """Hand it to the mail server; its receipt is the Message-ID. Raises GatewayError."""
    server, mail = urlsplit(settings.SMTP_URL), _mail(letter, at)
    try:
        with _connection(server) as connection:
            connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise GatewayError(f"对方邮箱不收（{codes[0]}）", is_final=codes[0] >= 500) from error
    except smtplib.SMTPAuthenticationError as error:
        raise GatewayError("邮件服务器不认这个账号或口令，找系统管理员") from error
    except smtplib.SMTPResponseException as error:
        raise GatewayError(f"邮件服务器不收（{error.smtp_code}）", is_final=error.smtp_code >= 550) from error
    except ssl.SSLCertVerificationError as error:
        # Somebody else may be answering: nothing is handed over until the certificate is one that is trusted.
        raise GatewayError("邮件服务器的证书不可信，找系统管理员", no_answer=True) from error
    except (OSError, smtplib.SMTPException) as error:
        # A server that closes the conversation over one mail has answered; one that can't be reached hasn't.
        gone = isinstance(error, (smtplib.SMTPConnectError, TimeoutError, ConnectionRefusedError))
        raise GatewayError("邮件服务器没有回应，过一会儿再试", no_answer=gone) from error
    return str(mail["Message-ID"])


def _mail(letter: Letter, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    sender = settings.SMTP_FROM or unquote(urlsplit(settings.SMTP_URL).username or "")
    mail["From"] = formataddr(("便民服务中心", sender))
    mail["To"] = letter.address
    mail["Subject"] = SUBJECT
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{letter.request_id}@{sender.rpartition('@')[2] or 'localhost'}>"
    mail.set_content(letter.words)
    return mail


def _connection(server: SplitResult) -> smtplib.SMTP:
    """`smtps://` is encrypted from the start, `smtp://` as soon as the server offers it; a password never goes in clear."""
    host, is_safe = server.hostname or "localhost", server.scheme == "smtps"
    if is_safe:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=TIME_OUT, context=_trust())
    else:
        connection = smtplib.SMTP(host, server.port or 25, timeout=TIME_OUT)
        connection.ehlo_or_helo_if_needed()
        if is_safe := connection.has_extn("starttls"):
            connection.starttls(context=_trust())
    if server.username:
        if not is_safe:
            connection.close()
            raise GatewayError("邮件服务器没有加密，口令不能发过去；改用 smtps:// 的地址", is_final=True)
        connection.login(unquote(server.username), unquote(server.password or ""))
    return connection


def _trust() -> ssl.SSLContext:
    """The certificate must be good for the host's name: signed by a known authority, or by the town's own where it is set."""
    return ssl.create_default_context(cafile=settings.SMTP_CA or None)
