import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Keys of what runs models. `sk-` and letters is the shape of many: the name of its variable says whose. */
export const models: Family = {
  id: 'models',
  formats: [
    ...issuedBy(
      'Anthropic',
      'https://docs.claude.com/en/api/admin-api/apikeys/list-api-keys',
      String.raw`
anthropic-api-key | sk-ant-api03- | [\w-]{80,120} | long |
anthropic-admin-key | sk-ant-admin01- | [\w-]{80,120} | long admin | no, an admin key manages the whole organisation
anthropic-oauth-token | sk-ant-oat01- | [\w-]{40,200} | | no, it acts as the person who signed in
anthropic-refresh-token | sk-ant-ort01- | [\w-]{40,200} | long | no, it acts as the person who signed in
anthropic-session-key | sk-ant-sid01- | [\w-]{40,200} | | no, it acts as the person who signed in
`,
    ),
    ...issuedBy(
      'OpenAI',
      'https://platform.openai.com/docs/api-reference/authentication',
      String.raw`
openai-project-key | sk-proj- | [\w-]{40,200} | long | yes, it is limited to one project
openai-service-account-key | sk-svcacct- | [\w-]{40,200} | long | yes, it is limited to the project of one service account
openai-admin-key | sk-admin- | [\w-]{40,200} | long admin | no, an admin key manages the whole organisation
openai-user-key | sk- | [A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20} | long | no, a user key acts as its user in every project
openai-user-key | sk-None- | [\w-]{40,200} | long | no, a user key acts as its user in every project
openai-user-key | sk- | [A-Za-z0-9]{40,64} | long named | no, a user key acts as its user in every project
`,
    ),
    ...issuedBy(
      'OpenRouter',
      'https://openrouter.ai/docs/api-reference/authentication',
      String.raw`
openrouter-api-key | sk-or-v1- | [a-f0-9]{64} | |
`,
    ),
    ...issuedBy(
      'DeepSeek',
      null,
      String.raw`
deepseek-api-key | sk- | [a-f0-9]{32} | named |
`,
    ),
    ...issuedBy(
      'Google Gemini',
      'https://ai.google.dev/gemini-api/docs/api-key',
      String.raw`
gemini-auth-key | AQ. | Ab[\w-]{30,200} | |
`,
    ),
    ...issuedBy(
      'Hugging Face',
      'https://huggingface.co/docs/hub/security-tokens',
      String.raw`
hugging-face-token | hf_ | [A-Za-z0-9]{34,40} | long |
hugging-face-organisation-token | api_org_ | [A-Za-z0-9]{34} | long | no, it acts for the whole organisation
`,
    ),
    ...issuedBy(
      'Replicate',
      'https://replicate.com/docs/topics/security/api-tokens',
      String.raw`
replicate-api-token | r8_ | [A-Za-z0-9]{37,40} | long | no, it does all that its account may do
`,
    ),
    ...issuedBy('Groq', 'https://console.groq.com/docs/quickstart', 'groq-api-key | gsk_ | [A-Za-z0-9]{40,64} | |'),
    ...issuedBy('xAI', 'https://docs.x.ai/docs/overview', 'xai-api-key | xai- | [A-Za-z0-9]{40,100} | |'),
    ...issuedBy(
      'Perplexity',
      'https://docs.perplexity.ai/getting-started/quickstart',
      'perplexity-api-key | pplx- | [A-Za-z0-9]{40,60} | |',
    ),
    ...issuedBy('NVIDIA', 'https://build.nvidia.com', String.raw`nvidia-api-key | nvapi- | [\w-]{60,80} | |`),
    ...issuedBy('Cerebras', null, 'cerebras-api-key | csk- | [a-z0-9]{40,60} | |'),
    ...issuedBy('Together AI', null, String.raw`together-api-key | tgp_v1_ | [\w-]{40,60} | |`),
    ...issuedBy('Fireworks', null, 'fireworks-api-key | fw_ | [A-Za-z0-9]{22,40} | named |'),
    ...issuedBy('ElevenLabs', null, 'elevenlabs-api-key | sk_ | [a-f0-9]{48} | |'),
    ...issuedBy(
      'LangSmith',
      'https://docs.langchain.com/langsmith/create-account-api-key',
      String.raw`
langsmith-personal-token | lsv2_pt_ | [a-f0-9]{32}_[a-f0-9]{10} | | no, it does all that its user may do
langsmith-service-key | lsv2_sk_ | [a-f0-9]{32}_[a-f0-9]{10} | |
`,
    ),
    ...issuedBy('Pinecone', null, String.raw`pinecone-api-key | pcsk_ | \w{40,90} | |`),
  ],
};
