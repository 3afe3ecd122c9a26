"""What others may listen to. Sent inside the transaction of the change, so that listeners stand or fall with it."""

from django.dispatch import Signal

conversation_closed = Signal()  # conversation, reason
# message, why, code: refused at the door when it was to leave, or failed at Twilio. A receiver that has planned it anew
# returns True: then it is nobody's task.
message_not_sent = Signal()
templates_changed = (
    Signal()
)  # template_ids: they were approved, and are paused, gone, worded or categorised differently now
templates_approved = Signal()  # template_ids: WhatsApp approved them just now; what had none may go by one of them

# What is pending for these conversations is held, or let go again: one set-based pass of whoever keeps follow-ups.
hold_follow_ups = (
    Signal()
)  # ref, holds: {conversation id: (words, quote)}; receivers return {conversation id: follow-up id}
stop_follow_ups = Signal()  # ref, stops: as `holds`, but what is planned is cancelled; the same is returned
release_follow_ups = Signal()  # ref, words, conversation_ids (None: all that `ref` holds); the same is returned
