import type { Command } from '../command.ts'
import { change, edit } from './edit.ts'
import { pack } from './pack.ts'
import { propose } from './propose.ts'
import { readiness } from './readiness.ts'
import { serve } from './serve.ts'
import { signInLink } from './signInLink.ts'
import { verify } from './verify.ts'

export const commands: readonly Command[] = [serve, signInLink, propose, readiness, edit, change, pack, verify]
