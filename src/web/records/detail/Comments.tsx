import { Stack, Textarea } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { showAgo, showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useCommit, useOrgQuery } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './RecordDetail.module.css'
import { useHistory } from './useHistory.ts'

/** Remarks on the record, oldest first, and room for another. */
export function Comments({ record }: { record: RecordItem }) {
  const register = useModel().byName('comment')
  return register ? <CommentsOn record={record} register={register} /> : null
}

function CommentsOn({ record, register }: { record: RecordItem; register: RegisterDescription }) {
  const listed = useOrgQuery('records/{register}', {
    at: { register: register.path },
    query: {
      filter: [`about:has:${record.id}`],
      sort: 'createdAt',
      limit: 100,
    },
  })
  const items = listed.data?.items ?? []
  // Who only looks is not invited to write what would be refused.
  const mayCreate = useMayCreate(register)
  if (!mayCreate && items.length === 0) return null
  return (
    <section>
      <h2 className={classes.heading}>
        <span>
          {register.label.many}
          {items.length > 0 ? <span className={classes.count}>{items.length}</span> : null}
        </span>
      </h2>
      {items.map((item) => (
        <CommentShown key={item.id} comment={item} register={register} />
      ))}
      {mayCreate ? <AddComment record={record} register={register} /> : null}
    </section>
  )
}

function CommentShown({ comment, register }: { comment: RecordItem; register: RegisterDescription }) {
  // Who wrote it stands in its history: the first entry.
  const history = useHistory(comment)
  const author = history.data?.entries.at(-1)?.actor
  return (
    <article className={classes.comment}>
      <p className={classes.when}>
        <bdi>
          <strong>{author ?? ''}</strong>
        </bdi>{' '}
        <time dateTime={comment.createdAt} title={showInstant(comment.createdAt)}>
          {showAgo(comment.createdAt)}
        </time>{' '}
        {comment.state === register.initial ? null : (
          <StateBadge register={register.name} state={comment.state} plain />
        )}
      </p>
      <Markdown>{String(comment.values.body ?? comment.title)}</Markdown>
    </article>
  )
}

function AddComment({ record, register }: { record: RecordItem; register: RegisterDescription }) {
  const [draft, setDraft] = useLocalStorage({ key: `openaims.comment.${record.id}`, defaultValue: '' })
  const commit = useCommit()
  const send = () =>
    commit.mutate(
      { changes: [{ do: 'create', register: register.name, values: { body: draft.trim(), about: record.id } }] },
      {
        onSuccess: () => setDraft(''),
        onError: (p) =>
          notifications.show({ color: 'red', title: p.title, message: p.fields[0]?.message ?? p.message }),
      },
    )
  return (
    <form
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault()
        if (draft.trim() !== '') send()
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={t('Write a comment')}
          placeholder={t('Write a comment')}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit()
          }}
          autosize
          minRows={2}
        />
        {draft.trim() === '' ? null : (
          <ActionButton type="submit" variant="default" style={{ alignSelf: 'start' }} loading={commit.isPending}>
            {t('Comment')}
          </ActionButton>
        )}
      </Stack>
    </form>
  )
}
