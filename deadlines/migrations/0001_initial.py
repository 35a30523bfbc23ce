import django.core.validators
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
            name='DeadlineRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Phần mềm tìm quy định theo mã này; không đổi mã đã dùng.', max_length=80, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='nội dung')),
                ('amount', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(400, 'Nhập số ngày từ 1 đến 400.')], verbose_name='số ngày')),
                ('unit', models.CharField(choices=[('days', 'ngày'), ('working_days', 'ngày làm việc')], default='working_days', max_length=20, verbose_name='đơn vị tính')),
                ('direction', models.CharField(choices=[('after', 'sau ngày bắt đầu'), ('before', 'trước ngày bắt đầu')], default='after', max_length=10, verbose_name='chiều tính')),
                ('start_event', models.CharField(help_text='Ví dụ: ngày ký quyết định công bố.', max_length=200, verbose_name='tính từ')),
                ('citation', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('basis', models.CharField(choices=[('law', 'Pháp luật'), ('internal', 'Quy định nội bộ')], default='internal', max_length=10, verbose_name='loại căn cứ')),
                ('is_sample', models.BooleanField(default=False, help_text='Chưa có căn cứ; hiển thị kèm chữ “(mẫu)” cho đến khi đơn vị xác định.', verbose_name='giá trị mẫu')),
                ('soon_days', models.PositiveSmallIntegerField(default=2, help_text='Việc còn từng này ngày làm việc trở xuống thì hiện “sắp đến hạn”. Không làm thay đổi hạn.', validators=[django.core.validators.MaxValueValidator(400, 'Nhập số ngày từ 0 đến 400.')], verbose_name='sắp đến hạn, từ số ngày làm việc trước hạn')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'quy định thời hạn',
                'verbose_name_plural': 'quy định thời hạn',
                'ordering': ['code', 'valid_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='deadlines_rule_amount_above_zero', violation_error_message='Số ngày phải lớn hơn 0.'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='deadlines_rule_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.'), models.UniqueConstraint(fields=('code', 'valid_from'), name='deadlines_rule_once_from_a_day', violation_error_message='Mã này đã có quy định bắt đầu từ ngày đó.'), models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('code',), name='deadlines_rule_once_without_a_beginning', violation_error_message='Mã này đã có quy định không ghi ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('is_sample', False), ('basis', 'internal'), _connector='OR'), name='deadlines_rule_sample_is_never_law', violation_error_message='Giá trị mẫu không được ghi là quy định pháp luật.')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('month', 'Tháng'), ('quarter', 'Quý'), ('half', '6 tháng'), ('nine_months', '9 tháng'), ('year', 'Năm'), ('adhoc', 'Đột xuất')], max_length=20, verbose_name='loại kỳ')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='số thứ tự trong năm')),
                ('title', models.CharField(max_length=200, verbose_name='tên kỳ')),
                ('first_day', models.DateField(verbose_name='từ ngày')),
                ('last_day', models.DateField(verbose_name='đến hết ngày')),
            ],
            options={
                'verbose_name': 'kỳ báo cáo',
                'verbose_name_plural': 'kỳ báo cáo',
                'ordering': ['last_day', '-first_day', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='deadlines_period_first_day_before_last', violation_error_message='Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.'), models.UniqueConstraint(condition=models.Q(('kind', 'adhoc'), _negated=True), fields=('kind', 'year', 'number'), name='deadlines_period_regular_once', violation_error_message='Kỳ này của năm đó đã có.'), models.UniqueConstraint(condition=models.Q(('kind', 'adhoc')), fields=('title', 'first_day', 'last_day'), name='deadlines_period_adhoc_once', violation_error_message='Kỳ đột xuất cùng tên, cùng ngày này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(unique=True, verbose_name='ngày')),
                ('kind', models.CharField(choices=[('off', 'Ngày nghỉ'), ('work', 'Ngày làm bù')], max_length=10, verbose_name='loại')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                ('needs_check', models.BooleanField(default=False, verbose_name='cần đối chiếu trước khi xác nhận lịch')),
            ],
            options={
                'verbose_name': 'ngày nghỉ, ngày làm bù',
                'verbose_name_plural': 'ngày nghỉ, ngày làm bù',
                'ordering': ['date'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['off', 'work'])), name='deadlines_specialday_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='năm')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận')),
            ],
            options={
                'verbose_name': 'lịch năm',
                'verbose_name_plural': 'lịch các năm',
                'ordering': ['-year'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='deadlines_calendaryear_confirmed_by_whom_and_when')],
            },
        ),
    ]
