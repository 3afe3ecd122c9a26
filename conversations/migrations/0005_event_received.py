from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_search_and_order")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="received_at",
            field=models.DateTimeField(
                null=True,
                blank=True,
                help_text="When we were told of it (business time); later than `at` if reported late.",
            ),
        ),
    ]
