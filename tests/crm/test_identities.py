"""Who is who on WhatsApp: numbers written in two ways, people who hide the number, and people who change it."""

import pytest

from conversations.models import Conversation, Message
from crm import contacts
from crm.access import TEAM_LEAD
from crm.models import Activity, Address, Contact
from tests.conversations.posting import write
from tests.people import a_person, browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+525512345678", "+5215512345678"),  # Mexico
        ("+541123456789", "+5491123456789"),  # Argentina
        ("+551187654321", "+5511987654321"),  # Brazil, eight and nine digits
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_number_in_two_spellings_is_one_contact_and_each_is_answered_as_received(one, other, turned):
    """Line 67."""
    first, second = (other, one) if turned else (one, other)
    write("Hola", number=first, WaId=None)
    assert Conversation.objects.get().address == f"whatsapp:{first}"
    write("Otra vez", number=second, WaId=None)
    assert (Contact.objects.count(), Conversation.objects.count()) == (1, 1)
    assert Conversation.objects.get().address == f"whatsapp:{second}"
    assert {row.address for row in Address.objects.all()} == {f"whatsapp:{first}", f"whatsapp:{second}"}


def test_numbers_that_only_look_alike_stay_two():
    """Line 67."""
    for number in ("+525512345678", "+525512345679", "+34600111222", "+5511387654321", "+551138765432"):
        write("Hola", number=number, WaId=None)
    assert Contact.objects.count() == 5


HIDDEN = "whatsapp:US.13491208655302741918"


def hidden(body: str = "Hello", **fields) -> str:
    return write(body, **{"From": HIDDEN, "ExternalUserId": HIDDEN, "WaId": None, **fields})


def test_somebody_without_a_number_can_chat_and_is_called_by_the_user_name():
    """Line 68."""
    hidden(ProfileName=None, ProfileUsername="ana.ruiz")
    conversation = Conversation.objects.get()
    assert (conversation.contact.name, conversation.contact.phone) == ("@ana.ruiz", None)
    assert conversation.address == HIDDEN
    hidden("And again")
    assert (Contact.objects.count(), Message.objects.count()) == (1, 2)
    page = browser(a_person()).get(f"/inbox/{conversation.pk}/").content.decode()
    assert "@ana.ruiz" in page


def test_an_address_is_never_taken_for_a_number_unless_it_is_one():
    """Line 68."""
    for address in (
        "whatsapp:US.123",
        "whatsapp:+12AB",
        "whatsapp:0034600",
        "whatsapp:+" + "1" * 16,
        "sms:+34600111222",
    ):
        assert contacts.phone_of(address) is None


def test_who_shows_the_number_later_keeps_thread_and_name():
    """Line 68."""
    hidden()
    write("My number now", number="+12025550164", ExternalUserId=HIDDEN)
    contact = Contact.objects.get()
    assert (contact.phone, contact.country, Conversation.objects.count()) == ("+12025550164", "US", 1)
    assert Conversation.objects.get().address == "whatsapp:+12025550164"


def test_who_hides_the_number_later_keeps_the_thread():
    """Line 68."""
    write("Hi", number="+12025550164", ExternalUserId=HIDDEN)
    hidden("Me again")
    assert (Contact.objects.count(), Conversation.objects.count()) == (1, 1)
    assert Conversation.objects.get().address == HIDDEN


def test_two_contacts_that_turn_out_to_be_one_person_say_so_once():
    """Line 68."""
    write("Hi", number="+12025550164")  # before WhatsApp sent user ids
    hidden("Me, without a number", ProfileName="Ana R.")
    for _ in range(2):
        write("Me, with both", number="+12025550164", ExternalUserId=HIDDEN)
    told = Activity.objects.filter(action="same-person")
    assert {row.contact.name for row in told} == {"Ana Ruiz", "Ana R."}
    assert told.count() == 2


def test_a_changed_number_is_joined_by_a_lead_and_the_thread_goes_on():
    """Line 68: WhatsApp makes a new user id with a new number, so that only a person can know."""
    write("Hi", number="+34600112233")
    thread = Conversation.objects.get()
    write("It is Ana, this is my new number", number="+34699887766", ProfileName="Ana")
    old, new = Contact.objects.order_by("id")
    address = Address.objects.get(address="whatsapp:+34699887766")
    page = f"/admin/crm/address/{address.pk}/change/"
    assert browser(a_person()).get(page).status_code == 302
    assert browser(a_person(TEAM_LEAD)).post(page, {"contact": old.pk}).status_code == 302
    write("So, about Portugal", number="+34699887766")
    thread.refresh_from_db()
    assert (thread.contact, thread.address) == (old, "whatsapp:+34699887766")
    assert [message.body for message in thread.messages.all()] == ["Hi", "So, about Portugal"]
    assert {row.contact for row in Activity.objects.filter(action="address-moved")} == {old, new}


def test_an_opt_out_goes_with_the_number():
    """Line 68."""
    write("Hi", number="+34600112233")
    write("stop", number="+34699887766", ProfileName="Ana")
    old = Contact.objects.order_by("id").first()
    assert contacts.move_address(Address.objects.get(address="whatsapp:+34699887766"), old)
    old.refresh_from_db()
    assert old.opted_out_at is not None


def test_a_number_of_morocco_lives_by_the_clock_of_casablanca():
    """The number plan gives the Canaries, whose clock differs by an hour in winter and again in Ramadan."""
    write("Bonjour", number="+212612345678", WaId=None)
    contact = Contact.objects.get()
    assert (contact.country, contact.timezone, contact.timezone_source) == ("MA", "Africa/Casablanca", "number")


def test_a_british_mobile_lives_in_london_and_not_on_an_island():
    write("Hello", number="+447400123456", WaId=None)
    assert Contact.objects.get().timezone == "Europe/London"
