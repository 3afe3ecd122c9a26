"""Advertising needs a recorded yes, with time and source; an opt-out ends that, too."""

import pytest

from crm import clock, contacts
from crm.access import TEAM_LEAD
from crm.models import Consent, Contact
from tests.builders import a_contact
from tests.people import a_person, browser

pytestmark = pytest.mark.django_db


def test_a_yes_is_kept_with_time_source_and_words():
    """Line 56."""
    contact = a_contact()
    assert contacts.opt_in(contact, "form:spring-fair", "Yes, send me offers")
    consent = Consent.objects.get()
    assert (consent.kind, consent.source, consent.words) == ("opt_in", "form:spring-fair", "Yes, send me offers")
    assert contact.advertising_since <= consent.at <= clock.now()
    assert not contacts.opt_in(contact, "form"), "the first one stands"


def test_a_yes_without_a_source_is_none():
    """Line 56."""
    with pytest.raises(ValueError, match="source"):
        contacts.opt_in(a_contact(), " ")


def test_stop_ends_it_and_start_does_not_bring_it_back():
    """Lines 55 and 56."""
    contact = a_contact()
    contacts.opt_in(contact, "form")
    contacts.opt_out(contact, "stop", "whatsapp")
    assert not contacts.opt_in(contact, "form"), "only START ends an opt-out"
    contacts.resume(contact, "start", "whatsapp")
    contact.refresh_from_db()
    assert (contact.opted_out_at, contact.advertising_since) == (None, None)


def test_a_lead_records_it_for_several_and_takes_it_back():
    """Line 56."""
    people = [a_contact(), a_contact()]
    lead = a_person(TEAM_LEAD, username="mara")
    chosen = {"_selected_action": [one.pk for one in people]}
    client = browser(lead)
    client.post("/admin/crm/contact/", {"action": "agreed_to_advertising", **chosen})
    assert Contact.objects.filter(advertising_since__isnull=False).count() == 2
    assert set(Consent.objects.values_list("source", flat=True)) == {"person:mara"}
    client.post("/admin/crm/contact/", {"action": "wants_no_advertising", **chosen})
    assert not Contact.objects.filter(advertising_since__isnull=False).exists()
    assert Consent.objects.filter(kind="no_ads").count() == 2
    assert (
        browser(a_person()).post("/admin/crm/contact/", {"action": "agreed_to_advertising", **chosen}).status_code
        == 302
    )
    assert not Contact.objects.filter(advertising_since__isnull=False).exists()
