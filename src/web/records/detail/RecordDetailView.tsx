import type { ReactNode } from 'react'
import type { RecordDetail } from '../../../server/contract/told.ts'
import type { RegisterDescription } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showAgo, showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { recordTitle } from '../../app/recordTitle.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { StateBadge, ToneBadge } from '../../ui/StateBadge.tsx'
import { useRecordDetail } from '../useRecordDetail.ts'
import { AboutLinks } from './AboutLinks.tsx'
import { Comments } from './Comments.tsx'
import { Evidence } from './Evidence.tsx'
import { History } from './History.tsx'
import { Linked } from './Linked.tsx'
import { RecordActions } from './RecordActions.tsx'
import classes from './RecordDetail.module.css'
import { RecordFindings } from './RecordFindings.tsx'
import { Sections } from './Sections.tsx'
import { Signatures } from './Signatures.tsx'

interface RecordDetailViewProps {
  readonly register: RegisterDescription
  /** Number or id. */
  readonly reference: string
  readonly place: 'page' | 'panel'
}

/** Everything about one record: values, links, evidence, comments and history. */
export default function RecordDetailView({ register, reference, place }: RecordDetailViewProps) {
  const asked = useRecordDetail(register, reference)
  if (asked.error) return <ErrorState problem={asProblem(asked.error)} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const detail = asked.data
  const body = (
    <div className={place === 'page' ? classes.columns : classes.stack}>
      <div className={classes.main}>
        <Signatures signatures={detail.signatures} />
        <Sections register={register} detail={detail} />
        <Linked detail={detail} />
        {register.name === 'evidence' ? null : <Evidence record={detail.record} />}
      </div>
      <div className={classes.side}>
        <RecordFindings register={register} detail={detail} />
        {register.name === 'comment' ? null : <Comments record={detail.record} />}
        <History register={register} detail={detail} />
      </div>
    </div>
  )
  if (place === 'page') {
    return (
      <Page
        title={recordTitle(register, detail.record.title)}
        kicker={<Kicker register={register} detail={detail} />}
        standing={<Standing register={register} detail={detail} />}
        action={<RecordActions register={register} detail={detail} />}
      >
        {body}
      </Page>
    )
  }
  return (
    <PanelFrame
      kicker={<Kicker register={register} detail={detail} />}
      title={recordTitle(register, detail.record.title)}
      standing={<Standing register={register} detail={detail} />}
      actions={<RecordActions register={register} detail={detail} />}
    >
      {body}
    </PanelFrame>
  )
}

interface PanelFrameProps {
  readonly kicker: ReactNode
  readonly title: string
  readonly standing: ReactNode
  readonly actions: ReactNode
  readonly children: ReactNode
}

function PanelFrame({ kicker, title, standing, actions, children }: PanelFrameProps) {
  return (
    <div className={classes.panel}>
      <div className={classes.kicker}>{kicker}</div>
      <h2 className={classes.panelTitle} dir="auto">
        {title}
      </h2>
      <p className={classes.standing}>{standing}</p>
      <div className={classes.panelActions}>{actions}</div>
      {children}
    </div>
  )
}

function Kicker({ register, detail }: { register: RegisterDescription; detail: RecordDetail }) {
  const { record } = detail
  return (
    <>
      <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
      <span>{record.ref}</span>
      <StateBadge register={register.name} state={record.state} />
      {record.archived ? <ToneBadge tone="retired" label={t('Archived')} /> : null}
      <RefChips references={register.serves} />
    </>
  )
}

function Standing({ register, detail: { record, names } }: { register: RegisterDescription; detail: RecordDetail }) {
  const owner = record.owner ? names[record.owner] : undefined
  const isOwned = register.links.some((link) => link.name === 'owner')
  const owned = owner
    ? t('Owned by {name}', { name: owner.title })
    : isOwned && record.owner === null
      ? t('Without an owner')
      : null
  return (
    <>
      {owned === null ? null : `${owned} · `}
      <time dateTime={record.updatedAt} title={showInstant(record.updatedAt)}>
        {t('changed {ago}', { ago: showAgo(record.updatedAt) })}
      </time>
      {' · '}
      {t('version {version}', { version: record.version })}
      <AboutLinks register={register} record={record} />
    </>
  )
}
