from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='mã thư')),
                ('to', models.JSONField(verbose_name='người nhận')),
                ('subject', models.CharField(max_length=300, verbose_name='tiêu đề')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('html', models.TextField(blank=True, verbose_name='nội dung HTML')),
                ('forget_body', models.BooleanField(default=False, verbose_name='xóa nội dung sau khi gửi')),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='lúc tạo')),
                ('next_attempt_at', models.DateTimeField(verbose_name='lần gửi tới')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='đang gửi đến')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('last_error', models.TextField(blank=True, verbose_name='lỗi gần nhất')),
                ('refused', models.JSONField(blank=True, default=list, verbose_name='người nhận bị từ chối')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc gửi')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc thôi gửi')),
                ('attachments', models.ManyToManyField(blank=True, related_name='+', to='files.storedfile', verbose_name='tệp kèm')),
            ],
            options={
                'verbose_name': 'thư',
                'verbose_name_plural': 'thư gửi đi',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['next_attempt_at'], name='outbox_message_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('failed_at', None), _connector='OR'), name='outbox_message_not_both_sent_and_failed'), models.CheckConstraint(condition=models.Q(('leased_until', None), models.Q(('failed_at', None), ('sent_at', None)), _connector='OR'), name='outbox_message_leased_only_while_waiting'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('attempts__gte', 1), _connector='OR'), name='outbox_message_sent_was_attempted'), models.CheckConstraint(condition=models.Q(('failed_at', None), models.Q(('last_error', ''), _negated=True), _connector='OR'), name='outbox_message_failed_says_why')],
            },
        ),
    ]
