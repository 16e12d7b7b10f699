from django.contrib.admin.widgets import AdminTextareaWidget

from core.forms import Textarea


class AdminTextarea(Textarea, AdminTextareaWidget):
    pass
