"""A store of objects on loopback that speaks S3: moto's, which takes every key and signature."""

from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import boto3
from moto.server import ThreadedMotoServer


class Store:
    """An empty bucket in it."""

    def __init__(self, host="127.0.0.1"):
        self.server, self.bucket = ThreadedMotoServer(host, 0), f"films-{uuid4().hex[:8]}"
        self.server.start()
        host, port = self.server.get_host_and_port()
        self.url = f"s3+http://key:secret@{host}:{port}/{self.bucket}"
        self.client = boto3.client(
            "s3",
            endpoint_url=f"http://{host}:{port}",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )
        self.client.create_bucket(Bucket=self.bucket)

    @property
    def address(self):
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def names(self):
        found = self.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return sorted(row["Key"] for row in found)

    def put(self, name, content):
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)

    def get(self, name):
        return self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()


@contextmanager
def running_store():
    store = Store()
    try:
        yield store
    finally:
        store.server.stop()
