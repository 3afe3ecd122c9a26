"""Rules that span tables: the door to the outbox, and readings that nobody rewrites."""

from django.db import migrations

NOTHING_SENT_AFTER_OPT_OUT = """
CREATE FUNCTION nothing_is_sent_to_who_opted_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    contact_opted_out timestamptz;
    contact_asked_for_room timestamptz;
BEGIN
    -- The contact's row lock: an opt-out and a send cannot interleave.
    SELECT opted_out_at, no_contact_since INTO contact_opted_out, contact_asked_for_room
        FROM crm_contact WHERE id = NEW.contact_id FOR UPDATE;
    IF contact_opted_out IS NOT NULL AND NEW.purpose <> 'opt_out_confirmation' THEN
        RAISE EXCEPTION 'nothing is sent to who opted out (contact %)', NEW.contact_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nothing_is_sent_to_who_opted_out';
    END IF;
    IF contact_asked_for_room IS NOT NULL AND NEW.purpose = 'follow_up' THEN
        RAISE EXCEPTION 'nothing is sent unasked to who asked for room (contact %)', NEW.contact_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nothing_is_sent_unasked_to_who_asked_for_room';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nothing_is_sent_to_who_opted_out BEFORE INSERT ON conversations_outbox
    FOR EACH ROW WHEN (NEW.state IN ('queued', 'sending')) EXECUTE FUNCTION nothing_is_sent_to_who_opted_out();
CREATE TRIGGER nothing_leaves_to_who_opted_out BEFORE UPDATE OF state ON conversations_outbox
    FOR EACH ROW WHEN (NEW.state = 'sending' AND OLD.state <> 'sending') EXECUTE FUNCTION nothing_is_sent_to_who_opted_out();
"""

NOTHING_SENT_DOWN = """
DROP TRIGGER nothing_leaves_to_who_opted_out ON conversations_outbox;
DROP TRIGGER nothing_is_sent_to_who_opted_out ON conversations_outbox;
DROP FUNCTION nothing_is_sent_to_who_opted_out();
"""

APPEND_ONLY = """
CREATE FUNCTION history_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Erasing a person is the one exception; it sets this flag for its own transaction.
    IF current_setting('followthrough.erasing', true) = 'on' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION '% rows are history: they are not changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_not_rewritten';
END $$;
CREATE TRIGGER a_reading_is_not_rewritten BEFORE UPDATE OR DELETE ON conversations_reading
    FOR EACH ROW EXECUTE FUNCTION history_is_not_rewritten();
"""

APPEND_ONLY_DOWN = """
DROP TRIGGER a_reading_is_not_rewritten ON conversations_reading;
DROP FUNCTION history_is_not_rewritten();
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_initial")]
    operations = [
        migrations.RunSQL(NOTHING_SENT_AFTER_OPT_OUT, NOTHING_SENT_DOWN),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_DOWN),
    ]
