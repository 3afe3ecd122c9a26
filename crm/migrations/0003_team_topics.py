import django.contrib.postgres.fields
from django.db import migrations, models


def keep_the_one_topic(apps, schema_editor):
    for team in apps.get_model("crm", "Team").objects.exclude(topic=""):
        team.topics = [team.topic]
        team.save(update_fields=["topics"])


class Migration(migrations.Migration):
    dependencies = [("crm", "0002_channel")]
    operations = [
        migrations.AddField(
            model_name="team",
            name="topics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("sales", "Sales"),
                        ("technical", "Technical"),
                        ("billing", "Billing"),
                        ("logistics", "Logistics"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                help_text="Conversations on these topics come to this team, also when the topic changes midway.",
                size=None,
            ),
        ),
        migrations.RunPython(keep_the_one_topic, migrations.RunPython.noop),
        migrations.RemoveField(model_name="team", name="topic"),
    ]
