import type { ImportValue, RegisterTarget } from '../../exchange/index.ts'
import type { Actor } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { foldKey, type Named, recordsNamed } from '../../store/read/lookUp.ts'

/** The texts in a link cell: several records stand on lines of their own or between semicolons. */
export function linkTexts(read: ImportValue, many: boolean): string[] {
  const texts = Array.isArray(read) ? read : many ? String(read).split(/[;\n]/) : [String(read)]
  return texts.map((t) => t.trim()).filter((t) => t !== '')
}

export type LinkFinder = (target: RegisterTarget, text: string) => { id: string } | { problem: string }

/** Looks up everything that link cells name, one query for each register they lead to. */
export async function findLinks(
  store: Store,
  org: string,
  actor: Actor,
  asked: readonly { readonly target: RegisterTarget; readonly texts: ReadonlySet<string> }[],
): Promise<LinkFinder> {
  const texts = new Map<string, Set<string>>()
  for (const { target, texts: some } of asked) {
    const to = target.to ?? 'any'
    texts.set(to, new Set([...(texts.get(to) ?? []), ...some]))
  }
  const found = new Map<string, Map<string, Named[]>>()
  for (const [to, some] of texts)
    found.set(to, await recordsNamed(store.pool, org, store.registry.all, to, actor, [...some]))
  return (target, text) => {
    const named = found.get(target.to ?? 'any')?.get(foldKey(text)) ?? []
    const [first, second] = named
    if (first && !second) return { id: first.id }
    const register = store.registry.get(target.to ?? '')
    const one = register?.label.one.toLowerCase() ?? 'record'
    if (!first)
      return {
        problem: `There is no ${one} "${text}". Give its number, title${register?.fields.email ? ' or e-mail address' : ''} as recorded, or add it first.`,
      }
    return {
      problem: `"${text}" may be ${named
        .slice(0, 5)
        .map((n) => n.ref)
        .join(' or ')}; give the number.`,
    }
  }
}
