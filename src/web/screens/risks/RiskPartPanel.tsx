import type { RiskMatrices } from '../../../programme/riskMatrix.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { Quiet } from '../parts/Section.tsx'
import { SidePanel } from '../parts/SidePanel.tsx'
import { useRefs } from '../parts/useRefs.ts'
import classes from './RiskPartPanel.module.css'
import { type RiskPart, risksOf } from './riskParts.ts'
import { levelWord } from './riskWords.ts'

/** So many numbers still fit into an address. */
const mostInAddress = 150

/** The risks that a cell or figure counts, and where treatment moved each. */
export function RiskPartPanel({
  matrices,
  part,
  onClose,
}: {
  matrices: RiskMatrices
  part: RiskPart
  onClose: () => void
}) {
  const ids = risksOf(matrices, part)
  const refs = useRefs(ids)
  const moved = new Map(matrices.moved.map((move) => [move.id, move]))
  const title = titleOf(part)
  return (
    <SidePanel label={title} onClose={onClose}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.soft}>
        {t('{count, plural, =0 {No risk.} one {One risk.} other {# risks.}}', { count: ids.length })}{' '}
        {refs && refs.length > 0 && refs.length <= mostInAddress ? (
          <AppLink to="r/risks" search={{ filter: [`ref:is:${refs.map((ref) => ref.ref).join('|')}`] }}>
            {t('Open as a list')}
          </AppLink>
        ) : null}
      </p>
      {refs === undefined ? <TextSkeleton rows={5} /> : null}
      {refs?.length === 0 ? <Quiet>{t('Nothing is here that you may see.')}</Quiet> : null}
      <ul className={classes.list}>
        {refs?.map((ref) => {
          const move = moved.get(ref.id)
          return (
            <li key={ref.id}>
              <RecordLink record={ref} withState />
              <div className={classes.soft}>
                {move
                  ? t('consequence {c1} × likelihood {l1} became {c2} × {l2}', {
                      c1: move.from.consequence,
                      l1: move.from.likelihood,
                      c2: move.to.consequence,
                      l2: move.to.likelihood,
                    })
                  : part.kind === 'opportunities'
                    ? null
                    : t('not moved by treatment')}
                {part.kind === 'opportunities' ? null : (
                  <>
                    {' · '}
                    <AppLink to={`risks/${ref.ref}/treatment`}>{t('Propose treatment')}</AppLink>
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </SidePanel>
  )
}

function titleOf(part: RiskPart): string {
  const when = part.when === 'before' ? t('before treatment') : t('after treatment')
  switch (part.kind) {
    case 'cell':
      return t('Consequence {consequence} × likelihood {likelihood}, {when}', { ...part, when })
    case 'level':
      return t('Level {level}, {when}', { level: levelWord(part.level), when })
    case 'above':
      return t('Above the appetite, {when}', { when })
    case 'unrated':
      return t('Not rated yet')
    case 'opportunities':
      return t('Opportunities')
  }
}
