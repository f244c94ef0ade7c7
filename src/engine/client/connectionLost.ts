/** The connection's error for a call that was under way when it ended. Who holds the connection knows why it ended. */
export class ConnectionLost extends Error {}
