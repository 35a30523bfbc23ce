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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(error_messages={'unique': 'Đã có kế hoạch của năm này.'}, unique=True, validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='năm')),
                ('title', models.CharField(max_length=300, verbose_name='tên kế hoạch')),
                ('number', models.CharField(blank=True, help_text='Văn thư cấp số; dự thảo để trống.', max_length=10, verbose_name='số')),
                ('symbol', models.CharField(help_text='Ví dụ: KH-SKHCN.', max_length=40, verbose_name='ký hiệu')),
                ('issue_date', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('signer_title', models.CharField(blank=True, max_length=150, verbose_name='chức vụ người ký')),
                ('signer_name', models.CharField(blank=True, max_length=150, verbose_name='người ký')),
                ('purpose', models.TextField(blank=True, verbose_name='mục đích')),
                ('requirements', models.TextField(blank=True, verbose_name='yêu cầu')),
                ('solutions', models.TextField(blank=True, verbose_name='giải pháp, tổ chức thực hiện')),
                ('budget', models.TextField(blank=True, verbose_name='kinh phí')),
                ('recipients', models.TextField(blank=True, help_text='Mỗi dòng một nơi nhận.', verbose_name='nơi nhận')),
                ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('submitted', 'Đã trình'), ('issued', 'Đã ban hành'), ('closed', 'Đã kết thúc')], default='draft', max_length=20, verbose_name='trạng thái')),
                ('created_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('cloned_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='clones', to='plans.plan')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kế hoạch',
                'verbose_name_plural': 'kế hoạch',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500, verbose_name='căn cứ')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_bases', to='plans.plan')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PlanImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('rows', models.JSONField()),
                ('problems', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='plans.plan')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=10, verbose_name='số thứ tự')),
                ('title', models.CharField(max_length=300, verbose_name='tên nhóm việc')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='plans.plan')),
            ],
            options={
                'verbose_name': 'nhóm việc',
                'verbose_name_plural': 'nhóm việc',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                ('title', models.TextField(verbose_name='nội dung công việc')),
                ('lead_text', models.CharField(max_length=300, verbose_name='chủ trì, như trong văn bản')),
                ('support_text', models.CharField(blank=True, max_length=500, verbose_name='phối hợp, như trong văn bản')),
                ('deliverable_text', models.CharField(blank=True, max_length=500, verbose_name='kết quả')),
                ('timing', models.CharField(blank=True, max_length=300, verbose_name='thời gian thực hiện')),
                ('schedule_kind', models.CharField(choices=[('quarter', 'Trong một quý'), ('year', 'Trong năm'), ('date', 'Ngày cụ thể'), ('ongoing', 'Thường xuyên'), ('periodic', 'Theo kỳ báo cáo'), ('event', 'Khi phát sinh'), ('external', 'Do cơ quan khác tổ chức'), ('unread', 'Chưa đọc được')], default='unread', max_length=20, verbose_name='loại thời gian')),
                ('search_text', models.TextField(default='', editable=False)),
                ('lead_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_tasks', to='organization.unit', verbose_name='bộ phận chủ trì')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plans.plan')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.section', verbose_name='nhóm việc')),
                ('supporting_units', models.ManyToManyField(blank=True, related_name='supported_tasks', to='organization.unit', verbose_name='bộ phận phối hợp')),
            ],
            options={
                'verbose_name': 'nhiệm vụ',
                'verbose_name_plural': 'nhiệm vụ',
                'ordering': ['section__position', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu tính hạn')),
                ('extra_days', models.PositiveSmallIntegerField(default=0, verbose_name='số ngày gia hạn')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('done_date', models.DateField(blank=True, null=True, verbose_name='ngày làm xong')),
                ('kind', models.CharField(choices=[('due', 'Hạn của nhiệm vụ'), ('period', 'Theo kỳ'), ('event', 'Phát sinh')], max_length=10)),
                ('title', models.CharField(max_length=300, verbose_name='nội dung mốc')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='deadlines.period')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinerule', verbose_name='quy định thời hạn')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='plans.task')),
            ],
            options={
                'verbose_name': 'mốc thực hiện',
                'verbose_name_plural': 'mốc thực hiện',
                'ordering': [models.OrderBy(models.F('due_date'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deliverable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decision', 'Quyết định'), ('plan', 'Kế hoạch'), ('report', 'Báo cáo'), ('letter', 'Công văn'), ('conclusion', 'Kết luận'), ('submission', 'Tờ trình, văn bản đề xuất'), ('news', 'Tin, bài viết'), ('survey', 'Phiếu khảo sát'), ('meeting', 'Hội nghị, tập huấn'), ('other', 'Khác')], max_length=20, verbose_name='loại')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('date', models.DateField(verbose_name='ngày')),
                ('title', models.CharField(max_length=500, verbose_name='tên, trích yếu')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='đường dẫn')),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('submission_key', models.CharField(editable=False, max_length=40, null=True)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliverables', to='plans.milestone')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='plans.task')),
            ],
            options={
                'verbose_name': 'kết quả',
                'verbose_name_plural': 'kết quả',
                'ordering': ['-date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='nguồn số liệu')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='plans.task')),
            ],
            options={
                'verbose_name': 'nguồn số liệu',
                'verbose_name_plural': 'nguồn số liệu',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(editable=False, verbose_name='ghi lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='rút lúc')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=1000, verbose_name='lý do rút')),
                ('title', models.CharField(max_length=300, verbose_name='tên lớp, hội nghị')),
                ('organizer', models.CharField(max_length=200, verbose_name='cơ quan tổ chức')),
                ('held_date', models.DateField(verbose_name='ngày tổ chức')),
                ('participants', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='số người tham gia')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='đường dẫn')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('units', models.ManyToManyField(blank=True, related_name='trainings', to='organization.unit', verbose_name='đơn vị tham gia')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút')),
            ],
            options={
                'verbose_name': 'lớp, hội nghị tập huấn',
                'verbose_name_plural': 'lớp, hội nghị tập huấn',
                'ordering': ['-held_date', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NewsItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(editable=False, verbose_name='ghi lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='rút lúc')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=1000, verbose_name='lý do rút')),
                ('title', models.CharField(max_length=300, verbose_name='tên tin, bài')),
                ('published_date', models.DateField(verbose_name='ngày đăng')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='đường dẫn')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi đăng, niêm yết')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='news', to='organization.unit', verbose_name='đơn vị thực hiện')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút')),
            ],
            options={
                'verbose_name': 'tin, bài tuyên truyền',
                'verbose_name_plural': 'tin, bài tuyên truyền',
                'ordering': ['-published_date', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['published_date'], name='plans_newsitem_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='plans_newsitem_withdrawn_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='plans_newsitem_withdrawn_says_why'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('title', 'published_date', 'unit'), name='plans_newsitem_once'), models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), models.Q(('place', ''), _negated=True), _connector='OR'), name='plans_newsitem_says_where')],
            },
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='plans_plan_submitted_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='plans_plan_issued_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='plans_plan_closed_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('status', 'submitted'), ('submitted_at__isnull', False)), models.Q(('issued_at__isnull', False), ('status', 'issued')), models.Q(('closed_at__isnull', False), ('issued_at__isnull', False), ('status', 'closed')), _connector='OR'), name='plans_plan_status_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted']), models.Q(('issue_date__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='plans_plan_issued_has_number_and_date'),
        ),
        migrations.AddConstraint(
            model_name='legalbasis',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plans_basis_position_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plans_section_position_once'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['plan', 'lead_unit'], name='plans_task_by_lead'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='plans_task_number_once'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(condition=models.Q(('done_date', None)), fields=['due_date'], name='plans_milestone_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('rule', None), ('start_date__isnull', False), _connector='OR'), name='plans_milestone_rule_has_a_start'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('task', 'period'), name='plans_milestone_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'due')), fields=('task',), name='plans_milestone_one_due_date'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='plans_milestone_done_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_date__isnull', True)), models.Q(('done_at__isnull', False), ('done_date__isnull', False)), _connector='OR'), name='plans_milestone_done_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), _connector='OR'), name='plans_milestone_edited_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'period'), ('period__isnull', False)), models.Q(models.Q(('kind', 'period'), _negated=True), ('period', None)), _connector='OR'), name='plans_milestone_of_a_period_names_it'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='plans_deliverable_withdrawn_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.UniqueConstraint(fields=('task', 'submission_key'), name='plans_deliverable_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='tasksource',
            constraint=models.UniqueConstraint(fields=('task', 'key'), name='plans_tasksource_once_a_task'),
        ),
        migrations.AddConstraint(
            model_name='tasksource',
            constraint=models.UniqueConstraint(fields=('task', 'position'), name='plans_tasksource_position_once'),
        ),
        migrations.AddIndex(
            model_name='training',
            index=models.Index(fields=['held_date'], name='plans_training_by_date'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='plans_training_withdrawn_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='plans_training_withdrawn_says_why'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('title', 'held_date'), name='plans_training_once'),
        ),
    ]
