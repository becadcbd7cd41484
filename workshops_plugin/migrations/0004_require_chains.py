

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('workshops_plugin', '0003_chain_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='call',
            name='event',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalcall'),
        ),
        migrations.AlterField(
            model_name='callcriterion',
            name='event',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.historicalcallcriterion'),
        ),
        migrations.AlterField(
            model_name='historicalcall',
            name='chain',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AlterField(
            model_name='historicalcall',
            name='format',
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalcall',
            name='hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='historicalcall',
            name='position',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalcallcriterion',
            name='chain',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AlterField(
            model_name='historicalcallcriterion',
            name='format',
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalcallcriterion',
            name='hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='historicalcallcriterion',
            name='position',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalproposal',
            name='chain',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AlterField(
            model_name='historicalproposal',
            name='format',
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalproposal',
            name='hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='historicalproposal',
            name='position',
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalproposalpartner',
            name='chain',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops_plugin.chain'),
        ),
        migrations.AlterField(
            model_name='historicalproposalpartner',
            name='format',
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
            model_name='historicalproposalpartner',
            name='hash',
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name='historicalproposalpartner',
            name='position',
            field=models.PositiveIntegerField(),
        ),
        migrations.AddConstraint(
            model_name='historicalcall',
            constraint=models.UniqueConstraint(fields=('chain', 'position'), name='workshops_call_chain'),
        ),
        migrations.AddConstraint(
            model_name='historicalcallcriterion',
            constraint=models.UniqueConstraint(fields=('chain', 'position'), name='workshops_callcriterion_chain'),
        ),
        migrations.AddConstraint(
            model_name='historicalproposal',
            constraint=models.UniqueConstraint(fields=('chain', 'position'), name='workshops_proposal_chain'),
        ),
        migrations.AddConstraint(
            model_name='historicalproposalpartner',
            constraint=models.UniqueConstraint(fields=('chain', 'position'), name='workshops_proposalpartner_chain'),
        ),
    ]
