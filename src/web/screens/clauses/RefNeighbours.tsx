import type { CrosswalkPair, StandardDetail } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { RefChip, RefChips } from '../../ui/RefChip.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './RefDetail.module.css'

const relationWords = (): Readonly<Record<string, string>> => ({
  equivalent: t('The same is asked there.'),
  extends: t('It extends what is asked there.'),
  partial: t('Part of it is asked there.'),
  none: t('It is new compared with ISO/IEC 27001.'),
})

/** The same matter in other frameworks, with who says so. */
export function RefNeighbours({ detail }: { detail: StandardDetail }) {
  const isOwn = detail.framework === 'iso42001'
  return (
    <>
      {detail.overlap.length > 0 ? (
        <Section title={isOwn ? t('In ISO/IEC 27001') : t('In ISO/IEC 42001')} about={t('Compared by us.')}>
          <ul className={classes.rows}>
            {detail.overlap.map((overlap) => (
              <li key={overlap.ref}>
                <RefChips references={isOwn ? overlap.iso27001 : [overlap.ref]} />
                <div>{relationWords()[overlap.relation]}</div>
                <div className={classes.soft}>
                  {t('Carries over: {carries}. To add for AI: {add}.', {
                    carries: overlap.carriesOver,
                    add: overlap.addForAi,
                  })}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {detail.crosswalk.length > 0 ? (
        <Section title={isOwn ? t('In NIST AI RMF and the EU AI Act') : t('Related in ISO/IEC 42001')}>
          <Pairs title={t('From a published crosswalk')} pairs={detail.crosswalk.filter(isPublished)} isOwn={isOwn} />
          <Pairs
            title={t('Compared by us; no official source')}
            pairs={detail.crosswalk.filter((pair) => !isPublished(pair))}
            isOwn={isOwn}
          />
        </Section>
      ) : null}
    </>
  )
}

const isPublished = (pair: CrosswalkPair): boolean => pair.source !== 'own_judgement'

function Pairs({ title, pairs, isOwn }: { title: string; pairs: readonly CrosswalkPair[]; isOwn: boolean }) {
  if (pairs.length === 0) return null
  const notes = [...new Set(pairs.flatMap((pair) => pair.note ?? []))]
  return (
    <div className={classes.pairs}>
      <span className={classes.soft}>{title}</span>
      <span className={classes.chips}>
        {[...new Set(pairs.map((pair) => (isOwn ? pair.to : pair.from)))].map((ref) => (
          <RefChip key={ref} reference={ref} />
        ))}
      </span>
      {notes.map((note) => (
        <span key={note} className={classes.soft}>
          {note}
        </span>
      ))}
    </div>
  )
}
