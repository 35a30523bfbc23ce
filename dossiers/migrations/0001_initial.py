import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('deadlines', '0001_initial'),
        ('procedures', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DossierCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('carried_over', models.PositiveIntegerField(default=0, verbose_name='từ kỳ trước (6)')),
                ('online', models.PositiveIntegerField(default=0, verbose_name='trực tuyến (4)')),
                ('counter', models.PositiveIntegerField(default=0, verbose_name='trực tiếp (5)')),
                ('post', models.PositiveIntegerField(default=0, verbose_name='qua bưu chính (5)')),
                ('early', models.PositiveIntegerField(default=0, verbose_name='trước hạn (8)')),
                ('on_time', models.PositiveIntegerField(default=0, verbose_name='đúng hạn (9)')),
                ('late', models.PositiveIntegerField(default=0, verbose_name='quá hạn (10)')),
                ('pending_in_time', models.PositiveIntegerField(default=0, verbose_name='đang giải quyết, trong hạn (12)')),
                ('pending_late', models.PositiveIntegerField(default=0, verbose_name='đang giải quyết, quá hạn (13)')),
                ('returned_by_post', models.PositiveIntegerField(default=0, verbose_name='trả kết quả qua bưu chính')),
                ('paid_online', models.PositiveIntegerField(default=0, verbose_name='thanh toán trực tuyến')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossier_counts', to='procedures.field', verbose_name='lĩnh vực')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossier_counts', to='deadlines.period', verbose_name='kỳ báo cáo')),
                ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossier_counts', to='procedures.procedure', verbose_name='thủ tục')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'số liệu hồ sơ',
                'verbose_name_plural': 'số liệu hồ sơ',
                'ordering': ['period', 'field__name', 'procedure__code', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('field', None), ('procedure__isnull', False)), models.Q(('field__isnull', False), ('procedure', None)), _connector='OR'), name='dossiers_dossiers_of_a_field_or_a_procedure'), models.UniqueConstraint(fields=('period', 'field'), name='dossiers_dossiers_field_once'), models.UniqueConstraint(fields=('period', 'procedure'), name='dossiers_dossiers_procedure_once'), models.CheckConstraint(condition=models.Q(('online', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('early'), '+', models.F('on_time')), '+', models.F('late')), '+', models.F('pending_in_time')), '+', models.F('pending_late')), '-', models.F('carried_over')), '-', models.F('counter')), '-', models.F('post')))), name='dossiers_dossiers_received_is_solved_and_pending', violation_error_message='Tổng tiếp nhận phải bằng tổng đã giải quyết cộng tổng đang giải quyết.'), models.CheckConstraint(condition=models.Q(('returned_by_post__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('early'), '+', models.F('on_time')), '+', models.F('late')))), name='dossiers_dossiers_returned_were_solved', violation_error_message='Số trả qua bưu chính không thể lớn hơn số đã giải quyết.')],
            },
        ),
        migrations.CreateModel(
            name='DossierImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('rows', models.JSONField(default=list)),
                ('problems', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deadlines.period')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tệp số liệu hồ sơ',
                'verbose_name_plural': 'tệp số liệu hồ sơ',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by__isnull', True)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='dossiers_dossierimport_who_and_when')],
            },
        ),
    ]
