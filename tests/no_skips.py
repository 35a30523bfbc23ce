"""In CI a test that did not run proves nothing: it counts as failed."""

import os

NOT_RUN = ("skipped", "xfailed", "xpassed")


def not_run(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CI") or reporter is None:
        return []
    return [report.nodeid for state in NOT_RUN for report in reporter.stats.get(state, [])]


def pytest_sessionfinish(session):
    if not_run(session.config) and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter, config):
    for test in not_run(config):
        terminalreporter.write_line(f"NOT RUN, so not passed: {test}", red=True)
