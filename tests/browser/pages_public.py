from tests.browser.places import Place  # noqa: F401

PLACES = []


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    return {}
