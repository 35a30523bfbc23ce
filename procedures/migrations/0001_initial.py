import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('deadlines', '0001_initial'),
        ('files', '0001_initial'),
        ('organization', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VisitedHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(max_length=255, unique=True)),
                ('free_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'máy chủ được kiểm tra',
                'verbose_name_plural': 'máy chủ được kiểm tra',
            },
        ),
        migrations.CreateModel(
            name='ChangeKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='loại thay đổi')),
                ('effect', models.CharField(choices=[('create', 'Thêm thủ tục mới'), ('amend', 'Thay nội dung của thủ tục'), ('replace', 'Thủ tục mới thay thủ tục cũ'), ('abolish', 'Thủ tục hết hiệu lực')], max_length=20, verbose_name='tác động')),
                ('citation', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'loại thay đổi',
                'verbose_name_plural': 'loại thay đổi',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='procedures_changekind_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='tên kênh')),
                ('short_name', models.CharField(max_length=40, verbose_name='tên ngắn')),
                ('kind', models.CharField(choices=[('electronic', 'Kênh điện tử'), ('physical', 'Niêm yết tại chỗ')], max_length=20, verbose_name='loại kênh')),
                ('source', models.CharField(choices=[('procedures.publications', 'Đăng tải quyết định công bố (nhiệm vụ 7)'), ('procedures.postings', 'Công khai, niêm yết thủ tục (nhiệm vụ 8)')], default='procedures.publications', max_length=40, verbose_name='tính vào')),
                ('rule_code', models.CharField(max_length=80, verbose_name='mã quy định thời hạn')),
                ('short_rule_code', models.CharField(blank=True, max_length=80, verbose_name='mã quy định khi rút gọn')),
                ('hosts', models.TextField(blank=True, help_text='Mỗi dòng một tên miền, ví dụ csdl.dichvucong.gov.vn. Đường dẫn ở nơi khác không được mở.', verbose_name='tên miền được kiểm tra')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
                ('unit', models.ForeignKey(blank=True, help_text='Để trống: Bộ phận kiểm soát TTHC.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='organization.unit', verbose_name='đơn vị thực hiện')),
            ],
            options={
                'verbose_name': 'kênh công khai',
                'verbose_name_plural': 'kênh công khai',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('level', models.CharField(choices=[('ministry', 'Quyết định của Bộ'), ('province', 'Quyết định của Chủ tịch UBND tỉnh')], max_length=20, verbose_name='loại quyết định')),
                ('number', models.CharField(help_text='Ví dụ: 2420/QĐ-UBND.', max_length=60, verbose_name='số, ký hiệu')),
                ('sign_date', models.DateField(verbose_name='ngày ký')),
                ('effective_date', models.DateField(verbose_name='ngày có hiệu lực')),
                ('received_date', models.DateField(blank=True, null=True, verbose_name='ngày nhận được')),
                ('title', models.CharField(max_length=600, verbose_name='trích yếu')),
                ('issuer', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('is_short', models.BooleanField(default=False, verbose_name='theo trình tự rút gọn')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('entered_at', models.DateTimeField(editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('not_needed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('submission_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('search_text', models.TextField(default='', editable=False)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='bản đã ký')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='procedures.decision', verbose_name='công bố theo quyết định của Bộ')),
                ('not_needed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'quyết định công bố',
                'verbose_name_plural': 'quyết định công bố',
                'ordering': ['-sign_date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DraftingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('step', models.CharField(choices=[('draft', 'Gửi dự thảo để Văn phòng UBND tỉnh kiểm soát'), ('submit', 'Trình Chủ tịch UBND tỉnh ký'), ('sign', 'Chủ tịch UBND tỉnh ký quyết định công bố')], max_length=10, verbose_name='bước')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày thực hiện')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='procedures.decision')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
            ],
            options={
                'verbose_name': 'bước tham mưu công bố',
                'verbose_name_plural': 'bước tham mưu công bố',
                'ordering': ['decision', 'due_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='tên lĩnh vực')),
                ('code', models.CharField(blank=True, help_text='Ví dụ: G06-KC01.', max_length=40, verbose_name='mã lĩnh vực')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fields', to='organization.unit', verbose_name='đơn vị phụ trách')),
            ],
            options={
                'verbose_name': 'lĩnh vực',
                'verbose_name_plural': 'lĩnh vực',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='mã thủ tục')),
                ('abolished_date', models.DateField(blank=True, editable=False, null=True, verbose_name='bãi bỏ từ ngày')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='procedures.field', verbose_name='lĩnh vực')),
            ],
            options={
                'verbose_name': 'thủ tục hành chính',
                'verbose_name_plural': 'thủ tục hành chính',
                'ordering': ['code', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DecisionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='mã thủ tục')),
                ('name', models.CharField(max_length=600, verbose_name='tên thủ tục')),
                ('former_code', models.CharField(blank=True, editable=False, max_length=60)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='procedures.decision')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='procedures.changekind', verbose_name='loại thay đổi')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.field', verbose_name='lĩnh vực')),
                ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='procedures.procedure', verbose_name='thủ tục')),
                ('replaced', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='procedures.procedure', verbose_name='thủ tục bị thay thế')),
            ],
            options={
                'verbose_name': 'dòng của quyết định',
                'verbose_name_plural': 'dòng của quyết định',
                'ordering': ['decision', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày công khai')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='đường dẫn')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='kiểm tra lúc')),
                ('check_leased_until', models.DateTimeField(blank=True, null=True)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='procedures.channel')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='procedures.decision')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='ảnh')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
            ],
            options={
                'verbose_name': 'lượt công khai',
                'verbose_name_plural': 'lượt công khai',
                'ordering': ['decision', 'channel__position'],
            },
        ),
        migrations.CreateModel(
            name='LinkRepair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày làm xong')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repairs', to='procedures.publication')),
            ],
            options={
                'verbose_name': 'khắc phục liên kết',
                'verbose_name_plural': 'khắc phục liên kết',
                'ordering': ['publication', 'start_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.URLField(max_length=500)),
                ('checked_at', models.DateTimeField(verbose_name='lúc')),
                ('outcome', models.CharField(choices=[('ok', 'Truy cập được'), ('moved', 'Đã chuyển địa chỉ'), ('gone', 'Không còn trang'), ('unreachable', 'Không truy cập được'), ('refused', 'Không được phép kiểm tra')], max_length=20, verbose_name='kết quả')),
                ('status_code', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mã trả lời')),
                ('final_url', models.CharField(blank=True, max_length=1000, verbose_name='địa chỉ cuối')),
                ('missing_codes', models.JSONField(default=list, verbose_name='mã thủ tục không thấy trên trang')),
                ('names_decision', models.BooleanField(null=True, verbose_name='trang có số quyết định')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='diễn giải')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='procedures.publication')),
            ],
            options={
                'verbose_name': 'lần kiểm tra liên kết',
                'verbose_name_plural': 'lần kiểm tra liên kết',
                'ordering': ['-checked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='mức độ')),
                ('citation', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'mức độ dịch vụ công trực tuyến',
                'verbose_name_plural': 'mức độ dịch vụ công trực tuyến',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='procedures_servicelevel_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('valid_from', models.DateField(blank=True, editable=False, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, editable=False, null=True, verbose_name='hiệu lực đến')),
                ('name', models.CharField(max_length=600, verbose_name='tên thủ tục')),
                ('admin_level', models.CharField(choices=[('province', 'Cấp tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã'), ('central', 'Cơ quan trung ương')], default='province', max_length=20, verbose_name='cấp thực hiện')),
                ('accepts_post', models.BooleanField(blank=True, null=True, verbose_name='tiếp nhận qua bưu chính công ích')),
                ('steps', models.TextField(blank=True, verbose_name='trình tự thực hiện')),
                ('ways', models.TextField(blank=True, verbose_name='cách thức thực hiện')),
                ('dossier', models.TextField(blank=True, verbose_name='thành phần, số lượng hồ sơ')),
                ('time_limit', models.TextField(blank=True, verbose_name='thời hạn giải quyết')),
                ('subjects', models.TextField(blank=True, verbose_name='đối tượng thực hiện')),
                ('handling_body', models.TextField(blank=True, verbose_name='cơ quan giải quyết')),
                ('form_names', models.TextField(blank=True, verbose_name='mẫu đơn, mẫu tờ khai')),
                ('result', models.TextField(blank=True, verbose_name='kết quả thực hiện')),
                ('conditions', models.TextField(blank=True, verbose_name='yêu cầu, điều kiện')),
                ('fee', models.TextField(blank=True, verbose_name='phí, lệ phí')),
                ('legal_bases', models.TextField(blank=True, verbose_name='căn cứ pháp lý')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('search_text', models.TextField(default='', editable=False)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='version', to='procedures.decisionitem')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.procedure', verbose_name='thủ tục')),
                ('service_level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.servicelevel', verbose_name='mức độ dịch vụ công trực tuyến')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiên bản của thủ tục',
                'verbose_name_plural': 'phiên bản của thủ tục',
                'ordering': ['procedure', models.OrderBy(models.F('valid_from'), nulls_first=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FormFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='tên mẫu')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_files', to='procedures.version')),
            ],
            options={
                'verbose_name': 'mẫu đơn, tờ khai',
                'verbose_name_plural': 'mẫu đơn, tờ khai',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='procedures_channel_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['level', '-sign_date'], name='procedures_decision_by_date'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('level', 'number', 'sign_date'), name='procedures_decision_once', violation_error_message='Quyết định này (cùng số, cùng ngày ký) đã được nhập.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='procedures_decision_withdrawn_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('not_needed_at__isnull', True), ('not_needed_by__isnull', True)), models.Q(('not_needed_at__isnull', False), ('not_needed_by__isnull', False)), _connector='OR'), name='procedures_decision_not_needed_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('follows', None), ('level', 'province'), _connector='OR'), name='procedures_decision_only_a_province_follows'),
        ),
        migrations.AddIndex(
            model_name='draftingstep',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='procedures_step_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='draftingstep',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='procedures_draftingstep_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='draftingstep',
            constraint=models.CheckConstraint(condition=models.Q(('due_date__isnull', False)), name='procedures_step_has_a_due_date'),
        ),
        migrations.AddConstraint(
            model_name='draftingstep',
            constraint=models.UniqueConstraint(fields=('decision', 'step'), name='procedures_step_once'),
        ),
        migrations.AddConstraint(
            model_name='draftingstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='procedures_step_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='procedure',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='procedures_procedure_code_once', violation_error_message='Mã này đã dùng cho thủ tục khác. Hãy nhập mã khác.'),
        ),
        migrations.AddConstraint(
            model_name='decisionitem',
            constraint=models.UniqueConstraint(condition=models.Q(('procedure__isnull', False), ('removed_at', None)), fields=('decision', 'procedure'), name='procedures_item_once_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='decisionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='procedures_item_removed_who_and_when'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='procedures_pub_owed_by_due'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['channel', 'done_date'], name='procedures_pub_by_channel'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('link', ''), _negated=True), fields=['checked_at'], name='procedures_pub_by_check'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='procedures_publication_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('due_date__isnull', False), ('rule__isnull', False)), name='procedures_publication_follows_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('decision', 'channel'), name='procedures_publication_once_a_channel'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', True), ('recorded_by__isnull', True)), models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='procedures_publication_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_date', None), ('recorded_at', None)), models.Q(('done_date__isnull', False), ('recorded_at__isnull', False)), _connector='OR'), name='procedures_publication_done_is_recorded'),
        ),
        migrations.AddIndex(
            model_name='linkrepair',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='procedures_repair_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='linkrepair',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='procedures_linkrepair_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='linkrepair',
            constraint=models.CheckConstraint(condition=models.Q(('due_date__isnull', False), ('start_date__isnull', False)), name='procedures_linkrepair_has_its_dates'),
        ),
        migrations.AddConstraint(
            model_name='linkrepair',
            constraint=models.UniqueConstraint(condition=models.Q(('done_date', None)), fields=('publication',), name='procedures_linkrepair_one_open'),
        ),
        migrations.AddIndex(
            model_name='linkcheck',
            index=models.Index(fields=['publication', '-checked_at'], name='procedures_check_last'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['procedure', 'number'], name='procedures_version_order'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['valid_from', 'valid_to'], name='procedures_version_validity'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['admin_level'], name='procedures_version_level'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), _connector='OR'), name='procedures_version_edited_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='procedures_version_withdrawn_who_and_when'),
        ),
    ]
