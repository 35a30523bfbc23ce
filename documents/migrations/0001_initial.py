import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('maker', models.CharField(max_length=60)),
                ('arguments', models.JSONField()),
                ('key', models.CharField(editable=False, max_length=64)),
                ('title', models.CharField(max_length=300, verbose_name='tài liệu')),
                ('file_name', models.CharField(max_length=150, verbose_name='tên tệp')),
                ('back_url', models.CharField(max_length=200, verbose_name='quay lại')),
                ('requested_at', models.DateTimeField(verbose_name='lúc yêu cầu')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='đang tạo đến')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc bắt đầu')),
                ('finished_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='lúc kết thúc')),
                ('error', models.TextField(blank=True, verbose_name='vì sao không tạo được')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tài liệu được yêu cầu',
                'verbose_name_plural': 'tài liệu được yêu cầu',
                'ordering': ['-requested_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('requested_by', 'key'), name='documents_job_open_once'), models.UniqueConstraint(condition=models.Q(('finished_at', None), ('requested_by', None)), fields=('key',), name='documents_job_of_all_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('error', ''), ('file', None), ('finished_at', None)), models.Q(('error', ''), ('file__isnull', False), ('finished_at__isnull', False), ('leased_until', None)), models.Q(('file', None), ('finished_at__isnull', False), ('leased_until', None), models.Q(('error', ''), _negated=True)), _connector='OR'), name='documents_job_ends_with_a_file_or_says_why')],
            },
        ),
    ]
