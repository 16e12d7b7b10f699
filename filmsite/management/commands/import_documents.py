import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from filmsite.importing.files import Unreadable, find_files, read_text
from filmsite.importing.fixture import write_fixture
from filmsite.importing.parser import parse
from filmsite.importing.report import summary, table
from filmsite.importing.saver import Result, reference_of, save_all


class Command(BaseCommand):
    help = _(
        "Imports saved review pages (plain text) as drafts, their comments into the moderation queue."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help=_("a file, or a folder with all its files")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("print the table and write nothing")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish the reviews and their comments")
        )
        parser.add_argument(
            "--fixture", metavar="OUT.json", help=_("also write what was imported, for loaddata")
        )

    def handle(self, *, paths, dry_run, publish, fixture, verbosity, **options):
        check_fixture(fixture, dry_run)
        files = find_files(paths)
        documents, results = read_all(files)
        results |= save_or_try(documents, publish, dry_run)
        results = [results[file] for file in files]
        if fixture:
            write_fixture(fixture, results)
        for line in table(results) if verbosity else ():
            self.stdout.write(line)
        self.stdout.write(
            summary(results) + (" " + _("(dry run: nothing was written)") if dry_run else "")
        )
        if bad := sum(result.outcome == "unreadable" for result in results):
            raise CommandError(
                _("%(bad)d of %(all)d documents could not be imported: the table says why.")
                % {"bad": bad, "all": len(results)}
            )


def check_fixture(fixture, dry_run):
    """Refuse, before anything is read, a fixture that could not be written."""
    if fixture and dry_run:
        raise CommandError(_("A dry run writes nothing. Leave out --dry-run or --fixture."))
    if fixture and (
        Path(fixture).is_dir() or not os.access(Path(fixture).resolve().parent, os.W_OK)
    ):
        raise CommandError(
            _(
                "The fixture cannot be written to %(file)s. Choose a file in a folder you can write to."
            )
            % {"file": fixture}
        )


def read_all(files):
    """(documents to save, results of the files that could not be read)."""
    documents, unreadable = [], {}
    for file in files:
        try:
            text = read_text(file)
        except Unreadable as reason:
            unreadable[file] = Result(file, "unreadable", str(reason))
        else:
            documents.append((file, reference_of(text), parse(text)))
    return documents, unreadable


def save_or_try(documents, publish, dry_run):
    """Results by file; a dry run does all the same work and takes it back."""
    if dry_run:
        with transaction.atomic():
            results = save_all(documents, publish)
            transaction.set_rollback(True)
    else:
        results = save_all(documents, publish)
    return {result.path: result for result in results}
