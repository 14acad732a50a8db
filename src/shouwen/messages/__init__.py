"""消息: the outbox to people, by 短信, 邮件 or as a notice on the desk.

How another app uses it, inside its own change:

    from shouwen.messages import policies
    from shouwen.messages.actions import write

    refusal = policies.may_send(MessageChannel.SMS, person=person)   # None: the page may offer it
    message = write(
        purpose=f"notice.{notice.pk}",        # says what for, once in the centre: asked again, the first message is given back
        channel=MessageChannel.SMS,
        words="……",                           # what the person reads; kept sealed
        subject_kind="inquiry", subject_id=inquiry.pk, number=inquiry.number,
        person=person,                        # or staff_id=…; an e-mail needs address="…"
        by=actor, at=at,
    )

The row is written with the change and goes out when that is committed and the worker picks it up (`jobs.send_waiting`).
Without a gateway set up, or without a phone, `may_send` and `write` refuse with what to do instead."""
