import { runHost } from './runHost.ts';
import { threadEntry } from './threadEntry.ts';

await runHost(threadEntry());
