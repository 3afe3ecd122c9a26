"""Only what a step is made of is held against its follow-up: the fence of each turn, written twice, is no part of it."""

from django.db import migrations

NARROW = """
DROP TRIGGER a_follow_up_step_has_its_follow_up ON conversations_conversation;
CREATE CONSTRAINT TRIGGER a_follow_up_step_has_its_follow_up
    AFTER INSERT OR UPDATE OF id, status, next_kind, next_at ON conversations_conversation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.next_kind = 'follow_up')
    EXECUTE FUNCTION a_follow_up_step_has_its_follow_up();
"""
WIDE = NARROW.replace(" OF id, status, next_kind, next_at", "")


class Migration(migrations.Migration):
    dependencies = [("followups", "0010_what_waits")]
    operations = [migrations.RunSQL(NARROW, WIDE)]
