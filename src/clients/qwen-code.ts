import { geminiPlaces, readGemini } from './_gemini.ts';
import type { Client } from './index.ts';

/** Made of Gemini CLI, with the same settings. */
export const qwenCode: Client = {
  id: 'qwen-code',
  name: 'Qwen Code',
  aliases: ['qwen'],
  docs: 'https://github.com/QwenLM/qwen-code/blob/main/docs/users/features/mcp.md',
  toolSwitch: '`excludeTools` of its entry, or `includeTools`, which names those that are offered',
  places: geminiPlaces({
    folder: '.qwen',
    extension: 'qwen-extension.json',
    variables: 'QWEN_CODE',
    system: {
      darwin: '/Library/Application Support/QwenCode',
      linux: '/etc/qwen-code',
      win32: 'C:/ProgramData/qwen-code',
    },
  }),
  read: (root, { shape }, where) => readGemini(root, shape, where),
};
