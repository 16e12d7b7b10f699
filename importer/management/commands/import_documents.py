import os
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from importer.files import Unreadable, find_files, read_text
from importer.fixture import write_fixture
from importer.parser import parse
from importer.report import summary, table, translated
from importer.saving import Result, import_ref_for, save_documents
from importer.to_json import to_json


class Command(BaseCommand):
    help = _(
        "Imports saved review pages (plain text) as drafts, their comments into the moderation "
        "queue."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help=_("a file, or a folder with all its files")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("print the table and write nothing")
        )
        parser.add_argument(
            "--json", action="store_true", help=_("print what was read as JSON, not as a table")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish the reviews and their comments")
        )
        parser.add_argument(
            "--fixture", metavar="OUT.json", help=_("also write what was imported, for loaddata")
        )

    def handle(self, *, paths, dry_run, json, publish, fixture, verbosity, **options):
        check_fixture(fixture, dry_run)
        results = import_files(find_files(paths), publish, dry_run)
        if fixture:
            write_fixture(fixture, results)
        if json:
            self.stdout.write(to_json(results))
        else:
            self.print_table(results, dry_run, verbosity)
        if bad := sum(result.outcome == "unreadable" for result in results):
            raise CommandError(
                _("%(bad)d of %(all)d documents could not be imported: the table says why.")
                % {"bad": bad, "all": len(results)}
            )

    def print_table(self, results, dry_run, verbosity):
        for line in table(results) if verbosity else ():
            self.stdout.write(line)
        note = " " + _("(dry run: nothing was written)") if dry_run else ""
        self.stdout.write(summary(results) + note)


def check_fixture(fixture, dry_run):
    """Refuse, before anything is read, a fixture that could not be written."""
    if fixture and dry_run:
        raise CommandError(_("A dry run writes nothing. Leave out --dry-run or --fixture."))
    if fixture and (
        Path(fixture).is_dir() or not os.access(Path(fixture).resolve().parent, os.W_OK)
    ):
        raise CommandError(
            _(
                "The fixture cannot be written to %(file)s. Choose a file in a folder you can "
                "write to."
            )
            % {"file": fixture}
        )


def import_files(files, publish, dry_run):
    """A Result for each file; a dry run does all the same work and takes it back."""
    documents, results = [], {}
    for file in files:
        try:
            text = read_text(file)
        except Unreadable as error:
            results[file] = Result(file, "unreadable", translated(error.message))
        else:
            documents.append((file, import_ref_for(text), parse(text)))
    # Without --dry-run each document is a transaction of its own: one that fails undoes no other.
    with transaction.atomic() if dry_run else nullcontext():
        results |= {result.path: result for result in save_documents(documents, publish)}
        if dry_run:
            transaction.set_rollback(True)
    return [results[file] for file in files]
