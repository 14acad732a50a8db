"""Settings. Everything a town changes is an environment variable; the data folder holds database, keys and papers."""

from __future__ import annotations

import os
from datetime import timedelta
from ipaddress import ip_network

from shouwen.config import database, secrets
from shouwen.config.data_folder import data_folder

DATA = data_folder()
DEBUG = os.environ.get("SHOUWEN_DEBUG", "") == "1"
SECRET_KEY = secrets.django_secret(DATA / "keys" / "signing.key")
SEALING_KEYS = DATA / "keys" / "sealing.json"
secrets.sealing_keys(SEALING_KEYS)
FILES_FOLDER = DATA / "files"
ALLOWED_HOSTS = os.environ.get("SHOUWEN_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SHOUWEN_ORIGINS", "").split(",") if origin]
# Whose word about the asker's address counts (README): reverse proxies, by address or network.
TRUSTED_PROXIES = [
    ip_network(one.strip(), strict=False)
    for one in os.environ.get("SHOUWEN_PROXIES", "127.0.0.1,::1").split(",")
    if one.strip()
]
# A demo town lives at the end of its year of data: its loader writes how far its present is from ours.
_OFFSET = DATA / "clock-offset"
CLOCK_OFFSET = timedelta(seconds=float(_OFFSET.read_text()) if _OFFSET.exists() else 0)
# 消息 (docs/messages.md): without an address the channel isn't offered.
SMS_URL = os.environ.get("SHOUWEN_SMS_URL", "")
SMS_REPORTS_URL = os.environ.get("SHOUWEN_SMS_REPORTS", "")
SMS_KEY = os.environ.get("SHOUWEN_SMS_KEY", "")
SMS_TEMPLATE = os.environ.get("SHOUWEN_SMS_TEMPLATE", "")
# How the gateway wants to be asked; empty is our own convention.
SMS_METHOD = os.environ.get("SHOUWEN_SMS_METHOD", "")
SMS_BODY = os.environ.get("SHOUWEN_SMS_BODY", "")
SMS_HEADERS = os.environ.get("SHOUWEN_SMS_HEADERS", "")
SMS_SIGN = os.environ.get("SHOUWEN_SMS_SIGN", "")
SMS_SIGNED = os.environ.get("SHOUWEN_SMS_SIGNED", "")
SMS_TAKEN = os.environ.get("SHOUWEN_SMS_TAKEN", "")
SMS_NEVER = os.environ.get("SHOUWEN_SMS_NEVER", "")
SMS_RECEIPT = os.environ.get("SHOUWEN_SMS_RECEIPT", "")
SMS_REASON = os.environ.get("SHOUWEN_SMS_REASON", "")
SMS_USER = os.environ.get("SHOUWEN_SMS_USER", "")
SMTP_URL = os.environ.get("SHOUWEN_SMTP", "")
SMTP_FROM = os.environ.get("SHOUWEN_SMTP_FROM", "")
SMTP_CA = os.environ.get("SHOUWEN_SMTP_CA", "")
# 统一身份认证 of the people served (docs/applications.md): without an issuer it isn't offered.
OIDC_ISSUER = os.environ.get("SHOUWEN_OIDC_ISSUER", "")
OIDC_ID = os.environ.get("SHOUWEN_OIDC_ID", "")
OIDC_SECRET = os.environ.get("SHOUWEN_OIDC_SECRET", "")
OIDC_NAME = os.environ.get("SHOUWEN_OIDC_NAME", "统一身份认证")
PUBLIC_ADDRESS = os.environ.get("SHOUWEN_ADDRESS", "http://127.0.0.1:8000")

# 自助终端: seconds without a touch after which the countdown to the wipe begins (docs/kiosk.md).
KIOSK_IDLE_SECONDS = min(max(int(os.environ.get("SHOUWEN_KIOSK_IDLE", "60")), 20), 600)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_q",
    "django_htmx",
    "template_partials",
    "shouwen.journal",
    "shouwen.people",
    "shouwen.office_files",
    "shouwen.files",
    "shouwen.systems",
    "shouwen.messages",
    "shouwen.regulations",
    "shouwen.clocks",
    "shouwen.telling",
    "shouwen.papers",
    "shouwen.catalogue",
    "shouwen.inquiries",
    "shouwen.cases",
    "shouwen.promises",
    "shouwen.tasks",
    "shouwen.supervision",
    "shouwen.agency",
    "shouwen.applications",
    "shouwen.attendance",
    "shouwen.devices",
    "shouwen.assistance",
    "shouwen.feedback",
    "shouwen.assessment",
    "shouwen.indicators",
    "shouwen.desk",
    "shouwen.hall",
    "shouwen.oversight",
    "shouwen.api",
    "shouwen.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shouwen.hall.kiosk.only.KioskOnlyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shouwen.desk.middleware.LogInAgainMiddleware",
    "shouwen.desk.middleware.ActorMiddleware",
    "shouwen.desk.middleware.PagePolicyMiddleware",
    "shouwen.desk.middleware.NotThisWayMiddleware",
]
ROOT_URLCONF = "shouwen.config.urls"
WSGI_APPLICATION = "shouwen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shouwen.desk.context.frame",
            ],
            "builtins": ["shouwen.desk.templatetags.desk_parts"],
        },
    }
]

# A forked worker must not share pooled connections with its parent.
_IS_WORKER = os.environ.get("SHOUWEN_WORKER", "") == "1"
DATABASES = {"default": database.settings_for(os.environ.get("SHOUWEN_DATABASE", ""), DATA, pooled=not _IS_WORKER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CSRF_FAILURE_VIEW = "shouwen.desk.views.errors.csrf_failed"
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "desk:login"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
# One line about what was done waits in a signed cookie for the next page: the session isn't written twice for it.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("SHOUWEN_PLAIN_STATIC") == "1"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

Q_CLUSTER = {
    "name": "shouwen",
    "orm": "default",
    "workers": 1,
    "timeout": 300,
    "retry": 360,
    "max_attempts": 5,
    "catch_up": False,
    "poll": 1,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
