/** What has not been looked at yet: messages of the bot in private chats, and whether there is news elsewhere. */

export class Unread {
  constructor() {
    this.waiting = new Map(); // person -> messages of the bot in their private chat
    this.seen = new Map(); // "person/chat" or "person/chat/topic" -> the newest message looked at
  }

  /** The bot has written to a person whose private chat is not on the screen. */
  wrote(person) {
    this.waiting.set(person, this.private(person) + 1);
  }

  /** How many messages wait for a person in the private chat. */
  private(person) {
    return this.waiting.get(person) ?? 0;
  }

  /** A person looks at a chat, or at a topic of it, up to this message. */
  read({ person, chat, topic }, message) {
    if (chat === person) this.waiting.delete(person);
    this.seen.set(keyOf({ person, chat, topic }), message);
  }

  /** Is there something newer than what the person has looked at? What is met for the first time is no news. */
  isNew(place, message) {
    const key = keyOf(place);
    if (!this.seen.has(key)) this.seen.set(key, message);
    return message > this.seen.get(key);
  }
}

function keyOf({ person, chat, topic }) {
  return (topic === undefined ? [person, chat] : [person, chat, topic]).join("/");
}
