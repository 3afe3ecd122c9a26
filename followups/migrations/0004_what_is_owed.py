from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followups", "0003_held")]
    operations = [
        migrations.AddField(
            model_name="commitment",
            name="kind",
            field=models.CharField(
                default="promise",
                max_length=12,
                choices=[("promise", "A promise"), ("deliverable", "A thing to be made and sent")],
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="result",
            field=models.TextField(
                blank=True, help_text="What was made: the text or link that they get. Empty: not made."
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="source",
            field=models.CharField(
                max_length=80, blank=True, help_text="Where the result is from: an article, a person."
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="ended_words",
            field=models.CharField(max_length=300, blank=True, help_text="One plain sentence: how it ended."),
        ),
    ]
