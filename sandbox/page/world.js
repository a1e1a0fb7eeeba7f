// What the page knows: what the sandbox has reported so far, and who is writing.

export const world = { people: [], messages: new Map(), unread: new Map(), seq: 0, me: null, loaded: false, botName: "Bot" };

export const me = () => world.people.find((person) => person.user_id === world.me);

export const nameOf = (id) => world.people.find((person) => person.user_id === id)?.name ?? "otra persona";

export const mine = () => [...world.messages.values()]
  .filter((message) => message.chat_id === world.me && !message.deleted)
  .sort((one, other) => one.message_id - other.message_id);
