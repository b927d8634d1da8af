"""The site's pages as they come without script."""

from collections import defaultdict
from typing import Any

import httpx
from bs4 import BeautifulSoup


class Browser:
    """The site's pages as a browser without script gets them: cookies kept, forms filled in and sent."""

    def __init__(self, url: str, token: str = "") -> None:
        cookies = {"visitor": token} if token else {}
        self.client = httpx.Client(base_url=url, cookies=cookies, follow_redirects=True, timeout=20)
        self.page = BeautifulSoup("", "html.parser")

    def open(self, path: str) -> "Browser":
        self._show(self.client.get(path))
        return self

    def _form(self, action: str) -> Any:
        form = self.page.find("form", action=lambda value: value and action in value)
        assert form, f"no form for {action}"
        return form

    def filled(self, action: str) -> dict[str, Any]:
        """What the page filled in beforehand in the form whose address holds `action`."""
        form = self._form(action)
        texts = form.find_all("input", type=["text", "email", "tel"])
        typed = {each["name"]: each.get("value", "") for each in texts}
        typed |= {each["name"]: each.get_text().strip() for each in form.find_all("textarea")}
        for box in form.find_all("input", type="checkbox", checked=True):
            typed.setdefault(box["name"], []).append(box["value"])
        return typed

    def send(self, action: str, **fields: Any) -> "Browser":
        """Fills in the page's form whose address holds `action`, and sends it."""
        form = self._form(action)
        typed: dict[str, Any] = defaultdict(list)
        for each in form.find_all("input", type="hidden"):
            typed[each["name"]].append(each.get("value", ""))
        self._show(self.client.post(form["action"], data=typed | fields))
        return self

    def _show(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.path = answer.url.path
        self.page = BeautifulSoup(answer.text, "html.parser")

    @property
    def text(self) -> str:
        """What the page's main part says, its spaces made plain."""
        return " ".join(self.page.main.get_text(" ").split())
