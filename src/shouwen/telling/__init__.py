"""告知: the one way to tell a person something (限时办结制度 第三条, 服务承诺 第三条).

How another app uses it, inside its own change:

    from shouwen.telling.actions import tell

    told = tell(
        person=case.person,
        template="extended",                       # one of telling/shipped.py
        values={"matter": "…", "days": "3", "due": "11月27日 周五", "reason": "…"},   # every blank of the template
        subject_kind="case", subject_id=case.pk, number=case.number,
        purpose=f"case-extended/{request.pk}",     # at most 70 characters; asked again, the first telling is given back
        responsible_id=case.handler_id,            # who must call when no machine carries it
        by=actor, at=at,
    )
    told.channel                                   # sms, email; call: somebody owes a call; none: the person wants no reminders

Centre, its phone and the number are filled in by `tell`. A message that fails for good becomes a call, too (`jobs.owe_calls`)."""
