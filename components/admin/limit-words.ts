/** What each counted event is called on the page. */
export const limitWords: Record<string, string> = {
  "message.send": "Messages",
  "reaction.add": "Reactions",
  search: "Searches",
  "file.upload": "Files",
  "room.create": "New rooms",
  "token.create": "New tokens",
  "invite.create": "Invites",
  "help.conversation": "Conversations from the help page",
  "login.fail": "Wrong passwords",
};

export const limitPeriods = [
  { hours: 1, label: "Last hour" },
  { hours: 24, label: "Last day" },
  { hours: 168, label: "Last week" },
  { hours: 720, label: "Last 30 days" },
];
