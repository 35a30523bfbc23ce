import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên cơ quan')),
                ('superior_name', models.CharField(max_length=200, verbose_name='cơ quan chủ quản')),
                ('place_name', models.CharField(help_text='Ghi trước ngày, tháng, năm của văn bản.', max_length=100, verbose_name='địa danh')),
                ('symbol', models.CharField(help_text='Ví dụ: SKHCN.', max_length=30, verbose_name='ký hiệu văn bản')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ')),
                ('postal_address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ thư tín')),
                ('hotline', models.CharField(blank=True, max_length=50, verbose_name='điện thoại tiếp nhận phản ánh, kiến nghị')),
                ('website', models.URLField(blank=True, verbose_name='trang thông tin điện tử')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
            ],
            options={
                'verbose_name': 'cơ quan',
                'verbose_name_plural': 'cơ quan',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='organization_agency_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='lúc')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='mã tài khoản')),
                ('actor_name', models.CharField(max_length=150, verbose_name='người thực hiện')),
                ('action', models.CharField(db_index=True, max_length=80, verbose_name='việc')),
                ('target_type', models.CharField(max_length=80, verbose_name='loại hồ sơ')),
                ('target_id', models.CharField(max_length=40, verbose_name='mã hồ sơ')),
                ('target_label', models.CharField(max_length=300, verbose_name='hồ sơ')),
                ('changes', models.JSONField(default=dict, verbose_name='thay đổi')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'sự kiện nhật ký',
                'verbose_name_plural': 'nhật ký',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target_type', 'target_id', '-at'], name='organization_audit_story')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='tên đơn vị')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='tên ngắn')),
                ('kind', models.CharField(choices=[('division', 'Phòng chuyên môn'), ('affiliated', 'Đơn vị trực thuộc'), ('section', 'Bộ phận, tổ'), ('group', 'Nhóm đơn vị'), ('external', 'Cơ quan bên ngoài')], default='division', max_length=20, verbose_name='loại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến')),
                ('is_control_unit', models.BooleanField(default=False, verbose_name='là bộ phận kiểm soát TTHC')),
                ('grouped_units', models.ManyToManyField(blank=True, related_name='groups', to='organization.unit', verbose_name='đơn vị trong nhóm')),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': 'Tên đăng nhập này đã có người dùng.'}, max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='tên đăng nhập')),
                ('email', models.EmailField(max_length=254, verbose_name='thư điện tử')),
                ('full_name', models.CharField(max_length=150, verbose_name='họ và tên')),
                ('role', models.CharField(choices=[('officer', 'Chuyên viên'), ('focal_point', 'Đầu mối kiểm soát TTHC'), ('controller', 'Bộ phận kiểm soát TTHC'), ('leader', 'Lãnh đạo cơ quan'), ('administrator', 'Quản trị hệ thống')], default='officer', max_length=20, verbose_name='vai trò')),
                ('job_title', models.CharField(blank=True, max_length=150, verbose_name='chức vụ')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                ('is_active', models.BooleanField(default=True, verbose_name='được đăng nhập')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ngày tạo')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='organization.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'tài khoản',
                'verbose_name_plural': 'tài khoản',
                'ordering': ['full_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên gọi khác')),
                ('folded', models.CharField(editable=False, max_length=200, unique=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='organization.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'tên gọi khác',
                'verbose_name_plural': 'tên gọi khác',
                'ordering': ['name'],
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='organization_unit_valid_from_before_to', violation_error_message='Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='organization_user_email_once', violation_error_message='Địa chỉ thư điện tử này đã có tài khoản.'),
        ),
    ]
