/** Links into Telegram that this page follows itself: to the bot, and to a message of a group. */

const HOSTS = new Set(["t.me", "telegram.me"]);
const SUPERGROUP = 1_000_000_000_000; // t.me/c/ leaves out the -100 before a chat's number

/**
 * What a link asks for, or null if it leads elsewhere:
 * {start: payload or null}, {startgroup: payload} or {chat, message}.
 */
export function inside(url, username) {
  const address = new URL(url, "https://t.me");
  const query = address.searchParams;
  const isApp = address.protocol === "tg:";
  if (!isApp && !HOSTS.has(address.hostname)) return null;
  const path = address.pathname.split("/").filter(Boolean);
  if (!isApp && path[0] === "c" && path.length >= 3) return message(path);
  const name = isApp ? query.get("domain") : path[0];
  if (!username || name?.toLowerCase() !== username.toLowerCase()) return null;
  if (query.has("startgroup")) return { startgroup: query.get("startgroup") };
  return { start: query.get("start") };
}

function message(path) {
  const [chat, number] = [Number(path[1]), Number(path.at(-1))];
  return Number.isInteger(chat) && Number.isInteger(number) ? { chat: -(SUPERGROUP + chat), message: number } : null;
}
