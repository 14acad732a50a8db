"""Forms of the desk's own pages."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm

from shouwen.desk.plain_forms import PlainMessages


class LoginForm(PlainMessages, AuthenticationForm):
    """Log-in with the words a clerk can act on."""

    error_messages = {
        "invalid_login": "登录名或密码不对。看一下大写锁定，再试一次。",
        "inactive": "这个登录名已停用，请找管理办公室。",
    }
