

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops_plugin', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('key', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('root', models.UUIDField(db_index=True)),
                ('length', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(blank=True, max_length=64)),
                ('adopted', models.PositiveIntegerField(default=0, help_text='How many of its versions were written before there were chains.')),
            ],
            options={
                'verbose_name': 'chain',
                'verbose_name_plural': 'chains',
                'ordering': ['kind', 'key'],
            },
        ),
        migrations.AlterModelOptions(
            name='historicalcall',
            options={'get_latest_by': 'history_id', 'ordering': ('-history_id',), 'verbose_name': 'historical call', 'verbose_name_plural': 'historical calls'},
        ),
        migrations.AlterModelOptions(
            name='historicalcallcriterion',
            options={'get_latest_by': 'history_id', 'ordering': ('-history_id',), 'verbose_name': 'historical criterion', 'verbose_name_plural': 'historical criteria'},
        ),
        migrations.AlterModelOptions(
            name='historicalproposal',
            options={'get_latest_by': 'history_id', 'ordering': ('-history_id',), 'verbose_name': 'historical proposal', 'verbose_name_plural': 'historical proposals'},
        ),
        migrations.AlterModelOptions(
            name='historicalproposalpartner',
            options={'get_latest_by': 'history_id', 'ordering': ('-history_id',), 'verbose_name': 'historical partner', 'verbose_name_plural': 'historical partners'},
        ),
        migrations.AddField(
            model_name='call',
            name='event',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalcall'),
        ),
        migrations.AddField(
            model_name='callcriterion',
            name='event',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalcallcriterion'),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='format',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='hash',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='position',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='previous_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='salts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='format',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='hash',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='position',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='previous_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='salts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='format',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='hash',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='position',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='previous_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='salts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='format',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='hash',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='position',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='previous_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='salts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='proposal',
            name='event',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalproposal'),
        ),
        migrations.AddField(
            model_name='proposalpartner',
            name='event',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalproposalpartner'),
        ),
        migrations.AddField(
            model_name='historicalcall',
            name='chain',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AddField(
            model_name='historicalcallcriterion',
            name='chain',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='chain',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AddField(
            model_name='historicalproposalpartner',
            name='chain',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('root', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sealed_by', models.CharField(blank=True, max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('heads', models.JSONField()),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'ordering': ['root', 'number'],
                'constraints': [models.UniqueConstraint(fields=('root', 'number'), name='workshops_seal_number')],
            },
        ),
    ]
