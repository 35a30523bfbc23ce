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
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, unique=True, upload_to='%Y/%m', verbose_name='tệp')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(verbose_name='dung lượng (byte)')),
                ('sha256', models.CharField(max_length=64)),
                ('stored_at', models.DateTimeField(verbose_name='lưu lúc')),
                ('scan', models.CharField(choices=[('clean', 'Dùng được'), ('waiting', 'Chờ quét mã độc'), ('infected', 'Có mã độc, đã gỡ bỏ')], default='clean', max_length=10, verbose_name='quét mã độc')),
                ('stored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tệp',
                'verbose_name_plural': 'tệp',
                'indexes': [models.Index(condition=models.Q(('scan', 'waiting')), fields=['scan'], name='files_storedfile_waiting')],
            },
        ),
    ]
