import type { FromExplorer, ToExplorer } from '../protocol.ts';
import { defineControls } from '../shared/controls.ts';
import { connectEditor } from '../shared/editor.ts';
import '../shared/page.css';
import './embeddingExplorer.css';
import { Explorer } from './explorer.ts';

defineControls();

// Only the extension that this bundle ships with can send here.
const editor = connectEditor<FromExplorer>((message) => explorer.receive(message as ToExplorer));
const explorer = new Explorer(editor, editor.kept());

document.body.append(explorer.element);
editor.send({ kind: 'ready' });
