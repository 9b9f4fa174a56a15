import type { Overlap27001 } from '../../../server/contract/told.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChip, RefChips } from '../../ui/RefChip.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Overlap.module.css'
import { OverlapTable } from './OverlapTable.tsx'

type Relation = Overlap27001['rows'][number]['relation']

/** What an information security management system already gives to each clause and control. */
export default function Overlap() {
  const answer = useOrgQuery('overlap-27001')
  const [{ relation }] = useAddress<'relation'>()
  return (
    <Page
      title={t('ISO/IEC 27001 overlap')}
      kicker={<AppLink to="programme">{t('Programme')}</AppLink>}
      standing={
        answer.data ? standingOf(answer.data) : t('What an information security management system carries over.')
      }
    >
      <Asked answer={answer} rows={12}>
        {(overlap) => {
          const shown = isRelation(relation) ? relation : 'all'
          const rows = overlap.rows.filter((row) => shown === 'all' || row.relation === shown)
          const words = relationWords()
          return (
            <>
              <Certificate certificate={overlap.certificate} />
              <FilterChips
                label={t('How far it serves')}
                to="programme/overlap-27001"
                name="relation"
                value={shown}
                choices={[
                  { value: 'all', label: t('All'), count: overlap.rows.length },
                  ...relations.map((each) => ({ value: each, label: words[each], count: overlap.counts[each] })),
                ]}
              />
              <OverlapTable rows={rows} words={words} />
              <Reused reused={overlap.reused} />
            </>
          )
        }}
      </Asked>
    </Page>
  )
}

const relations: readonly Relation[] = ['equivalent', 'extends', 'partial', 'none']
const isRelation = (text: string | undefined): text is Relation => relations.some((each) => each === text)

const relationWords = (): Readonly<Record<Relation, string>> => ({
  equivalent: t('The same'),
  extends: t('To extend for AI'),
  partial: t('Helps in part'),
  none: t('New for AI'),
})

function standingOf({ certificate, counts, shared, workSaved }: Overlap27001): string {
  const known = t(
    '{same} clauses and controls ask for the same as ISO/IEC 27001, {extend} extend it, {partly} are served in part and {fresh} are new',
    { same: counts.equivalent, extend: counts.extends, partly: counts.partial, fresh: counts.none },
  )
  return certificate.state === 'valid' || certificate.state === 'undated'
    ? `${known}. ${t('Your certificate spares roughly {saved} of the work, over {rows} of {of}; an estimate of ours.', { saved: showPercent(workSaved), rows: shared.rows, of: shared.of })}`
    : `${known}. ${t('Without a valid certificate nothing is counted as carried over.')}`
}

function Certificate({ certificate }: { certificate: Overlap27001['certificate'] }) {
  const facts = [
    [t('Number'), certificate.number],
    [t('Issued by'), certificate.body],
    [t('Valid until'), certificate.validUntil === null ? null : showDay(certificate.validUntil)],
    [t('Edition'), certificate.edition],
  ].filter((fact): fact is [string, string] => fact[1] !== null)
  const { scope } = certificate
  return (
    <Section title={t('Certificate')} aside={<AppLink to="r/settings">{t('Settings')}</AppLink>}>
      {facts.length > 0 || scope !== null ? (
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {scope === null ? null : (
            <div className={classes.wide}>
              <dt>{t('Scope')}</dt>
              <dd>{scope}</dd>
            </div>
          )}
        </dl>
      ) : null}
      {certificate.remarks.map((remark) => (
        <Quiet key={remark}>{remark}</Quiet>
      ))}
    </Section>
  )
}

function Reused({ reused }: { reused: Overlap27001['reused'] }) {
  if (reused.length === 0) return null
  return (
    <Section
      title={t('One artefact, several uses')}
      about={t('What you hold for one point of ISO/IEC 27001 serves several points of ISO/IEC 42001: extend it once.')}
    >
      <ul className={classes.reused}>
        {reused.slice(0, 12).map((point) => (
          <li key={point.ref}>
            <span>
              <RefChip reference={point.ref} /> {point.title}
            </span>
            <RefChips references={point.serves} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
