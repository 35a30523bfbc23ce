import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Words are found inside of words ("quang" in "x-quang"): an index of three-letter pieces makes that quick.
# Where the extension may not be installed the search works without it.
INDEX = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX feedback_case_words ON feedback_case USING gin (search_text gin_trgm_ops);
    CREATE INDEX feedback_publictext_words ON feedback_publictext USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: searching reads every row';
END $$
"""
NO_INDEX = """
DROP INDEX IF EXISTS feedback_case_words;
DROP INDEX IF EXISTS feedback_publictext_words;
"""


def run(sql):
    def only_on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return only_on_postgresql


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('deadlines', '0001_initial'),
        ('files', '0001_initial'),
        ('organization', '0001_initial'),
        ('procedures', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'số PAKN đã cấp',
                'verbose_name_plural': 'số PAKN đã cấp',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='số')),
                ('status', models.CharField(choices=[('quarantined', 'Chờ kiểm tra'), ('new', 'Mới'), ('waiting', 'Chờ bổ sung'), ('received', 'Đã tiếp nhận'), ('refused', 'Từ chối tiếp nhận'), ('forwarded', 'Đã chuyển đơn vị khác'), ('handling', 'Đang xử lý'), ('insufficient', 'Chưa đủ cơ sở xem xét'), ('approval', 'Chờ duyệt'), ('approved', 'Chờ phát hành'), ('answered', 'Đã trả lời'), ('published', 'Đã công khai'), ('withdrawn', 'Người gửi đã rút')], default='new', max_length=20, verbose_name='trạng thái')),
                ('returns_to', models.CharField(blank=True, choices=[('quarantined', 'Chờ kiểm tra'), ('new', 'Mới'), ('waiting', 'Chờ bổ sung'), ('received', 'Đã tiếp nhận'), ('refused', 'Từ chối tiếp nhận'), ('forwarded', 'Đã chuyển đơn vị khác'), ('handling', 'Đang xử lý'), ('insufficient', 'Chưa đủ cơ sở xem xét'), ('approval', 'Chờ duyệt'), ('approved', 'Chờ phát hành'), ('answered', 'Đã trả lời'), ('published', 'Đã công khai'), ('withdrawn', 'Người gửi đã rút')], editable=False, max_length=20)),
                ('channel', models.CharField(choices=[('web', 'Trang thông tin điện tử'), ('letter', 'Văn bản, bưu chính'), ('counter', 'Trực tiếp tại cơ quan'), ('phone', 'Điện thoại'), ('email', 'Thư điện tử'), ('province', 'UBND tỉnh, Văn phòng UBND tỉnh chuyển đến'), ('national', 'Hệ thống thông tin quốc gia về PAKN')], default='web', max_length=20, verbose_name='hình thức tiếp nhận')),
                ('received_date', models.DateField(verbose_name='ngày tiếp nhận')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='ghi nhận lúc')),
                ('subject', models.CharField(choices=[('conduct', 'Cơ quan, cán bộ chậm trễ, gây phiền hà, không làm hoặc làm không đúng quy định'), ('unfit', 'Quy định không phù hợp với thực tế'), ('inconsistent', 'Quy định không đồng bộ, không thống nhất'), ('unlawful', 'Quy định không hợp pháp'), ('against_treaty', 'Quy định trái với điều ước quốc tế'), ('other', 'Vấn đề khác liên quan đến quy định hành chính'), ('remedy', 'Đề xuất phương án xử lý vướng mắc, quy định nêu trên'), ('initiative', 'Sáng kiến ban hành quy định mới')], max_length=20, verbose_name='loại nội dung')),
                ('subject_class', models.CharField(blank=True, choices=[('unacceptable', 'Không đủ điều kiện tiếp nhận'), ('conduct', 'Về hành vi hành chính'), ('own_rule', 'Về quy định thuộc thẩm quyền'), ('other_rule', 'Về quy định không thuộc thẩm quyền')], max_length=20, verbose_name='phân loại')),
                ('title', models.CharField(max_length=200, verbose_name='tóm tắt')),
                ('content', models.TextField(verbose_name='nội dung')),
                ('proposal', models.TextField(blank=True, verbose_name='phương án đề xuất')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='đơn vị nhận lúc')),
                ('draft', models.TextField(blank=True, verbose_name='dự thảo trả lời')),
                ('answer', models.TextField(blank=True, verbose_name='nội dung trả lời')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='duyệt lúc')),
                ('answered_date', models.DateField(blank=True, null=True, verbose_name='ngày trả lời')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='kết thúc lúc')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn gần nhất')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đánh giá')),
                ('rating_words', models.CharField(blank=True, max_length=500, verbose_name='nhận xét')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='đánh giá lúc')),
                ('reopen_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='đề nghị xem xét lại lúc')),
                ('reopen_reason', models.CharField(blank=True, max_length=1000, verbose_name='lý do đề nghị xem xét lại')),
                ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='mở lại lúc')),
                ('suspicions', models.JSONField(blank=True, default=list, verbose_name='dấu hiệu nghi ngờ')),
                ('is_spam', models.BooleanField(default=False, verbose_name='thư rác')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='tạm giữ từ')),
                ('hold_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do tạm giữ')),
                ('anonymised_at', models.DateTimeField(blank=True, null=True, verbose_name='ẩn danh lúc')),
                ('secret_hash', models.CharField(editable=False, max_length=200)),
                ('search_text', models.TextField(default='', editable=False)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
                ('concerned_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit', verbose_name='đơn vị được phản ánh')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='feedback.case', verbose_name='trùng với')),
                ('held_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tạm giữ')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xử lý')),
                ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='procedures.procedure', verbose_name='thủ tục liên quan')),
                ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người mở lại')),
                ('supporting_units', models.ManyToManyField(blank=True, related_name='supported_cases', to='organization.unit', verbose_name='đơn vị phối hợp')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='organization.unit', verbose_name='đơn vị xử lý')),
            ],
            options={
                'verbose_name': 'phản ánh, kiến nghị',
                'verbose_name_plural': 'phản ánh, kiến nghị',
                'ordering': ['-received_date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('action', models.CharField(max_length=30, verbose_name='việc')),
                ('party', models.CharField(choices=[('sender', 'Người gửi'), ('staff', 'Cán bộ'), ('system', 'Hệ thống')], max_length=10, verbose_name='bên thực hiện')),
                ('from_status', models.CharField(blank=True, choices=[('quarantined', 'Chờ kiểm tra'), ('new', 'Mới'), ('waiting', 'Chờ bổ sung'), ('received', 'Đã tiếp nhận'), ('refused', 'Từ chối tiếp nhận'), ('forwarded', 'Đã chuyển đơn vị khác'), ('handling', 'Đang xử lý'), ('insufficient', 'Chưa đủ cơ sở xem xét'), ('approval', 'Chờ duyệt'), ('approved', 'Chờ phát hành'), ('answered', 'Đã trả lời'), ('published', 'Đã công khai'), ('withdrawn', 'Người gửi đã rút')], max_length=20)),
                ('to_status', models.CharField(choices=[('quarantined', 'Chờ kiểm tra'), ('new', 'Mới'), ('waiting', 'Chờ bổ sung'), ('received', 'Đã tiếp nhận'), ('refused', 'Từ chối tiếp nhận'), ('forwarded', 'Đã chuyển đơn vị khác'), ('handling', 'Đang xử lý'), ('insufficient', 'Chưa đủ cơ sở xem xét'), ('approval', 'Chờ duyệt'), ('approved', 'Chờ phát hành'), ('answered', 'Đã trả lời'), ('published', 'Đã công khai'), ('withdrawn', 'Người gửi đã rút')], max_length=20)),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='chi tiết')),
                ('is_public', models.BooleanField(default=False, verbose_name='người gửi thấy')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='feedback.case')),
            ],
            options={
                'verbose_name': 'diễn biến',
                'verbose_name_plural': 'diễn biến',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_public', models.BooleanField(default=True, verbose_name='người gửi thấy')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='feedback.case')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='feedback.caseevent')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp')),
            ],
            options={
                'verbose_name': 'tệp của phản ánh',
                'verbose_name_plural': 'tệp của phản ánh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='feedback.case')),
            ],
            options={
                'verbose_name': 'liên kết tra cứu',
                'verbose_name_plural': 'liên kết tra cứu',
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày làm xong')),
                ('kind', models.CharField(choices=[('classify', 'Phân loại'), ('forward', 'Chuyển cơ quan có thẩm quyền'), ('supplement', 'Người gửi bổ sung'), ('answer', 'Trả lời'), ('publish', 'Công khai kết quả')], max_length=20, verbose_name='việc phải làm')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='feedback.case')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
            ],
            options={
                'verbose_name': 'đồng hồ',
                'verbose_name_plural': 'đồng hồ',
                'ordering': ['start_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('forgets_words', models.BooleanField(default=False, verbose_name='xóa cả nội dung người gửi viết')),
                ('proposed_at', models.DateTimeField(verbose_name='đề nghị lúc')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hủy')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'đợt ẩn danh',
                'verbose_name_plural': 'đợt ẩn danh',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('files_removed', models.PositiveIntegerField(default=0, verbose_name='số tệp đã xóa')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='ẩn danh lúc')),
                ('outcome', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposal_items', to='feedback.case')),
                ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='feedback.disposal')),
            ],
            options={
                'verbose_name': 'phản ánh trong đợt ẩn danh',
                'verbose_name_plural': 'phản ánh trong đợt ẩn danh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='số ngày làm việc thêm')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('asked_at', models.DateTimeField(verbose_name='đề nghị lúc')),
                ('is_granted', models.BooleanField(blank=True, null=True, verbose_name='đồng ý')),
                ('remarks', models.CharField(blank=True, max_length=500, verbose_name='ý kiến')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='quyết định lúc')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='feedback.case')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người quyết định')),
            ],
            options={
                'verbose_name': 'đề nghị gia hạn',
                'verbose_name_plural': 'đề nghị gia hạn',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answer', 'Công văn trả lời'), ('forward', 'Công văn chuyển')], max_length=10, verbose_name='loại')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='số')),
                ('symbol', models.CharField(blank=True, max_length=60, verbose_name='ký hiệu')),
                ('issued_date', models.DateField(verbose_name='ngày ban hành')),
                ('recipient', models.CharField(max_length=300, verbose_name='kính gửi')),
                ('body', models.TextField(verbose_name='nội dung')),
                ('authority', models.CharField(blank=True, help_text='Ví dụ: KT. GIÁM ĐỐC.', max_length=60, verbose_name='quyền hạn ký')),
                ('signer_title', models.CharField(max_length=100, verbose_name='chức vụ người ký')),
                ('signer_name', models.CharField(max_length=100, verbose_name='họ và tên người ký')),
                ('issued_at', models.DateTimeField(verbose_name='phát hành lúc')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='feedback.case')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'công văn',
                'verbose_name_plural': 'công văn',
                'ordering': ['issued_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PublicText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tiêu đề')),
                ('question', models.TextField(verbose_name='nội dung phản ánh, kiến nghị')),
                ('answer', models.TextField(verbose_name='nội dung trả lời')),
                ('received_date', models.DateField(verbose_name='ngày tiếp nhận')),
                ('answered_date', models.DateField(verbose_name='ngày trả lời')),
                ('confirmed_marks', models.JSONField(blank=True, default=list, verbose_name='nội dung đã xác nhận')),
                ('published_at', models.DateTimeField(verbose_name='công khai lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do rút')),
                ('search_text', models.TextField(default='', editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='public_texts', to='feedback.case')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.field', verbose_name='lĩnh vực')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút')),
            ],
            options={
                'verbose_name': 'nội dung công khai',
                'verbose_name_plural': 'nội dung công khai',
                'ordering': ['-published_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('quarantined', 'Chờ kiểm tra'), ('new', 'Mới'), ('waiting', 'Chờ bổ sung'), ('received', 'Đã tiếp nhận'), ('refused', 'Từ chối tiếp nhận'), ('forwarded', 'Đã chuyển đơn vị khác'), ('handling', 'Đang xử lý'), ('insufficient', 'Chưa đủ cơ sở xem xét'), ('approval', 'Chờ duyệt'), ('approved', 'Chờ phát hành'), ('answered', 'Đã trả lời'), ('published', 'Đã công khai'), ('withdrawn', 'Người gửi đã rút')], max_length=20, unique=True, verbose_name='trạng thái')),
                ('months', models.PositiveSmallIntegerField(verbose_name='số tháng lưu')),
                ('citation', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('is_sample', models.BooleanField(default=False, verbose_name='giá trị mẫu')),
            ],
            options={
                'verbose_name': 'thời hạn lưu thông tin cá nhân',
                'verbose_name_plural': 'thời hạn lưu thông tin cá nhân',
                'ordering': ['status'],
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gt', 0)), name='feedback_retention_months_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='Sender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Cá nhân'), ('organization', 'Tổ chức, doanh nghiệp')], default='person', max_length=20, verbose_name='người gửi là')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='họ và tên hoặc tên tổ chức')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='số điện thoại')),
                ('postal_address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ nhận thư')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sender', to='feedback.case')),
            ],
            options={
                'verbose_name': 'người gửi',
                'verbose_name_plural': 'người gửi',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('typed', models.JSONField(default=dict)),
                ('started_at', models.DateTimeField(db_index=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='submission', to='feedback.case')),
            ],
            options={
                'verbose_name': 'phiếu đang soạn',
                'verbose_name_plural': 'phiếu đang soạn',
            },
        ),
        migrations.CreateModel(
            name='SubmissionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='feedback.submission')),
            ],
            options={
                'verbose_name': 'tệp của phiếu đang soạn',
                'verbose_name_plural': 'tệp của phiếu đang soạn',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['status', 'due_date'], name='feedback_case_queue'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['unit', 'status'], name='feedback_case_unit'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['officer', 'status'], name='feedback_case_officer'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['received_date', 'id'], name='feedback_case_register'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['status', 'ended_at'], name='feedback_case_ended'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('due_date__isnull', False)), fields=['due_date'], name='feedback_case_due'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['procedure', 'received_date'], name='feedback_case_procedure'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['channel', 'received_date'], name='feedback_case_channel'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['subject', 'received_date'], name='feedback_case_subject'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('reopen_asked_at__isnull', False), ('reopened_at', None)), fields=['reopen_asked_at'], name='feedback_case_reopening'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['quarantined', 'new', 'waiting', 'received', 'refused', 'forwarded', 'handling', 'insufficient', 'approval', 'approved', 'answered', 'published', 'withdrawn'])), name='feedback_case_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returns_to__in', ['new', 'received', 'handling']), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('returns_to', '')), _connector='OR'), name='feedback_case_waiting_knows_where_it_returns'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='feedback_case_approved_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='feedback_case_accepted_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('held_by__isnull', True)), models.Q(('held_at__isnull', False), ('held_by__isnull', False)), _connector='OR'), name='feedback_case_held_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_at__isnull', True), ('reopened_by__isnull', True)), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False)), _connector='OR'), name='feedback_case_reopened_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('status__in', ['refused', 'forwarded', 'answered', 'published', 'withdrawn'])), models.Q(models.Q(('status__in', ['refused', 'forwarded', 'answered', 'published', 'withdrawn']), _negated=True), ('ended_at', None)), _connector='OR'), name='feedback_case_ended_says_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('rating', None), ('rating__range', (1, 5)), _connector='OR'), name='feedback_case_rating_from_one_to_five'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['answered', 'published']), _negated=True), ('answered_date__isnull', False), _connector='OR'), name='feedback_case_answered_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate_of', None), models.Q(('duplicate_of', models.F('id')), _negated=True), _connector='OR'), name='feedback_case_no_duplicate_of_itself'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['case', 'at'], name='feedback_event_story'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='feedback_clock_running'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(fields=['kind', 'start_date'], name='feedback_clock_counted'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='feedback_clock_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('rule__isnull', False)), name='feedback_clock_follows_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('done_date', None)), fields=('case', 'kind'), name='feedback_clock_runs_once'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('done_date', None), ('due_date__isnull', False), _connector='OR'), name='feedback_clock_stopped_had_a_due_date'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='feedback_disposal_confirmed_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='feedback_disposal_cancelled_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('cancelled_at', None), _connector='OR'), name='feedback_disposal_ends_one_way'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='feedback_disposal_needs_two_people'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(fields=('disposal', 'case'), name='feedback_disposal_item_once'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('case',), name='feedback_extension_one_open_at_a_time', violation_error_message='Đang có đề nghị gia hạn chờ lãnh đạo quyết định.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='feedback_extension_decided_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 60))), name='feedback_extension_days_in_reason'),
        ),
        migrations.AddIndex(
            model_name='publictext',
            index=models.Index(fields=['field', '-answered_date'], name='feedback_public_field'),
        ),
        migrations.AddIndex(
            model_name='publictext',
            index=models.Index(fields=['-answered_date', 'id'], name='feedback_public_newest'),
        ),
        migrations.AddConstraint(
            model_name='publictext',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('case',), name='feedback_public_text_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='publictext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='feedback_public_withdrawn_who_and_when'),
        ),
        migrations.RunPython(run(INDEX), run(NO_INDEX)),
    ]
