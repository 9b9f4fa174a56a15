import { Checkbox } from '@mantine/core'
import type { ProposedAnswer, ProposedChange, TriageProposal } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Triage.module.css'
import { depthTone, depthWord } from './triageWords.ts'

/** A triage as the server proposes it, with the change that would record it. */
export type ProposedTriage = TriageProposal & { readonly change: ProposedChange }

interface TriageCardProps {
  readonly proposal: ProposedTriage
  readonly isChosen: boolean
  readonly onToggle: () => void
}

/** One system with its ten answers and the fact each rests on. */
export function TriageCard({ proposal, isChosen, onToggle }: TriageCardProps) {
  const { system, answers, level, atLeast } = proposal
  const open = answers.filter((each) => each.answer === 'unknown').length
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        <Checkbox
          size="xs"
          checked={isChosen}
          onChange={onToggle}
          aria-label={t('Choose {title}', { title: `${system.ref} ${system.title}` })}
        />
        <h3 className={classes.title}>
          <MentionLink record={system} />
        </h3>
        <ToneBadge
          tone={depthTone(level ?? atLeast)}
          label={level ? depthWord(level) : t('at least: {depth}', { depth: depthWord(atLeast) })}
        />
        <span className={screen.small}>
          {t('{open, plural, =0 {all ten answered} one {# answer open} other {# answers open}}', { open })}
        </span>
      </div>
      <details className={classes.answers}>
        <summary>{t('The ten answers and what they rest on')}</summary>
        <ol className={classes.list}>
          {answers.map((each) => (
            <Answer key={each.id} answer={each} />
          ))}
        </ol>
      </details>
    </article>
  )
}

function Answer({ answer }: { answer: ProposedAnswer }) {
  return (
    <li className={classes.answer}>
      <span>
        <span className={screen.soft}>{answer.id.toUpperCase()}</span> {answer.question}
      </span>
      <span className={classes.said} data-answer={answer.answer}>
        {answer.answer === 'yes' ? t('Yes') : answer.answer === 'no' ? t('No') : t('Still open')}
      </span>
      <span className={screen.soft}>{answer.because}</span>
    </li>
  )
}
