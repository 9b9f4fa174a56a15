import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SearchHit } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { useRecordTitle } from '../../app/recordTitle.ts'
import { AppLink, BareLink, useOrgLink } from '../../ui/AppLink.tsx'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Search.module.css'

/** The server gives at most so many hits. */
const limit = 100

/** Full-text search over every record the reader may see, at the date shown. */
export default function SearchScreen() {
  const [{ q = '' }, update] = useAddress<'q' | 'register'>()
  const [typed, setTyped] = useState(q)
  const ask = useDebouncedCallback((words: string) => update({ q: words.trim(), register: null }), 200)
  const asked = useOrgQuery('search', { query: { q, limit } }, { enabled: q.length > 1, keepPrevious: true })
  const count = q.length > 1 ? asked.data?.hits.length : undefined
  return (
    <Page
      title={t('Search everything')}
      standing={
        count === undefined
          ? t('Titles, numbers and texts of every record you may see, on the date shown above.')
          : count === limit
            ? t('The best {limit} hits; add a word to narrow them down.', { limit })
            : t(
                '{count, plural, =0 {Nothing holds these words.} one {One record holds these words.} other {# records hold these words.}}',
                { count },
              )
      }
    >
      <TextInput
        className={classes.input}
        size="md"
        type="search"
        aria-label={t('Words to look for')}
        placeholder={t('Words, or a number such as RISK-12')}
        leftSection={<IconSearch size={18} />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          ask(event.currentTarget.value)
        }}
        autoFocus
      />
      {q.length > 1 ? (
        <Asked answer={asked}>{({ hits }) => <Hits hits={hits} words={q} />}</Asked>
      ) : (
        <EmptyState
          title={t('What are you looking for?')}
          example={t('"oversight clerk" finds every record that speaks of both')}
          action={<AppLink to="explore/trace">{t('Or see how records hang together')}</AppLink>}
        >
          {t('Give two letters or more. Put the application at a past date to search what was on record then.')}
        </EmptyState>
      )}
    </Page>
  )
}

function Hits({ hits, words }: { hits: readonly SearchHit[]; words: string }) {
  const [{ register = 'all' }] = useAddress<'register'>()
  const model = useModel()
  const navigate = useNavigate()
  const titleOf = useRecordTitle()
  const link = useOrgLink()
  if (hits.length === 0) {
    return (
      <EmptyState title={t('Nothing holds these words')}>
        {t('Nothing you may see fits "{words}". Try fewer or shorter words; the beginning of a word is enough.', {
          words,
        })}
      </EmptyState>
    )
  }
  const groups = [...Map.groupBy(hits, (hit) => hit.register)].toSorted((a, b) => b[1].length - a[1].length)
  const shown = register === 'all' ? hits : hits.filter((hit) => hit.register === register)
  const one = (hit: SearchHit) => model.byName(hit.register)?.label.one ?? hit.register
  const address = (hit: SearchHit) => `r/${model.byName(hit.register)?.path}/${hit.ref}`
  const columns: readonly DataColumn<SearchHit>[] = [
    { id: 'title', header: t('Record'), cell: (hit) => <RecordLink record={hit} /> },
    { id: 'register', header: t('Register'), width: 200, cell: one },
    {
      id: 'state',
      header: t('State'),
      width: 160,
      cell: (hit) => <StateBadge register={hit.register} state={hit.state} plain />,
    },
    {
      id: 'trace',
      header: t('Links'),
      width: 90,
      cell: (hit) => <AppLink to={`explore/trace/${hit.ref}`}>{t('Trace')}</AppLink>,
    },
  ]
  return (
    <>
      <FilterChips
        label={t('Register')}
        to="explore"
        name="register"
        keep={{ q: words }}
        value={register}
        choices={[
          { value: 'all', label: t('All'), count: hits.length },
          ...groups.map(([name, held]) => ({
            value: name,
            label: model.byName(name)?.label.many ?? name,
            count: held.length,
          })),
        ]}
      />
      <DataTable
        caption={t('Records found')}
        columns={columns}
        rows={shown}
        rowKey={(hit) => hit.id}
        onOpen={(hit) => void navigate(link(address(hit)))}
        phoneRow={(hit) => (
          <BareLink className={classes.card} to={address(hit)}>
            <bdi>{titleOf(hit)}</bdi>
            <span className={classes.soft}>
              {one(hit)} {hit.ref}
            </span>
          </BareLink>
        )}
        grow
      />
    </>
  )
}
