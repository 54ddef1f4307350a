// A discord.js bot; only its address comes from the environment.
import { createRequire } from "node:module";

const require = createRequire(process.env.PLAYGROUND_MODULES + "/");
const { Client, GatewayIntentBits, MessageFlags } = require("discord.js");

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.PLAYGROUND_API.replace(/\/v10$/, "") },
});

client.once("clientReady", async () => {
  await client.application.commands.set([
    {
      name: "greet",
      description: "Answers",
      options: [{ type: 3, name: "word", description: "A word", required: true }],
    },
  ]);
  console.log("registered");
});

client.on("interactionCreate", async (interaction) => {
  if (interaction.isChatInputCommand()) {
    const word = interaction.options.getString("word");
    await interaction.reply({ content: `hello ${word}`, flags: MessageFlags.Ephemeral });
  }
});

await client.login(process.env.PLAYGROUND_TOKEN);
