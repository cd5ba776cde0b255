"""The methods that are built, by Telegram's names."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground import chats, editing, poll_methods, profile, sending, updates, webhook
from bot.playground.params import Params
from bot.playground.world import World

Method = Callable[[World, Params], Any]

BUILT: Mapping[str, Method] = {
    "getUpdates": updates.get_updates,
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.get_webhook_info,
    "getMe": profile.get_me,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_text("name"),
    "getMyName": profile.get_text("name"),
    "setMyDescription": profile.set_text("description"),
    "getMyDescription": profile.get_text("description"),
    "setMyShortDescription": profile.set_text("short_description"),
    "getMyShortDescription": profile.get_text("short_description"),
    "sendMessage": sending.send_message,
    "sendPoll": poll_methods.send_poll,
    "stopPoll": poll_methods.stop_poll,
    "sendPhoto": sending.send_photo,
    "sendAudio": sending.send_audio,
    "sendVoice": sending.send_voice,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMessageReaction": editing.set_message_reaction,
    "answerCallbackQuery": editing.answer_callback_query,
}

COUNTED = frozenset({"sendMessage", "sendPhoto", "sendAudio", "sendVoice", "sendDocument", "sendPoll"})
"""Methods that count against the sending limits; edits count too in groups."""
EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup", "stopPoll"})
