"""Settings as production has them, read by a process of their own."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from tests.house import tree

PRODUCTION = {
    "SITE_URL": "https://kstthc.example.org",
    "DATABASE_URL": "postgres://kstthc@127.0.0.1/kstthc",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "SECRET_KEY": "only-for-this-test",
}
ASKED = ("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_", "DEBUG", "ALLOWED_HOSTS")
READ = f"""
import json
from config import settings
print(json.dumps({{name: getattr(settings, name) for name in dir(settings) if name.startswith({ASKED!r})}}))
"""


def settings_with(environment, var_dir):
    plain = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=tree.ROOT,
        env={**plain, "VAR_DIR": str(var_dir), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_over_https_both_cookies_are_bound_to_this_host(tmp_path):
    found = settings_with(PRODUCTION, tmp_path)

    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert (found["SECURE_SSL_REDIRECT"], found["SECURE_HSTS_SECONDS"]) == (True, 365 * 86400)
    assert found["DEBUG"] is False


def test_the_forwarded_scheme_is_believed_only_behind_a_proxy(tmp_path):
    alone = settings_with(PRODUCTION, tmp_path)
    behind = settings_with({**PRODUCTION, "TRUSTED_PROXY_COUNT": "1"}, tmp_path)

    assert alone["SECURE_PROXY_SSL_HEADER"] is None
    assert behind["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.django_db
def test_the_policy_of_every_page_forbids_inline_code_and_foreign_frames(client):
    policy = client.get("/tai-khoan/dang-nhap/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    directives = {line.split()[0]: line.split()[1:] for line in policy.split(";")}
    assert directives["default-src"] == ["'self'"]
    assert directives["object-src"] == directives["base-uri"] == directives["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize("guide", [".env.example", "README.md"])
def test_every_variable_that_the_settings_read_is_explained(guide):
    source = (tree.ROOT / "config/settings.py").read_text()
    read = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
    text = (tree.ROOT / guide).read_text()

    assert "SITE_URL" in read
    assert {name for name in read if not re.search(rf"\b{name}\b", text)} == set()


def test_every_path_in_the_tables_of_questions_leads_to_something():
    assert [message.id for message in run_checks()] == []


@pytest.mark.parametrize(
    "table",
    [
        {"OWED": ["plans.owed.REGISTER"]},
        {"EVIDENCE": ["plans.sources.SOURCE"]},
        {"DOCUMENT_MAKERS": {"plans.paper": "plans.papers.mak"}},
    ],
    ids=lambda table: next(iter(table)),
)
def test_a_misspelt_path_in_a_table_stops_the_check(table):
    with override_settings(**table):
        assert len(run_checks()) == 1
