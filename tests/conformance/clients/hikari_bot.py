"""A hikari bot; only its address comes from the environment."""

# hikari lives in an environment of its own, so its types are not known here.
# pyright: basic, reportMissingImports=false

import os

import hikari

bot = hikari.GatewayBot(
    os.environ["PLAYGROUND_TOKEN"], rest_url=os.environ["PLAYGROUND_API"], banner=None, logs=None
)


@bot.listen()
async def register(_: hikari.StartedEvent) -> None:
    application = await bot.rest.fetch_application()
    command = bot.rest.slash_command_builder("greet", "Answers")
    command.add_option(
        hikari.CommandOption(
            type=hikari.OptionType.STRING, name="word", description="A word", is_required=True
        )
    )
    await bot.rest.set_application_commands(application, [command])
    print("registered", flush=True)  # noqa: T201


@bot.listen()
async def answer(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, hikari.CommandInteraction) and interaction.options:
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE,
            f"hello {interaction.options[0].value}",
            flags=hikari.MessageFlag.EPHEMERAL,
        )


bot.run(check_for_updates=False)
