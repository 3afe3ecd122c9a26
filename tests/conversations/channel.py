"""The sender against a real simulator process: what it does, what the phone shows, and Twilio's callbacks handed back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from django.test import Client

from conversations.models import Conversation, Outbox
from conversations.whatsapp import outbox
from crm import clock
from tests.builders import a_contact, a_conversation
from tests.conversations.simulator.running import Product, Simulator, eventually


class Channel:
    """`phone` and `twilio` are the two sides of the simulator; callbacks wait in `product` until `deliver` posts them."""

    def __init__(self, simulator: Simulator, product: Product) -> None:
        self.simulator, self.product = simulator, product
        self._given = 0

    def customer(self, number: str = "+34600111222", **fields: Any) -> Conversation:
        """Somebody who has just written, so that the window is open on both sides."""
        self.simulator.inbound("Hola", **{"from": f"whatsapp:{number}"})
        self.product.taken.clear()
        return a_conversation(a_contact(phone=number), **fields)

    def send(self) -> int:
        return async_to_sync(outbox.send_due)()

    def phone(self, number: str = "+34600111222") -> list[str]:
        """What reached the simulator from us."""
        return [one["body"] for one in self.simulator.phone(number) if one["direction"] != "inbound"]

    def callbacks(self, count: int) -> None:
        """Wait until so many more have come, and hand them to the product as Twilio signed them."""
        eventually(lambda: len(self.product.taken) >= self._given + count)
        for delivery in self.product.taken[self._given : self._given + count]:
            assert post_back(delivery.path, delivery.raw, delivery.headers) == 204
        self._given += count


def post_back(path: str, raw: str, headers: dict[str, str]) -> int:
    answer = Client().post(
        urlsplit(path)._replace(scheme="", netloc="").geturl(),
        raw,
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": headers["X-Twilio-Signature"]},
    )
    return answer.status_code


def fresh(row: Outbox) -> Outbox:
    """As it stands in the database now."""
    return Outbox.objects.select_related("message", "conversation").get(pk=row.pk)


def may_try_again(row: Outbox) -> None:
    """As if the wait before the next try were over."""
    Outbox.objects.filter(pk=row.pk).update(not_before=clock.machine_now())
