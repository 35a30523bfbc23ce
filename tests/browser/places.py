"""A page that people meet and how to get there; each subject lists its own in pages_*.py."""

from dataclasses import dataclass

CONTROLLER, LEADER, OFFICER, TWO_STEPS, NOBODY = "kstthc", "lanhdao", "qlkh", "haibuoc", ""


@dataclass(frozen=True)
class Place:
    """`view` is the name of the page's URL; `steps` lead on from `path` and end on that page."""

    what: str
    view: str
    path: str
    who: str = CONTROLLER
    steps: tuple = ()
    status: int = 200

    def __str__(self):
        return self.what


def press(words):
    return lambda page, site: page.get_by_role("button", name=words, exact=True).click()


def fill(name, text):
    return lambda page, site: page.locator(f"main [name={name}]").fill(text)


def choose(name, path):
    return lambda page, site: page.locator(f"main [name={name}]").set_input_files(path)


def see(words):
    """Wait until these words stand on the page."""
    return lambda page, site: page.get_by_text(words, exact=True).wait_for()


def confirm_password(page, site):
    """Type the password again, which pages about sign-in require; valid for five minutes."""
    if not page.url.split("?")[0].endswith("/xac-nhan/"):
        return
    page.get_by_label("Mật khẩu").fill(site.accounts()[CONTROLLER])
    page.locator("main button.btn-primary").click()
