"""A reminder knows the deadline that its chain leads to, and when it was made."""

from datetime import timedelta

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def take_the_windows(apps, schema_editor):
    window = apps.get_model("reviews", "Window").objects.filter(pk=OuterRef("window_id"))
    apps.get_model("reviews", "Reminder").objects.update(deadline=Subquery(window.values("send_by")[:1]), made_at=F("due_at") - timedelta(days=1))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="reminder", name="reminder_once_a_step_and_person"),
        migrations.AddField(model_name="reminder", name="deadline", field=models.DateField(null=True)),
        migrations.AddField(model_name="reminder", name="made_at", field=models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RunPython(take_the_windows, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="reminder",
            name="deadline",
            field=models.DateField(help_text="The window's send-by day for which the row was made"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("window", "deadline", "step", "recipient"), name="reminder_once_a_step_and_person"),
        ),
    ]
