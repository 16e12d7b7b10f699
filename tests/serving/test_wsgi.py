"""Whose address the site sees."""

from filmsite.wsgi import behind_proxy


def seen(**headers):
    application = behind_proxy(lambda environ, start_response: environ["REMOTE_ADDR"])
    return application({"REMOTE_ADDR": "127.0.0.1"} | headers, None)


def test_the_proxy_names_the_reader():
    assert seen(HTTP_X_FORWARDED_FOR="192.0.2.7") == "192.0.2.7"


def test_tom_cannot_put_a_name_before_his_own():
    assert seen(HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7") == "192.0.2.7"


def test_without_the_header_the_sender_counts():
    assert seen() == "127.0.0.1"
