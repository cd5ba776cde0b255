/** What can be done with the messages on the screen. */

import { byId } from "./dom.js";
import { notice } from "./menu.js";
import { messageMenu } from "./menus.js";

/** Each act by the name the parts of the chat call it by; `page` is asked at the moment of the act. */
export function chatHandlers(page) {
  const { actions } = page;
  return {
    say: (text) => actions.say(text, null),
    follow: (url) => page.navigation.follow(url, byId("chat-menu")),
    tap: (message, key, node) => actions.tap(message, key, node),
    menu: (message, anchor) => messageMenu(message, anchor, { chat: page.state.chat, composer: page.composer, actions }),
    react: (message, emoji) => actions.react(message, emoji),
    vote: (message, options) => actions.vote(message, options),
    reply: (message) => page.state?.chat.can.includes("write") && page.composer.reply(message),
    comment: (post) => comment(page, post),
    missing: () => notice("That message is no longer in this chat."),
  };
}

/** A comment on a post of a channel is a reply to its copy in the discussion group. */
function comment({ state, navigation, composer }, post) {
  const isCopy = (one) => one.is_automatic_forward && one.forward_origin?.message_id === post.message_id;
  navigation.to(state.chat.linked, isCopy, (copy) => composer.reply(copy));
}
