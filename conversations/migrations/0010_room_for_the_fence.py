"""Each turn writes a fence and takes it away again: with room on the page that touches none of the indexes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("conversations", "0009_no_final_word")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE conversations_conversation SET (fillfactor = 80)",
            "ALTER TABLE conversations_conversation RESET (fillfactor)",
        )
    ]
