"""Hands on the keyboard alone: every step checks that the focus is somewhere, and is drawn."""

from playwright.sync_api import Locator, Page

MOST = 60
"""Tabs, until the one who waits gives up."""
LIT = """() => {
  const on = document.activeElement;
  const ring = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  return on === document.body || ring(on) || ring(on.closest("label"));
}"""


def tab_to(page: Page, wanted: Locator | str) -> None:
    """A locator, or what it must match."""
    locator = page.locator(wanted) if isinstance(wanted, str) else wanted
    for _ in range(MOST):
        page.keyboard.press("Tab")
        assert page.evaluate(LIT), (
            f"Nothing shows the focus on {page.evaluate('document.activeElement.outerHTML')[:150]}"
        )
        if any(one.evaluate("(one) => one === document.activeElement") for one in locator.all()):
            return
    raise AssertionError(
        f"The keyboard never reached {wanted} on {page.url}: {page.get_by_role('main').inner_text()[:200]}"
    )


def press(page: Page, role: str, name: str) -> None:
    tab_to(page, page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def press_until_around(page: Page) -> None:
    """Whoever goes on and on comes to where the page begins."""
    first = "Skip to the content"
    tab_to(page, page.get_by_role("link", name=first))
    tab_to(page, page.get_by_role("link").nth(1))
    tab_to(page, page.get_by_role("link", name=first))


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def sign_in_by_keyboard(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    write(page, "Work e-mail", email)
    write(page, "Password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
