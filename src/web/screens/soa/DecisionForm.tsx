import { Button, Checkbox, Fieldset, Group, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReasonKind } from '../../../programme/applicabilityReasons.ts'
import { newUuid } from '../../../server/client/newUuid.ts'
import type { RecordDetail, SoaLine } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useCommit, useOrgQuery } from '../../app/orgApi.ts'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { tell, tellProblem } from '../parts/notices.ts'
import { changesFor, type DecisionDraft, draftOf, whyNotDecidable } from './decisionDraft.ts'
import classes from './Soa.module.css'
import { implementationStates, implementationWord, reasonKinds, reasonWord } from './soaWords.ts'

const refusals = {
  choose: () => t('Choose first whether the control applies.'),
  whyIn: () => t('Say why the control is included.'),
  whyOut: () => t('Say why the control is left out.'),
}

/** Decides about a control where it stands. */
export function DecisionForm({ line, onDone }: { line: SoaLine; onDone: () => void }) {
  const path = useModel().byName('controlDecision')?.path
  const detail = useOrgQuery(
    'records/{register}/{id}',
    { at: { register: String(path), id: String(line.record?.id) } },
    { enabled: line.record !== null },
  )
  if (line.record !== null && !detail.data) return <TextSkeleton rows={6} />
  return <Form line={line} detail={detail.data ?? null} onDone={onDone} />
}

function Form({ line, detail, onDone }: { line: SoaLine; detail: RecordDetail | null; onDone: () => void }) {
  const [draft, setDraft] = useState<DecisionDraft>(() => draftOf(line))
  const [why, setWhy] = useState('')
  const change = (patch: Partial<DecisionDraft>) => setDraft({ ...draft, ...patch })
  const commit = useCommit()
  const barred = useMayDecide(detail)
  const wasDecided = detail?.record.state === 'decided'
  const refused = whyNotDecidable(draft, (key) => refusals[key]())
  const needsWhy = wasDecided && why.trim() === '' ? t('Say below why the decision is taken anew.') : null
  const save = (decides: boolean) => {
    const changes = changesFor(line, draft, detail?.record ?? null, decides, newUuid())
    const reason = why.trim()
    commit.mutate(
      { changes, ...(reason ? { reason } : {}) },
      {
        onSuccess: () => {
          const id = shortRef(line.control)
          tell(decides ? t('{id} is decided.', { id }) : t('{id} is saved.', { id }))
          onDone()
        },
        onError: tellProblem,
      },
    )
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => event.preventDefault()}
      aria-label={t('Decision about {id}', { id: shortRef(line.control) })}
    >
      <SegmentedControl
        aria-label={t('Does the control apply?')}
        value={draft.applicable}
        onChange={(applicable) => change({ applicable: applicable as DecisionDraft['applicable'] })}
        data={[
          { value: 'yes', label: t('Include') },
          { value: 'no', label: t('Leave out') },
          { value: 'undecided', label: t('Not yet') },
        ]}
        fullWidth
      />
      {draft.applicable === 'yes' ? (
        <Reasons reasons={draft.reasons} onChange={(reasons) => change({ reasons })} />
      ) : null}
      {draft.applicable === 'no' ? (
        <Textarea
          label={t('Why it is left out')}
          description={t('Why nothing it guards against can happen here. Auditors read this first.')}
          value={draft.exclusionJustification}
          onChange={(event) => change({ exclusionJustification: event.currentTarget.value })}
          autosize
          minRows={2}
        />
      ) : (
        <Textarea
          label={t('Justification')}
          description={t('Stands in the statement beside the reasons.')}
          value={draft.justification}
          onChange={(event) => change({ justification: event.currentTarget.value })}
          autosize
          minRows={2}
        />
      )}
      {draft.applicable === 'no' ? null : (
        <Select
          label={t('In place')}
          data={implementationStates.map((value) => ({ value, label: implementationWord(value) }))}
          value={draft.implementation}
          onChange={(value) => change({ implementation: value })}
          allowDeselect={false}
        />
      )}
      <RecordPicker
        label={t('Owner')}
        to="person"
        many={false}
        value={draft.owner ? [draft.owner] : []}
        onChange={(ids) => change({ owner: ids[0] ?? null })}
        {...(detail ? { names: detail.names } : {})}
      />
      {wasDecided ? (
        <TextInput
          label={t('Why the decision is taken anew')}
          description={t('It stays in the history of the control.')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      ) : null}
      <Group gap="xs">
        <ActionButton
          loading={commit.isPending}
          disabledReason={barred ?? refused ?? needsWhy}
          onClick={() => save(true)}
        >
          {t('Save and decide')}
        </ActionButton>
        <ActionButton variant="default" disabledReason={barred} loading={commit.isPending} onClick={() => save(false)}>
          {t('Save only')}
        </ActionButton>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </Group>
    </form>
  )
}

/** Why the reader may not write this line; whether they may decide it is answered when they try. */
function useMayDecide(detail: RecordDetail | null): string | null {
  const register = useModel().byName('controlDecision')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  if (detail) return detail.edit.allowed ? null : detail.edit.reason
  return mayCreate ? null : t('Your roles do not include adding lines to the statement.')
}

function Reasons({
  reasons,
  onChange,
}: {
  reasons: DecisionDraft['reasons']
  onChange: (reasons: DecisionDraft['reasons']) => void
}) {
  const set = (kind: ReasonKind, text: string | undefined) => {
    const { [kind]: _, ...rest } = reasons
    onChange(text === undefined ? rest : { ...rest, [kind]: text })
  }
  return (
    <Fieldset variant="unstyled" legend={t('Reasons for including it')}>
      {reasonKinds.map((kind) => {
        const text = reasons[kind]
        return (
          <div key={kind} className={classes.reasonField}>
            <Checkbox
              size="sm"
              label={reasonWord(kind)}
              checked={text !== undefined}
              onChange={(event) => set(kind, event.currentTarget.checked ? '' : undefined)}
            />
            {text === undefined ? null : (
              <TextInput
                aria-label={t('Because ({reason})', { reason: reasonWord(kind) })}
                placeholder={t('Which law, contract, practice or risk')}
                maxLength={1000}
                value={text}
                onChange={(event) => set(kind, event.currentTarget.value)}
              />
            )}
          </div>
        )
      })}
    </Fieldset>
  )
}
