import type { ImportValue, RegisterTarget } from '../../exchange/index.ts'
import type { Actor } from '../../model/index.ts'
import { labelWord, type Said, say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import { foldKey, type Named, recordsNamed } from '../../store/read/lookUp.ts'

/** The texts in a link cell: several records stand on lines of their own or between semicolons. */
export function linkTexts(read: ImportValue, many: boolean): string[] {
  const texts = Array.isArray(read) ? read : many ? String(read).split(/[;\n]/) : [String(read)]
  return texts.map((t) => t.trim()).filter((t) => t !== '')
}

export type LinkFinder = (target: RegisterTarget, text: string) => { id: string } | { problem: Said }

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
    const one = register ? labelWord(register.label.one) : say`record`
    if (!first)
      return {
        problem: register?.fields.email
          ? say`There is no ${one} "${text}". Give its number, title or e-mail address as recorded, or add it first.`
          : say`There is no ${one} "${text}". Give its number or title as recorded, or add it first.`,
      }
    return {
      problem: say`"${text}" may be any of ${named
        .slice(0, 5)
        .map((n) => n.ref)
        .join(', ')}; give the number.`,
    }
  }
}
