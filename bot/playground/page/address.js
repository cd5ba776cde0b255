/** The page's address names a person and, unless it is the private one, a chat: /#bob or /#bob/-1002000000001. */

/** Whom and what the address names, so that each can have a window; the first person if it names nobody. */
export function readAddress(people) {
  const [name, chat] = decodeURIComponent(location.hash.slice(1)).toLowerCase().split("/");
  const { id } = people.find((person) => person.name.toLowerCase() === name) ?? people[0];
  return { person: id, chat: Number(chat) || id };
}

export function writeAddress({ id, name }, chat) {
  history.replaceState(null, "", `#${name.toLowerCase()}${chat === id ? "" : `/${chat}`}`);
  document.title = `${name} · Recall playground`;
  document.body.dataset.person = id;
  document.body.dataset.chat = chat;
}
