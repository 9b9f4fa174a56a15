import type { Command } from '../command.ts'
import { serve } from './serve.ts'
import { signInLink } from './signInLink.ts'

export const commands: readonly Command[] = [serve, signInLink]
