"""What others may listen to. Sent inside the transaction of the change, so that listeners stand or fall with it."""

from django.dispatch import Signal

conversation_closed = Signal()  # conversation, reason
message_not_sent = Signal()  # message, why: refused at the door when it was to leave, or failed at Twilio
