from django.db import models


class CallState(models.TextChoices):
    """请人帮忙的经过."""

    WAITING = "waiting", "等人来"
    TAKEN = "taken", "有人去了"
    ENDED = "ended", "帮完了"
    CANCELLED = "cancelled", "自己取消"
    LAPSED = "lapsed", "没人接"


class Wish(models.TextChoices):
    """How the helper shall come to the caller."""

    COME = "come", "请人过来"
    CALL_BACK = "call_back", "打电话给我"


class About(models.TextChoices):
    """What help is asked for; nobody has to say."""

    UNSAID = "", "没有说"
    MACHINE = "machine", "不会用机器"
    READING = "reading", "看不清、不认字"
    WHERE = "where", "不知道找谁办"
    FORM = "form", "不会填表"
    OTHER = "other", "别的事"


class Done(models.TextChoices):
    """帮了什么, by which a record is made with a few taps."""

    TAUGHT = "taught", "教会用机器"
    FILLED = "filled", "帮着填了表"
    PRINTED = "printed", "帮着打印、复印"
    READ_OUT = "read_out", "读给他听"
    EXPLAINED = "explained", "讲了怎么办、带什么"
    BROUGHT = "brought", "带到了窗口"
    REGISTERED = "registered", "登记了首问"
    NOBODY = "nobody", "到了没有人"
    NO_ANSWER = "no_answer", "电话没人接"
    OTHER = "other", "别的"
