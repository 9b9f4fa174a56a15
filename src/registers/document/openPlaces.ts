/**
 * A text drafted from an outline marks what the records could not say: `[To decide: who approves exceptions]`. The words
 * before the colon are those of the languages outlines are written in.
 */
const openPlace = /\[(?:To decide|Zu entscheiden): ([^\]\n]+)\]/g

/** What is still to be decided in a text, in its order. */
export const openPlaces = (text: string | null): readonly string[] =>
  text === null ? [] : [...text.matchAll(openPlace)].map((match) => match[1] ?? '')
