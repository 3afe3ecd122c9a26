"""The feed of what was not sent finds a rare reason without walking through all decisions."""

import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0010_room_for_the_fence"),
        ("followups", "0012_one_step_and_no_plan_against_their_wish"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("facts__has_key", "refused"), ("verdict", "cancel")),
                fields=["-id"],
                name="decisions_of_the_door",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                django.db.models.fields.json.KeyTransform("not_sent", "facts"),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("facts__has_key", "not_sent"), ("verdict", "none")),
                name="decisions_of_restraint",
            ),
        ),
    ]
