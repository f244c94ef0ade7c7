import type { Message, NotificationMessage } from 'vscode-jsonrpc/node';

/** The notification that stands for the end of the transport. */
export const closedMethod = '$/closed';

/**
 * Readers deliver this last. The library handles messages from a queue; closing at once would drop those which arrived
 * before the end, such as the answer that a process wrote just before it died.
 */
export const closedMessage: Message & NotificationMessage = { jsonrpc: '2.0', method: closedMethod };
