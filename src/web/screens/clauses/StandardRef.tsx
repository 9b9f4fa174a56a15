import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { groupIdOf } from './mapGroups.ts'
import { RefDetail, useStandardDetail } from './RefDetail.tsx'
import { useGroupTitles } from './useGroupTitles.ts'

/** One clause or control as a page. */
export default function StandardRef() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const answer = useStandardDetail(ref)
  const readiness = useOrgQuery('readiness')
  const group = groupIdOf(ref)
  const groupTitle = useGroupTitles().get(group)
  const rows = [...(readiness.data?.clauses ?? []), ...(readiness.data?.controls ?? [])]
  const at = rows.findIndex((row) => row.ref === ref)
  return (
    <Page
      title={answer.data ? `${shortRef(ref)} ${answer.data.title}` : shortRef(ref)}
      kicker={
        <>
          <AppLink to="explore/clauses">{t('Clause map')}</AppLink>
          {groupTitle && at >= 0 ? (
            <AppLink to="explore/clauses" search={{ part: group }}>
              {`${group} ${groupTitle}`}
            </AppLink>
          ) : null}
        </>
      }
      more={
        <>
          <Neighbour reference={rows[at - 1]?.ref} label={(ref) => t('Former: {ref}', { ref })} />
          <Neighbour reference={at < 0 ? undefined : rows[at + 1]?.ref} label={(ref) => t('Next: {ref}', { ref })} />
        </>
      }
    >
      <RefDetail reference={ref} readiness={readiness.data} place="page" key={ref} />
    </Page>
  )
}

function Neighbour({ reference, label }: { reference: string | undefined; label: (ref: string) => string }) {
  if (reference === undefined) return null
  return (
    <Button
      variant="default"
      renderRoot={(props) => <BareLink {...props} to={`explore/standard/${encodeURIComponent(reference)}`} />}
    >
      {label(shortRef(reference))}
    </Button>
  )
}
