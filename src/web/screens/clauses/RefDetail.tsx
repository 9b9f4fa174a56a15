import { useQuery } from '@tanstack/react-query'
import type { StandardDetail } from '../../../server/contract/told.ts'
import type { Readiness, RefReadiness } from '../../../server/contract.ts'
import { type ApiProblem, client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import { RegisterLinks } from '../parts/RegisterLinks.tsx'
import { Section } from '../parts/Section.tsx'
import { Points } from './Points.tsx'
import classes from './RefDetail.module.css'
import { RefFindings } from './RefFindings.tsx'
import { RefGuidance } from './RefGuidance.tsx'
import { RefNeighbours } from './RefNeighbours.tsx'
import { showAge } from './showAge.ts'
import { statusTone, statusWords } from './statusWords.ts'

export function useStandardDetail(reference: string) {
  return useQuery<StandardDetail, ApiProblem>({
    queryKey: ['standard', 'detail', reference],
    queryFn: ({ signal }) => client.get('standard/{ref}', { at: { ref: reference }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

interface RefDetailProps {
  readonly reference: string
  readonly readiness: Readiness | undefined
  /** A panel repeats the title, which the page already bears. */
  readonly place: 'panel' | 'page'
}

/** A clause or control: what it asks in our words, how it stands here, and what an auditor will ask about it. */
export function RefDetail({ reference, readiness, place }: RefDetailProps) {
  const answer = useStandardDetail(reference)
  const standing = [...(readiness?.clauses ?? []), ...(readiness?.controls ?? [])].find((row) => row.ref === reference)
  return (
    <Asked answer={answer} rows={10}>
      {(detail) => (
        <>
          {place === 'panel' ? (
            <>
              <p className={classes.kicker}>ISO/IEC 42001 · {detail.id}</p>
              <h2 className={classes.title}>{detail.title}</h2>
            </>
          ) : null}
          <p className={classes.gist}>{detail.gist}</p>
          {standing ? <Standing row={standing} /> : null}
          <div className={place === 'page' ? classes.columns : undefined}>
            <div>
              {standing ? (
                <Section title={t('What it asks, and what is there')}>
                  <Points requirements={standing.requirements} />
                </Section>
              ) : null}
              {standing ? <RefFindings part={detail.id} /> : null}
              <KeptIn reference={reference} />
              <RefNeighbours detail={detail} />
            </div>
            <RefGuidance detail={detail} />
          </div>
        </>
      )}
    </Asked>
  )
}

function Standing({ row }: { row: RefReadiness }) {
  const met = row.requirements.filter((each) => each.met).length
  return (
    <p className={classes.standing}>
      <ToneBadge tone={statusTone(row.status)} label={statusWords()[row.status]} />
      <span>{t('{met} of {total} points met', { met, total: row.requirements.length })}</span>
      <span>
        {row.evidenceAgeDays === null
          ? t('no accepted evidence')
          : t('newest evidence: {age}', { age: showAge(row.evidenceAgeDays) })}
      </span>
    </p>
  )
}

/** The registers whose records satisfy it. */
function KeptIn({ reference }: { reference: string }) {
  const registers = useModel().registers.filter((register) => register.serves.includes(reference))
  if (registers.length === 0) return null
  return (
    <Section title={t('What satisfies it')} about={t('Records of these registers are looked at.')}>
      <RegisterLinks registers={registers} />
    </Section>
  )
}
