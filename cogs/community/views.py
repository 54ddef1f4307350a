"""How help, the bot itself and a member's choices are shown."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import discord
from discord import ui

from bot.help import Audience, HelpLine
from bot.members.records import MemberProfile, QuietHours
from bot.ui.panels import Form, Panel, box, button, divider, form, menu, row, say, text
from bot.when.durations import duration_wording
from cogs.community.rules import HelpPage

HEADINGS = {
    Audience.MEMBER: "For everyone",
    Audience.REVIEWER: "For reviewers",
    Audience.ORGANISER: "For organisers",
    Audience.MODERATOR: "For moderators",
    Audience.MANAGER: "For those who manage this server",
    Audience.OPERATOR: "For those who run me",
}


def help_panel(page: HelpPage, pages: Sequence[HelpPage], command_ids: Mapping[str, int]) -> Panel:
    """Commands for one audience, by feature, and a menu of what else there is."""
    heading = f"## {HEADINGS[page.audience]}"
    if page.audience is Audience.MEMBER:
        heading = "## What you can do"
    panel = Panel(
        text(heading, "Type `/` and pick a command; I answer you privately."),
        box(*(_group(title, lines, command_ids) for title, lines in page.groups)),
    )
    if len(pages) > 1:
        options = [
            discord.SelectOption(
                label=_page_label(one),
                value=f"{one.audience.value}/{one.number}",
                default=one == page,
            )
            for one in pages
        ]
        panel.add_item(row(menu("What else there is", options, "help.page")))
    panel.add_item(
        text("-# In danger, you or someone else: `/crisis`. Nothing about a client belongs here.")
    )
    return panel


def _page_label(page: HelpPage) -> str:
    heading = HEADINGS[page.audience]
    return heading if page.count == 1 else f"{heading}, {page.number + 1} of {page.count}"


def _group(
    title: str, lines: Sequence[HelpLine], command_ids: Mapping[str, int]
) -> ui.TextDisplay[Panel]:
    return text(f"**{title}**", *(_help_line(line, command_ids) for line in lines))


def _help_line(line: HelpLine, command_ids: Mapping[str, int]) -> str:
    known = command_ids.get(line.command.partition(" ")[0])
    name = f"</{line.command}:{known}>" if known else f"`/{line.command}`"
    return f"{name} · {line.text}"


def about_panel(version: str, prompts: int) -> Panel:
    """What Attune is and what it never does."""
    return Panel(
        text("## Attune", "I help licensed therapists learn to use AI with care, here in Discord."),
        box(
            text(
                "**You stay in control.** AI can support care; it replaces nobody. I never call an "
                "AI model, and I never give advice about a client.",
                "**I keep little.** Ids and choices, not messages. Nothing that identifies a "
                "client belongs here, and what you type into a form is not stored.",
                "**I say who looked.** What a licensed clinician reviewed says so, with the date. "
                "Where nobody here has, it says that instead.",
            ),
            divider(),
            text(
                f"{prompts} prompts in the catalogue · version {version} · open source, MIT licence"
            ),
        ),
        text("-# Start with `/prompt find` or `/help`."),
    )


def me_panel(profile: MemberProfile, server_zone: str | None, home: str | None) -> Panel:
    """A member's own choices, and how to change each."""
    if profile.zone is not None:
        line = f"**Time zone:** {profile.zone}"
    elif server_zone is not None:
        line = f"**Time zone:** {server_zone}, as this server has it"
    else:
        line = "**Time zone:** not chosen yet"
    return Panel(
        text("## Your choices", "They are yours alone and hold in every server."),
        box(
            text(
                line,
                f"**Home hub:** {_name(home) if home else 'not chosen'}",
                f"**Messages about what you handed in:** {'on' if profile.notices else 'off'}",
                f"**Messages before trainings:** {_lead_words(profile.lead)}",
                f"**Quiet hours:** {_quiet_words(profile.quiet)}",
            )
        ),
        row(button("Change time zone", "me.zone")),
        text(
            "-# Your home hub's reviews count for you in direct messages: `/me home`. Messages "
            "before trainings: `/event remind`, `/me quiet`."
        ),
    )


def quiet_panel(quiet: QuietHours | None) -> Panel:
    """What was chosen as quiet hours, and what it means."""
    if quiet is None:
        return say("Done. You have no quiet hours; I message you at the time that you chose.")
    return say(
        f"Done. From {_quiet_words(quiet)} by your clock I send you no reminders: they come "
        "when that is over, or shortly before the training starts. `/me zone` says where your "
        "clock is."
    )


def _lead_words(lead: timedelta | None) -> str:
    return "off" if lead is None else f"{duration_wording(lead)} before"


def _quiet_words(quiet: QuietHours | None) -> str:
    return "none" if quiet is None else f"{quiet.begins:%H:%M} to {quiet.ends:%H:%M}"


def notices_panel(*, wanted: bool) -> Panel:
    """What was chosen, and what it means."""
    if not wanted:
        return say(
            "Done. I message you only where something waits for you. What became of your prompts "
            "stands in `/prompt mine`."
        )
    return say(
        "Done. I will message you when something becomes of a prompt or resource that you handed "
        "in, or of an announcement that you planned. Reviewers' words stay where you wrote it."
    )


def home_panel(home: str | None, shared: Mapping[int, str]) -> Panel:
    """A member's home hub, and the servers to choose from."""
    chosen = f"**Home hub:** {_name(home)}" if home else "You have not chosen a home hub."
    about = "Its reviews count for you in direct messages and in servers where I am not a member."
    if not shared:
        return say(chosen, about, "Use `/me home` in the server that is to be your home hub.")
    if len(shared) == 1 and home is None:
        about += f" We share only {_name(next(iter(shared.values())))}, so that one counts now."
    options = [
        discord.SelectOption(label=name[:100], value=str(guild_id))
        for guild_id, name in shared.items()
    ]
    return Panel(text(chosen, about), row(menu("Choose a server", options, "me.home_picked")))


def home_chosen_panel(home: str | None) -> Panel:
    """What was chosen as the home hub."""
    if home is None:
        return say("Done. You have no home hub now; if we share one server only, that one counts.")
    return say(f"Done. Your home hub is **{_name(home)}**: its reviews count in direct messages.")


def _name(name: str) -> str:
    return discord.utils.escape_markdown(name)


def zone_form(zone: str | None) -> Form:
    """Asks for a time zone."""
    field = ui.Label[Form](
        text="A large city in your time zone",
        description="Leave it empty to follow each server's zone.",
        component=ui.TextInput[Form](
            custom_id="zone",
            placeholder="New York",
            default=zone,
            required=False,
            max_length=60,
        ),
    )
    return form("Your time zone", [field], "me.zone_given")


def zone_chosen_panel(zone: str | None, now_there: str) -> Panel:
    """What was chosen, with the time there as a check."""
    if zone is None:
        return say("Done. I will use each server's own time zone for you.")
    return say(f"Done. Your time zone is **{zone}**, where it is {now_there} now.")


def pointer_panel() -> Panel:
    """What to answer to a message: how to use commands, and where help is."""
    return say(
        "I work by slash command: type `/` and pick one, or start with `/help`.",
        "If you need someone to talk to now, `/crisis` shows who to call or text.",
        "-# I don't keep what you wrote.",
    )
