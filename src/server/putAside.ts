/** In the address of an example that is not to be opened: its story is not told to the end, or a fresh one took its place. */
const mark = '-aside-'

export const asideOf = ({ slug, id }: { readonly slug: string; readonly id: string }): string =>
  `${slug.slice(0, 20)}${mark}${id.slice(-12)}`

/** Whether an organisation is a former example that is kept for its log alone. */
export const isPutAside = ({ slug, kind }: { readonly slug: string; readonly kind: string }): boolean =>
  kind === 'example' && slug.includes(mark)
