import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { roleLabel } from '../../screens/account/roleLabels.ts'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { areas } from '../areas.ts'
import { useAsOf } from '../asOf.tsx'
import { t } from '../i18n.ts'
import { inSentence } from '../inSentence.ts'
import { useModel } from '../model.tsx'
import { useOrgQuery } from '../orgApi.ts'
import { recordTitle } from '../recordTitle.ts'
import { screenRoutes } from '../screenRoutes.tsx'
import { useOrganisation, useSession } from '../session.tsx'

export interface PaletteEntry {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly detail: string
  readonly run: () => void
}

/** Without what stands above and below letters: "muller" finds "Müller". */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** True when every typed word begins a word of the text. */
function fits(text: string, words: string): boolean {
  const have = plain(text).split(/[^\p{L}\p{N}]+/u)
  return plain(words)
    .split(/\s+/)
    .every((w) => have.some((h) => h.startsWith(w)))
}

/** What the palette offers for the words typed: screens, actions, and records found by the server. */
export function usePaletteEntries(words: string): { entries: readonly PaletteEntry[]; isSearching: boolean } {
  const found = useOrgQuery(
    'search',
    { query: { q: words, limit: 12 } },
    { enabled: words.length > 1, keepPrevious: true },
  )
  const places = usePlaces()
  const actions = useActions()
  const organisations = useOtherOrganisations()
  const model = useModel()
  const go = useGo()
  const records = (words.length > 1 ? (found.data?.hits ?? []) : []).map((hit) => ({
    key: hit.id,
    group: t('Records'),
    label: recordTitle(model.byName(hit.register), hit.title),
    detail: `${model.byName(hit.register)?.label.one ?? hit.register} ${hit.ref}`,
    run: go(`r/${model.byName(hit.register)?.path ?? hit.register}/${hit.ref}`),
  }))
  const match = (list: readonly (PaletteEntry & { words?: string })[]) =>
    words === '' ? list : list.filter((e) => fits(`${e.label} ${e.words ?? ''}`, words))
  const shownPlaces = match(places)
  return {
    entries: [
      ...records,
      ...shownPlaces.slice(0, words === '' ? 9 : 8),
      // Somebody may be in hundreds: they come when their name is typed.
      ...(words === '' ? [] : match(organisations).slice(0, 8)),
      ...match(actions).slice(0, 8),
    ],
    isSearching: found.isFetching,
  }
}

function useGo() {
  const navigate = useNavigate()
  const link = useOrgLink()
  return (to: string) => () => void navigate(link(to))
}

function usePlaces(): readonly (PaletteEntry & { words?: string })[] {
  const model = useModel()
  const go = useGo()
  const group = t('Go to')
  const areaOf = (name: string) => areas.find((a) => a.name === name)?.label() ?? ''
  return [
    ...areas.map((a) => ({ key: `area:${a.name}`, group, label: a.label(), detail: '', run: go(a.path) })),
    ...screenRoutes
      .filter((s) => !s.path.includes('$') && !areas.some((a) => a.path === s.path))
      .map((s) => ({
        key: `screen:${s.path}`,
        group,
        label: s.label(),
        detail: areaOf(s.area),
        words: s.words ?? '',
        run: go(s.path),
      })),
    ...model.registers
      .filter((r) => r.area !== 'internal')
      .map((r) => ({
        key: `register:${r.name}`,
        group,
        label: r.label.many,
        detail: areaOf(r.area),
        run: go(`r/${r.path}`),
      })),
  ]
}

/** The organisations a person may change over to, with what they are there. */
function useOtherOrganisations(): readonly PaletteEntry[] {
  const { organisations } = useSession()
  const current = useOrganisation()
  const navigate = useNavigate()
  return organisations
    .filter(({ id }) => id !== current.id)
    .map((o) => ({
      key: `organisation:${o.id}`,
      group: t('Organisations'),
      label: o.name,
      detail: o.roles.map(roleLabel).join(', '),
      run: () => void navigate({ to: `/${o.slug}` }),
    }))
}

function useActions(): readonly (PaletteEntry & { words?: string })[] {
  const model = useModel()
  const { roles } = useOrganisation()
  const { day, set } = useAsOf()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const go = useGo()
  const group = t('Actions')
  const creating = day
    ? []
    : model.registers
        .filter((r) => r.area !== 'internal' && roles.some((role) => r.mayCreate.includes(role)))
        .map((r) => ({
          key: `new:${r.name}`,
          group,
          label: t('New {register}', { register: inSentence(r.label.one) }),
          detail: '',
          words: t('add create'),
          run: go(`r/${r.path}/new`),
        }))
  const dark = colorScheme === 'dark'
  return [
    ...(day ? [{ key: 'today', group, label: t('Back to today'), detail: '', run: () => set(null) }] : []),
    ...creating,
    {
      key: 'scheme',
      group,
      label: dark ? t('Light appearance') : t('Dark appearance'),
      detail: '',
      words: t('theme colour'),
      run: () => setColorScheme(dark ? 'light' : 'dark'),
    },
    { key: 'print', group, label: t('Print this page'), detail: '', run: () => window.print() },
  ]
}
