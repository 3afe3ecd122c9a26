"""Customers who write on the phones, and a colleague who works in the inbox with a browser's patience: what gets no
answer is pressed again, with the same key."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import httpx

from tests.chaos.house import House
from tests.chaos.plan import Act, Trouble, Written
from tests.chaos.records import Records

COLLEAGUE, PASSWORD = "mara", "follow-through"  # the demo's team lead, who sees every thread
PATIENCE = 150.0  # seconds of pressing again


@dataclass(frozen=True)
class Pressed:
    """What became of an act in the inbox. `accepted`: the page said it is done; else `words` says why not."""

    number: str
    act: Act
    accepted: bool
    words: str = ""


class Crowd:
    """Its calls are made from several threads at once."""

    def __init__(self, house: House, records: Records) -> None:
        self.house, self.records = house, records
        self._session = httpx.Client(base_url=house.web, timeout=20, trust_env=False)
        self._one_at_a_time = threading.Lock()

    # --- customers and their phone company ---------------------------------------------------------------------------

    def write(self, number: str, written: Written) -> None:
        """Returns when the product has answered, or Twilio has given up posting."""
        said = {
            "from": f"whatsapp:{number}",
            "body": written.body,
            "copies": written.copies,
            "profile_name": "Ana Ruiz",
        }
        self.house.http.post(f"{self.house.phone}/api/inbound", json=said).raise_for_status()

    def trouble(self, number: str, one: Trouble) -> None:
        fault = {"kind": one.kind, "number": number, "times": one.times, "seconds": one.seconds, "stored": one.stored}
        self.house.http.post(f"{self.house.phone}/api/faults", json=fault).raise_for_status()

    def end_all_trouble(self) -> None:
        self.house.http.post(f"{self.house.phone}/api/faults", json={"clear": True}).raise_for_status()

    # --- the colleague -----------------------------------------------------------------------------------------------

    def act(self, number: str, act: Act, key: str) -> Pressed:
        """Press until there is an answer. The thread may not be there yet: its first message may have been lost."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with self._one_at_a_time:
                    answer = self._press(number, act, key)
            except (httpx.HTTPError, LookupError):
                answer = None
            if answer is not None and answer.status_code in (200, 422):
                return Pressed(number, act, answer.status_code == 200, "" if answer.status_code == 200 else answer.text)
            time.sleep(0.3)
        return Pressed(number, act, False, "no answer")

    def _press(self, number: str, act: Act, key: str) -> httpx.Response | None:
        pk = self.records.conversation(number)
        if pk is None:
            return None
        if "sessionid" not in self._session.cookies and not self._log_in():
            return None
        form = {"csrfmiddlewaretoken": self._session.cookies["csrftoken"]}
        if act.kind == "reply":
            form |= {"body": act.body, "key": key, "insist": "1"}
        headers = {"HX-Request": "true", "Referer": self.house.web + "/"}
        return self._session.post(f"/inbox/{pk}/{act.kind}/", data=form, headers=headers)

    def _log_in(self) -> bool:
        self._session.get("/login/")
        form = {
            "username": COLLEAGUE,
            "password": PASSWORD,
            "csrfmiddlewaretoken": self._session.cookies.get("csrftoken", ""),
        }
        self._session.post("/login/", data=form, headers={"Referer": f"{self.house.web}/login/"})
        return "sessionid" in self._session.cookies
