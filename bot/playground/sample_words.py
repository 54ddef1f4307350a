"""Who and what is in the sample community; everybody is made up."""

# First name, family name, roles.
PEOPLE = (
    ("Maya", "Lindqvist", ("Professional",)),
    ("Ravi", "Menon", ("Professional", "Reviewer")),
    ("Olu", "Adeyemi", ("Professional", "Organiser")),
    ("Mei", "Tanaka", ("Professional", "Moderator")),
    ("Sofia", "Marino", ("Professional", "Reviewer")),
    ("Tomas", "Novak", ("Professional",)),
    ("Amara", "Diallo", ("Professional", "Organiser")),
    ("Ines", "Carvalho", ("Professional",)),
    ("Jonah", "Weiss", ("Professional", "Moderator")),
    ("Hana", "Kowalska", ("Professional",)),
    ("Leila", "Farouk", ()),
    ("Callum", "Reid", ()),
)

# Category, then channel and topic.
LAYOUT = {
    "Start here": {
        "welcome": "What this community is, and its rules.",
        "announcements": "News and dates from the organisers.",
    },
    "Community": {
        "general": "Say hello, share what you are learning.",
        "prompts": "Prompts that helped, and how you changed them.",
        "case-consultation": "Ways of working; nothing that could identify a client.",
        "trainings": "Around our virtual trainings.",
        "questions": "Ask and answer; one question a post.",
    },
    "Team": {
        "reviewers": "What waits for a review.",
        "moderators": "Looking after people and channels.",
        "operations": "How the bot is doing.",
    },
}

# Channel, author, text.
HISTORY = (
    (
        "welcome",
        "Judith",
        "Welcome! This is a place for licensed therapists to learn to use AI with care. Three "
        "rules: nothing that could identify a client, ever; you stay responsible for what you "
        "use; be kind.",
    ),
    (
        "announcements",
        "Olu",
        "Our trainings for this season are being planned. Wishes are welcome in #trainings.",
    ),
    ("general", "Hana", "Hello everybody! I have a small practice and am new to all of this."),
    (
        "general",
        "Maya",
        "Welcome, Hana. Start with something dull, like tidying up your own notes on an article.",
    ),
    (
        "general",
        "Tomas",
        "Seconded. It took me a while to trust myself to throw a bad answer away.",
    ),
    (
        "prompts",
        "Ravi",
        "When I vet a prompt I ask first: what would it do with something that must not be in it?",
    ),
    ("prompts", "Sofia", "And whether it says when it does not know. Many don't."),
    (
        "case-consultation",
        "Ines",
        "How do you tell clients that you use AI to prepare handouts? One sentence, or a page?",
    ),
    (
        "case-consultation",
        "Mei",
        "One honest sentence, and a page for who wants it. And no client details here, please, "
        "also not disguised.",
    ),
    (
        "trainings",
        "Amara",
        "What would help you most: consent language, documentation, or literature search?",
    ),
    ("trainings", "Maya", "Consent language, please."),
    ("reviewers", "Sofia", "I can take two of the waiting prompts this week."),
    ("moderators", "Jonah", "Quiet week. I pinned the rules again."),
)

TAGS = {"Prompts": "\N{MEMO}", "Ethics": "\N{SCALES}", "Tools": "\N{WRENCH}"}

# Tag, author, title, text, then answers as (author, text).
QUESTIONS: tuple[tuple[str, str, str, str, *tuple[tuple[str, str], ...]], ...] = (
    (
        "Prompts",
        "Hana",
        "A prompt for plain-language handouts?",
        "I would like a handout about sleep in plain words. What do you ask for?",
        ("Maya", "Name the reader's age and reading level, and ask for three short sections."),
        ("Ravi", "And ask it to mark every claim that needs a source. Then check each of them."),
    ),
    (
        "Ethics",
        "Tomas",
        "Do you tell clients when a draft came from AI?",
        "I do, in the consent form. I wonder how others word it.",
        ("Ines", "Mine says what I use it for, what never goes in, and that I check everything."),
    ),
    (
        "Tools",
        "Callum",
        "Which tools keep what I type?",
        "How do you find out whether a tool trains on what you enter?",
        ("Sofia", "Read the data terms of your own plan, not the general ones; they differ."),
    ),
)
