"""Django's password validators with messages that say what to do."""

from django.contrib.auth import password_validation


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return f"Mật khẩu quá ngắn. Hãy dùng ít nhất {self.min_length} ký tự, ví dụ vài từ ghép lại."

    def get_help_text(self):
        return f"Ít nhất {self.min_length} ký tự."


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return "Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn mật khẩu khác."

    def get_help_text(self):
        return "Không dùng mật khẩu phổ biến."


class NotAboutMe(password_validation.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("username", "full_name", "email"))

    def get_error_message(self):
        return "Mật khẩu quá giống %(verbose_name)s của bạn. Hãy chọn mật khẩu khác."

    def get_help_text(self):
        return "Không giống tên hoặc địa chỉ thư của bạn."
