"""What is scheduled is the next step, not something beside it; and nobody is planned for who opted out."""

from django.db import migrations

ONE_STEP = """
CREATE FUNCTION nothing_is_scheduled_beside_waiting_for_them() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    thread bigint;
BEGIN
    thread := CASE WHEN TG_TABLE_NAME = 'conversations_conversation' THEN (to_jsonb(NEW) ->> 'id')::bigint
                   ELSE (to_jsonb(NEW) ->> 'conversation_id')::bigint END;
    IF EXISTS (
        SELECT 1 FROM conversations_conversation c JOIN followups_followup f ON f.conversation_id = c.id
        WHERE c.id = thread AND c.status = 'open' AND c.next_kind = 'wait_for_customer'
          AND c.next_user_id IS NULL AND c.next_team_id IS NULL AND f.state = 'scheduled'
          AND c.held_by_id IS NULL  -- a colleague who writes has the thread; what was planned is weighed in the turn that follows
    ) THEN
        RAISE EXCEPTION 'conversation % waits for the customer, and a follow-up is scheduled beside it', thread
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nothing_is_scheduled_beside_waiting_for_them';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER nothing_is_scheduled_beside_waiting_for_them
    AFTER INSERT OR UPDATE OF status, next_kind, next_user_id, next_team_id, held_by_id ON conversations_conversation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'open' AND NEW.next_kind = 'wait_for_customer')
    EXECUTE FUNCTION nothing_is_scheduled_beside_waiting_for_them();
CREATE CONSTRAINT TRIGGER a_scheduled_follow_up_is_the_next_step
    AFTER INSERT OR UPDATE OF state, conversation_id ON followups_followup
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'scheduled')
    EXECUTE FUNCTION nothing_is_scheduled_beside_waiting_for_them();
"""
ONE_STEP_DOWN = """
DROP TRIGGER a_scheduled_follow_up_is_the_next_step ON followups_followup;
DROP TRIGGER nothing_is_scheduled_beside_waiting_for_them ON conversations_conversation;
DROP FUNCTION nothing_is_scheduled_beside_waiting_for_them();
"""

NO_PLAN = """
CREATE FUNCTION nothing_is_planned_for_who_opted_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM followups_followup f JOIN conversations_conversation c ON c.id = f.conversation_id
        JOIN crm_contact p ON p.id = c.contact_id
        WHERE f.id = NEW.id AND f.state IN ('proposed', 'scheduled', 'held') AND p.opted_out_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a follow-up of conversation % is planned for somebody who opted out', NEW.conversation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nothing_is_planned_for_who_opted_out';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER nothing_is_planned_for_who_opted_out
    AFTER INSERT OR UPDATE OF state, planned_for, conversation_id ON followups_followup
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state IN ('proposed', 'scheduled', 'held'))
    EXECUTE FUNCTION nothing_is_planned_for_who_opted_out();
"""
NO_PLAN_DOWN = """
DROP TRIGGER nothing_is_planned_for_who_opted_out ON followups_followup;
DROP FUNCTION nothing_is_planned_for_who_opted_out();
"""


class Migration(migrations.Migration):
    dependencies = [("followups", "0011_fence_is_no_step"), ("crm", "0007_dry_run")]
    operations = [migrations.RunSQL(ONE_STEP, ONE_STEP_DOWN), migrations.RunSQL(NO_PLAN, NO_PLAN_DOWN)]
