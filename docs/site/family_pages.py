"""Pages from the catalogue: one per family, an index by domain, an index of ids. Markdown for MyST."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bounds import bounds_section
from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.model.family import Family
from conformance.model.requirement import Suite
from conformance.reporting.words import COLONS, word
from markup import code, field, label, labels, literal
from requirement_section import requirement_section


def page_name(family: str) -> str:
    """The name of a family's page, without its ending."""
    return f"families/{family.replace('/', '-')}"


def generated_pages(catalogue: Catalogue, language: str) -> dict[str, str]:
    """What is made from the catalogue, by the path of the page that it is all of or that it completes."""
    pages = {f"{page_name(key)}.md": family_page(each, catalogue, language) for key, each in catalogue.families.items()}
    return {"families.md": domains_section(catalogue, language), "ids.md": ids_section(catalogue, language), **pages}


def suites_of(family: Family, catalogue: Catalogue) -> list[Suite]:
    return [suite for suite in catalogue.suites.values() if catalogue.family_of(suite) is family]


def domains_section(catalogue: Catalogue, language: str) -> str:
    """Families by domain, with what each judges and how many requirements it has."""
    counts = {
        "requirements": len(catalogue.requirements),
        "suites": len(catalogue.suites),
        "families": len(catalogue.families),
    }
    lines = [label("counts", language, **counts), ""]
    for domain in dict.fromkeys(key.partition("/")[0] for key in catalogue.families):
        heading = label(domain, language) if domain in labels() else domain
        lines += [f"## {heading}", ""]
        for key, family in catalogue.families.items():
            if key.startswith(f"{domain}/"):
                suites = suites_of(family, catalogue)
                count = sum(len(suite.requirements) for suite in suites)
                prefixes = ", ".join(suite.prefix for suite in suites)
                detail = label("detail", language, count=count, prefixes=prefixes) if count else ""
                lines.append(f"* [{literal(family.title[language])}]({page_name(key)}.md){detail}")
        lines.append("")
    names = [page_name(key) for key in catalogue.families]
    return "\n".join([*lines, "```{toctree}", ":hidden:", *names, "```", ""])


def ids_section(catalogue: Catalogue, language: str) -> str:
    """Every id with its title, linked to its place on the page of its family."""
    lines = []
    for suite in catalogue.suites.values():
        page = page_name(catalogue.family_of(suite).id)
        lines += [f"## {suite.prefix}: {literal(suite.title[language])}", ""]
        lines += [
            f"* [{row.id}]({page}.md#{row.id.lower()}) {literal(row.title[language])}" for row in suite.requirements
        ]
        lines.append("")
    return "\n".join(lines)


def family_page(family: Family, catalogue: Catalogue, language: str) -> str:
    """All that the catalogue holds of a family: how to run it, its suites, its requirements, its bounds."""
    suites = suites_of(family, catalogue)
    lines = ["---", "tocdepth: 2", "---", "", f"# {literal(family.title[language])}", ""]
    lines += [*_facts(family, catalogue, language), ""]
    if not suites:
        lines += [label("none", language), ""]
    else:
        lines += [*_how_to_run(suites, catalogue, language)]
    for suite in suites:
        lines += _suite(suite, catalogue, language)
    lines += bounds_section(family, language)
    return "\n".join(lines)


def _facts(family: Family, catalogue: Catalogue, language: str) -> Iterator[str]:
    yield field("family", language, f"`{family.id}`")
    rows = [row for suite in suites_of(family, catalogue) for row in suite.requirements]
    keys = dict.fromkeys(split_reference(reference)[0] for row in rows for reference in row.basis)
    if keys:
        titles = [f"{literal(catalogue.standards[key].title[language])}" for key in keys]
        yield field("standards", language, ("；" if language == "zh" else "; ").join(titles))
    if family.uses:
        links = [
            f"[{literal(catalogue.families[key].title[language])}]({Path(page_name(key)).name}.md)"
            for key in family.uses
        ]
        yield field("uses", language, "；".join(links) if language == "zh" else "; ".join(links))
    if family.extras:
        extras = ", ".join(f"`pip install 'metaverse-conformance[{each}]'`" for each in family.extras)
        yield field("extras", language, f"{extras} ({label('extras_note', language)})")


def _how_to_run(suites: list[Suite], catalogue: Catalogue, language: str) -> Iterator[str]:
    yield f"## {label('run', language)}"
    yield ""
    kinds = {suite.kind: catalogue.kinds[suite.kind] for suite in suites}
    live = {key for key, kind in kinds.items() if kind.judge == "services"}
    profiles = [name for name, profile in catalogue.profiles() if set(profile.kinds) & set(kinds)]
    if set(kinds) - live:
        yield from (label("run_files", language), "", "```sh", "conformance check FILE_OR_FOLDER", "```", "")
        if profiles:
            yield from (label("run_profile", language), "", "```sh")
            yield from (f"conformance check FILE_OR_FOLDER --profile {name}" for name in profiles)
            yield from ("```", "")
    if live:
        roles = [name for name, profile in catalogue.profiles() if set(profile.kinds) & live]
        yield from (label("run_live", language), "", "```sh")
        for name in roles:
            yield f"conformance init --profile {name} --output plan.toml"
        yield from ("conformance doctor plan.toml", "conformance run plan.toml --folder out", "```", "")
        yield from (label("run_demo", language), "", "```sh")
        yield from (f"conformance demo --profile {name}" for name in roles)
        yield from ("```", "")


def _suite(suite: Suite, catalogue: Catalogue, language: str) -> Iterator[str]:
    yield f"## {literal(suite.title[language])}"
    yield ""
    kind = catalogue.kinds[suite.kind]
    yield field("suite", language, f"`{suite.id}`")
    yield field("version", language, suite.version)
    yield field("kind", language, literal(kind.title[language]))
    yield field("requirements", language, f"{len(suite.requirements)} ({_counts(suite, language)})")
    if kind.endpoint:
        names = ", ".join(code(each) for each in (kind.endpoint, *kind.optional_endpoints))
        yield field("endpoints", language, names)
    if suite.by_role:
        yield f"* {label('by_role', language)}"
    yield ""
    if suite.parameters:
        yield from (f"**{label('parameters', language)}**", "")
        for each in suite.parameters.values():
            value = (
                ", ".join(each.default) if isinstance(each.default, list) else f"{each.default:,} {each.unit}".strip()
            )
            title = literal(each.title[language])
            yield f"* `{each.name}`{COLONS[language]}{title} ({label('unit_default', language)} {literal(value)})"
        yield ""
    if suite.statement or suite.information:
        yield from (f"**{label('asked', language)}**", "")
        for each in [*suite.statement.values(), *suite.information.values()]:
            yield f"* `{each.name}`{COLONS[language]}{literal(each.title[language])}"
        yield ""
    for row in suite.requirements:
        yield from requirement_section(row, catalogue, language)


def _counts(suite: Suite, language: str) -> str:
    found = [row.obligation for row in suite.requirements]
    return ", ".join(f"{word('obligation', each, language)} {found.count(each)}" for each in dict.fromkeys(found))
