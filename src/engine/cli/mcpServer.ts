import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolRequest,
  type CallToolResult,
  type ServerNotification,
  type ServerRequest,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import type { Answer, AskProgress } from '../api/answerApi.ts';
import type { CallOptions } from '../api/callOptions.ts';
import { isEngineError } from '../api/errors.ts';
import { imageToolNames, imageTools } from '../tools/imageTools.ts';
import { runImageTool } from '../tools/runImageTool.ts';
import type { AskedByTool, ToolSurroundings } from '../tools/toolSurroundings.ts';

/** What the server needs of the command. */
export interface McpParts extends Omit<ToolSurroundings, 'ask'> {
  version: string;
  /** Ends the server. */
  signal: AbortSignal;
  ask: (question: AskedByTool, options: CallOptions<AskProgress>) => Promise<Answer>;
}

/** Serves the tools over this process's standard input and output, until the client closes it or the signal. */
export async function serveTools(parts: McpParts): Promise<void> {
  // Its own way to register tools would want the schemas of inputs in another library's form.
  const { server } = new McpServer({ name: 'hovle', version: parts.version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => callTool(params, extra, parts));
  const closed = new Promise<void>((resolve) => (server.onclose = resolve));
  const close = () => void server.close();
  // The transport does not look whether its client has gone.
  process.stdin.once('end', close);
  parts.signal.addEventListener('abort', close, { once: true });
  await server.connect(new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: longestMessage }));
  await closed;
}

/** Inputs are paths and questions. */
const longestMessage = 1_000_000;

const tools: Tool[] = imageToolNames.map((name) => {
  const { title, description, inputSchema } = imageTools[name];
  const annotations = { readOnlyHint: true, openWorldHint: false };
  return {
    name,
    title,
    description,
    inputSchema: { ...inputSchema, required: [...inputSchema.required] },
    annotations,
  };
});

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

async function callTool(
  { name, arguments: input = {} }: CallToolRequest['params'],
  extra: Extra,
  { ask, ...parts }: McpParts,
): Promise<CallToolResult> {
  const tool = imageToolNames.find((known) => known === name);
  if (!tool)
    throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name}. Known are ${imageToolNames.join(', ')}.`);
  try {
    const options = { signal: extra.signal, onProgress: progressTo(extra) };
    const { text, data } = await runImageTool(tool, input, { ...parts, ask: (question) => ask(question, options) });
    return { content: [{ type: 'text', text }], structuredContent: { ...data } };
  } catch (error) {
    // A model can act on a sentence; what nobody foresaw is the protocol's to tell.
    if (!isEngineError(error)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

/** A client that wants to know is told that work goes on, so that it does not give up while a model is loaded. */
function progressTo({ _meta, sendNotification }: Extra): (progress: AskProgress) => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let steps = 0;
  return (progress) => {
    const message = progress.kind === 'stage' ? { message: progress.stage } : {};
    const params = { progressToken, progress: ++steps, ...message };
    // A client that has gone needs no news.
    sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
