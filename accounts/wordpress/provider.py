from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from .views import WordPressAdapter


class WordPressAccount(ProviderAccount):
    def to_str(self):
        return self.account.extra_data.get("display_name") or super().to_str()


class WordPressProvider(OAuth2Provider):
    id = "wordpress"
    name = "WordPress.com"
    account_class = WordPressAccount
    oauth2_adapter_class = WordPressAdapter

    def get_default_scope(self):
        """The owner's profile and nothing of their sites."""
        return ["auth"]

    def extract_uid(self, data):
        return str(data["ID"])

    def extract_common_fields(self, data):
        return {"email": data.get("email"), "name": data.get("display_name")}

    def extract_email_addresses(self, data):
        """Proved only where WordPress.com says so in as many words; else our own code goes out."""
        if not data.get("email"):
            return []
        return [
            EmailAddress(
                email=data["email"], verified=data.get("email_verified") is True, primary=True
            )
        ]


provider_classes = [WordPressProvider]
