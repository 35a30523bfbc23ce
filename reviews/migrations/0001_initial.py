import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
            name='HourlyRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='đồng một giờ')),
                ('source', models.CharField(max_length=300, verbose_name='nguồn')),
                ('is_sample', models.BooleanField(default=False, verbose_name='giá trị mẫu')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'thu nhập bình quân một giờ',
                'verbose_name_plural': 'thu nhập bình quân một giờ',
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='reviews_hourlyrate_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='ReviewPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='năm')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu quyết định phê duyệt')),
                ('approved_date', models.DateField(blank=True, null=True, verbose_name='ngày phê duyệt')),
                ('due_date', models.DateField(blank=True, editable=False, null=True, verbose_name='hạn gửi')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày gửi cơ quan trung ương')),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
            ],
            options={
                'verbose_name': 'kế hoạch rà soát',
                'verbose_name_plural': 'kế hoạch rà soát',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('grounds', models.CharField(choices=[('government', 'Chỉ đạo của Chính phủ, Thủ tướng Chính phủ'), ('province', 'UBND tỉnh tự lựa chọn'), ('feedback', 'Phản ánh, kiến nghị của cá nhân, tổ chức')], max_length=20, verbose_name='căn cứ lựa chọn')),
                ('grounds_note', models.CharField(blank=True, max_length=500, verbose_name='diễn giải căn cứ')),
                ('expected_output', models.CharField(blank=True, max_length=500, verbose_name='dự kiến sản phẩm')),
                ('start_date', models.DateField(verbose_name='từ ngày')),
                ('due_date', models.DateField(verbose_name='đến ngày')),
                ('conclusion', models.TextField(blank=True, verbose_name='kết luận rà soát')),
                ('times_before', models.PositiveIntegerField(default=1, verbose_name='số lần thực hiện một năm (hiện tại)')),
                ('subjects_before', models.PositiveIntegerField(default=0, verbose_name='số đối tượng tuân thủ một năm (hiện tại)')),
                ('times_after', models.PositiveIntegerField(default=1, verbose_name='số lần thực hiện một năm (sau rà soát)')),
                ('subjects_after', models.PositiveIntegerField(default=0, verbose_name='số đối tượng tuân thủ một năm (sau rà soát)')),
                ('done_date', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày hoàn thành')),
                ('completed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('costs_revision', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='Biểu mẫu 02/RS-KSTT')),
                ('completed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cost_attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='Biểu mẫu 03/SCM-KSTT')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='procedures.procedure', verbose_name='thủ tục')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='organization.unit', verbose_name='đơn vị thực hiện')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='reviews.reviewplan')),
            ],
            options={
                'verbose_name': 'rà soát thủ tục',
                'verbose_name_plural': 'rà soát thủ tục',
                'ordering': ['due_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('necessity', 'Sự cần thiết'), ('reason', 'Tính hợp lý'), ('legality', 'Tính hợp pháp'), ('cost', 'Chi phí tuân thủ')], max_length=20, verbose_name='nhóm')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('text', models.CharField(max_length=500, verbose_name='câu hỏi')),
                ('citation', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
            ],
            options={
                'verbose_name': 'câu hỏi của phiếu rà soát',
                'verbose_name_plural': 'câu hỏi của phiếu rà soát',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='reviews_reviewquestion_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.')],
            },
        ),
        migrations.CreateModel(
            name='ReviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(blank=True, choices=[('yes', 'Có'), ('partly', 'Một phần'), ('no', 'Không'), ('na', 'Không áp dụng')], max_length=10, verbose_name='trả lời')),
                ('note', models.TextField(blank=True, verbose_name='lý do, đề xuất')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reviews.review')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reviews.reviewquestion')),
            ],
            options={
                'verbose_name': 'câu trả lời',
                'verbose_name_plural': 'câu trả lời',
                'ordering': ['question__position'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('kind', models.CharField(choices=[('amend', 'Sửa đổi, bổ sung'), ('replace', 'Thay thế'), ('abolish', 'Bãi bỏ, hủy bỏ'), ('connect', 'Liên thông'), ('create', 'Ban hành mới'), ('other', 'Sáng kiến khác')], max_length=20, verbose_name='phương án')),
                ('title', models.CharField(max_length=300, verbose_name='tên sáng kiến, đề xuất')),
                ('content', models.TextField(verbose_name='nội dung, lý do')),
                ('proposed_date', models.DateField(verbose_name='ngày đề xuất')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='văn bản đề xuất')),
                ('outcome', models.CharField(choices=[('pending', 'Đang chờ'), ('accepted', 'Được chấp thuận'), ('declined', 'Không được chấp thuận')], default='pending', max_length=20, verbose_name='kết quả')),
                ('outcome_date', models.DateField(blank=True, null=True, verbose_name='ngày có kết quả')),
                ('outcome_note', models.CharField(blank=True, max_length=500, verbose_name='diễn giải kết quả')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('submission_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('search_text', models.TextField(default='', editable=False)),
                ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='procedures.procedure', verbose_name='thủ tục')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='organization.unit', verbose_name='đơn vị đề xuất')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='reviews.review')),
            ],
            options={
                'verbose_name': 'sáng kiến, đề xuất',
                'verbose_name_plural': 'sáng kiến, đề xuất',
                'ordering': ['-proposed_date', '-pk'],
                'indexes': [models.Index(fields=['year', 'unit'], name='reviews_proposal_by_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'pending'), ('outcome_date', None)), models.Q(models.Q(('outcome', 'pending'), _negated=True), ('outcome_date__isnull', False)), _connector='OR'), name='reviews_proposal_outcome_has_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='reviews_proposal_withdrawn_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='CostStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('before', 'Hiện tại'), ('after', 'Sau rà soát')], max_length=10, verbose_name='thời điểm')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('kind', models.CharField(choices=[('prepare', 'Chuẩn bị hồ sơ'), ('submit', 'Nộp hồ sơ'), ('pay', 'Nộp phí, lệ phí'), ('inspection', 'Chuẩn bị, phục vụ kiểm tra'), ('receive', 'Nhận kết quả'), ('other', 'Công việc khác')], max_length=20, verbose_name='loại công việc')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='công việc')),
                ('hours', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='số giờ')),
                ('hourly_rate', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='thu nhập một giờ (đồng)')),
                ('service_cost', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='chi phí tư vấn, dịch vụ (đồng)')),
                ('fee', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='phí, lệ phí (đồng)')),
                ('other_cost', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='chi phí khác (đồng)')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cost_steps', to='reviews.review')),
            ],
            options={
                'verbose_name': 'bước tính chi phí',
                'verbose_name_plural': 'bước tính chi phí',
                'ordering': ['phase', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fee__gte', 0), ('hourly_rate__gte', 0), ('hours__gte', 0), ('other_cost__gte', 0), ('service_cost__gte', 0)), name='reviews_coststep_nothing_below_zero')],
            },
        ),
        migrations.AddConstraint(
            model_name='reviewplan',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='reviews_reviewplan_rule_has_a_start'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='reviews_review_open_by_due'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['plan', 'unit'], name='reviews_review_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='reviews_review_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('plan', 'procedure'), name='reviews_review_once_a_year', violation_error_message='Thủ tục này đã có trong kế hoạch rà soát của năm.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('start_date__lte', models.F('due_date'))), name='reviews_review_starts_before_it_ends', violation_error_message='“Đến ngày” phải từ “từ ngày” trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('completed_at__isnull', True), ('completed_by__isnull', True)), models.Q(('completed_at__isnull', False), ('completed_by__isnull', False)), _connector='OR'), name='reviews_review_done_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('completed_at', None), ('done_date', None)), models.Q(('completed_at__isnull', False), ('done_date__isnull', False)), _connector='OR'), name='reviews_review_done_is_recorded'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='reviews_review_withdrawn_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='reviewanswer',
            constraint=models.UniqueConstraint(fields=('review', 'question'), name='reviews_answer_once_a_question'),
        ),
    ]
