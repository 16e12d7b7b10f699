import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked for verification')),
                ('verified_name', models.CharField(blank=True, editable=False, max_length=80, verbose_name='verified name')),
                ('verified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='verified')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('verified_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'ordering': ['pk'],
                'default_permissions': ['view'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_name', '')), models.Q(models.Q(('verified_name', ''), _negated=True), ('verified_at__isnull', False)), _connector='OR'), name='member_verification_has_name_and_date')],
            },
        ),
    ]
