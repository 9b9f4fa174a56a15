/**
 * Lets long words part where they are joined: `parts` names them with a hyphen at each place, one after the other with
 * spaces between. A browser shows the hyphen only where a line ends there; not every browser knows where words part.
 */
export function partWords(label: string, parts: string): string {
  const parted = new Map(parts.split(' ').map((word) => [word.replaceAll('-', ''), word.replaceAll('-', '\u00ad')]))
  return label.replace(/\p{L}+/gu, (word) => parted.get(word) ?? word)
}
