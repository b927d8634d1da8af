"""The command line `reclameici`: the local platform and the operator's tools."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reclameici.demo.command import show_demonstration
from reclameici.docs.documents import stale, write
from reclameici.local.errors import LocalError
from reclameici.local.fetch import fetch_engines
from reclameici.local.folder import empty
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import ports_from_environment
from reclameici.local.prerequisites import require_chromium
from reclameici.local.run import run_platform
from reclameici.local.workspace import DATA, ROOT, TEST_DATA
from reclameici.mutation.runner import run_mutation
from reclameici.partner import PartnerProgram

app = typer.Typer(
    help="RéclameICI on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)


@app.command()
def run() -> None:
    """Start the whole platform, and stop it on Ctrl-C."""
    run_platform(console)


@app.command()
def reset() -> None:
    """Remove all local data; the fetched engines stay."""
    empty(DATA)
    console.print("Local data removed.")


@app.command()
def bench() -> None:
    """Measure P1 and P2 against their floors, in the same run."""
    from reclameici.bench.report import run_benchmarks  # noqa: PLC0415 -- it imports what services run on: seconds

    folder = TEST_DATA / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    run_benchmarks(console, folder)


@app.command()
def mutate() -> None:
    """Change the rules of mediation one operator at a time, and count the changes that their tests notice."""
    run_mutation(
        console,
        ROOT / "services/disputes/src",
        "disputes/domain/mediation",
        ROOT / "services/disputes/tests/mediation",
    )


@app.command()
def verify_receipt(
    file: Annotated[Path, typer.Argument(help="The receipt, as it was downloaded.")],
    keys: Annotated[Path, typer.Option(help="The site's public keys, /.well-known/receipt-keys.json.")],
) -> None:
    """Check a receipt offline: any altered byte is refused."""
    from reclameici.receipts import verify  # noqa: PLC0415 -- it imports what signing needs: seconds

    for line in verify(file, keys):
        console.print(line, markup=False)


@app.command()
def grant_role(account: str, role: str) -> None:
    """Give an account a role on this machine's running platform: moderator, operator, agent, consumer."""
    LocalPlatform(DATA, ports_from_environment(), beside=True).grant_role(account, role)
    console.print(f"{account} is now {role}.")


@app.command(context_settings={"ignore_unknown_options": True})
def partner(
    slug: str,
    arguments: Annotated[list[str], typer.Argument(help="run, list, report …: see examples/partner/README.md.")],
) -> None:
    """Be a partner of the demonstration, with the program that partners start from."""
    PartnerProgram(DATA, slug).become(arguments)


@app.command()
def prepare_tests() -> None:
    """Fetch the engines and make sure of chromium, for the tests."""
    fetch_engines()
    try:
        require_chromium()
    except LocalError as error:
        console.print(f"[yellow]![/] {error}", markup=True)


@app.command()
def docs(check: Annotated[bool, typer.Option(help="Write nothing; fail when a document is stale.")] = False) -> None:
    """Write the documents that come from the code."""
    for path in (changed := stale() if check else write()):
        console.print(path.relative_to(ROOT).as_posix())
    if check and changed:
        raise LocalError("These documents are stale: run reclameici docs.")


@app.command()
def demo(check: Annotated[bool, typer.Option(help="Compare what the site shows with the data.")] = False) -> None:
    """Show the logins of the demonstration data."""
    show_demonstration(console, check)


def main() -> None:
    """Runs a command; what the operator can put right is one sentence, never a stack trace."""
    try:
        app()
    except LocalError as error:
        console.print("[red]✗[/]", end=" ")
        console.print(str(error), markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
