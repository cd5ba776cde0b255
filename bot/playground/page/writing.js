/** How one can write in a chat now: in whose name, what the bot asks for, or why not. */

const BACK = { label: "Come back", id: "come-back" };

/** What the composer needs to know of a state. `start`: the payload of an opened link, or null. */
export function howToWrite({ chat, senders, commands, blocked }, { place, start, bot, as }) {
  const faceOf = (as) => (as === null ? place.person : as === "anonymous" ? chat.id : as);
  return {
    commands,
    senders: senders.map((sender) => ({ ...sender, id: faceOf(sender.as) })),
    as,
    instead: instead({ chat, blocked }, { topic: place.topic, start, bot }),
    suffix: chat.kind === "private" ? "" : `@${bot.username}`,
    placeholder: chat.kind === "channel" ? "Post to the channel" : "Message",
  };
}

/** The message to which the bot still asks this person for a reply, or null. */
export function askedFor(messages) {
  const asked = messages.findLast((one) => one.force_reply);
  const isDone = messages.some((one) => one.mine && one.reply_to_message?.message_id === asked?.message_id);
  return asked && !isDone ? asked : null;
}

/**
 * What stands in the place of the writing box: {words, label, id}, or null where one can write. `id` is
 * "come-back", "start", "join" or undefined.
 */
function instead({ chat, blocked }, { topic, start, bot }) {
  const { can, kind, status } = chat;
  const isChannel = kind === "channel";
  const here = chat.topics?.find(({ id }) => id === topic);
  const isKept = chat.permissions?.can_send_messages === false && status === "member";
  if (blocked) return { words: `You have blocked ${bot.name}. It cannot write to you.`, ...BACK };
  if (start !== null && kind === "private") return { words: "", label: "Start", id: "start-link" };
  if (can.includes("join")) return { words: "You are not in it.", label: isChannel ? "Subscribe" : "Join", id: "join" };
  if (status === "kicked") return { words: "You were removed. Somebody who is in it has to add you." };
  if (isChannel && !can.includes("write")) return { words: "Only administrators post here." };
  if (here?.closed && !can.includes("topic")) return { words: "This topic is closed." };
  return isKept ? { words: "Members do not write in this group." } : null;
}
