import { geminiPlaces, readGemini } from './_gemini.ts';
import type { Client } from './index.ts';

export const geminiCli: Client = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  aliases: ['gemini'],
  docs: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md',
  toolSwitch: '`excludeTools` of its entry, or `includeTools`, which names those that are offered',
  places: geminiPlaces({
    folder: '.gemini',
    extension: 'gemini-extension.json',
    variables: 'GEMINI_CLI',
    system: {
      darwin: '/Library/Application Support/GeminiCli',
      linux: '/etc/gemini-cli',
      win32: 'C:/ProgramData/gemini-cli',
    },
  }),
  read: (root, { shape }, where) => readGemini(root, shape, where),
};
