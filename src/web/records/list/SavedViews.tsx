import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useModel } from '../../app/model.tsx'
import { useCommit, useOrgQuery } from '../../app/orgApi.ts'
import { parseSearch, stringifySearch } from '../../app/search.ts'
import { useBarred } from '../../ui/ActionButton.tsx'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { useGranted } from '../granted.ts'
import { type ListState, writeListState } from './listState.ts'

const NameView = lazy(() => import('./NameView.tsx'))

/** Views of this list kept under a name; they open as plain addresses. */
export function SavedViews({ register, state }: { register: RegisterDescription; state: ListState }) {
  const kept = useModel().byName('savedView')
  const target = nameOfTarget(kept)
  const listed = useOrgQuery(
    'records/{register}',
    {
      at: { register: String(kept?.path) },
      query: { filter: [`${target}:is:${register.name}`], sort: 'title', limit: 50 },
    },
    { enabled: kept !== undefined },
  )
  const [isNaming, setNaming] = useState(false)
  const navigate = useNavigate()
  const link = useOrgLink()
  const commit = useCommit()
  const barred = useBarred(null)
  const mayKeep = useGranted()(kept?.mayCreate ?? []) && barred === null
  if (!kept) return null
  const open = (view: RecordItem) =>
    void navigate(link(`r/${register.path}`, parseSearch(String(view.values.query ?? ''))))
  const remove = (view: RecordItem) =>
    commit.mutate(
      { changes: [{ do: 'archive', register: kept.name, id: view.id, version: view.version }] },
      { onError: (problem) => notifications.show({ color: 'red', title: problem.title, message: problem.message }) },
    )
  const views = listed.data?.items ?? []
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} />}>
            {t('Views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate(link(`r/${register.path}`))}>
            {t('All {many}', { many: inSentence(register.label.many) })}
          </Menu.Item>
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => open(view)}>
              <bdi>{view.title}</bdi>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={!mayKeep} onClick={() => setNaming(true)}>
            {t('Keep this view')}
          </Menu.Item>
          {views.length > 0 && mayKeep ? (
            <>
              <Menu.Label>{t('Remove a view')}</Menu.Label>
              {views.map((view) => (
                <Menu.Item key={view.id} leftSection={<IconTrash size={14} />} onClick={() => remove(view)}>
                  <bdi>{view.title}</bdi>
                </Menu.Item>
              ))}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {isNaming ? (
          <NameView
            onKeep={(title, shared) => {
              const query = stringifySearch(
                writeListState({ ...state, panel: null }, register) as Record<string, unknown>,
              )
              const values = { title, shared, [target]: register.name, query: query || '?' }
              return commit.mutateAsync({ changes: [{ do: 'create', register: kept.name, values }] })
            }}
            onClose={() => setNaming(false)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

/** The field that says which list a view belongs to. */
function nameOfTarget(kept: RegisterDescription | undefined): string {
  const known = ['registerName', 'register', 'list']
  return kept?.fields.find((f) => known.includes(f.name))?.name ?? 'register'
}
