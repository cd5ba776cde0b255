/** Following links: to the bot, into a group, to a message in another chat. */

import { inside } from "./links.js";
import { groupMenu } from "./menus.js";
import { topicOf } from "./topics.js";

const NOWHERE = { fits: () => false };

export class Navigation {
  /**
   * `hooks`: go(place, more) and jump(id) move what is on the screen; open(payload, chat) lets the bot into a group;
   * person() is who travels, bot() whose links are followed, chats() which there are.
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.target = NOWHERE;
  }

  /** A link to the bot or to a message here is followed on the page; true if it was one. `anchor`: for a menu. */
  follow(url, anchor) {
    const { go, person, bot } = this.hooks;
    const found = inside(url, bot().username);
    if (!found) return false;
    if (found.chat) this.to(found.chat, (one) => one.message_id === found.message);
    else if (found.startgroup !== undefined) this.intoGroup(found.startgroup, anchor);
    else go({ person: person(), chat: person() }, { start: found.start });
    return true;
  }

  /** Goes to the message that `fits(message)` in a chat; `then(message)` is called there. */
  to(chat, fits, then = () => undefined) {
    this.hooks.go({ person: this.hooks.person(), chat });
    this.target = { fits, then };
    this.hooks.look();
  }

  /** Goes on where the target has come up: first into its topic, then to it. */
  goOn(messages, place) {
    const found = messages.find(this.target.fits);
    if (!found) return;
    const topic = topicOf(found);
    if (topic !== place.topic) {
      this.hooks.go({ ...place, topic });
      return;
    }
    const { then } = this.target;
    this.target = NOWHERE;
    this.hooks.jump(found.message_id);
    then(found);
  }

  intoGroup(payload, anchor) {
    const { chats, open, go, person } = this.hooks;
    groupMenu(anchor, chats(), async (chat) => {
      if (await open(payload, chat)) go({ person: person(), chat });
    });
  }
}
