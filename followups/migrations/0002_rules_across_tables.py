"""Ties the next step to its follow-up, and keeps decisions as they were made."""

from django.db import migrations

TIED = """
CREATE FUNCTION a_follow_up_step_has_its_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    conversation_id bigint;
BEGIN
    conversation_id := CASE WHEN TG_TABLE_NAME = 'conversations_conversation' THEN (to_jsonb(NEW) ->> 'id')::bigint
                            ELSE (to_jsonb(COALESCE(NEW, OLD)) ->> 'conversation_id')::bigint END;
    IF EXISTS (
        SELECT 1 FROM conversations_conversation c
        WHERE c.id = conversation_id AND c.status = 'open' AND c.next_kind = 'follow_up'
          AND NOT EXISTS (
            SELECT 1 FROM followups_followup f
            WHERE f.conversation_id = c.id AND f.state IN ('proposed', 'scheduled', 'held') AND f.planned_for = c.next_at)
    ) THEN
        RAISE EXCEPTION 'conversation % is to follow up, but no live follow-up is planned for that moment', conversation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_follow_up_step_has_its_follow_up';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_follow_up_step_has_its_follow_up AFTER INSERT OR UPDATE ON conversations_conversation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.next_kind = 'follow_up')
    EXECUTE FUNCTION a_follow_up_step_has_its_follow_up();
CREATE CONSTRAINT TRIGGER a_follow_up_is_not_taken_from_its_step AFTER UPDATE OR DELETE ON followups_followup
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION a_follow_up_step_has_its_follow_up();
"""

TIED_DOWN = """
DROP TRIGGER a_follow_up_is_not_taken_from_its_step ON followups_followup;
DROP TRIGGER a_follow_up_step_has_its_follow_up ON conversations_conversation;
DROP FUNCTION a_follow_up_step_has_its_follow_up();
"""

APPEND_ONLY = """
CREATE TRIGGER a_decision_is_not_rewritten BEFORE UPDATE OR DELETE ON followups_decision
    FOR EACH ROW EXECUTE FUNCTION history_is_not_rewritten();
"""


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_initial"), ("conversations", "0003_rules_across_tables")]
    operations = [
        migrations.RunSQL(TIED, TIED_DOWN),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER a_decision_is_not_rewritten ON followups_decision;"),
    ]
